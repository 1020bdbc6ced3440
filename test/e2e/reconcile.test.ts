import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { assent, type Ran } from "../cli/cli-io.ts"
import { PROJECT, RelayDouble, TOKEN } from "../fakes/relay-double.ts"
import { AGENT, bench, kinds, numbers, type Bench } from "./xml-bench.ts"
import { KEY, settled } from "./gateway.ts"

const CALLER = "+4915112345678"
const today = new Date().toISOString().slice(0, 10)

let b: Bench
let root: string
/** Of each kind: the carrier's id of the call that the gateway took, and the gateway's own. */
const taken = new Map<string, { sid: string; call: string }>()

/** One refused call of each carrier, then an export: all that an auditor gets. */
beforeAll(async () => {
  b = await bench()
  root = mkdtempSync(join(tmpdir(), "assent-reconcile-"))
  await Promise.all(
    kinds.map(async (kind, i) => {
      const from = `${CALLER}${i}`
      const plan = { from, to: numbers.fork_document, keys: ["2"], hurry: 10, agent: { talksMs: 200 } }
      const call = b.carriers[kind].ring(plan)
      const id = await b.callFrom(from)
      await settled(b.line, id)
      await call.done
      taken.set(kind, { sid: call.sid, call: id })
    }),
  )
  await b.verified()
  await online("export", "ledger", "--out", "ledger")
  for (const { call } of taken.values()) {
    const release = "carrier_call_id,trunk"
    await online("export", "evidence", "--call", call, "--release", release, "--out", join("bundles", call))
  }
  await online("export", "audit", "--from", today, "--to", today, "--with-carrier-ids", "--out", "pack")
  // No server's own secret is among what the auditor is given.
  const { twilio, signalwire, telnyx } = b.carriers
  const trunks = [
    {
      name: "twilio",
      kind: "twilio",
      account_sid: `AC${"0".repeat(32)}`,
      auth_token: "read",
      rest_url: twilio.restUrl,
    },
    { name: "signalwire", kind: "signalwire-cxml", project: "p-1", token: "read", rest_url: signalwire.restUrl },
    { name: "telnyx", kind: "telnyx", account_sid: "acc-1", api_key: "read", rest_url: telnyx.restUrl },
  ]
  writeFileSync(join(root, "empty.csv"), "id,at\n")
  writeFileSync(join(root, "trunks.json"), JSON.stringify({ trunks }))
}, 60_000)
afterAll(async () => {
  await b[Symbol.asyncDispose]()
  rmSync(root, { recursive: true, force: true })
})

async function online(...argv: string[]): Promise<void> {
  const ran = await assent(argv, { env: { ASSENT_URL: b.line.gateway.url, ASSENT_KEY: KEY }, cwd: root })
  expect(ran, ran.err).toMatchObject({ code: 0 })
}

/** As the auditor runs it: no gateway, no key of it. */
async function reconcile(...more: string[]): Promise<Ran> {
  const argv = ["audit", "reconcile", "ledger", "--trunks", "trunks.json", "--since", today, "--until", today, ...more]
  const ran = await assent(argv, { cwd: root })
  for (const number of [CALLER, AGENT, ...Object.values(numbers)]) {
    expect(ran.out + ran.err).not.toContain(number)
    expect(ran.out + ran.err).not.toContain(number.slice(1))
  }
  return ran
}
const report = ({ out }: Ran) =>
  JSON.parse(out.slice(0, out.indexOf("\n}\n") + 2)) as {
    matched_by_id: number
    matched_by_time: number
    not_judged: number
    calls_in_ledger: number
    ledger: { anchored: string }
    key_service_log: string
    findings: Record<string, unknown>[]
  }
const exact = ["--disclosures", "bundles", "--json"] as const

