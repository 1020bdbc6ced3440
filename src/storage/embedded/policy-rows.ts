import type { PolicyRules } from "../../consent/ports.ts"
import { instant } from "./columns.ts"
import type { Database } from "./database.ts"
import { compiling } from "./dialect.ts"
import type { AssentTables } from "./tables.ts"

const query = compiling<AssentTables>()

/** Sets of jurisdiction rules in assent.db. */
export function sqlitePolicyRules({ read, writer }: Database<AssentTables>): PolicyRules {
  return {
    keep: ({ sha256, content, firstUsedAt }) =>
      writer.transact(async (tx) => {
        tx.execute(
          query
            .insertInto("policy_rules")
            .values({ sha256, content, first_used_at: instant(firstUsedAt, "firstUsedAt") })
            .onConflict((conflict) => conflict.doNothing()),
        )
      }),
    async kept(sha256) {
      const row = await read.selectFrom("policy_rules").selectAll().where("sha256", "=", sha256).executeTakeFirst()
      return row ? { sha256: row.sha256, content: row.content, firstUsedAt: row.first_used_at } : null
    },
  }
}
