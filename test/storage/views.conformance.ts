import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { Page } from "../../src/api/ports.ts"
import type { OpenedRows, OpenRows } from "./opened.ts"
import { answeredRow, consentRow, idsInOrder, openedRow } from "./rows.ts"

const all = { limit: 100, after: null }

export function viewsConformance<Tx>(name: string, open: OpenRows<Tx>): void {
  describe(`${name} behind the lists of the API`, () => {
    let opened: OpenedRows<Tx>
    const ids = idsInOrder(25)
    const newest = ids.toReversed()
    const minute = (i: number): string => `2026-11-23T16:${String(i).padStart(2, "0")}:00.000Z`
    beforeEach(async () => {
      opened = await open()
      await opened.ledgerStore.transact(async ({ rows: tx }) => {
        for (const [i, id] of ids.entries()) {
          const lineId = i % 5 === 0 ? "sales" : "main"
          await opened.calls.answered(tx, answeredRow(id, { lineId, answeredAt: minute(i), answeredLeaf: i }))
          if (i % 2 === 0) await opened.calls.consent(tx, consentRow(id, { id: ids[i]!, state: "granted" }))
          else if (i % 3 === 0) await opened.calls.consent(tx, consentRow(id, { id: ids[i]!, state: "refused" }))
          if (i % 4 === 0) await opened.recordings.opened(tx, openedRow(id, id))
        }
      })
    })
    afterEach(() => opened.close())

    /** Every id of a list, read page by page. */
    async function walk(list: (page: Page) => Promise<readonly { id: string }[]>, limit: number): Promise<string[]> {
      const seen: string[] = []
      for (;;) {
        const page = await list({ limit, after: seen.at(-1) ?? null })
        expect(page.length).toBeLessThanOrEqual(limit)
        seen.push(...page.map((row) => row.id))
        if (page.length < limit) return seen
      }
    }

    test("pages of any size give every call once, newest first", async () => {
      for (const limit of [1, 4, 5, 24, 25, 26]) {
        expect(await walk((page) => opened.views.calls({}, page), limit)).toEqual(newest)
      }
    })

    test("a call that comes while somebody turns pages moves no other call", async () => {
      const first = await opened.views.calls({}, { limit: 10, after: null })
      const [late] = idsInOrder(1, Date.parse("2026-11-24T00:00:00Z"))
      await opened.ledgerStore.transact(({ rows: tx }) => opened.calls.answered(tx, answeredRow(late!)))
      const second = await opened.views.calls({}, { limit: 15, after: first.at(-1)!.id })
      expect([...first, ...second].map((call) => call.id)).toEqual(newest)
    })

    test("how a greeting's callers answered is counted by version, language, answer and wait, and no other greeting's", async () => {
      const late = idsInOrder(6, Date.parse("2026-11-25T00:00:00Z"))
      const scripts = ["tone/1/en", "tone/1/en", "tone/2/de", "tones/1/en", "ton/1/en", "tone/1/en"]
      await opened.ledgerStore.transact(async ({ rows: tx }) => {
        for (const [i, id] of late.entries()) {
          await opened.calls.answered(
            tx,
            answeredRow(id, { answeredAt: `2026-11-25T00:0${i}:00.000Z`, answeredLeaf: 100 + i }),
          )
          const first = { script: scripts[i]!, state: i === 2 ? "refused" : "granted" } as const
          await opened.calls.consent(tx, consentRow(id, { id: id.replace(/.$/, "a"), leaf: 200 + i, ...first }))
          // The agent's side and a later withdrawal answer no question.
          const agent = {
            id: id.replace(/.$/, "b"),
            leaf: 300 + i,
            script: scripts[i]!,
            party: "agent",
            state: "not_required",
          } as const
          await opened.calls.consent(tx, consentRow(id, agent))
          const taken = { id: id.replace(/.$/, "c"), leaf: 400 + i, script: scripts[i]!, state: "withdrawn" } as const
          await opened.calls.consent(tx, consentRow(id, taken))
          const ended = { endedAt: "2026-11-25T01:00:00.000Z", endedLeaf: 500 + i, outcome: "agent_hangup" }
          await opened.calls.ended(tx, id, { ...ended, timeToAgentMs: i < 2 ? 9000 : null })
        }
      })
      const since = (at: string) => opened.views.greetingFigures("tone", at)
      const all = await since("2026-11-01T00:00:00.000Z")
      expect(all.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))).toEqual([
        { script: "tone/1/en", state: "granted", timeToAgentMs: 9000, calls: 2 },
        { script: "tone/1/en", state: "granted", timeToAgentMs: null, calls: 1 },
        { script: "tone/2/de", state: "refused", timeToAgentMs: null, calls: 1 },
      ])
      expect(await since("2026-11-25T00:05:00.000Z")).toHaveLength(1)
    })

    test("calls are found by line, consent, time and by name, and by several at once", async () => {
      const found = async (filter: Parameters<typeof opened.views.calls>[0]): Promise<number[]> =>
        (await opened.views.calls(filter, all)).map((call) => call.answeredLeaf).sort((x, y) => x - y)
      expect(await found({ line: "sales" })).toEqual([0, 5, 10, 15, 20])
      expect(await found({ line: "nobody" })).toEqual([])
      expect(await found({ consent: ["refused"] })).toEqual([3, 9, 15, 21])
      expect(await found({ consent: ["refused"], line: "sales" })).toEqual([15])
      expect(await found({ ids: [ids[3]!, ids[7]!] })).toEqual([3, 7])
      expect((await found({ state: "active" })).length).toBe(25 - (await found({ state: "ended" })).length)
      expect(await found({ ids: [] })).toEqual([])
      expect(await found({ answeredFrom: minute(3), answeredTo: minute(6) })).toEqual([3, 4, 5])
      expect(await found({ answeredFrom: "2026-11-23T17:23:00+01:00" })).toEqual([23, 24])
      await expect(found({ answeredFrom: "soon" })).rejects.toMatchObject({
        code: "INPUT_INVALID",
        field: "answeredFrom",
      })
    })

    test("a filter by ten thousand calls still answers", async () => {
      const many = [...idsInOrder(40_000, 1), ids[2]!]
      expect((await opened.views.calls({ ids: many }, all)).map((call) => call.id)).toEqual([ids[2]])
    })

    test("consents are listed newest first, by call and by state, and found by id", async () => {
      const granted = newest.filter((_, i) => i % 2 === 0)
      expect(await walk((page) => opened.views.consents({ state: ["granted"] }, page), 4)).toEqual(granted)
      expect((await opened.views.consents({ callId: ids[3]! }, all)).map((row) => row.state)).toEqual(["refused"])
      expect(await opened.views.consents({ callId: ids[1]! }, all)).toEqual([])
      expect(await opened.views.consent(ids[3]!)).toEqual(consentRow(ids[3]!, { id: ids[3]!, state: "refused" }))
      expect(await opened.views.consent(ids[1]!)).toBeNull()
      expect(await opened.views.call(idsInOrder(1, 1)[0]!)).toBeNull()
    })

    test("recordings are listed newest first, by call and by state", async () => {
      const recorded = newest.filter((_, i) => i % 4 === 0)
      expect(await walk((page) => opened.views.recordings({}, page), 2)).toEqual(recorded)
      expect((await opened.views.recordings({ callId: ids[4]! }, all)).map((row) => row.id)).toEqual([ids[4]])
      expect(await opened.views.recordings({ state: ["sealed", "shredded"] }, all)).toEqual([])
      expect(await opened.views.recordings({ state: ["open"] }, all)).toHaveLength(recorded.length)
    })
  })
}
