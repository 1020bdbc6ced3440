import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { encodeMulaw } from "../../src/audio/g711.ts"
import { promptNames } from "../../src/audio/prompt-name.ts"
import { sine } from "../../src/audio/tone.ts"
import { concat, toInt16 } from "../../src/audio/samples.ts"
import { mulawWav, pcm16Wav } from "../../src/audio/wav-write.ts"
import { decodeWav, parseWav } from "../../src/audio/wav.ts"
import { loadShippedPrompts } from "../../src/greetings/catalog.ts"
import { ledgered } from "../../src/greetings/change-log.ts"
import { operatorDocument } from "../../src/greetings/document.ts"
import { openGreetings } from "../../src/greetings/greetings.ts"
import { blocks } from "../../src/greetings/finding.ts"
import { contentHash, jsonHash } from "../../src/greetings/hash.ts"
import { buildScript } from "../../src/greetings/script.ts"
import { DEMO_LANGUAGES } from "../../src/greetings/seed.ts"
import { openOperatorStore } from "../../src/storage/embedded/operator-store.ts"
import { memoryLedger, openDemo, PROMPTS, ready } from "./support.ts"

const speech = (seconds: number, db = -19) => pcm16Wav(toInt16(sine(500, seconds * 1000, db, 16000)), 16000)
const text = "To agree, press 1. To continue without recording, press 2."

test("the demo line plays the shipped words in every language it offers, and passes every check", async () => {
  const { greetings, line, store } = await openDemo(DEMO_LANGUAGES)
  expect(Object.keys(greetings.get("welcome").versions[0]!.languages)).toEqual([...DEMO_LANGUAGES])
  expect(operatorDocument.parse(store.current())).toEqual(store.current())
  const shipped = await loadShippedPrompts(PROMPTS, "en")
  const script = await greetings.scriptFor(line())
  expect(script.id).toBe("welcome/1/en")
  for (const name of promptNames) {
    expect(contentHash(script.audio[name])).toBe(contentHash(shipped.prompts[name].audio))
  }
  const findings = await greetings.check("welcome", 1)
  expect(findings.filter(blocks)).toEqual([])
  const waived = DEMO_LANGUAGES.map(() => "contact_not_said").sort()
  expect(findings.map(({ code }) => code).sort()).toEqual([...waived, "not_reviewed", "retention_long"])
})

test("a new version changes nothing that callers hear until it is published", async () => {
  const { greetings, line } = await openDemo()
  const before = await greetings.scriptFor(line())
  const draft = await greetings.addVersion("welcome")
  expect(draft).toMatchObject({ version: 2, state: "draft", published_at: null, reviewed_by: null })
  await greetings.putPrompt("welcome", 2, "en", "menu", { text, audio: speech(3) })
  expect(await greetings.scriptFor(line())).toBe(before)
  const published = await greetings.publish("welcome", 2, "shorter menu")
  expect(published).toMatchObject({ state: "published", message: "shorter menu" })
  const after = await greetings.scriptFor(line())
  expect(after.id).toBe("welcome/2/en")
  expect(after.sha256).not.toBe(before.sha256)
  expect(contentHash(after.audio.menu)).toBe(greetings.get("welcome").versions[1]?.languages["en"]?.menu?.audio_sha256)
  expect(contentHash(after.audio.notice)).toBe(contentHash(before.audio.notice))
})

test("what is published can be neither edited nor published again, and plays on", async () => {
  const { greetings, line, store } = await openDemo()
  const version = store.current().version
  const live = await greetings.scriptFor(line())
  const edit = greetings.putPrompt("welcome", 1, "en", "menu", { text, audio: speech(3) })
  await expect(edit).rejects.toMatchObject({ code: "CONFLICT", field: "version" })
  await expect(greetings.publish("welcome", 1, "again")).rejects.toMatchObject({ code: "CONFLICT" })
  expect(store.current().version).toBe(version)
  expect(await greetings.scriptFor(line())).toBe(live)
})

test("an editor who read an older document is told so and nothing changes", async () => {
  const { greetings, store } = await openDemo()
  const read = store.current().version
  await greetings.addVersion("welcome", undefined, { expected: read })
  const late = greetings.publish("welcome", 2, "late", { expected: read })
  await expect(late).rejects.toMatchObject({ code: "VERSION_STALE" })
  expect(greetings.get("welcome").versions[1]?.state).toBe("draft")
})

test("a version that was edited while it was being checked is not published", async () => {
  const { greetings, store } = await openDemo()
  await greetings.addVersion("welcome")
  const results = await Promise.allSettled([
    greetings.publish("welcome", 2, "mine"),
    store.update((draft) => {
      const granted = draft.greetings[0]?.versions[1]?.languages["en"]?.granted
      if (granted) granted.text = "Thank you."
    }),
  ])
  expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled"])
  expect(results[0]).toMatchObject({ reason: { code: "VERSION_STALE" } })
  expect(greetings.get("welcome").versions[1]?.state).toBe("draft")
})

