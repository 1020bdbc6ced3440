import { sql } from "kysely"
import { AssentError } from "../../errors.ts"
import { uuidv7 } from "../../ids.ts"
import type { KeyStore, SubjectCall } from "../../keys/ports.ts"
import type { Database } from "./database.ts"
import { compiling } from "./dialect.ts"
import { mustChange } from "./columns.ts"
import { GroupedWrites } from "./grouped.ts"
import { callKeyColumns, callKeyRow, kekColumns, kekRow } from "./key-columns.ts"
import { fetchAll, prepare } from "./prepared.ts"
import type { KeyTables } from "./tables.ts"

const query = compiling<KeyTables>()
const ORPHANS_PER_PAGE = 500
// What an erasure runs: prepared, since compiling costs more than running. Ids as one JSON parameter, so that one text
// serves any number of them.
const subjectCalls = prepare<{ lookup: string }, SubjectCall>((p) =>
  query
    .selectFrom("subject_call")
    .innerJoin("subject", "subject.id", "subject_call.subject_id")
    .select(["subject_call.call_id as callId", "subject_call.call_key_id as callKeyId"])
    .where("subject.lookup", "=", p("lookup"))
    .orderBy("subject_call.call_id"),
)
// So that the next epoch gives these calls a new generation: the old wraps live on in older backups.
const noteLost = prepare<{ ids: string }>((p) =>
  query
    .insertInto("call_key_lost")
    .columns(["call_key_id"])
    .expression(
      query
        .selectFrom("recording_key")
        .select("call_key_id")
        .distinct()
        .where("recording_id", "in", sql<string>`(select value from json_each(${p("ids")}))`),
    )
    .onConflict((on) => on.column("call_key_id").doNothing()),
)
const dropRecordingKeys = prepare<{ ids: string }>((p) =>
  query
    .deleteFrom("recording_key")
    .where("recording_id", "in", sql<string>`(select value from json_each(${p("ids")}))`),
)
const dropCallKeys = [
  ...(["recording_key", "ledger_opening", "subject_call", "receipt", "call_key_lost"] as const).map((table) =>
    prepare<{ ids: string }>((p) =>
      query.deleteFrom(table).where("call_key_id", "in", sql<string>`(select value from json_each(${p("ids")}))`),
    ),
  ),
  prepare<{ ids: string }>((p) =>
    query.deleteFrom("call_key").where("id", "in", sql<string>`(select value from json_each(${p("ids")}))`),
  ),
]
const dropSubject = prepare<{ lookup: string }>((p) =>
  query
    .deleteFrom("subject")
    .where("lookup", "=", p("lookup"))
    .where(sql<boolean>`not exists (select 1 from subject_call where subject_id = subject.id)`),
)

/**
 * keys.db. A shred is a delete with secure_delete on, then a checkpoint that empties the write-ahead log: before the
 * checkpoint the log still holds the page as it was. Both run on every call, so a shred that was cut short is completed
 * by calling it again.
 */
