import type { Database } from "./database.ts"
import { compiling } from "./dialect.ts"
import type { KeyTables } from "./tables.ts"

const query = compiling<KeyTables>()
const PER_TRANSACTION = 500

/** Destroys in a restored keys.db what the shred list names. No byte of it is left in the file when this resolves. */
export interface RestoredKeys {
  shredAll(recordingIds: readonly string[], callKeyIds: readonly string[]): Promise<void>
}

export function sqliteRestoredKeys({ writer }: Database<KeyTables>): RestoredKeys {
  return {
    async shredAll(recordingIds, callKeyIds) {
      for (let at = 0; at < recordingIds.length; at += PER_TRANSACTION) {
        const ids = recordingIds.slice(at, at + PER_TRANSACTION)
        await writer.transact(async (tx) => {
          // As when they were shredded: the next epoch gives their calls new generations.
          const lost = query
            .selectFrom("recording_key")
            .select("call_key_id")
            .distinct()
            .where("recording_id", "in", ids)
          tx.execute(
            query
              .insertInto("call_key_lost")
              .columns(["call_key_id"])
              .expression(lost)
              .onConflict((on) => on.column("call_key_id").doNothing()),
          )
          tx.execute(query.deleteFrom("recording_key").where("recording_id", "in", ids))
        })
      }
      for (let at = 0; at < callKeyIds.length; at += PER_TRANSACTION) {
        const ids = callKeyIds.slice(at, at + PER_TRANSACTION)
        await writer.transact(async (tx) => {
          for (const table of [
            "recording_key",
            "ledger_opening",
            "subject_call",
            "receipt",
            "call_key_lost",
          ] as const) {
            tx.execute(query.deleteFrom(table).where("call_key_id", "in", ids))
          }
          tx.execute(query.deleteFrom("call_key").where("id", "in", ids))
        })
      }
      await writer.transact(async (tx) => {
        // A subject without calls: the row died with the erasure.
        const linked = query.selectFrom("subject_call").select("subject_id")
        tx.execute(query.deleteFrom("subject").where("id", "not in", linked))
      })
      await writer.truncateLog()
    },
  }
}