const badAudio = {
  "a playlist": Buffer.from("#EXTM3U\nhttp://example.org/a.ts\n"),
  "a text": Buffer.from("hello"),
  "an empty file": new Uint8Array(0),
  silence: mulawWav(new Uint8Array(8000).fill(0xff)),
  "silence of another kind": pcm16Wav(new Int16Array(16000), 16000),
  "a WAV without audio": pcm16Wav(new Int16Array(0)),
  "two minutes and a bit": mulawWav(new Uint8Array(8000 * 121).fill(0xff)),
  "more than 25 MiB": new Uint8Array((25 << 20) + 1),
}
for (const [name, audio] of Object.entries(badAudio)) {
  test(`${name} is refused as audio and the draft stays as it was`, async () => {
    const { greetings, store } = await openDemo()
    await greetings.addVersion("welcome")
    const before = store.current()
    const put = greetings.putPrompt("welcome", 2, "en", "menu", { text, audio })
    await expect(put).rejects.toMatchObject({ code: "UNSUPPORTED_AUDIO", field: "audio" })
    expect(store.current()).toBe(before)
  })
}

test("words are needed with the audio, a language must be one, and what is not there is not found", async () => {
  const { greetings, line } = await openDemo()
  await greetings.addVersion("welcome")
  const audio = speech(1)
  const put = (language: string, words: string) =>
    greetings.putPrompt("welcome", 2, language, "menu", { text: words, audio })
  await expect(put("en", "  ")).rejects.toMatchObject({ code: "INPUT_INVALID", field: "text" })
  await expect(put("English", text)).rejects.toMatchObject({ code: "INPUT_INVALID", field: "language" })
  await expect(put("en", "x".repeat(4001))).rejects.toMatchObject({ code: "INPUT_INVALID" })
  await expect(greetings.addVersion("welcome", 9)).rejects.toMatchObject({ code: "NOT_FOUND", field: "version" })
  await expect(greetings.publish("nothing", 1, "")).rejects.toMatchObject({ code: "NOT_FOUND", field: "greeting" })
  await expect(greetings.scriptFor({ ...line(), language: "it" })).rejects.toMatchObject({ code: "NOT_FOUND" })
  await expect(greetings.add("welcome", "Again")).rejects.toMatchObject({ code: "CONFLICT", field: "id" })
})

test("a greeting made from nothing is published once every prompt is there, and each gap is named", async () => {
  const { greetings } = await openDemo()
  await greetings.add("second", "Second")
  await greetings.addVersion("second")
  expect((await greetings.check("second", 1)).map(({ code }) => code)).toContain("language_missing")
  await greetings.putPrompt("second", 1, "fr", "notice", { text: "Bonjour.", audio: ready(2) })
  const findings = await greetings.check("second", 1)
  const missing = findings.filter(({ code }) => code === "prompt_missing").map(({ pointer }) => pointer)
  expect(missing).toEqual(promptNames.filter((name) => name !== "notice").map((name) => `/languages/fr/${name}`))
  await expect(greetings.publish("second", 1, "")).rejects.toMatchObject({ code: "CONFLICT" })
  for (const name of promptNames) await greetings.putPrompt("second", 1, "fr", name, { text, audio: ready(2) })
  const says = { purpose: text, free_choice: text, rights: text, contact: text }
  await greetings.putStatements("second", 1, "fr", says)
  const bound = { pointer: "/languages/fr/more/text", code: "backup_bound_not_named" }
  await greetings.waive("second", 1, { ...bound, reason: "nothing is ever backed up here" }, { actor: "editor" })
  expect((await greetings.publish("second", 1, "first")).state).toBe("published")
})

const loud = (seconds: number) => pcm16Wav(toInt16(sine(500, seconds * 1000, 8, 8000)))
/** Mu-law is taken as it is, so these reach the checks unlevelled. */
const raw = (wav: Buffer) => mulawWav(encodeMulaw(toInt16(decodeWav(parseWav(wav))[0]!)))
const faults = {
  too_long: async () => speech(21),
  clipped: async () => raw(loud(2)),
  leading_silence: async () => pcm16Wav(toInt16(concat(new Float32Array(3200), sine(500, 2000, -19, 8000)))),
  key_not_named: async () => speech(3),
}
for (const [code, audio] of Object.entries(faults)) {
  test(`a menu with the fault ${code} blocks publishing and the finding points at it`, async () => {
    const { greetings } = await openDemo()
    await greetings.addVersion("welcome")
    const words = code === "key_not_named" ? "To agree, press 12. To refuse, press two." : text
    await greetings.putPrompt("welcome", 2, "en", "menu", { text: words, audio: await audio() })
    const errors = (await greetings.check("welcome", 2)).filter(blocks)
    expect(errors.map((finding) => finding.code)).toContain(code)
    for (const { pointer } of errors) expect(pointer).toMatch(/^\/languages\/en\/menu\/(audio|text)$/)
    await expect(greetings.publish("welcome", 2, "")).rejects.toMatchObject({ code: "CONFLICT" })
  })
}

