import type { IdempotencyRows } from "../../api/idempotency-rows.ts"
import { instant } from "./columns.ts"
import type { Database } from "./database.ts"
import { compiling } from "./dialect.ts"
import type { AssentTables } from "./tables.ts"

const query = compiling<AssentTables>()

export function sqliteIdempotencyRows({ writer }: Database<AssentTables>): IdempotencyRows {
  const expired = (now: string) => query.deleteFrom("idempotency_key").where("expires_at", "<=", instant(now, "now"))
  return {
    claim: ({ id, fingerprint, now, expiresAt }) =>
      writer.transact(async (tx) => {
        tx.execute(expired(now))
        const stands = query.selectFrom("idempotency_key").select(["fingerprint", "answer"]).where("id", "=", id)
        const [found] = tx.select(stands)
        if (found) return found
        const row = { id, fingerprint, answer: null, expires_at: instant(expiresAt, "expiresAt") }
        tx.execute(query.insertInto("idempotency_key").values(row))
        return null
      }),

    finish: (id, answer) =>
      writer.transact(
        async (tx) => void tx.execute(query.updateTable("idempotency_key").set({ answer }).where("id", "=", id)),
      ),

    release: (id) =>
      writer.transact(async (tx) => void tx.execute(query.deleteFrom("idempotency_key").where("id", "=", id))),

    purge: (now) => writer.transact(async (tx) => tx.execute(expired(now))),
  }
}
