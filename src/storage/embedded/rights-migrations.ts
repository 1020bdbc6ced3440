import type { Kysely } from "kysely"
import type { Migration } from "kysely/migration"
import type { SqlTypes } from "./sql-types.ts"

/** What an authority was handed on a request of it. */
export function handoverColumn(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable("subject_request").addColumn("manifest", "text").execute()
    },
  }
}

/** Requests of people about their data, and every attempt on them. */
export function rightsTables(types: SqlTypes): Migration {
  const { whole, instant } = types
  return {
    async up(db: Kysely<unknown>) {
      await types
        .finish(db.schema.createTable("subject_request"), "keyed")
        .addColumn("id", "text", (c) => c.primaryKey().notNull())
        .addColumn("kind", "text", (c) => c.notNull())
        .addColumn("state", "text", (c) => c.notNull())
        .addColumn("received_at", instant, (c) => c.notNull())
        .addColumn("due_on", "text", (c) => c.notNull())
        .addColumn("extended", whole, (c) => c.notNull())
        .addColumn("filed_by", "text", (c) => c.notNull())
        .addColumn("decided_by", "text")
        .addColumn("language", "text", (c) => c.notNull())
        .addColumn("subject_lookup", "text")
        .addColumn("masked", "text")
        .addColumn("recording_id", "text")
        .addColumn("details", "text", (c) => c.notNull())
        .addColumn("items", "text", (c) => c.notNull())
        .addColumn("call_key_ids", "text", (c) => c.notNull())
        .addColumn("certificate", "text")
        .execute()
      await types
        .finish(db.schema.createTable("subject_request_act"), "keyed")
        .addColumn("request_id", "text", (c) => c.notNull().references("subject_request.id"))
        .addColumn("seq", whole, (c) => c.notNull())
        .addColumn("at", instant, (c) => c.notNull())
        .addColumn("actor", "text", (c) => c.notNull())
        .addColumn("act", "text", (c) => c.notNull())
        .addColumn("denied", "text")
        .addPrimaryKeyConstraint("subject_request_act_key", ["request_id", "seq"])
        .execute()
    },
  }
}
