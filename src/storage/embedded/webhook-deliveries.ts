/* How deliveries move: who waits, whose turn it is, and what an attempt changes. Each within one transaction. */
import type { Attempted, NewDelivery } from "../../webhooks/ports.ts"
import { instant, mustChange } from "./columns.ts"
import { compiling } from "./dialect.ts"
import type { AssentTables } from "./tables.ts"
import type { SqliteTx } from "./writer.ts"

const query = compiling<AssentTables>()
const UNDER_WAY = ["pending", "waiting"] as const

/** Behind an earlier delivery of its order it waits, else its turn is now. Queued before: nothing is written. */
export function putDelivery(tx: SqliteTx, delivery: NewDelivery): void {
  const { endpointId, order } = delivery
  const createdAt = instant(delivery.createdAt, "createdAt")
  const last = tx.select(query.selectFrom("webhook_delivery").select("seq").orderBy("seq", "desc").limit(1))
  const row = {
    seq: (last[0]?.seq ?? 0) + 1,
    id: delivery.id,
    endpoint_id: endpointId,
    event_id: delivery.eventId,
    type: delivery.type,
    order_key: order,
    body: delivery.body,
    state: isTaken(tx, endpointId, order) ? ("waiting" as const) : ("pending" as const),
    tries: 0,
    due_at: createdAt,
    created_at: createdAt,
    ended_at: null,
  }
  tx.execute(
    query
      .insertInto("webhook_delivery")
      .values(row)
      .onConflict((on) => on.columns(["endpoint_id", "event_id"]).doNothing()),
  )
}

/** @returns since when nothing had got through, when this did */
export function putAttempt(tx: SqliteTx, { deliveryId, attempt, state, dueAt }: Attempted): string | null {
  const at = instant(attempt.at, "at")
  const [delivery] = tx.select(
    query.selectFrom("webhook_delivery").select(["endpoint_id", "order_key", "tries"]).where("id", "=", deliveryId),
  )
  // Its endpoint was removed while the attempt was under way.
  if (!delivery) return null
  const { endpoint_id: endpointId, order_key: order } = delivery
  const before = tx.select(query.selectFrom("webhook_attempt").select("n").where("delivery_id", "=", deliveryId))
  const { ms, status, result } = attempt
  tx.execute(
    query
      .insertInto("webhook_attempt")
      .values({ delivery_id: deliveryId, n: before.length + 1, at, ms: Math.max(0, ms), status, result }),
  )
  tx.execute(
    query
      .updateTable("webhook_delivery")
      .set({
        state,
        tries: delivery.tries + 1,
        due_at: instant(dueAt, "dueAt"),
        ended_at: state === "pending" ? null : at,
      })
      .where("id", "=", deliveryId),
  )
  if (state !== "pending") nextOf(tx, endpointId, order, at)
  if (state === "delivered") return answers(tx, endpointId)
  fails(tx, endpointId, at)
  return null
}

/** @returns how many of them had ended, and are due again. */
export function startAgain(tx: SqliteTx, ids: readonly string[], now: string): number {
  let count = 0
  for (const id of ids) {
    const [row] = tx.select(
      query.selectFrom("webhook_delivery").select(["endpoint_id", "order_key", "state"]).where("id", "=", id),
    )
    mustChange(row ? 1 : 0, "there is no such delivery")
    if (!row || row.state === "pending" || row.state === "waiting") continue
    const state = isTaken(tx, row.endpoint_id, row.order_key) ? "waiting" : "pending"
    tx.execute(
      query
        .updateTable("webhook_delivery")
        .set({ state, tries: 0, due_at: instant(now, "now"), ended_at: null })
        .where("id", "=", id),
    )
    count++
  }
  return count
}

function isTaken(tx: SqliteTx, endpointId: string, order: string): boolean {
  const earlier = query
    .selectFrom("webhook_delivery")
    .select("seq")
    .where("endpoint_id", "=", endpointId)
    .where("order_key", "=", order)
    .where("state", "in", UNDER_WAY)
    .limit(1)
  return tx.select(earlier).length > 0
}

function nextOf(tx: SqliteTx, endpointId: string, order: string, now: string): void {
  const [next] = tx.select(
    query
      .selectFrom("webhook_delivery")
      .select("seq")
      .where("endpoint_id", "=", endpointId)
      .where("order_key", "=", order)
      .where("state", "=", "waiting")
      .orderBy("seq")
      .limit(1),
  )
  if (!next) return
  tx.execute(query.updateTable("webhook_delivery").set({ state: "pending", due_at: now }).where("seq", "=", next.seq))
}

function answers(tx: SqliteTx, endpointId: string): string | null {
  const [row] = tx.select(query.selectFrom("webhook_endpoint").select("failing_since").where("id", "=", endpointId))
  const since = row?.failing_since ?? null
  if (since === null) return null
  tx.execute(query.updateTable("webhook_endpoint").set({ failing_since: null }).where("id", "=", endpointId))
  return since
}

function fails(tx: SqliteTx, endpointId: string, at: string): void {
  tx.execute(
    query
      .updateTable("webhook_endpoint")
      .set({ failing_since: at })
      .where("id", "=", endpointId)
      .where("failing_since", "is", null),
  )
}
