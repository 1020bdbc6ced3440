/* What stands in the way of publishing, what may be waived, and what words may not promise. */
import { describe, expect, test } from "vitest"
import { promptNames } from "../../src/audio/prompt-name.ts"
import { shippedLanguages } from "../../src/greetings/catalog.ts"
import type { GreetingVersion } from "../../src/greetings/document-greeting.ts"
import type { Line } from "../../src/greetings/document-line.ts"
import { blocks, collect } from "../../src/greetings/finding.ts"
import { checkWords } from "../../src/greetings/checks-words.ts"
import { loadShippedPrompts, loadShippedTexts, textOnlyLanguages } from "../../src/greetings/catalog.ts"
import { greetingRules } from "../../src/wiring/greeting-rules.ts"
import { testConfig } from "../e2e/gateway.ts"
import { openDemo, PROMPTS, ready } from "./support.ts"

const line: Line = {
  id: "demo",
  name: "Demo line",
  number: "+493023125000",
  organisation: "Example Ltd",
  language: "en",
  greeting: "welcome",
  mode: "opt_in",
  purposes: ["contract"],
  destination: { kind: "test-agent" },
  agent_basis: "works agreement",
  retention: { policy: "quarter", days: 90 },
  keys: { agree: "1", refuse: "2", repeat: "*", more: "0", withdraw: "*2" },
  on_withdrawal: "restrict_72h",
  limits: { concurrent_calls: 100 },
}
const good = {
  notice: "Hello, this is Example Ltd. May we record this call to keep proof of it? We help you either way.",
  menu: "To agree, press 1. To continue without recording, press 2.",
  more: "We keep it for 90 days, backups 8 days longer. You can ask for a copy: privacy@example.com.",
}
const says = {
  purpose: "to keep proof of it",
  free_choice: "We help you either way.",
  rights: "You can ask for a copy",
  contact: "privacy@example.com",
}
const rules = { backupDays: 8, keysInCall: () => "yes" as const }

interface Change {
  readonly texts?: Partial<Record<(typeof promptNames)[number], string>>
  readonly says?: Partial<typeof says>
  readonly line?: Partial<Line>
  readonly keys?: "yes" | "unconfirmed" | "no"
  readonly waivers?: GreetingVersion["waivers"]
}

function found({ texts = {}, says: said = says, line: more = {}, keys = "yes", waivers = [] }: Change = {}) {
  const version: GreetingVersion = {
    version: 1,
    state: "draft",
    created_at: "2026-11-24T12:00:00.000Z",
    published_at: null,
    message: null,
    reviewed_by: null,
    languages: {},
    waivers,
  }
  const { report, findings } = collect(version)
  const prompts: GreetingVersion["languages"][string] = {}
  for (const [name, text] of Object.entries({ ...good, ...texts })) {
    prompts[name as "notice"] = { text, audio_sha256: "a".repeat(43), bytes: 8000 }
  }
  checkWords(
    { language: "en", prompts, says: said },
    [{ ...line, ...more }],
    { ...rules, keysInCall: () => keys },
    report,
  )
  return findings
}
const codes = (change: Change) => found(change).map(({ code, severity }) => `${severity} ${code}`)

test("words that say all they must, and nothing that is not so, are not found fault with", () => {
  expect(found()).toEqual([])
})

test.each<[string, Change, string]>([
  ["who asks", { line: { organisation: "Somebody Else" } }, "error organisation_not_named"],
  ["why", { says: { ...says, purpose: "for quality" } }, "error purpose_not_said"],
  ["how long, by the line's own rule", { line: { retention: { policy: "x", days: 30 } } }, "error retention_not_named"],
  ["that the choice is free", { says: { ...says, free_choice: "You have no choice." } }, "error free_choice_not_said"],
  ["how to refuse", { texts: { menu: "To agree, press 1." } }, "error key_not_named"],
  ["which rights there are", { texts: { more: "90 days, 8 days. privacy@example.com" } }, "error rights_not_said"],
  [
    "whom to reach",
    { says: { purpose: says.purpose, free_choice: says.free_choice, rights: says.rights } },
    "error contact_not_said",
  ],
  [
    "when backups are gone",
    { texts: { more: good.more.replace("8 days", "some days") } },
    "error backup_bound_not_named",
  ],
  [
    "that years are long for training",
    {
      line: { purposes: ["training"], retention: { policy: "x", days: 800 } },
      texts: { more: good.more.replace("90", "800") },
    },
    "warning retention_long",
  ],
])("words that do not say %s are found", (_what, change, code) => {
  expect(codes(change)).toEqual([code])
})

