import { z } from "zod"
import { AssentError } from "../../errors.ts"
import type { ErasureIntent, OutboxLeaf, RetentionRows } from "../../retention/ports.ts"
import { calendarDay, instant, mustChange } from "./columns.ts"
import type { Database } from "./database.ts"
import { compiling } from "./dialect.ts"
import type { AssentTables, ErasureIntentTable } from "./tables.ts"
import type { SqliteTx } from "./writer.ts"

const query = compiling<AssentTables>()
const ids = z.array(z.string())

export function sqliteRetentionRows({ read, writer }: Database<AssentTables>): RetentionRows<SqliteTx> {
  return {
    async due(now, limit) {
      const moment = instant(now, "now")
      const found = await read
        .selectFrom("recording")
        .select("id")
        .where("state", "<>", "shredded")
        // delete_after is the last day of keeping, so it is due from the day that follows.
        .where((eb) => eb.or([eb("delete_after", "<", moment.slice(0, 10)), eb("shred_at", "<=", moment)]))
        .orderBy("id")
        .limit(limit)
        .execute()
      return found.map((row) => row.id)
    },

    async putShredIntent({ recordingId, reason, requestedAt }) {
      const row = { recording_id: recordingId, reason, requested_at: instant(requestedAt, "requestedAt") }
      await writer.transact(async (tx) => {
        tx.execute(
          query
            .insertInto("shred_intent")
            .values(row)
            .onConflict((on) => on.column("recording_id").doNothing()),
        )
      })
    },

    async shredIntents() {
      const rows = await read.selectFrom("shred_intent").selectAll().orderBy("recording_id").execute()
      return rows.map((row) => ({
        recordingId: row.recording_id,
        reason: row.reason,
        requestedAt: row.requested_at,
      }))
    },

    async putErasureIntent(intent) {
      const row = {
        request_id: intent.requestId,
        subject_lookup: intent.subjectLookup,
        call_ids: JSON.stringify(intent.callIds),
        call_key_ids: JSON.stringify(intent.callKeyIds),
        requested_at: instant(intent.requestedAt, "requestedAt"),
      }
      await writer.transact(async (tx) => {
        tx.execute(
          query
            .insertInto("erasure_intent")
            .values(row)
            .onConflict((on) => on.column("request_id").doNothing()),
        )
      })
    },

    async erasureIntents() {
      return (await read.selectFrom("erasure_intent").selectAll().orderBy("request_id").execute()).map(erasureIntent)
    },

    async shredded(recordingId, at, reason, leaf) {
      const shreddedAt = instant(at, "at")
      await writer.transact(async (tx) => {
        const [row] = tx.select(query.selectFrom("recording").select("state").where("id", "=", recordingId))
        mustChange(row ? 1 : 0, "there is no recording with this id")
        // A resumed intent finds the row shredded: its leaf has gone out, and must not go out twice.
        if (row?.state !== "shredded") {
          tx.execute(
            query
              .updateTable("recording")
              .set({ state: "shredded", shredded_at: shreddedAt, shred_reason: reason })
              .where("id", "=", recordingId),
          )
          putInOutbox(tx, leaf)
        }
        tx.execute(query.deleteFrom("shred_intent").where("recording_id", "=", recordingId))
      })
    },

    async erased(requestId, leaf) {
      await writer.transact(async (tx) => {
        const gone = tx.execute(query.deleteFrom("erasure_intent").where("request_id", "=", requestId))
        if (gone > 0) putInOutbox(tx, leaf)
      })
      // The intent named one person's calls: it must not stay readable in an older page of the log either.
      await writer.truncateLog()
    },

    async outboxBefore(day) {
      return read
        .selectFrom("leaf_outbox")
        .select(["id", "leaf", "day"])
        .where("day", "<", calendarDay(day, "day"))
        .orderBy("id")
        .execute()
    },

    async takeFromOutbox(tx, taken) {
      for (const id of taken) {
        if (tx.execute(query.deleteFrom("leaf_outbox").where("id", "=", id)) === 1) continue
        throw new AssentError("CONFLICT", "a leaf of this batch has left the outbox already")
      }
    },
  }
}

function putInOutbox(tx: SqliteTx, { id, leaf, day }: OutboxLeaf): void {
  tx.execute(query.insertInto("leaf_outbox").values({ id, leaf, day: calendarDay(day, "day") }))
}

function erasureIntent(row: ErasureIntentTable): ErasureIntent {
  return {
    requestId: row.request_id,
    subjectLookup: row.subject_lookup,
    callIds: ids.parse(JSON.parse(row.call_ids)),
    callKeyIds: ids.parse(JSON.parse(row.call_key_ids)),
    requestedAt: row.requested_at,
  }
}
