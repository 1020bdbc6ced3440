import type { Kysely } from "kysely"
import type { Migration } from "kysely/migration"
import type { SqlTypes } from "./sql-types.ts"

/** Each set of jurisdiction rules that calls were decided by, so that a decision can be made again. */
export function policyRulesTable(types: SqlTypes): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await types
        .finish(db.schema.createTable("policy_rules"), "keyed")
        .addColumn("sha256", "text", (c) => c.primaryKey().notNull())
        .addColumn("content", "text", (c) => c.notNull())
        .addColumn("first_used_at", types.instant, (c) => c.notNull())
        .execute()
    },
  }
}
