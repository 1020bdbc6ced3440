/* What every store of webhooks must do. */
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { uuidv7 } from "../../src/ids.ts"
import type { Embedded } from "../../src/storage/embedded/open.ts"
import type { Attempted, EndpointRow, NewDelivery } from "../../src/webhooks/ports.ts"
import { newKey } from "../../src/webhooks/signing.ts"
import { answeredRow, openedRow } from "./rows.ts"

const T0 = Date.parse("2026-11-24T10:00:00.000Z")
const at = (seconds: number): string => new Date(T0 + seconds * 1000).toISOString()

const endpoint = (changes: Partial<EndpointRow> = {}): EndpointRow => ({
  id: uuidv7(),
  url: "https://sink.example/",
  events: ["*"],
  lines: null,
  recipient: "archive",
  keys: [newKey("v1a", at(0)), { ...newKey("v1", at(0)), until: at(60) }],
  createdAt: at(0),
  sinceLeaf: 3,
  failingSince: null,
  disabledAt: null,
  disabledReason: null,
  revision: 1,
  ...changes,
})

export function webhookRowsConformance(name: string, open: () => Promise<Embedded>): void {
  describe(`${name} as the store of webhooks`, () => {
    let opened: Embedded
    const a = endpoint()
    const b = endpoint({ lines: ["main"], events: ["call.ended"] })
    const write = (work: Parameters<Embedded["ledgerStore"]["transact"]>[0]) => opened.ledgerStore.transact(work)
    const made = (order: string, changes: Partial<NewDelivery> = {}): NewDelivery => ({
      id: uuidv7(),
      endpointId: a.id,
      eventId: uuidv7(),
      type: "call.ended",
      order,
      body: `{"of":"${order}"}`,
      createdAt: at(0),
      ...changes,
    })
    const queue = async (...deliveries: readonly NewDelivery[]): Promise<void> => {
      const from = await opened.webhooks.cursor()
      await opened.webhooks.queue({ from, to: { ...from, leaf: from.leaf + 1 }, events: [], deliveries })
    }
    const attempted = (
      deliveryId: string,
      state: Attempted["state"],
      seconds: number,
      dueIn = 0,
    ): Promise<string | null> =>
      opened.webhooks.attempted({
        deliveryId,
        attempt: { at: at(seconds), ms: 5, status: state === "delivered" ? 200 : 500, result: "x" },
        state,
        dueAt: at(seconds + dueIn),
      })
    const due = async (seconds: number, id = a.id) =>
      (await opened.webhooks.due(id, at(seconds), 10)).map((row) => row.id)

    beforeEach(async () => {
      opened = await open()
      for (const each of [a, b]) await write(({ rows: tx }) => opened.webhooks.addEndpoint(tx, each))
    })
    afterEach(() => opened.close())

    test("an endpoint is read as it was written, listed newest first, changed once a revision, and removed whole", async () => {
      expect(await opened.webhooks.endpoint(a.id)).toEqual(a)
      expect(await opened.webhooks.endpoints({ limit: 10, after: null })).toEqual(
        [b, a].toSorted((x, y) => (x.id < y.id ? 1 : -1)),
      )
      expect(await opened.webhooks.endpoints({ limit: 10, after: b.id })).toEqual([a])
      const changed = { ...a, url: "https://other.example/", disabledAt: at(1), disabledReason: "gone" as const }
      await write(({ rows: tx }) => opened.webhooks.changeEndpoint(tx, changed))
      expect(await opened.webhooks.endpoint(a.id)).toEqual({ ...changed, revision: 2 })
      await expect(write(({ rows: tx }) => opened.webhooks.changeEndpoint(tx, changed))).rejects.toMatchObject({
        code: "CONFLICT",
      })
      const one = made("call")
      await queue(one)
      await attempted(one.id, "pending", 1, 5)
      await write(({ rows: tx }) => opened.webhooks.removeEndpoint(tx, a.id))
      expect(await opened.webhooks.endpoint(a.id)).toBeNull()
      expect(await opened.webhooks.delivery(one.id)).toBeNull()
      expect(await opened.webhooks.attempts(one.id)).toEqual([])
      // An answer that comes after all changes nothing.
      await attempted(one.id, "delivered", 2)
      await expect(write(({ rows: tx }) => opened.webhooks.removeEndpoint(tx, a.id))).rejects.toMatchObject({
        code: "NOT_FOUND",
      })
    })

    test("deliveries are queued with the cursor or not at all, and an event once for each endpoint", async () => {
      expect(await opened.webhooks.cursor()).toEqual({ leaf: 0, published: "" })
      const event = { id: uuidv7(), at: at(0), type: "recording.erased", about: { recording: uuidv7() } }
      const test = { id: uuidv7(), at: at(1), type: "webhook.test", about: { endpoint: a.id }, only: a.id }
      await write(({ rows: tx }) => opened.webhooks.happened(tx, event))
      await write(({ rows: tx }) => opened.webhooks.happened(tx, test))
      expect(await opened.webhooks.happenedYet(10)).toEqual([event, test])
      const first = made("x", { eventId: event.id })
      const from = { leaf: 0, published: "" }
      const to = { leaf: 9, published: at(0) }
      await opened.webhooks.queue({ from, to, events: [event.id], deliveries: [first] })
      expect(await opened.webhooks.cursor()).toEqual(to)
      expect(await opened.webhooks.happenedYet(10)).toEqual([test])
      await expect(
        opened.webhooks.queue({ from, to, events: [test.id], deliveries: [made("y")] }),
      ).rejects.toMatchObject({ code: "CONFLICT" })
      expect(await opened.webhooks.happenedYet(10)).toEqual([test])
      await queue(made("x", { eventId: event.id }), made("x", { eventId: event.id, endpointId: b.id }))
      expect(await due(0)).toEqual([first.id])
      expect(await due(0, b.id)).toHaveLength(1)
      expect(await opened.webhooks.delivery(first.id)).toEqual({
        ...first,
        state: "pending",
        tries: 0,
        dueAt: at(0),
        endedAt: null,
      })
    })

    test("what is of one order goes out one after the other, whatever becomes of the first; the rest does not wait", async () => {
      const [one, two, three, other, elsewhere] = [
        made("call"),
        made("call"),
        made("call"),
        made("other"),
        made("call", { endpointId: b.id }),
      ] as const
      await queue(one, two, three, other, elsewhere)
      expect(await due(0)).toEqual([one.id, other.id])
      expect(await due(0, b.id)).toEqual([elsewhere.id])
      await attempted(one.id, "pending", 1, 10)
      expect(await due(10)).toEqual([other.id])
      expect(await due(11)).toEqual([other.id, one.id])
      await attempted(one.id, "failed", 11)
      expect(await due(11)).toEqual([other.id, two.id])
      await attempted(two.id, "delivered", 12)
      expect(await due(12)).toEqual([other.id, three.id])
      expect(await opened.webhooks.delivery(one.id)).toMatchObject({ state: "failed", tries: 2, endedAt: at(11) })
      expect(await opened.webhooks.attempts(one.id)).toEqual([
        { at: at(1), ms: 5, status: 500, result: "x" },
        { at: at(11), ms: 5, status: 500, result: "x" },
      ])
    })

    test("an endpoint is known to fail from the first failure to the next success, and what waits is made due in pieces", async () => {
      const [one, two, three] = [made("one"), made("two"), made("three")] as const
      await queue(one, two)
      await attempted(one.id, "pending", 1, 3600)
      await attempted(two.id, "pending", 2, 3600)
      expect((await opened.webhooks.endpoint(a.id))?.failingSince).toBe(at(1))
      expect(await due(100)).toEqual([])
      expect(await attempted(one.id, "delivered", 100)).toBe(at(1))
      expect((await opened.webhooks.endpoint(a.id))?.failingSince).toBeNull()
      await queue(three)
      expect(await attempted(three.id, "delivered", 101)).toBeNull()
      expect(await due(102)).toEqual([])
      expect(await opened.webhooks.hasten(b.id, at(102), 10)).toBe(0)
      expect(await opened.webhooks.hasten(a.id, at(102), 10)).toBe(1)
      expect(await due(102)).toEqual([two.id])
      expect(await opened.webhooks.hasten(a.id, at(102), 10)).toBe(0)
    })

    test("what ended is sent again on request, in its order, and what is under way is not", async () => {
      const [one, two] = [made("call"), made("call", { createdAt: at(50) })] as const
      await queue(one, two)
      await expect(opened.webhooks.replay(one.id, at(1))).rejects.toMatchObject({ code: "CONFLICT" })
      await expect(opened.webhooks.replay(uuidv7(), at(1))).rejects.toMatchObject({ code: "NOT_FOUND" })
      await attempted(one.id, "failed", 1)
      await opened.webhooks.replay(one.id, at(2))
      // The one that followed has its turn: the replayed one stands behind it.
      expect(await due(2)).toEqual([two.id])
      await attempted(two.id, "failed", 3)
      expect(await due(3)).toEqual([one.id])
      expect(await opened.webhooks.delivery(one.id)).toMatchObject({ tries: 0, endedAt: null })
      await attempted(one.id, "failed", 4)
      const period = { state: "failed" as const, since: at(0), until: at(50) }
      expect(await opened.webhooks.replayAll(a.id, period, at(5), 10)).toBe(1)
      expect(await opened.webhooks.replayAll(a.id, { ...period, until: at(51) }, at(5), 10)).toBe(1)
      expect(await opened.webhooks.replayAll(b.id, { ...period, until: at(51) }, at(5), 10)).toBe(0)
    })

    test("deliveries are listed newest first by state and type, and forgotten after their time with their attempts", async () => {
      const ids = [uuidv7(T0), uuidv7(T0 + 1), uuidv7(T0 + 2)] as const
      const types = ["call.ended", "call.started", "call.ended"] as const
      await queue(...ids.map((id, i) => made(`o${i}`, { id, type: types[i] ?? "" })))
      await attempted(ids[0], "delivered", 1)
      const list = async (filter: Parameters<Embedded["webhooks"]["deliveries"]>[1], after: string | null = null) =>
        (await opened.webhooks.deliveries(a.id, filter, { limit: 2, after })).map(({ id }) => id)
      expect(await list({})).toEqual([ids[2], ids[1]])
      expect(await list({}, ids[1])).toEqual([ids[0]])
      expect(await list({ state: "delivered" })).toEqual([ids[0]])
      expect(await list({ type: "call.ended" })).toEqual([ids[2], ids[0]])
      expect(await opened.webhooks.purge(at(1))).toBe(0)
      expect(await opened.webhooks.purge(at(2))).toBe(1)
      expect(await opened.webhooks.attempts(ids[0])).toEqual([])
      expect(await list({})).toEqual([ids[2], ids[1]])
    })

    test("one holder has the lease until it runs out", async () => {
      expect(await opened.webhooks.lease("one", at(0), at(30))).toBe(true)
      expect(await opened.webhooks.lease("two", at(29), at(59))).toBe(false)
      expect(await opened.webhooks.lease("one", at(29), at(59))).toBe(true)
      expect(await opened.webhooks.lease("two", at(60), at(90))).toBe(true)
      expect(await opened.webhooks.lease("one", at(61), at(91))).toBe(false)
    })

    test("what is destroyed is told in the transaction of its destruction, once", async () => {
      const [call, rec] = [uuidv7(), uuidv7()]
      await write(async ({ rows: tx }) => {
        await opened.calls.answered(tx, answeredRow(call))
        await opened.recordings.opened(tx, openedRow(rec, call))
      })
      const leaf = { id: uuidv7(), leaf: "{}", day: "2026-11-24" }
      await opened.retention.shredded({ recordingId: rec, at: at(5), reason: "retention", leaf: leaf })
      await opened.retention.shredded({
        recordingId: rec,
        at: at(6),
        reason: "retention",
        leaf: { ...leaf, id: uuidv7() },
      })
      const told = await opened.webhooks.happenedYet(10)
      expect(told).toMatchObject([{ at: at(5), type: "recording.erased", about: { recording: rec } }])
      // The leaf enters the ledger shuffled: by its id nobody may tell when it was made.
      expect(told[0]?.id).not.toBe(leaf.id)
    })
  })
}
