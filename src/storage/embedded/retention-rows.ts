import { sql } from "kysely"
import { z } from "zod"
import { AssentError } from "../../errors.ts"
import { uuidv7 } from "../../ids.ts"
import type { ErasureIntent, OutboxLeaf, RetentionRows, ShredIntent, Tombstone } from "../../retention/ports.ts"
import type { EventType } from "../../webhooks/events.ts"
import type { HappenedEvent } from "../../webhooks/ports.ts"
import { calendarDay, instant, mustChange } from "./columns.ts"
import type { Database } from "./database.ts"
import { compiling } from "./dialect.ts"
import { fetchAll, prepare } from "./prepared.ts"
import type { AssentTables, ErasureIntentTable } from "./tables.ts"
import { type EventTable, eventTable } from "./webhook-tables.ts"
import type { SqliteTx } from "./writer.ts"

const query = compiling<AssentTables>()
const ids = z.array(z.string())
// What an erasure does for each recording of a person: prepared, since compiling costs more than running.
const stateOf = prepare<{ id: string }, { state: AssentTables["recording"]["state"] }>((p) =>
  query.selectFrom("recording").select("state").where("id", "=", p("id")),
)
const placeOf = prepare<{ id: string }, { place: string }>((p) =>
  query.selectFrom("recording_elsewhere").select("place").where("recording_id", "=", p("id")),
)
const setShredded = prepare<{ id: string; at: string; reason: string }>((p) =>
  query
    .updateTable("recording")
    .set({ state: "shredded", shredded_at: p("at"), shred_reason: p("reason") })
    .where("id", "=", p("id")),
)
const forgets = (["shred_intent", "restriction", "erasure_waiting"] as const).map((table) =>
  prepare<{ id: string }>((p) => query.deleteFrom(table).where("recording_id", "=", p("id"))),
)
const insertOutbox = prepare<AssentTables["leaf_outbox"]>((p) =>
  query.insertInto("leaf_outbox").values({ id: p("id"), leaf: p("leaf"), day: p("day") }),
)
const insertEvent = prepare<EventTable>((p) =>
  query.insertInto("webhook_event").values({
    id: p("id"),
    at: p("at"),
    type: p("type"),
    about: p("about"),
    only_for: p("only_for"),
  }),
)
const heldRecording = prepare<{ id: string }, { id: string }>((p) =>
  query.selectFrom("hold").select("id").where("recording_id", "=", p("id")),
)
const heldCall = prepare<{ ids: string }, { id: string }>((p) =>
  query
    .selectFrom("hold")
    .innerJoin("recording", "recording.id", "hold.recording_id")
    .select("hold.id")
    // As one parameter: a person may have more calls than a statement may have parameters.
    .where(sql<boolean>`recording.call_id in (select value from json_each(${p("ids")}))`)
    .limit(1),
)
const insertShred = prepare<AssentTables["shred_intent"]>((p) =>
  query
    .insertInto("shred_intent")
    .values({ recording_id: p("recording_id"), reason: p("reason"), requested_at: p("requested_at") })
    .onConflict((on) => on.column("recording_id").doNothing()),
)
const insertErasure = prepare<Record<keyof ErasureIntentTable, string | null>>((p) =>
  query
    .insertInto("erasure_intent")
    .values({
      request_id: sql`${p("request_id")}`,
      subject_lookup: p("subject_lookup"),
      call_ids: sql`${p("call_ids")}`,
      call_key_ids: sql`${p("call_key_ids")}`,
      requested_at: sql`${p("requested_at")}`,
    })
    .onConflict((on) => on.column("request_id").doNothing()),
)
const dropErasure = prepare<{ id: string }>((p) => query.deleteFrom("erasure_intent").where("request_id", "=", p("id")))
const allErasures = prepare<Record<string, never>, ErasureIntentTable>(() =>
  query.selectFrom("erasure_intent").selectAll().orderBy("request_id"),
)
const allShreds = prepare<Record<string, never>, AssentTables["shred_intent"]>(() =>
  query.selectFrom("shred_intent").selectAll().orderBy("recording_id"),
)
const waitsFor = prepare<{ call: string; recording: string }, { call_id: string }>((p) =>
  query
    .selectFrom("erasure_waiting")
    .select("call_id")
    .where("call_id", "=", p("call"))
    .where((eb) => eb.or([eb("recording_id", "=", ""), eb("recording_id", "=", p("recording"))])),
)
const HELD = "a legal hold stands on a recording that was to be erased"

