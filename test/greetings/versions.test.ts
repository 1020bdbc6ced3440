/* Drafts become what callers hear: at once, at a time, and back. */
import { join } from "node:path"
import { expect, test } from "vitest"
import { decodeMulaw } from "../../src/audio/g711.ts"
import { jsonHash } from "../../src/greetings/hash.ts"
import { diffVersions } from "../../src/greetings/diff.ts"
import { newestPublished, tagOf, versionOf } from "../../src/greetings/lookup.ts"
import { ledgered } from "../../src/greetings/change-log.ts"
import { openGreetings } from "../../src/greetings/greetings.ts"
import { openOperatorStore } from "../../src/storage/embedded/operator-store.ts"
import { memoryLedger, openDemo, ready } from "./support.ts"

const NOON = Date.parse("2026-11-24T12:00:00.000Z")
const HOUR = 3_600_000
const menu = "To agree, press 1. To continue without recording, press 2."
type Demo = Awaited<ReturnType<typeof openDemo>>

/** Draft 2: another menu than version 1 has. */
async function drafted(demo: Demo, actor = "editor"): Promise<void> {
  await demo.greetings.addVersion("welcome", undefined, { actor })
  await demo.greetings.putPrompt("welcome", 2, "en", "menu", { text: menu, audio: ready(3) }, { actor })
}

/** The demo with a clock that stands still. */
async function at(time = NOON, more: object = {}) {
  const clock = { now: time }
  const demo = await openDemo(["en"], { now: () => new Date(clock.now), ...more })
  return { ...demo, clock }
}

const live = ({ greetings }: Pick<Demo, "greetings">) => newestPublished(greetings.get("welcome"))?.version

test("a version that is put on the schedule is heard from its time on, and not a moment before", async () => {
  const demo = await at()
  await drafted(demo)
  const due = new Date(NOON + HOUR)
  const scheduled = await demo.greetings.schedule("welcome", 2, "from one o'clock", due, { actor: "boss" })
  expect(scheduled).toMatchObject({ state: "scheduled", publish_at: due.toISOString(), published_by: "boss" })
  demo.clock.now = NOON + HOUR - 1
  expect(await demo.greetings.publishDue()).toEqual([])
  expect(live(demo)).toBe(1)
  demo.clock.now = NOON + HOUR
  expect(await demo.greetings.publishDue()).toEqual([{ greeting: "welcome", version: 2, published: true }])
  expect(live(demo)).toBe(2)
  expect(versionOf(demo.greetings.get("welcome"), 2)).toMatchObject({
    state: "published",
    published_at: due.toISOString(),
    message: "from one o'clock",
  })
  expect((await demo.greetings.scriptFor(demo.line())).id).toBe("welcome/2/en")
  expect(await demo.greetings.publishDue()).toEqual([])
})

test("a schedule outlives the process: whoever starts after its time publishes it", async () => {
  const demo = await at()
  await drafted(demo)
  await demo.greetings.schedule("welcome", 2, "later", new Date(NOON + HOUR))
  const next = ledgered(await openOperatorStore(join(demo.folder, "operator.json")), memoryLedger().ledger)
  const restarted = openGreetings(next, demo.blobs, { now: () => new Date(NOON + 5 * HOUR) })
  expect(await restarted.publishDue()).toMatchObject([{ version: 2, published: true }])
  expect(live({ greetings: restarted })).toBe(2)
})

test("nobody edits what is scheduled; taken off the schedule it is a draft like any other", async () => {
  const demo = await at()
  await drafted(demo)
  await demo.greetings.schedule("welcome", 2, "later", new Date(NOON + HOUR))
  const put = demo.greetings.putPrompt("welcome", 2, "en", "menu", { text: menu, audio: ready(2) })
  await expect(put).rejects.toMatchObject({ code: "CONFLICT", message: /schedule/ })
  await expect(demo.greetings.publish("welcome", 2, "now")).rejects.toMatchObject({ code: "CONFLICT" })
  expect(await demo.greetings.unschedule("welcome", 2)).toMatchObject({ state: "draft", message: null })
  await expect(demo.greetings.unschedule("welcome", 2)).rejects.toMatchObject({ code: "CONFLICT", field: "version" })
  demo.clock.now = NOON + 2 * HOUR
  expect(await demo.greetings.publishDue()).toEqual([])
  expect((await demo.greetings.publish("welcome", 2, "now")).state).toBe("published")
})

