import { createHash } from "node:crypto"
import { describe, expect, test } from "vitest"
import {
  country,
  type Recipient,
  recipientRoles,
  transferMechanisms,
  transferProblem,
} from "../../src/config-recipients.ts"
import { parseConfig } from "../../src/config.ts"
import { admitted, notCovered, registerHash } from "../../src/rights/recipients.ts"
import { partiesOfConfig } from "../../src/wiring/recipients.ts"

const archive: Recipient = {
  id: "archive",
  name: "Archive Ltd",
  role: "storage",
  purpose: "keeps copies",
  country: "IE",
  transfer: "none_needed",
}
const witness: Recipient = { ...archive, id: "w", role: "witness" }

describe("a country", () => {
  test("is one of the 249 of ISO 3166-1, in capitals", () => {
    const letters = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i))
    const known = letters.flatMap((a) => letters.map((b) => a + b)).filter((code) => country.safeParse(code).success)
    expect(known).toHaveLength(249)
    // Each has a name of its own in Unicode's data, so none is a slip of the pen.
    const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" })
    expect(known.filter((code) => names.of(code) === undefined)).toEqual([])
    for (const wrong of ["de", "UK", "EU", "XX", "DEU", ""]) expect(country.safeParse(wrong).success, wrong).toBe(false)
  })

  test("needs a transfer mechanism unless it is the controller's own, or both are in the EEA", () => {
    const fits = (home: string | null, to: string) => transferProblem(home, to, "none_needed") === null
    expect([fits("DE", "IE"), fits(null, "IE"), fits("US", "US"), fits("DE", "NO")]).toEqual([true, true, true, true])
    expect([fits("DE", "US"), fits(null, "US"), fits("US", "DE"), fits("DE", "CH")]).toEqual([
      false,
      false,
      false,
      false,
    ])
    for (const by of transferMechanisms.slice(1)) expect(transferProblem("DE", "US", by)).toBeNull()
  })
})

describe("what a consent covers", () => {
  test("is whom its register named, and not who came later or became another since", () => {
    expect(notCovered([archive], [archive])).toEqual([])
    expect(notCovered([], [archive])).toEqual([archive])
    for (const change of [
      { name: "Other" },
      { purpose: "trains models" },
      { country: "FR" },
      { role: "voice" as const },
    ]) {
      const now = { ...archive, ...change }
      expect(notCovered([archive], [now]), JSON.stringify(change)).toEqual([now])
    }
    expect(notCovered([archive], [{ ...archive, country: "IE", transfer: "scc" }])).toEqual([])
    expect(notCovered([archive], [])).toEqual([])
  })

  test("needs no word of those who see hashes alone", () => {
    expect(recipientRoles.filter((role) => notCovered([], [{ ...archive, role }]).length === 0)).toEqual([
      "witness",
      "timestamp",
    ])
  })

  test("is named by a hash that anybody can make again, whatever the order", () => {
    expect(registerHash([witness, archive])).toBe(registerHash([archive, witness]))
    const text =
      '[{"country":"IE","id":"archive","name":"Archive Ltd","purpose":"keeps copies","role":"storage","transfer":"none_needed"}]'
    expect(registerHash([archive])).toBe(createHash("sha256").update(text).digest("base64url"))
  })
})

describe("where data may go", () => {
  const to = (recipient: string | null, where: string | null, parties: Recipient[] = [archive]) =>
    admitted(parties, "DE", { recipient, country: where })

  test("is to a listed party in the country it is listed with, or nowhere else than at home", () => {
    expect(to("archive", null)).toBe(" to archive (IE, none_needed)")
    expect(to("archive", "IE")).toContain("archive")
    expect(to(null, "DE")).toBe("")
  })

  test.each([
    ["an unknown party", "nobody", null, "recipient"],
    ["a listed party elsewhere", "archive", "US", "country"],
    ["a country without a party", null, "US", "recipient"],
  ])("is refused to %s, by the name of the header that has to change", (_name, recipient, where, header) => {
    expect(() => to(recipient, where)).toThrow(
      expect.objectContaining({ code: "RECIPIENT_REFUSED", field: `/headers/x-assent-${header}` }),
    )
  })

  test("is refused while the register does not say where the party is", () => {
    expect(() => to("archive", null, [{ ...archive, country: null, transfer: null }])).toThrow(/does not say where/)
  })
})

describe("the parties of the configuration", () => {
  const base = {
    mode: "production",
    listen: { host: "0.0.0.0", port: 7080 },
    public_url: "https://assent.example.org",
    data: "data",
    ledger: {
      origin: "assent.example.org/main",
      witnesses: [{ url: "https://w.example", vkey: `auditor.example/w+01020304+B${"A".repeat(43)}` }],
    },
    keys: {},
    api_keys: [{ id: "a", sha256: "0".repeat(64) }],
    controller: { recipients: ["Archive Ltd"] },
  }
  const trunk = {
    name: "main",
    kind: "twilio",
    account_sid: `AC${"0".repeat(32)}`,
    auth_token: "secret",
    recipient: { country: "US", transfer: "scc" },
  }

  test("are its carriers, witnesses and whoever it names, each where it says", () => {
    const parties = partiesOfConfig(parseConfig({ ...base, trunks: [trunk] }))
    expect(parties.map(({ id, role, country: where, transfer }) => [id, role, where, transfer])).toEqual([
      ["trunk-main", "carrier", "US", "scc"],
      ["witness-auditor-example-w", "witness", null, null],
      ["named-archive-ltd", "other", null, null],
    ])
  })

  test("are refused where nothing allows the transfer, and a deputy without a controller too", () => {
    const wrong = { ...trunk, recipient: { country: "US", transfer: "none_needed" } }
    const organisation = { dpo: { name: "D. Officer", contact: "dpo@example.org" } }
    const parse = () => parseConfig({ ...base, trunks: [wrong], organisation })
    expect(parse).toThrow(/trunks\.0\.recipient\.transfer: .*name the mechanism/)
    expect(parse).toThrow(/organisation\.controller: name who decides/)
    const us = { controller: { name: "Example Inc", contact: "privacy@example.com", country: "US" } }
    expect(() => parseConfig({ ...base, trunks: [wrong], organisation: us })).not.toThrow()
  })
})
