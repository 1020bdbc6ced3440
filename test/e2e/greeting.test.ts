/* From an upload to what a caller hears, what the record says of it, and how the answers are counted. */
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, test } from "vitest"
import { decodeMulaw, encodeMulaw } from "../../src/audio/g711.ts"
import { eachPrompt, promptNames, type PromptName } from "../../src/audio/prompt-name.ts"
import { toInt16 } from "../../src/audio/samples.ts"
import { sine } from "../../src/audio/tone.ts"
import { mulawWav } from "../../src/audio/wav-write.ts"
import { buildScript } from "../../src/greetings/script.ts"
import { type Answer, KEY, settled, testGateway, type TestGateway } from "./gateway.ts"

const keys = { agree: "1", refuse: "2", repeat: "*", more: "0", withdraw: "*2" } as const
const tone = (language: string, name: PromptName): Uint8Array =>
  encodeMulaw(toInt16(sine((language === "de" ? 430 : 1700) + promptNames.indexOf(name) * 90, 400, -19)))

let gateway: TestGateway
let words: Record<string, Record<PromptName, { text: string }>>
let version: number
const at = () => `/v1/greetings/welcome/versions/${version}`

beforeAll(async () => {
  gateway = await testGateway()
  const draft = await gateway.send("POST", "/v1/greetings/welcome/versions", {})
  version = draft.body.version
  words = draft.body.languages
  for (const language of ["en", "de"]) {
    for (const name of promptNames) {
      const audio = mulawWav(tone(language, name)).toString("base64")
      const body = { text: words[language]![name].text, audio_base64: audio }
      expect((await gateway.send("PUT", `${at()}/${language}/${name}`, body)).status).toBe(200)
    }
  }
  const spoken = { language_by_prefix: { "+43": "de" } }
  expect((await gateway.send("PATCH", "/v1/lines/demo", spoken)).status).toBe(200)
  // "Assent-Demoleitung" is the demo line's name in German.
  const hindered = await gateway.send("POST", `${at()}/publish`, { message: "too early" })
  expect(hindered).toMatchObject({ status: 409, body: { errors: [{ pointer: "/languages/de/notice/text" }] } })
  const waiver = { pointer: "/languages/de/notice/text", code: "organisation_not_named", reason: "its name in German" }
  expect((await gateway.send("POST", `${at()}/waivers`, waiver)).status).toBe(201)
  const published = await gateway.send("POST", `${at()}/publish`, { message: "tones of our own" })
  expect(published.body).toMatchObject({ state: "published", edited_by: ["test"], published_by: "test" })
}, 60_000)
afterAll(async () => gateway[Symbol.asyncDispose]())

const scriptOf = (language: string) =>
  buildScript({
    greeting: "welcome",
    version,
    language,
    keys,
    prompts: eachPrompt((name) => ({ text: words[language]![name].text, audio: tone(language, name) })),
  })

async function call(from: string, press: "1" | "2"): Promise<{ heard: Buffer; consent: Answer["body"] }> {
  const placed = await gateway.ring(
    {
      script: [
        { whenPromptEnds: /^menu/, delay: 50, press },
        { after: 6500, hangup: true },
      ],
    },
    from,
  )
  const { audio } = await placed.done
  await settled(gateway, placed.callId)
  const consents: { party: string }[] = (await gateway.get(`/v1/consents?call=${placed.callId}`)).body.data
  return { heard: Buffer.from(audio), consent: consents.find(({ party }) => party === "caller") }
}

test.each([
  ["en", "+4915112345678", "2", "refused"],
  ["de", "+43660123456", "1", "granted"],
] as const)(
  "a caller in %s hears exactly the published bytes, and the record names their hash",
  async (language, from, press, state) => {
    const { heard, consent } = await call(from, press)
    const script = scriptOf(language)
    for (const name of ["notice", "menu"] as const) {
      expect(heard.indexOf(script.audio[name]), name).toBeGreaterThanOrEqual(0)
    }
    const other = scriptOf(language === "en" ? "de" : "en")
    expect(heard.includes(Buffer.from(other.audio.notice))).toBe(false)
    const { length } = script.audio.notice
    expect(consent).toMatchObject({
      state,
      script: `welcome/${version}/${language}`,
      script_sha256: script.sha256,
      heard: { bytes: length, total: length },
    })
  },
)