export function sqliteRetentionRows({ read, writer }: Database<AssentTables>): RetentionRows<SqliteTx> {
  const dueAt = (now: string) => {
    const moment = instant(now, "now")
    return (
      read
        .selectFrom("recording")
        .where("state", "<>", "shredded")
        // delete_after is the last day of keeping, so it is due from the day that follows.
        .where((eb) => eb.or([eb("delete_after", "<", moment.slice(0, 10)), eb("shred_at", "<=", moment)]))
    )
  }
  return {
    async due(now, limit, after = "") {
      const found = await dueAt(now).select("id").where("id", ">", after).orderBy("id").limit(limit).execute()
      return found.map((row) => row.id)
    },

    async dueCount(now) {
      const row = await dueAt(now)
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .executeTakeFirst()
      return row?.count ?? 0
    },

    async sweepState() {
      const row = await read.selectFrom("sweep_state").selectAll().executeTakeFirst()
      return row ? { sweptAt: row.swept_at, forecast: row.forecast } : null
    },

    async putSweepState({ sweptAt, forecast }) {
      const row = { id: 1, swept_at: instant(sweptAt, "sweptAt"), forecast }
      await writer.transact(async (tx) => {
        tx.execute(
          query
            .insertInto("sweep_state")
            .values(row)
            .onConflict((on) => on.column("id").doUpdateSet(row)),
        )
      })
    },

    async putShredIntents(intents) {
      await writer.transact(async (tx) => {
        for (const intent of intents) putShred(tx, intent)
      })
    },

    async shredIntents() {
      const rows = await fetchAll(read, allShreds, {})
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
        if (tx.get(heldCall, { ids: row.call_ids })) throw new AssentError("CONFLICT", HELD)
        tx.run(insertErasure, row)
      })
    },

    async erasureIntents() {
      return (await fetchAll(read, allErasures, {})).map(erasureIntent)
    },

    async shredded(...tombstones) {
      await writer.transact(async (tx) => {
        for (const tombstone of tombstones) bury(tx, tombstone)
      })
    },

    async erased(requestId, leaf, tombstones = []) {
      await writer.transact(async (tx) => {
        for (const tombstone of tombstones) bury(tx, tombstone)
        const gone = tx.run(dropErasure, { id: requestId })
        if (gone > 0) {
          putInOutbox(tx, leaf)
          const at = tombstones.at(-1)?.at ?? new Date().toISOString()
          tell(tx, "erasure.completed", { request: requestId }, at)
        }
      })
      // The intent named one person's calls: it must not stay readable in an older page of the log either.
      await writer.truncateLog()
    },

    async putWaiting({ callId, recordingId, requestedAt }, leaf) {
      const row = {
        call_id: callId,
        recording_id: recordingId ?? "",
        requested_at: instant(requestedAt, "requestedAt"),
      }
      await writer.transact(async (tx) => {
        const put = query
          .insertInto("erasure_waiting")
          .values(row)
          .onConflict((on) => on.columns(["call_id", "recording_id"]).doNothing())
        if (tx.execute(put) === 1) putInOutbox(tx, leaf)
      })
    },

    async waiting() {
      const rows = await read
        .selectFrom("erasure_waiting")
        .selectAll()
        .orderBy("call_id")
        .orderBy("recording_id")
        .execute()
      return rows.map((row) => ({
        callId: row.call_id,
        recordingId: row.recording_id === "" ? null : row.recording_id,
        requestedAt: row.requested_at,
      }))
    },

    async isWaiting(recordingId, callId) {
      return (await fetchAll(read, waitsFor, { call: callId, recording: recordingId })).length > 0
    },

    async dropWaiting({ callId, recordingId }) {
      await writer.transact(async (tx) => {
        tx.execute(
          query
            .deleteFrom("erasure_waiting")
            .where("call_id", "=", callId)
            .where("recording_id", "=", recordingId ?? ""),
        )
      })
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

function putShred(tx: SqliteTx, { recordingId, reason, requestedAt }: ShredIntent): void {
  // In the transaction of the intent: a hold that is set meanwhile comes before it or after it.
  if (tx.get(heldRecording, { id: recordingId })) throw new AssentError("CONFLICT", HELD)
  tx.run(insertShred, { recording_id: recordingId, reason, requested_at: instant(requestedAt, "requestedAt") })
}

function bury(tx: SqliteTx, { recordingId, at, reason, leaf }: Tombstone): void {
  const row = tx.get(stateOf, { id: recordingId })
  mustChange(row ? 1 : 0, "there is no recording with this id")
  // A resumed intent finds the row shredded: its leaf has gone out, and must not go out twice.
  if (row?.state !== "shredded") {
    tx.run(setShredded, { id: recordingId, at: instant(at, "at"), reason })
    putInOutbox(tx, leaf)
    tell(tx, "recording.erased", { recording: recordingId, ...tx.get(placeOf, { id: recordingId }) }, at)
  }
  for (const forget of forgets) tx.run(forget, { id: recordingId })
}

/** At once: who holds a copy has to erase it too, and cannot wait for the leaf's day to be over. */
function tell(tx: SqliteTx, type: EventType, about: HappenedEvent["about"], at: string): void {
  // An id of its own: the leaf's would tell in which order a day's leaves were made.
  tx.run(insertEvent, eventTable({ id: uuidv7(), at, type, about }))
}

function putInOutbox(tx: SqliteTx, { id, leaf, day }: OutboxLeaf): void {
  tx.run(insertOutbox, { id, leaf, day: calendarDay(day, "day") })
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