test("a number inside a longer one is not that number", () => {
  expect(codes({ texts: { more: good.more.replace("90", "190") } })).toEqual(["error retention_not_named"])
  expect(codes({ texts: { menu: "Press 12." } })).toEqual(["error key_not_named", "error key_not_named"])
})

test("where nobody is asked, no key has to be named", () => {
  expect(codes({ line: { mode: "notice_only", legal_basis: "MiFID II" }, texts: { menu: "-" } })).toEqual([])
})

const promise = { texts: { more: `${good.more} During the call, press star and then 2 to withdraw.` } }
test("a key is named only where the carrier delivers it", () => {
  expect(codes({ ...promise, keys: "yes" })).toEqual([])
  expect(codes({ ...promise, keys: "unconfirmed" })).toEqual(["warning key_unconfirmed"])
  expect(codes({ ...promise, keys: "no" })).toEqual(["error key_not_delivered"])
  expect(found({ ...promise, keys: "no" })[0]).toMatchObject({ waivable: false, pointer: "/languages/en/more/text" })
  expect(
    codes({ texts: { more: `${good.more} To hear this again, press star. We keep 2 copies.` }, keys: "no" }),
  ).toEqual([])
  expect(
    codes({
      texts: { more: `${good.more} Press hash, then 7.` },
      line: { keys: { ...line.keys, withdraw: "#7" } },
      keys: "no",
    }),
  ).toEqual(["error key_not_delivered"])
})

describe("the shipped words", () => {
  for (const language of [...shippedLanguages, ...textOnlyLanguages]) {
    test(`${language}: say all they must but whom to reach, and are caught where the carrier delivers no key`, async () => {
      const { prompts, says: said } = await loadShippedTexts(PROMPTS, language)
      const organisation = /Assent[^.,。]*|アセント・デモ専用回線/u.exec(prompts.notice)![0].split("。")[0]!.trim()
      const change = {
        texts: prompts,
        says: said as typeof says,
        line: { organisation, retention: { policy: "x", days: 365 } },
      }
      expect(codes(change)).toEqual(["error contact_not_said"])
      expect(codes({ ...change, keys: "no" })).toContain("error key_not_delivered")
    })
  }
})

test("a waiver keeps who, when and why in the version, and falls when the words it was about change", async () => {
  const { greetings } = await openDemo()
  await greetings.addVersion("welcome")
  const { text } = greetings.get("welcome").versions[0]!.languages["en"]!.notice!
  await greetings.putPrompt("welcome", 2, "en", "notice", { text: "May we record this call?", audio: ready(3) })
  const blocking = (await greetings.check("welcome", 2)).filter(blocks)
  expect(blocking.map(({ code }) => code)).toEqual([
    "purpose_not_said",
    "free_choice_not_said",
    "organisation_not_named",
  ])
  await expect(greetings.publish("welcome", 2, "x")).rejects.toMatchObject({ field: "/languages/en/notice/text" })
  for (const { pointer, code } of blocking) {
    await greetings.waive("welcome", 2, { pointer, code, reason: "the page says it" }, { actor: "editor" })
  }
  const published = await greetings.publish("welcome", 2, "short")
  expect(published.waivers?.filter(({ by }) => by === "editor")).toMatchObject(
    blocking.map(({ pointer, code }) => ({ pointer, code, reason: "the page says it" })),
  )
  expect(Date.parse(published.waivers?.at(-1)?.at ?? "")).toBeGreaterThan(Date.now() - 60_000)

  await greetings.addVersion("welcome")
  await greetings.putPrompt("welcome", 3, "en", "notice", { text: "May we record this call?", audio: ready(2) })
  expect((await greetings.check("welcome", 3)).filter(blocks)).toEqual([])
  await greetings.putPrompt("welcome", 3, "en", "notice", { text, audio: ready(3) })
  await greetings.putPrompt("welcome", 3, "en", "notice", { text: "May we record it?", audio: ready(3) })
  expect((await greetings.check("welcome", 3)).filter(blocks)).toHaveLength(3)
})

