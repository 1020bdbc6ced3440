import type { CallKeyRow } from "../../keys/ports.ts"
import type { RotationStore } from "../../keys/rotate.ts"
import type { Database } from "./database.ts"
import { compiling } from "./dialect.ts"
import { callKeyColumns, callKeyOf, kekColumns } from "./key-columns.ts"
import type { KeyTables } from "./tables.ts"

const query = compiling<KeyTables>()

export function sqliteKeyRotation({ read, writer }: Database<KeyTables>): RotationStore {
  return {
    async succeed(next) {
      await writer.transact(async (tx) => {
        tx.execute(query.updateTable("kek").set({ state: "retiring" }).where("state", "=", "active"))
        tx.execute(query.insertInto("kek").values(kekColumns(next)))
      })
    },

    async callKeysUnder(kekId, after, limit) {
      const rows = await read
        .selectFrom("call_key")
        .leftJoin("call_key_lost", "call_key_lost.call_key_id", "call_key.id")
        .selectAll("call_key")
        .select("call_key_lost.call_key_id as lost")
        .where("kek_id", "=", kekId)
        .where("id", ">", after)
        .orderBy("id")
        .limit(limit)
        .execute()
      return rows.map(({ lost, ...row }) => ({ row: callKeyOf(row), lost: lost !== null }))
    },

    async recordingKeysOf(callKeyId) {
      return read
        .selectFrom("recording_key")
        .select(["recording_id as recordingId", "call_key_id as callKeyId", "gen", "wrapped_jwe as wrappedJwe"])
        .where("call_key_id", "=", callKeyId)
        .orderBy("recording_id")
        .execute()
    },

    async rewrapped({ id, gen, kekId, wrappedJwe }) {
      await writer.transact(async (tx) => {
        tx.execute(
          query
            .updateTable("call_key")
            .set({ kek_id: kekId, wrapped_jwe: wrappedJwe })
            .where("id", "=", id)
            .where("gen", "=", gen),
        )
      })
    },

    async renewed(row: CallKeyRow, recordings, openings) {
      await writer.transact(async (tx) => {
        const older = query.selectFrom("call_key").select("gen").where("id", "=", row.id)
        // Shredded meanwhile: a new generation would bring it back.
        if (tx.select(older).length === 0) return
        tx.execute(query.insertInto("call_key").values(callKeyColumns(row)))
        for (const { recordingId, gen, wrappedJwe } of recordings) {
          tx.execute(
            query
              .updateTable("recording_key")
              .set({ gen, wrapped_jwe: wrappedJwe })
              .where("recording_id", "=", recordingId),
          )
        }
        for (const { leafId, gen, jwe } of openings) {
          tx.execute(query.updateTable("ledger_opening").set({ gen, jwe }).where("leaf_id", "=", leafId))
        }
        // A foreign key refuses this when something was wrapped to the old generation meanwhile.
        tx.execute(query.deleteFrom("call_key").where("id", "=", row.id).where("gen", "<", row.gen))
        tx.execute(query.deleteFrom("call_key_lost").where("call_key_id", "=", row.id))
      })
    },

    async replaceIndexKey(wrappedJwe) {
      await writer.transact(async (tx) => {
        tx.execute(query.updateTable("index_key").set({ wrapped_jwe: wrappedJwe }).where("id", "=", 1))
      })
    },

    settle: () => writer.truncateLog(),
  }
}