test.each([
  ["is past", -1],
  ["is now", 0],
  ["is more than a year away", 367 * 24 * HOUR],
  ["is no time", NaN],
])("a time that %s is refused, with the field", async (_what, ahead) => {
  const demo = await at()
  await drafted(demo)
  const scheduling = demo.greetings.schedule("welcome", 2, "x", new Date(NOON + ahead))
  await expect(scheduling).rejects.toMatchObject({ code: "INPUT_INVALID", field: "at" })
})

test("what is due and no longer true for its line is not published: it says why, and what was live plays on", async () => {
  const demo = await at()
  await drafted(demo)
  await demo.greetings.schedule("welcome", 2, "later", new Date(NOON + HOUR))
  await demo.store.update((draft) => {
    draft.lines[0]!.retention = { policy: "quarter", days: 90 }
  })
  demo.clock.now = NOON + HOUR
  expect(await demo.greetings.publishDue()).toEqual([{ greeting: "welcome", version: 2, published: false }])
  const hindered = versionOf(demo.greetings.get("welcome"), 2)
  expect(hindered).toMatchObject({ state: "draft", hindered: { reason: expect.stringMatching(/retention/) as string } })
  expect(live(demo)).toBe(1)
})

test("an older draft that is published after a newer one is what callers hear", async () => {
  const demo = await at()
  await drafted(demo)
  await demo.greetings.addVersion("welcome", 1)
  await demo.greetings.publish("welcome", 3, "first")
  expect(live(demo)).toBe(3)
  await demo.greetings.publish("welcome", 2, "then")
  expect(live(demo)).toBe(2)
})

test("rolling back brings the same question back under a new number, and changes nothing that was published", async () => {
  const demo = await at()
  const first = await demo.greetings.scriptFor(demo.line())
  await drafted(demo)
  await demo.greetings.publish("welcome", 2, "new menu")
  const second = await demo.greetings.scriptFor(demo.line())
  const before = jsonHash(demo.greetings.get("welcome").versions)
  const back = await demo.greetings.rollBack("welcome", 1, "misunderstood", { actor: "boss" })
  expect(back).toMatchObject({ version: 3, state: "published", brings_back: 1, message: "misunderstood" })
  const now = await demo.greetings.scriptFor(demo.line())
  expect(now.id).toBe("welcome/3/en")
  expect(now.sha256).toBe(first.sha256)
  expect(now.sha256).not.toBe(second.sha256)
  expect(jsonHash(demo.greetings.get("welcome").versions.slice(0, 2))).toBe(before)
  expect(diffVersions(versionOf(demo.greetings.get("welcome"), 1), back)).toEqual([])
})

test("a clock that was set back leaves the version that was published last the live one", async () => {
  const demo = await at()
  await drafted(demo)
  await demo.greetings.publish("welcome", 2, "new")
  demo.clock.now = NOON - 30 * 24 * HOUR
  await demo.greetings.rollBack("welcome", 1, "back")
  expect(live(demo)).toBe(3)
})

test("only what was published, is not live and is still true can be brought back", async () => {
  const demo = await at()
  await drafted(demo)
  const back = (to: number) => demo.greetings.rollBack("welcome", to, "x")
  await expect(back(1)).rejects.toMatchObject({ code: "CONFLICT", field: "to" })
  await expect(back(2)).rejects.toMatchObject({ code: "CONFLICT", field: "to" })
  await expect(back(9)).rejects.toMatchObject({ code: "NOT_FOUND" })
  await demo.greetings.publish("welcome", 2, "new")
  await demo.store.update((draft) => {
    draft.lines[0]!.organisation = "Somebody Else"
  })
  await expect(back(1)).rejects.toMatchObject({ code: "CONFLICT", field: "/languages/en/notice/text" })
  expect(live(demo)).toBe(2)
})

