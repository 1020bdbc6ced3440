import type { ReceiptRows } from "../../rights/receipt-ports.ts"
import { instant } from "./columns.ts"
import type { Database } from "./database.ts"
import { compiling } from "./dialect.ts"
import type { KeyTables } from "./tables.ts"

const query = compiling<KeyTables>()

/** Receipt codes, and guesses at them, in keys.db. */
export function sqliteReceiptRows({ read, writer }: Database<KeyTables>): ReceiptRows {
  return {
    add: ({ digest, callId, callKeyId, issuedAt }) =>
      writer.transact(async (tx) => {
        const row = {
          digest,
          call_id: callId,
          call_key_id: callKeyId,
          issued_at: instant(issuedAt, "issuedAt"),
        }
        const insert = query.insertInto("receipt").values(row)
        return tx.execute(insert.onConflict((on) => on.column("digest").doNothing())) > 0
      }),

    async find(digest) {
      const row = await read.selectFrom("receipt").select("call_id").where("digest", "=", digest).executeTakeFirst()
      return row?.call_id ?? null
    },

    tries: (buckets, judge) =>
      writer.transact(async (tx) => {
        const known = tx.select(query.selectFrom("receipt_try").selectAll().where("bucket", "in", buckets))
        const found = buckets.map((bucket) => known.find((row) => row.bucket === bucket) ?? null)
        const judged = judge(found.map((row) => row && { failures: row.failures, at: row.at }))
        for (const [i, { failures, at }] of (judged ?? []).entries()) {
          const changed = { failures, at: instant(at, "at") }
          const row = { bucket: buckets[i] ?? "", ...changed }
          const upsert = query.insertInto("receipt_try").values(row)
          tx.execute(upsert.onConflict((on) => on.column("bucket").doUpdateSet(changed)))
        }
        return judged !== null
      }),

    forgetTries: (before) =>
      writer.transact(
        async (tx) => void tx.execute(query.deleteFrom("receipt_try").where("at", "<", instant(before, "before"))),
      ),
  }
}
