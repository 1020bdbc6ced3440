import { sql } from "kysely"
import { AssentError } from "../../errors.ts"
import type { WebhookRows } from "../../webhooks/ports.ts"
import { instant, mustChange } from "./columns.ts"
import type { Database } from "./database.ts"
import { compiling } from "./dialect.ts"
import type { AssentTables } from "./tables.ts"
import { putAttempt, putDelivery, startAgain } from "./webhook-deliveries.ts"
import { deliveryRow, endpointRow, endpointTable, eventTable, happenedEvent } from "./webhook-tables.ts"
import type { SqliteTx } from "./writer.ts"

const query = compiling<AssentTables>()

export function sqliteWebhookRows({ read, writer }: Database<AssentTables>): WebhookRows<SqliteTx> {
  const cursorRow = () => query.selectFrom("webhook_cursor").select(["leaf", "published"])
  return {
    async addEndpoint(tx, endpoint) {
      tx.execute(query.insertInto("webhook_endpoint").values(endpointTable(endpoint)))
    },

    async changeEndpoint(tx, endpoint) {
      const update = query
        .updateTable("webhook_endpoint")
        .set({ ...endpointTable(endpoint), revision: endpoint.revision + 1 })
        .where("id", "=", endpoint.id)
        .where("revision", "=", endpoint.revision)
      if (tx.execute(update) === 0) throw new AssentError("CONFLICT", "this webhook was changed meanwhile: look again")
    },

    async removeEndpoint(tx, id) {
      const own = query.selectFrom("webhook_delivery").select("id").where("endpoint_id", "=", id)
      tx.execute(query.deleteFrom("webhook_attempt").where("delivery_id", "in", own))
      tx.execute(query.deleteFrom("webhook_delivery").where("endpoint_id", "=", id))
      const gone = tx.execute(query.deleteFrom("webhook_endpoint").where("id", "=", id))
      mustChange(gone, "there is no such webhook")
    },

    async endpoint(id) {
      const row = await read.selectFrom("webhook_endpoint").selectAll().where("id", "=", id).executeTakeFirst()
      return row ? endpointRow(row) : null
    },

    async endpoints({ limit, after }) {
      let rows = read.selectFrom("webhook_endpoint").selectAll().orderBy("id", "desc").limit(limit)
      if (after !== null) rows = rows.where("id", "<", after)
      return (await rows.execute()).map(endpointRow)
    },

    async hasten(endpointId, now, limit) {
      const moment = instant(now, "now")
      const waiting = query
        .selectFrom("webhook_delivery")
        .select("seq")
        .where("endpoint_id", "=", endpointId)
        .where("state", "=", "pending")
        .where("due_at", ">", moment)
        .orderBy("due_at")
        .limit(limit)
      return writer.transact(async (tx) =>
        tx.execute(query.updateTable("webhook_delivery").set({ due_at: moment }).where("seq", "in", waiting)),
      )
    },

    async happened(tx, event) {
      tx.execute(query.insertInto("webhook_event").values(eventTable(event)))
    },

    async happenedYet(limit) {
      const rows = await read.selectFrom("webhook_event").selectAll().orderBy("at").orderBy("id").limit(limit).execute()
      return rows.map(happenedEvent)
    },

    async cursor() {
      return (await read.selectFrom("webhook_cursor").select(["leaf", "published"]).executeTakeFirst()) ?? BEGINNING
    },

    async queue({ from, to, events, deliveries }) {
      await writer.transact(async (tx) => {
        const now = tx.select(cursorRow())[0] ?? BEGINNING
        if (now.leaf !== from.leaf || now.published !== from.published) {
          throw new AssentError("CONFLICT", "somebody else has told what happened")
        }
        const row = { id: 1, ...to }
        tx.execute(
          query
            .insertInto("webhook_cursor")
            .values(row)
            .onConflict((on) => on.column("id").doUpdateSet(row)),
        )
        for (const id of events) tx.execute(query.deleteFrom("webhook_event").where("id", "=", id))
        for (const delivery of deliveries) putDelivery(tx, delivery)
      })
    },

    async due(endpointId, now, limit) {
      const rows = await read
        .selectFrom("webhook_delivery")
        .selectAll()
        .where("endpoint_id", "=", endpointId)
        .where("state", "=", "pending")
        .where("due_at", "<=", instant(now, "now"))
        .orderBy("due_at")
        .orderBy("seq")
        .limit(limit)
        .execute()
      return rows.map(deliveryRow)
    },

    async attempted(result) {
      return writer.transact(async (tx) => putAttempt(tx, result))
    },

    async delivery(id) {
      const row = await read.selectFrom("webhook_delivery").selectAll().where("id", "=", id).executeTakeFirst()
      return row ? deliveryRow(row) : null
    },

    async deliveries(endpointId, { state, type }, { limit, after }) {
      let rows = read
        .selectFrom("webhook_delivery")
        .selectAll()
        .where("endpoint_id", "=", endpointId)
        .orderBy("id", "desc")
        .limit(limit)
      if (state !== undefined) rows = rows.where("state", "=", state)
      if (type !== undefined) rows = rows.where("type", "=", type)
      if (after !== null) rows = rows.where("id", "<", after)
      return (await rows.execute()).map(deliveryRow)
    },

    async attempts(deliveryId) {
      return read
        .selectFrom("webhook_attempt")
        .select(["at", "ms", "status", "result"])
        .where("delivery_id", "=", deliveryId)
        .orderBy("n")
        .execute()
    },

    async replay(deliveryId, now) {
      await writer.transact(async (tx) => {
        const again = startAgain(tx, [deliveryId], now)
        if (again === 0) throw new AssentError("CONFLICT", "this delivery is still under way")
      })
    },

    async replayAll(endpointId, { state, since, until }, now, limit) {
      return writer.transact(async (tx) => {
        const which = query
          .selectFrom("webhook_delivery")
          .select("id")
          .where("endpoint_id", "=", endpointId)
          .where("state", "=", state)
          .where("created_at", ">=", instant(since, "since"))
          .where("created_at", "<", instant(until, "until"))
          // What was sent again and ended since is not found a second time.
          .where("ended_at", "<", instant(now, "now"))
          .orderBy("seq")
          .limit(limit)
        return startAgain(
          tx,
          tx.select(which).map(({ id }) => id),
          now,
        )
      })
    },

    async purge(before) {
      return writer.transact(async (tx) => {
        const old = query.selectFrom("webhook_delivery").select("id").where("ended_at", "<", instant(before, "before"))
        tx.execute(query.deleteFrom("webhook_attempt").where("delivery_id", "in", old))
        return tx.execute(query.deleteFrom("webhook_delivery").where("ended_at", "<", before))
      })
    },

    async lease(holder, now, until) {
      return writer.transact(async (tx) => {
        const row = { id: 1, holder, until: instant(until, "until") }
        const taken = query
          .insertInto("webhook_lease")
          .values(row)
          .onConflict((on) =>
            on
              .column("id")
              .doUpdateSet(row)
              .where((eb) =>
                eb.or([
                  eb("webhook_lease.holder", "=", holder),
                  sql<boolean>`webhook_lease.until < ${instant(now, "now")}`,
                ]),
              ),
          )
        return tx.execute(taken) === 1
      })
    },
  }
}

const BEGINNING = { leaf: 0, published: "" } as const