describe("an auditor with an exported ledger and read access at the carriers", () => {
  test("finds that both agree: by time, and by the carriers' own ids where the bundles release them", async () => {
    const byTime = await reconcile("--json")
    expect(byTime, byTime.err).toMatchObject({ code: 0 })
    expect(report(byTime)).toMatchObject({ matched_by_time: 3, matched_by_id: 0, calls_in_ledger: 3, findings: [] })
    expect(report(byTime).ledger.anchored).toContain("operator's word")
    expect(report(byTime).key_service_log).toContain("not compared: keys are in a file")
    const byId = await reconcile(...exact)
    expect(report(byId)).toMatchObject({ matched_by_time: 0, matched_by_id: 3, findings: [] })
    const words = await reconcile()
    expect(words.out).toMatch(/Ledger and carriers agree/)
    expect(words.out).toMatch(/^Key use +not compared/m)
  })

  test("finds a call that the ledger lacks, by its id at the carrier, at the very time of another", async () => {
    const { hidden } = b.carriers.telnyx
    hidden.push({ sid: "v3:hidden", at: Date.now() - 2000 }, { sid: "v3:missed", at: Date.now(), status: "no-answer" })
    try {
      const found = await reconcile(...exact)
      expect(found.code).toBe(1)
      expect(found.err).toContain("1 thing does not agree")
      expect(report(found).findings).toMatchObject([
        { kind: "not_in_ledger", trunk: "telnyx", carrier_call: "v3:hidden" },
      ])
      // By time alone, that one is missing is known.
      const [one, ...others] = report(await reconcile("--json")).findings
      expect(one).toMatchObject({ kind: "not_in_ledger", trunk: "telnyx" })
      expect(others).toEqual([])
      // Another number of the account is another application's business.
      expect(await reconcile("--called", numbers.fork_document)).toMatchObject({ code: 0 })
      expect(await reconcile("--trunk", "twilio")).toMatchObject({ code: 0 })
    } finally {
      hidden.splice(0)
    }
  })

  test("finds a call that the carrier does not list, and judges none of a trunk that was not asked", async () => {
    const { sid, call } = taken.get("twilio")!
    const known = b.carriers.twilio.calls.get(sid)!
    b.carriers.twilio.calls.delete(sid)
    try {
      const found = await reconcile(...exact)
      expect(found.code).toBe(1)
      expect(report(found).findings).toMatchObject([
        { kind: "not_at_carrier", trunk: "twilio", call, carrier_call: sid },
      ])
      const elsewhere = await reconcile(...exact, "--trunk", "signalwire")
      expect(elsewhere.code).toBe(0)
      expect(report(elsewhere)).toMatchObject({ matched_by_id: 1, not_judged: 2 })
    } finally {
      b.carriers.twilio.calls.set(sid, known)
    }
  })

  test("finds a recording that lies at a carrier", async () => {
    const { recordings } = b.carriers.signalwire
    const { sid } = taken.get("signalwire")!
    recordings.set(sid, ["RE1"])
    try {
      const found = await reconcile("--trunk", "signalwire")
      expect(found.code).toBe(1)
      expect(found.out).toMatch(/^recording_at_carrier +\S+ +signalwire +RE1: the carrier holds a recording in clear/m)
      const [finding] = report(await reconcile(...exact)).findings
      expect(finding).toMatchObject({ kind: "recording_at_carrier", recording: "RE1", carrier_call: sid })
    } finally {
      recordings.clear()
    }
  })

  test("needs no access at all with a pack that releases the carriers' ids, and the lists that carriers gave out", async () => {
    const at = new Date(Date.now() - 1000).toISOString()
    const sid = (kind: string): string => taken.get(kind)?.sid ?? ""
    // The CSV of one carrier's console, the saved pages of another's REST interface, the CSV of a spreadsheet.
    writeFileSync(
      join(root, "twilio.csv"),
      `\ufeff"Call SID","Direction","Start Time","Status","Duration","To"\r\n` +
        `${sid("twilio")},Incoming,${at.slice(0, 19).replace("T", " ")} UTC,Completed,3,"a ""number"", quoted"\r\n` +
        `CAout,Outgoing API,${at},Completed,3,x\r\n`,
    )
    const entry = { sid: sid("signalwire"), direction: "inbound", status: "completed", start_time: at, duration: 3 }
    writeFileSync(join(root, "signalwire.json"), JSON.stringify({ calls: [entry], page: 0 }))
    writeFileSync(join(root, "telnyx.csv"), `id;at;status\n${sid("telnyx")};${at};completed\n`)
    const files = ["twilio.csv", "signalwire.json", "telnyx.csv"]
    const lists = files.flatMap((file) => ["--list", `${file.split(".")[0] ?? ""}=${file}`])
    const argv = ["audit", "reconcile", "pack", ...lists, "--since", today, "--until", today]
    const agreed = await assent([...argv, "--json"], { cwd: root })
    expect(agreed, agreed.err).toMatchObject({ code: 0 })
    expect(report(agreed)).toMatchObject({ matched_by_id: 3, matched_by_time: 0, not_judged: 0, findings: [] })
    expect((await assent(argv, { cwd: root })).out).toContain("(a saved list: it tells no recordings)")

    writeFileSync(
      join(root, "telnyx.csv"),
      `id;at;status\n${sid("telnyx")};${at};completed\nv3:hidden;${at};completed\n`,
    )
    const found = await assent([...argv, "--json"], { cwd: root })
    expect(found.code).toBe(1)
    expect(report(found).findings).toMatchObject([
      { kind: "not_in_ledger", trunk: "telnyx", carrier_call: "v3:hidden" },
    ])
  })

  test("asks a Relay trunk for its voice logs, with the project's token from its file", async () => {
    const double = await RelayDouble.open()
    writeFileSync(join(root, "relay.token"), `${TOKEN}\n`)
    const token_file = join(root, "relay.token")
    const trunk = { name: "relay", kind: "signalwire-relay", project: PROJECT, token_file, rest_url: double.restUrl }
    writeFileSync(join(root, "relay.yaml"), JSON.stringify({ trunks: [trunk, { name: "desk", kind: "test-phone" }] }))
    const call = double.ring({ from: CALLER })
    call.to_state("answered")
    const argv = ["audit", "reconcile", "ledger", "--trunks", "relay.yaml", "--since", today, "--until", today]
    const found = await assent([...argv, ...exact], { cwd: root })
    expect(found.out + found.err).not.toContain(CALLER.slice(1))
    expect(report(found)).toMatchObject({
      not_judged: 3,
      findings: [{ kind: "not_in_ledger", trunk: "relay", carrier_call: call.callId }],
    })
    await double.close()
  })

  test("concludes nothing from half a list, from no access, or from a ledger that does not hold", async () => {
    b.carriers.signalwire.restStatus = 500
    const half = await reconcile()
    b.carriers.signalwire.restStatus = 401
    const refused = await reconcile()
    b.carriers.signalwire.restStatus = null
    expect(half).toMatchObject({ code: 3, out: "" })
    expect(half.err).toMatch(/signalwire: nothing is concluded: .* answered 500/)
    expect(refused).toMatchObject({ code: 2, out: "" })
    expect(refused.err).toMatch(/signalwire: nothing is concluded: .* refuses these credentials/)

    await online("export", "ledger", "--out", "forged")
    writeFileSync(join(root, "forged/checkpoint"), "localhost/test\n3\nAAAA\n\n")
    const argv = ["audit", "reconcile", "forged", "--trunks", "trunks.json", "--since", today, "--until", today]
    expect(await assent(argv, { cwd: root })).toMatchObject({ code: 1, out: "" })
  })

  test.each([
    ["a folder without a ledger", ["bundles", "--trunks", "trunks.json"], /holds no ledger/],
    ["no file of trunks", ["ledger", "--trunks", "nowhere.json"], /--trunks: cannot be read/],
    [
      "a trunk of another name",
      ["ledger", "--trunks", "trunks.json", "--trunk", "nobody"],
      /no trunk is called nobody/,
    ],
    ["neither carriers nor lists", ["ledger"], /--trunks: give the carriers to ask, or --list files/],
    ["a list of no trunk", ["ledger", "--list", "trunks.json"], /--list: give the trunk's name and the file/],
    [
      "two lists of one trunk",
      ["ledger", "--list", "a=empty.csv", "--list", "a=empty.csv"],
      /--list: give one list a trunk/,
    ],
    ["a list that is none", ["ledger", "--list", "a=trunks.json"], /--list: the list is no JSON array of calls/],
    ["bundles that are not there", ["ledger", "--trunks", "trunks.json", "--disclosures", "nowhere"], /no such folder/],
  ])("given %s, says so", async (_, argv, sentence) => {
    const ran = await assent(["audit", "reconcile", ...argv, "--since", today, "--until", today], { cwd: root })
    expect(ran).toMatchObject({ code: 2, out: "" })
    expect(ran.err).toMatch(sentence)
  })

  test("given a period that is none, says so", async () => {
    const period = (since: string, until: string) =>
      assent(["audit", "reconcile", "ledger", "--trunks", "trunks.json", "--since", since, "--until", until], {
        cwd: root,
      })
    expect((await period("yesterday", today)).err).toMatch(/--since: give a day/)
    expect((await period(today, "2020-01-01")).err).toMatch(/--until: the period ends before it begins/)
  })
})
