import { join } from "node:path"
import Database from "better-sqlite3"
import { afterAll, beforeAll, expect, test } from "vitest"
import { fileSource } from "../../src/ledger/source.ts"
import { parseLeaf } from "../../src/ledger/jcs.ts"
import { eventually, settled, testGateway } from "./gateway.ts"
import { bench, numbers, type Bench } from "./xml-bench.ts"

let b: Bench

beforeAll(async () => {
  // The time that a grant may keep a carrier waiting is the shipped one.
  b = await bench({ trunk: { delete_carrier_recordings: true }, config: { flow: {} } })
}, 60_000)
afterAll(() => b[Symbol.asyncDispose]())

/** What writes the ledger waits until this is let go; what reads it does not. */
function lockTheLedger(folder: string): () => void {
  const database = new Database(join(folder, "assent.db"))
  database.exec("begin immediate")
  return () => database.exec("rollback").close()
}

test("a storage that stands still keeps no carrier waiting for its document, and the grant that lands late starts nothing", async () => {
  const carrier = b.carriers.signalwire
  let free: (() => void) | null = null
  const from = Array.from({ length: 5 }, (_, i) => `+491761000${String(i).padStart(4, "0")}`)
  const calls = from.map((number) =>
    carrier.ring({
      from: number,
      to: numbers.fork_document,
      keys: ["1"],
      agent: { talksMs: 3000 },
      // The first key that is pressed finds the ledger locked already, and so does every one after it.
      when: { moment: "pressed", then: () => (free ??= lockTheLedger(b.folder)) },
    }),
  )
  // The bound is 100 ms; what is shown is that it does not depend on how long storage takes: nothing frees it before.
  for (const call of calls) await eventually(() => call.at("dial"))
  expect(free).not.toBeNull()
  free!()
  const ids: string[] = []
  for (const [i, call] of calls.entries()) {
    expect(call.documents.join()).not.toContain("<Start>")
    await eventually(() => call.at("bridged"))
    call.hangup()
    const id = await b.callFrom(from[i] ?? "")
    ids.push(id.slice(id.indexOf("_") + 1))
    const ended = await settled(b.line, id)
    expect(ended).toMatchObject({ consent: "granted", recordings: [] })
  }
  const blocked = await eventually(async () => {
    const written = (await b.leaves()).filter((leaf) => leaf.type === "recording.blocked" && ids.includes(leaf.call))
    return written.length === calls.length ? written : null
  })
  for (const leaf of blocked) expect(leaf).toMatchObject({ reason: "commit_deadline" })
})

test("a call that ended just before a restart is looked after by the next gateway", { timeout: 30_000 }, async () => {
  const carrier = b.carriers.twilio
  const from = "+4917620000001"
  const call = carrier.ring({ from, to: numbers.fork_stream, keys: ["2"] })
  await eventually(() => call.at("bridged"))
  call.hangup()
  const id = await b.callFrom(from)
  await settled(b.line, id)
  await b.line.gateway.close()
  // The carrier lists it only now.
  carrier.recordings.set(call.sid, ["RE1"])

  const { trunks } = b.line.config
  await using again = await testGateway({ folder: b.folder, config: { trunks } })
  await eventually(() => (carrier.recordings.get(call.sid)?.length === 0 ? true : null))
  const source = fileSource(async (path) => {
    const answer = await again.get(`/ledger/${path}`)
    return answer.status === 200 ? answer.bytes : null
  })
  const found = await eventually(async () => {
    const size = Number((await again.get("/ledger/checkpoint")).bytes.toString().split("\n")[1])
    for await (const batch of source.entries(size))
      for (const entry of batch) {
        const leaf = parseLeaf(entry)
        if (leaf.type === "carrier.recording_found") return leaf
      }
    return null
  })
  expect(found).toMatchObject({ trunk: "twilio", recordings: 1, removed: true, call: id.slice(id.indexOf("_") + 1) })
})
