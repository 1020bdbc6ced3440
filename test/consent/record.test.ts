import { inflateSync } from "node:zlib"
import { describe, expect, test } from "vitest"
import { settable, wrapped, widthOf } from "../../src/consent/pdf.ts"
import { consentRecord, type RecordParts } from "../../src/consent/record.ts"
import { consentRecordLd } from "../../src/consent/record-ld.ts"
import { consentRecordPdf } from "../../src/consent/record-pdf.ts"
import { factsOfCall } from "../../src/ledger/call-facts.ts"
import { calls, honestLeaves } from "../ledger/leaves.ts"

const leaves = honestLeaves().map((leaf, index) => ({ index, leaf }))
const nothing = {
  organisation: "Bäckerei (Süd) \\ GmbH",
  address: null,
  contact: null,
  jurisdiction: null,
  storageLocation: null,
  privacyNoticeUrl: null,
  supervisoryAuthority: null,
  recipients: { sha256: null, named: [], notCovered: [] },
  retentionPolicy: "one-year, 365 days",
  withdrawCode: "*2",
}
function parts(call: string, more: Partial<RecordParts> = {}): RecordParts {
  return {
    facts: factsOfCall(call, leaves)!,
    statements: nothing,
    words: null,
    subjectLookup: "lookup",
    ledger: { origin: "ledger.example/test", size: 19, root: "AAAA" },
    erasedPending: [],
    personalDataErased: false,
    madeAt: new Date("2026-11-23T10:00:00Z"),
    ...more,
  }
}
/** What the page shows, as its content stream has it. */
function shown(pdf: Uint8Array): string {
  const bytes = Buffer.from(pdf)
  const start = bytes.indexOf("stream\n") + 7
  return inflateSync(bytes.subarray(start, bytes.indexOf("\nendstream", start))).toString("latin1")
}
const words = (notice: string, language = "de") => {
  const prompt = (text: string) => ({ text, text_sha256: "t".repeat(43), audio_sha256: "a".repeat(43) })
  return { language, notice: prompt(notice), menu: prompt("Eins oder zwei?") }
}

describe("a consent record", () => {
  test.each([
    [calls.recorded, "given", "Given"],
    [calls.refused, "refused", "Refused"],
    [calls.withdrawn, "withdrawn", "Withdrawn"],
  ])("tells the state of a call as the ledger has it", (call, state, dpv) => {
    const record = consentRecord(parts(call))
    expect(record.event_state).toBe(state)
    expect(JSON.stringify(consentRecordLd(record))).toContain(`"dpv:hasConsentStatus":{"@id":"dpv:Consent${dpv}"}`)
    expect(record.evidence).toEqual(factsOfCall(call, leaves))
  })

  test("says of what was never stated that it was not stated, and invents nothing", () => {
    const record = consentRecord(parts(calls.recorded))
    expect(record).toMatchObject({ jurisdiction: "not stated", storage_locations: ["not stated"] })
    expect(record.parties[0]).toMatchObject({ party_address: "not stated", party_contact: "not stated" })
    expect(record.privacy_notice).toMatchObject({ text: "no longer in the operator document" })
  })

  test("names its caller by something that joins no two calls", () => {
    const ids = [calls.recorded, calls.refused].map((call) => consentRecord(parts(call)).pii_principal_id)
    expect(new Set(ids).size).toBe(2)
    expect(ids.join()).not.toContain("lookup")
    expect(consentRecord(parts(calls.recorded)).pii_principal_id).toBe(ids[0])
    expect(consentRecord(parts(calls.recorded, { subjectLookup: null })).pii_principal_id).toBe(
      `call:${calls.recorded}`,
    )
  })
})

describe("its page", () => {
  const page = (more: Partial<RecordParts>, call: string = calls.recorded): string =>
    shown(consentRecordPdf(consentRecord(parts(call, more)), Buffer.from("{}")))

  test("sets Western European words, and nothing of a text becomes syntax", () => {
    const text = page({ words: words("Wir nehmen auf) Tj ET (— ja?") })
    expect(text).toContain("\\050S\\374d\\051 \\134 GmbH")
    expect(text).toContain("auf\\051 Tj ET \\050\\227 ja?")
    expect(text).toContain("Timeline \\050UTC\\051")
  })

  test("says where to read words that it cannot set, instead of showing question marks", () => {
    expect(settable("Zażółć")).toBe(false)
    expect(page({ words: words("録音してもよろしいですか", "ja") })).toContain("in ja: see greeting/notice.txt")
  })

  test("stays one page however much there is to tell, and says that there is more", () => {
    const { facts } = parts(calls.recorded)
    const access = Array.from({ length: 500 }, (_, i) => ({
      index: 100 + i,
      at: facts.answered.at,
      kind: "key.used",
      rec: null,
    }))
    const pdf = consentRecordPdf(
      consentRecord(parts(calls.recorded, { facts: { ...facts, access }, words: words("sehr lang ".repeat(400)) })),
      Buffer.from("{}"),
    )
    expect(
      Buffer.from(pdf)
        .toString("latin1")
        .match(/\/Type \/Page\b/g),
    ).toHaveLength(1)
    const text = shown(pdf)
    expect(text).toMatch(/\d+ more in consent-record.json/)
    expect(text).toContain("\\205 the rest is in consent-record.json")
    expect(text).toContain("To check")
    const lowest = Math.min(...[...text.matchAll(/ ([\d.]+) Td/g)].map(([, y]) => Number(y)))
    expect(lowest).toBeGreaterThan(20)
  })

  test("tells of erasure", () => {
    expect(page({}, calls.withdrawn)).toContain("was erased on")
    expect(page({ personalDataErased: true })).toContain("can no longer be opened")
  })

  test("breaks lines that fit", () => {
    const lines = wrapped("kurz und Donaudampfschifffahrtsgesellschaftskapitän ".repeat(5), 10, 80)
    expect(lines.length).toBeGreaterThan(5)
    for (const line of lines) expect(widthOf(line, 10)).toBeLessThanOrEqual(80)
  })
})