test("a waiver is for the words that were checked: it is refused when they change meanwhile", async () => {
  const { greetings } = await openDemo()
  await greetings.addVersion("welcome")
  await greetings.putPrompt("welcome", 2, "en", "notice", { text: "May we record this call?", audio: ready(1) })
  const what = { pointer: "/languages/en/notice/text", code: "purpose_not_said", reason: "the page says it" }
  const [waived] = await Promise.allSettled([
    greetings.waive("welcome", 2, what),
    greetings.putPrompt("welcome", 2, "en", "notice", { text: "May we record it?", audio: ready(1) }),
  ])
  expect(waived).toMatchObject({ status: "rejected", reason: { code: "VERSION_STALE" } })
})

test("what no reason mends cannot be waived, nor what no check has found", async () => {
  const { greetings } = await openDemo()
  await greetings.addVersion("welcome")
  await greetings.putPrompt("welcome", 2, "en", "menu", { text: "Press something.", audio: ready(3) })
  const pointer = "/languages/en/menu/text"
  const reason = "because"
  await expect(greetings.waive("welcome", 2, { pointer, code: "key_not_named", reason })).rejects.toMatchObject({
    code: "CONFLICT",
  })
  await expect(greetings.waive("welcome", 2, { pointer, code: "too_long", reason })).rejects.toMatchObject({
    code: "NOT_FOUND",
  })
  const forged = { pointer, code: "key_not_named", reason, by: "x", at: "2026-11-24T12:00:00.000Z" }
  expect(found({ texts: { menu: "-" }, waivers: [forged] }).filter(blocks)).toHaveLength(2)
})

test("prompt audio in which nothing can be heard blocks, however it came there", async () => {
  const { greetings, store, blobs } = await openDemo()
  await greetings.addVersion("welcome")
  const audio_sha256 = await blobs.put(new Uint8Array(8000).fill(0xff))
  await store.update((draft) => {
    const menu = draft.greetings[0]?.versions[1]?.languages["en"]?.menu
    if (menu) Object.assign(menu, { audio_sha256, bytes: 8000 })
  })
  expect((await greetings.check("welcome", 2)).filter(blocks)).toMatchObject([{ code: "silent", waivable: false }])
})

test("a language that a line's callers are asked in has to be there, whole", async () => {
  const { greetings, store } = await openDemo()
  await greetings.addVersion("welcome")
  await store.update((draft) => void (draft.lines[0]!.language_by_prefix = { "+49": "de" }))
  expect((await greetings.check("welcome", 2)).filter(blocks)).toMatchObject([
    { code: "language_missing", pointer: "/languages/de", waivable: false },
  ])
  const { prompts } = await loadShippedPrompts(PROMPTS, "de")
  await greetings.putPrompt("welcome", 2, "de", "notice", { text: prompts.notice.text, audio: ready(2) })
  const missing = (await greetings.check("welcome", 2)).filter(({ code }) => code === "prompt_missing")
  expect(missing).toHaveLength(promptNames.length - 1)
})

test("which keys are delivered follows from the trunks and from how the line is carried", () => {
  const folder = "unused"
  const rulesOf = (trunks: object[]) => greetingRules(testConfig(folder, 7080, { trunks }))
  const phone = { name: "desk", kind: "test-phone" }
  const twilio = { name: "tw", kind: "twilio", account_sid: `AC${"0".repeat(32)}`, auth_token: "x" }
  const relay = {
    name: "rl",
    kind: "signalwire-relay",
    project: "11111111-1111-4111-8111-111111111111",
    token: "x",
    topics: ["a"],
    rest_url: "https://example.signalwire.com",
  }
  const dials: Line = { ...line, destination: { kind: "phone", number: "+4930999888" } }
  expect(rulesOf([phone]).keysInCall(dials)).toBe("yes")
  expect(rulesOf([phone, twilio]).keysInCall(dials)).toBe("no")
  expect(rulesOf([phone, twilio]).keysInCall(line)).toBe("yes")
  expect(rulesOf([twilio]).keysInCall({ ...dials, carry: "bridge" })).toBe("yes")
  expect(rulesOf([twilio, relay]).keysInCall({ ...dials, carry: "bridge" })).toBe("unconfirmed")
  expect(rulesOf([phone]).backupDays).toBe(8)
})