export function sqliteKeyStore({ read, writer }: Database<KeyTables>): KeyStore {
  const newestCallKey = read.selectFrom("call_key").selectAll().orderBy("gen", "desc").limit(1)
  // What every call writes; the rest is rare.
  const grouped = new GroupedWrites(writer)
  return {
    async putKek(row) {
      const { id, public_pem, fingerprint, epoch, ...changing } = kekColumns(row)
      await writer.transact(async (tx) => {
        const changed = tx.execute(
          query
            .insertInto("kek")
            .values(kekColumns(row))
            .onConflict((on) =>
              on
                .column("id")
                .doUpdateSet(changing)
                .where("kek.fingerprint", "=", fingerprint)
                .where("kek.public_pem", "=", public_pem)
                .where("kek.epoch", "=", epoch),
            ),
        )
        if (changed === 0) throw new AssentError("CONFLICT", `${id} exists with another public key`)
      })
    },

    async keks() {
      return (await read.selectFrom("kek").selectAll().orderBy("epoch").execute()).map(kekRow)
    },

    async putCallKey(row) {
      await grouped.run((tx) => {
        tx.execute(query.insertInto("call_key").values(callKeyColumns(row)))
      })
    },

    async callKey(id) {
      return callKeyRow(await newestCallKey.where("id", "=", id).executeTakeFirst())
    },

    async callKeyOfCall(callId) {
      return callKeyRow(await newestCallKey.where("call_id", "=", callId).executeTakeFirst())
    },

    async putRecordingKey({ recordingId, callKeyId, gen, wrappedJwe }) {
      const row = { recording_id: recordingId, call_key_id: callKeyId, gen, wrapped_jwe: wrappedJwe }
      await grouped.run((tx) => {
        tx.execute(query.insertInto("recording_key").values(row))
      })
    },

    async recordingKey(recordingId) {
      const row = await read
        .selectFrom("recording_key")
        .select(["recording_id as recordingId", "call_key_id as callKeyId", "gen", "wrapped_jwe as wrappedJwe"])
        .where("recording_id", "=", recordingId)
        .executeTakeFirst()
      return row ?? null
    },

    async putOpening({ leafId, callKeyId, gen, jwe }) {
      await grouped.run((tx) => {
        tx.execute(query.insertInto("ledger_opening").values({ leaf_id: leafId, call_key_id: callKeyId, gen, jwe }))
      })
    },

    async openings(callKeyId) {
      return read
        .selectFrom("ledger_opening")
        .select(["leaf_id as leafId", "call_key_id as callKeyId", "gen", "jwe"])
        .where("call_key_id", "=", callKeyId)
        .orderBy("leaf_id")
        .execute()
    },

    async indexKey() {
      return (await read.selectFrom("index_key").select("wrapped_jwe").executeTakeFirst())?.wrapped_jwe ?? null
    },

    async putIndexKey(wrappedJwe) {
      await writer.transact(async (tx) => {
        tx.execute(query.insertInto("index_key").values({ id: 1, wrapped_jwe: wrappedJwe }))
      })
    },

    async linkSubject(lookup, masked, { callId, callKeyId }) {
      await grouped.run((tx) => {
        tx.execute(
          query
            .insertInto("subject")
            .values({ id: uuidv7(), lookup, masked, created_at: new Date().toISOString() })
            .onConflict((on) => on.column("lookup").doNothing()),
        )
        const [subject] = tx.select(query.selectFrom("subject").select("id").where("lookup", "=", lookup))
        mustChange(subject ? 1 : 0, "the subject is not there")
        const link = { subject_id: subject?.id ?? "", call_id: callId, call_key_id: callKeyId }
        tx.execute(query.insertInto("subject_call").values(link))
      })
    },

    async callsOfSubject(lookup) {
      return fetchAll(read, subjectCalls, { lookup })
    },

    async maskedOfCall(callId) {
      return (await subjectOfCall(callId))?.masked ?? null
    },

    async lookupOfCall(callId) {
      return (await subjectOfCall(callId))?.lookup ?? null
    },

    async shredRecordingKey(...recordingIds) {
      const ids = JSON.stringify(recordingIds)
      await writer.transact(async (tx) => {
        tx.run(noteLost, { ids })
        tx.run(dropRecordingKeys, { ids })
      })
      await writer.truncateLog()
    },

    async shredCallKeys(callKeyIds, lookup = null) {
      const ids = JSON.stringify(callKeyIds)
      await writer.transact(async (tx) => {
        for (const drop of dropCallKeys) tx.run(drop, { ids })
        if (lookup !== null) tx.run(dropSubject, { lookup })
      })
      await writer.truncateLog()
    },

    async orphanRecordingKeys(known) {
      const orphans: string[] = []
      for (let after = ""; ;) {
        const page = await read
          .selectFrom("recording_key")
          .select("recording_id")
          .where("recording_id", ">", after)
          .orderBy("recording_id")
          .limit(ORPHANS_PER_PAGE)
          .execute()
        for (const { recording_id } of page) {
          if (!(await known(recording_id))) orphans.push(recording_id)
          after = recording_id
        }
        if (page.length < ORPHANS_PER_PAGE) return orphans
      }
    },
  }

  function subjectOfCall(callId: string): Promise<{ masked: string; lookup: string } | undefined> {
    return read
      .selectFrom("subject_call")
      .innerJoin("subject", "subject.id", "subject_call.subject_id")
      .select(["subject.masked", "subject.lookup"])
      .where("subject_call.call_id", "=", callId)
      .executeTakeFirst()
  }
}