test("how callers answered is counted for each version and language, with how long each waited for the agent", async () => {
  const { status, body } = await gateway.get("/v1/greetings/welcome/stats")
  expect(status).toBe(200)
  expect(body.versions).toMatchObject([
    { version, language: "de", live: true, calls: { granted: 1 }, refusal_rate: 0 },
    { version, language: "en", live: true, calls: { refused: 1 }, refusal_rate: 1 },
  ])
  const [de, en] = body.versions
  for (const waits of [de.time_to_agent.granted, en.time_to_agent.refused]) {
    expect(waits.calls).toBe(1)
    expect(waits.median_ms).toBeGreaterThan(800)
    expect(waits.median_ms).toBeLessThan(8000)
  }
  const future = await gateway.get("/v1/greetings/welcome/stats?since=2099-01-01T00:00:00Z")
  expect(future.body.versions).toEqual([])
})

test("the preview is a file of exactly what the line plays", async () => {
  const { status, bytes } = await gateway.get(`${at()}/de/notice/preview`)
  expect(status).toBe(200)
  expect(bytes.toString("latin1", 0, 4)).toBe("RIFF")
  const samples = new Int16Array(Uint8Array.from(bytes.subarray(44)).buffer)
  expect(samples).toEqual(decodeMulaw(tone("de", "notice")))
  expect((await gateway.get(`${at()}/it/notice/preview`)).status).toBe(404)
})

test("two versions are compared prompt by prompt", async () => {
  const { body } = await gateway.get(`/v1/greetings/welcome/diff?from=1&to=${version}`)
  expect(body.changes).toHaveLength(2 * promptNames.length)
  for (const change of body.changes) expect(change).toMatchObject({ words: false, audio: true })
  expect((await gateway.get("/v1/greetings/welcome/diff?from=1&to=99")).status).toBe(404)
})

test("two editors at once: one is told what is stored now, one who names nothing is asked to", async () => {
  const { body: draft } = await gateway.send("POST", "/v1/greetings/welcome/versions", {})
  const put = async (tag?: string) =>
    fetch(`${gateway.gateway.url}/v1/greetings/welcome/versions/${draft.version}/en/menu`, {
      method: "PUT",
      headers: {
        authorization: `Bearer ${KEY}`,
        "content-type": "application/json",
        ...(tag === undefined ? {} : { "if-match": tag }),
      },
      body: JSON.stringify({
        text: words["en"]!.menu.text,
        audio_base64: mulawWav(tone("en", "menu")).toString("base64"),
      }),
    })
  const read = await fetch(`${gateway.gateway.url}/v1/greetings/welcome`, {
    headers: { authorization: `Bearer ${KEY}` },
  })
  const seen = read.headers.get("etag") ?? ""
  expect((await put()).status).toBe(428)
  await gateway.send("POST", "/v1/greetings/welcome/versions", {})
  const late = await put(seen)
  expect(late.status).toBe(412)
  const now = late.headers.get("etag") ?? ""
  expect(now).not.toBe(seen)
  expect((await put(now)).status).toBe(200)
})

test("a file that broke off on its way is refused with field and reason, and callers hear what they heard", async () => {
  const { body: draft } = await gateway.send("POST", "/v1/greetings/welcome/versions", {})
  const mp3 = readFileSync(fileURLToPath(new URL("../vectors/audio/uploads/refused.mp3", import.meta.url)))
  const put = (audio: Buffer) =>
    gateway.send("PUT", `/v1/greetings/welcome/versions/${draft.version}/en/menu`, {
      text: words["en"]!.menu.text,
      audio_base64: audio.toString("base64"),
    })
  const broken = await put(mp3.subarray(0, mp3.length >> 1))
  expect(broken.status).toBe(415)
  expect(broken.body).toMatchObject({
    code: "unsupported-audio",
    errors: [{ pointer: "/body/audio", detail: expect.stringMatching(/cut short/) as string }],
  })
  const whole = await put(mp3)
  expect(whole.body.languages.en.menu.bytes).toBeGreaterThan(16_000)
  const { consent } = await call("+4915112345678", "2")
  expect(consent.script_sha256).toBe(scriptOf("en").sha256)
})
