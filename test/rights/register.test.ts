import { expect, test } from "vitest"
import { dataMap } from "../../src/rights/data-map.ts"
import { categories, purposes } from "../../src/rights/data-map/terms.ts"
import { registerMarkdown } from "../../src/rights/register-md.ts"
import { processingRegister, type RegisterParts } from "../../src/rights/register.ts"

const parts: RegisterParts = {
  organisation: {
    controller: { name: "Example | <b>GmbH", contact: "privacy@example.org", address: "Berlin", country: "DE" },
    representative: null,
    dpo: { name: "D. Officer", contact: "dpo@example.org", address: null },
    processor: { name: "Hosting AG", contact: "dpo@hosting.example", address: null, country: "CH" },
  },
  recipients: [
    { id: "carrier", name: "Carrier", role: "carrier", purpose: "carries", country: "US", transfer: "scc" },
    { id: "archive", name: "Archive", role: "storage", purpose: "keeps", country: "IE", transfer: "none_needed" },
    { id: "tape", name: "Tape", role: "other", purpose: "keeps", country: null, transfer: null },
  ],
  lines: [
    { id: "main", organisation: "Example GmbH", purposes: ["quality"], retention: { policy: "short", days: 90 } },
  ],
  rules: [],
  security: { rotateDays: 7, idleMinutes: 30, twoPersons: true, tls: true, witnesses: 0 },
  madeAt: new Date("2026-11-23T10:00:00Z"),
}

test("every purpose and category of personal data on the map is in the register, with a basis and a time limit", () => {
  const { activities } = processingRegister(parts)
  const personal = dataMap.filter((entry) => entry.personal !== "no")
  expect(new Set(activities.map(({ purpose }) => purpose))).toEqual(
    new Set(personal.map((entry) => purposes[entry.purpose])),
  )
  expect(new Set(activities.flatMap(({ data }) => data))).toEqual(
    new Set(personal.map((entry) => categories[entry.category])),
  )
  expect(activities.reduce((sum, { fields }) => sum + fields, 0)).toBe(personal.length)
  for (const { legal_bases, time_limits } of activities) {
    expect(legal_bases.length).toBeGreaterThan(0)
    expect(time_limits.length).toBeGreaterThan(0)
  }
})

test("it names who answers, who receives, what leaves the EEA by which mechanism, and what is not stated", () => {
  const register = processingRegister(parts)
  expect(register.transfers).toEqual([
    { recipient: "carrier", country: "US", mechanism: "scc" },
    { recipient: "tape", country: null, mechanism: null },
  ])
  expect(register.time_limits).toEqual([
    { what: "recordings of the line main, for quality", limit: "90 days after the call, by short" },
  ])
  const nobody = { controller: null, representative: null, dpo: null, processor: null }
  expect(processingRegister({ ...parts, organisation: nobody }).controller).toMatchObject({
    name: "Example GmbH",
    contact: expect.stringContaining("not stated") as string,
  })
})

test("as Markdown it says the same, and no name of the operator's breaks out of its cell", () => {
  const md = registerMarkdown(processingRegister(parts))
  expect(md).toContain("- **Controller**: Example \\| \\<b\\>GmbH, privacy@example.org, Berlin")
  expect(md).toContain("- **Processor**: Hosting AG")
  expect(md).toContain("| Tape | keeps | not stated | not stated |")
  expect(md).toContain("- carrier: US, scc")
  for (const what of ["Text messages", "Payment data", "Device data"]) expect(md).toContain(`- ${what}`)
})
