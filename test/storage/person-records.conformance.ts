/* What every store of contacts, agents, notes, tags and documents must do. */
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { uuidv7 } from "../../src/ids.ts"
import type { CallFilter } from "../../src/api/ports.ts"
import type { AccessEntry } from "../../src/rights/incident.ts"
import type { RecordRow } from "../../src/rights/record-ports.ts"
import type { Embedded } from "../../src/storage/embedded/open.ts"
import { answeredRow, idsInOrder } from "./rows.ts"

const AT = "2026-11-24T10:00:00.000Z"
const row = (change: Partial<RecordRow> = {}): RecordRow => ({
  id: uuidv7(),
  kind: "contact",
  about: null,
  slug: null,
  version: uuidv7(),
  keyId: `ck_${uuidv7()}`,
  leaf: 7,
  setAt: AT,
  asked: false,
  ...change,
})
const leaf = () => ({ id: uuidv7(), leaf: "{}", day: "2026-11-24" })

export function personRecordsConformance(name: string, open: () => Promise<Embedded>): void {
  describe(`${name} as the store of what is held about people beside calls`, () => {
    let opened: Embedded
    const [call, other] = idsInOrder(2) as [string, string]
    const put = (record: RecordRow, lookups: readonly string[] = [], content?: Uint8Array) =>
      opened.ledgerStore.transact(({ rows: tx }) => opened.personRecords.put(tx, record, lookups, content))

    beforeEach(async () => {
      opened = await open()
      for (const id of [call, other]) {
        await opened.ledgerStore.transact(({ rows: tx }) => opened.calls.answered(tx, answeredRow(id)))
      }
    })
    afterEach(() => opened.close())

    test("a contact is found by each of its numbers, worded anew under its id, and the wording before is dead", async () => {
      const rows = opened.personRecords
      const first = row()
      await put(first, ["a", "b", "a"])
      expect(await rows.get("contact", first.id)).toEqual(first)
      expect(await rows.get("agent", first.id)).toBeNull()
      expect([...(await rows.lookupsOf(first.id))].sort()).toEqual(["a", "b"])
      const next = row({ id: first.id, leaf: 8 })
      await put(next, ["b"])
      expect(await rows.byLookup("a")).toEqual([])
      expect(await rows.byLookup("b")).toEqual([next])
      expect(await rows.dead()).toEqual([{ version: first.version, keyId: first.keyId }])
      await rows.forget([first.version])
      expect(await rows.dead()).toEqual([])
    })

    test("what is buried is dead with its numbers and its content, and its leaf waits for the day's batch, once", async () => {
      const rows = opened.personRecords
      const proof = row({ kind: "document", about: uuidv7() })
      await put(proof, ["a"], Buffer.from("sealed"))
      expect(Buffer.from((await rows.content(proof.id)) ?? []).toString()).toBe("sealed")
      const told = leaf()
      await rows.bury(proof.id, told)
      expect([await rows.get("document", proof.id), await rows.content(proof.id)]).toEqual([null, null])
      expect(await rows.byLookup("a")).toEqual([])
      expect(await rows.dead()).toEqual([{ version: proof.version, keyId: proof.keyId }])
      await expect(rows.bury(proof.id, leaf())).rejects.toMatchObject({ code: "NOT_FOUND" })
      expect(await opened.retention.outboxBefore("2026-11-25")).toEqual([told])
    })

    test("each kind is listed newest first in pages, by what it is about and how old it is", async () => {
      const rows = opened.personRecords
      const ids = idsInOrder(3, Date.parse(AT))
      const notes = ids.map((id, i) =>
        row({ id, kind: "note", about: i === 0 ? call : other, setAt: `2026-11-2${i + 1}T10:00:00.000Z` }),
      )
      for (const note of notes) await put(note)
      await put(row({ kind: "tags", about: call }))
      await put(row())
      const listed = async (filter: object, after: string | null = null) =>
        (await rows.list({ kind: "note", ...filter }, { limit: 2, after })).map(({ id }) => id)
      expect(await listed({})).toEqual([ids[2], ids[1]])
      expect(await listed({}, ids[1])).toEqual([ids[0]])
      expect(await listed({ about: call })).toEqual([ids[0]])
      expect(await listed({ setBefore: "2026-11-22T10:00:00.000Z" })).toEqual([ids[0]])
      expect((await rows.onCalls([call])).map(({ kind }) => kind).sort()).toEqual(["note", "tags"])
      expect(await rows.onCalls([])).toEqual([])
    })

    test("that an erasure was asked for stays until it is taken back", async () => {
      const rows = opened.personRecords
      const [a, b] = [row(), row()]
      await put(a)
      await put(b)
      await rows.ask([a.id, b.id], true)
      expect(await rows.asked()).toHaveLength(2)
      await rows.ask([b.id], false)
      await rows.ask([], true)
      expect(await rows.asked()).toEqual([{ ...a, asked: true }])
    })

    test("an agent is found by its id, which nobody else can have, and its calls are nobody's once it is forgotten", async () => {
      const rows = opened.personRecords
      const agent = row({ kind: "agent", slug: "agent-7" })
      await put(agent)
      expect(await rows.bySlug("agent-7")).toEqual(agent)
      await expect(put(row({ kind: "agent", slug: "agent-7" }))).rejects.toThrow()
      await rows.putAgent(call, "agent-7")
      await rows.putAgent(other, "agent-7")
      await rows.putAgent(other, "agent-8")
      expect([await rows.agentOf(call), await rows.agentOf(other)]).toEqual(["agent-7", "agent-8"])
      expect(await rows.callsOfAgent("agent-7")).toEqual([call])
      const listed = async (filter: CallFilter) =>
        (await opened.views.calls(filter, { limit: 9, after: null })).map(({ id }) => id)
      expect(await listed({ agent: "agent-7" })).toEqual([call])
      expect(await listed({ agent: "agent-7", line: "another" })).toEqual([])
      await rows.putAgent(other, null)
      expect(await rows.agentOf(other)).toBeNull()
      expect(await rows.forgetAgent("agent-7")).toBe(1)
      expect(await rows.agentOf(call)).toBeNull()
      expect(await listed({ agent: "agent-7" })).toEqual([])
    })

    test("an export of a forgotten agent's calls is on record without the agent, as one of the whole period", async () => {
      const exported = (agent: string): AccessEntry => ({
        id: uuidv7(),
        at: AT,
        type: "access.exported",
        actor: "auditor",
        address: null,
        callId: null,
        recordingId: null,
        bulk: { line: null, agent, since: "2026-11-01", until: "2026-11-23" },
      })
      const [seven, eight] = [exported("agent-7"), exported("agent-8")]
      await opened.ledgerStore.transact(async ({ rows: tx }) => {
        for (const entry of [seven, eight]) await opened.accessEntries.add(tx, entry)
      })
      await opened.personRecords.forgetAgent("agent-7")
      const left = await opened.accessEntries.find({}, { limit: 9, after: null })
      expect(left.map(({ bulk }) => bulk)).toEqual([
        { line: null, since: "2026-11-01", until: "2026-11-23" },
        eight.bulk,
      ])
    })
  })
}