test("the hash of a script covers every prompt's audio and words, the language and the meaning of each key", async () => {
  const shipped = await loadShippedPrompts(PROMPTS, "en")
  const keys = { agree: "1", refuse: "2", repeat: "*", more: "0", withdraw: "*2" } as const
  const parts = { greeting: "g", version: 1, language: "en", keys, prompts: shipped.prompts }
  const { sha256 } = buildScript(parts)
  const others = [
    buildScript({ ...parts, language: "en-GB" }),
    buildScript({ ...parts, keys: { ...keys, withdraw: "#9" } }),
    ...promptNames.flatMap((name) => {
      const { text: words, audio } = shipped.prompts[name]
      const changed = Uint8Array.from(audio)
      changed[100] = changed[100]! ^ 1
      return [
        buildScript({ ...parts, prompts: { ...shipped.prompts, [name]: { text: `${words} `, audio } } }),
        buildScript({ ...parts, prompts: { ...shipped.prompts, [name]: { text: words, audio: changed } } }),
      ]
    }),
  ]
  const hashes = new Set([sha256, ...others.map((other) => other.sha256)])
  expect(hashes.size).toBe(3 + 2 * promptNames.length)
  expect(buildScript({ ...parts, greeting: "h", version: 2 }).sha256).toBe(sha256)
})

test("every change leaves one leaf: hashes before and after join up, and it says by whose id, where a principal did it", async () => {
  const { greetings, leaves, store } = await openDemo()
  await greetings.addVersion("welcome", 1, { actor: "user_7" })
  await greetings.publish("welcome", 2, "same words")
  expect(leaves.map(({ document_version }) => document_version)).toEqual([1, 2, 3])
  expect(leaves[1]?.before).toBe(leaves[0]?.after)
  expect(leaves[2]?.before).toBe(leaves[1]?.after)
  expect(leaves[2]?.after).toBe(jsonHash(store.current()))
  expect(leaves.map(({ by }) => by)).toEqual([undefined, "user_7", undefined])
})

test("a change that is refused leaves no leaf", async () => {
  const { greetings, leaves } = await openDemo()
  await expect(greetings.publish("welcome", 1, "again")).rejects.toMatchObject({ code: "CONFLICT" })
  expect(leaves).toHaveLength(1)
})

test("when the ledger cannot be written the change says so, and its leaf follows with the next change", async () => {
  const { greetings, leaves, fail } = await openDemo()
  fail(true)
  await expect(greetings.addVersion("welcome")).rejects.toMatchObject({ code: "LEDGER_UNAVAILABLE" })
  expect(leaves).toHaveLength(1)
  fail(false)
  await greetings.addVersion("welcome")
  expect(leaves.map(({ document_version }) => document_version)).toEqual([1, 2, 3])
})

test("a crash between the change and its leaf is made good at the next start, once", async () => {
  const { folder, greetings, fail } = await openDemo()
  fail(true)
  await expect(greetings.addVersion("welcome")).rejects.toMatchObject({ code: "LEDGER_UNAVAILABLE" })
  const next = memoryLedger()
  const restarted = ledgered(await openOperatorStore(join(folder, "operator.json")), next.ledger)
  await restarted.reconcile()
  await new Promise((resolve) => setTimeout(resolve, 5))
  await restarted.reconcile()
  expect(next.leaves).toHaveLength(1)
  expect(next.leaves[0]).toMatchObject({ document_version: 2, after: jsonHash(restarted.current()) })
  expect(next.leaves[0]?.before).toBe(next.leaves[0]?.after)
})

test("damaged prompt audio is not played: the script is refused instead", async () => {
  const { folder, blobs, store, line } = await openDemo()
  const notice = store.current().greetings[0]!.versions[0]!.languages["en"]!.notice!
  const file = join(folder, "prompts", `${notice.audio_sha256}.ulaw`)
  const bytes = await readFile(file)
  bytes[1000] = bytes[1000]! ^ 1
  await writeFile(file, bytes)
  await expect(openGreetings(store, blobs).scriptFor(line())).rejects.toMatchObject({ code: "STORAGE_FAILED" })
})