test("the difference of two versions names each prompt whose words or audio differ, and no other", async () => {
  const demo = await at()
  await drafted(demo)
  const words = versionOf(demo.greetings.get("welcome"), 1).languages["en"]!.granted!.text
  await demo.greetings.putPrompt("welcome", 2, "en", "granted", { text: words, audio: ready(1) })
  const [one, two] = [1, 2].map((version) => versionOf(demo.greetings.get("welcome"), version))
  expect(diffVersions(one!, two!)).toMatchObject([
    { language: "en", prompt: "menu", words: true, audio: true, after: { text: menu } },
    { language: "en", prompt: "granted", words: false, audio: true },
  ])
  expect(diffVersions(one!, one!)).toEqual([])
  const gone = diffVersions(two!, { ...two!, languages: {} })
  expect(gone).toHaveLength(11)
  expect(gone[0]).toMatchObject({ prompt: "notice", words: true, audio: true, after: null })
})

test("where two persons must agree, whoever worked on a draft cannot publish it, now or later, and another can", async () => {
  const demo = await at(NOON, { twoPersons: true })
  await drafted(demo, "ann")
  const later = new Date(NOON + HOUR)
  for (const actor of ["ann", undefined]) {
    const edit = actor === undefined ? {} : { actor }
    await expect(demo.greetings.publish("welcome", 2, "x", edit)).rejects.toMatchObject({ code: "CONFLICT" })
    await expect(demo.greetings.schedule("welcome", 2, "x", later, edit)).rejects.toMatchObject({ code: "CONFLICT" })
  }
  expect(await demo.greetings.publish("welcome", 2, "x", { actor: "ben" })).toMatchObject({
    edited_by: ["ann"],
    published_by: "ben",
  })
  await demo.greetings.addVersion("welcome", 2, { actor: "ann" })
  await demo.greetings.putPrompt("welcome", 3, "en", "menu", { text: menu, audio: ready(2) }, { actor: "ben" })
  await expect(demo.greetings.publish("welcome", 3, "x", { actor: "ben" })).rejects.toMatchObject({ code: "CONFLICT" })
})

test("naming a reviewer ends the draft wording, also of what is published, and changes no word", async () => {
  const demo = await at()
  const before = await demo.greetings.scriptFor(demo.line())
  expect(await demo.greetings.review("welcome", 1, "J. Doe, counsel")).toMatchObject({ reviewed_by: "J. Doe, counsel" })
  expect((await demo.greetings.scriptFor(demo.line())).sha256).toBe(before.sha256)
  expect((await demo.greetings.check("welcome", 1)).map(({ code }) => code)).not.toContain("not_reviewed")
  await drafted(demo)
  expect(versionOf(demo.greetings.get("welcome"), 2).reviewed_by).toBeNull()
})

test("an editor who read another state of the greeting changes nothing", async () => {
  const demo = await at()
  const read = tagOf(demo.greetings.get("welcome"))
  await drafted(demo)
  const late = demo.greetings.putPrompt("welcome", 2, "en", "menu", { text: menu, audio: ready(2) }, { match: read })
  await expect(late).rejects.toMatchObject({ code: "VERSION_STALE" })
  const now = tagOf(demo.greetings.get("welcome"))
  await demo.greetings.putPrompt("welcome", 2, "en", "menu", { text: menu, audio: ready(2) }, { match: now })
  const { leaves } = demo
  expect(leaves.at(-1)?.after).toBe(jsonHash(demo.store.current()))
})

test("the preview is what the line plays, as a file that every browser plays", async () => {
  const demo = await at()
  const wav = Buffer.from(await demo.greetings.preview("welcome", 1, "en", "granted"))
  const played = (await demo.greetings.scriptFor(demo.line())).audio.granted
  expect(wav.toString("latin1", 0, 4)).toBe("RIFF")
  expect(wav.readUInt32LE(24)).toBe(8000)
  expect(wav.length - 44).toBe(played.length * 2)
  const samples = new Int16Array(wav.buffer, wav.byteOffset + 44, played.length)
  expect(samples).toEqual(decodeMulaw(played))
  await expect(demo.greetings.preview("welcome", 1, "xx", "granted")).rejects.toMatchObject({ code: "NOT_FOUND" })
})

test("words that no hash can be made of are refused, and leave the document as it was", async () => {
  const demo = await at()
  await demo.greetings.addVersion("welcome")
  const before = demo.store.current()
  const put = demo.greetings.putPrompt("welcome", 2, "en", "menu", { text: "Press 1 or 2 \ud800", audio: ready(2) })
  await expect(put).rejects.toMatchObject({ code: "INPUT_INVALID" })
  expect(demo.store.current()).toBe(before)
})
