import type { Kysely } from "kysely"
import type { Migration } from "kysely/migration"
import type { SqlTypes } from "./sql-types.ts"

/** Endpoints, what is told to them, and how far. */
export function webhookTables(types: SqlTypes): Migration {
  const { whole, instant } = types
  return {
    async up(db: Kysely<unknown>) {
      await types
        .finish(db.schema.createTable("webhook_endpoint"), "keyed")
        .addColumn("id", "text", (c) => c.primaryKey().notNull())
        .addColumn("url", "text", (c) => c.notNull())
        .addColumn("events", "text", (c) => c.notNull())
        .addColumn("lines", "text")
        .addColumn("recipient", "text", (c) => c.notNull())
        .addColumn("keys", "text", (c) => c.notNull())
        .addColumn("created_at", instant, (c) => c.notNull())
        .addColumn("since_leaf", whole, (c) => c.notNull())
        .addColumn("failing_since", instant)
        .addColumn("disabled_at", instant)
        .addColumn("disabled_reason", "text")
        .addColumn("revision", whole, (c) => c.notNull())
        .execute()
      await types
        .finish(db.schema.createTable("webhook_event"), "keyed")
        .addColumn("id", "text", (c) => c.primaryKey().notNull())
        .addColumn("at", instant, (c) => c.notNull())
        .addColumn("type", "text", (c) => c.notNull())
        .addColumn("about", "text", (c) => c.notNull())
        .addColumn("only_for", "text")
        .execute()
      await types
        .finish(db.schema.createTable("webhook_delivery"), "log")
        .addColumn("seq", whole, (c) => c.primaryKey().notNull())
        .addColumn("id", "text", (c) => c.notNull().unique())
        .addColumn("endpoint_id", "text", (c) => c.notNull().references("webhook_endpoint.id"))
        .addColumn("event_id", "text", (c) => c.notNull())
        .addColumn("type", "text", (c) => c.notNull())
        .addColumn("order_key", "text", (c) => c.notNull())
        .addColumn("body", "text", (c) => c.notNull())
        .addColumn("state", "text", (c) => c.notNull())
        .addColumn("tries", whole, (c) => c.notNull())
        .addColumn("due_at", instant, (c) => c.notNull())
        .addColumn("created_at", instant, (c) => c.notNull())
        .addColumn("ended_at", instant)
        .addUniqueConstraint("webhook_delivery_once", ["endpoint_id", "event_id"])
        .execute()
      const index = (name: string, ...columns: readonly string[]) =>
        db.schema
          .createIndex(name)
          .on("webhook_delivery")
          .columns([...columns])
          .execute()
      await index("webhook_due", "endpoint_id", "state", "due_at", "seq")
      await index("webhook_order", "endpoint_id", "order_key", "state", "seq")
      await index("webhook_list", "endpoint_id", "id")
      await index("webhook_ended", "ended_at")
      await types
        .finish(db.schema.createTable("webhook_attempt"), "keyed")
        .addColumn("delivery_id", "text", (c) => c.notNull())
        .addColumn("n", whole, (c) => c.notNull())
        .addColumn("at", instant, (c) => c.notNull())
        .addColumn("ms", whole, (c) => c.notNull())
        .addColumn("status", whole)
        .addColumn("result", "text", (c) => c.notNull())
        .addPrimaryKeyConstraint("webhook_attempt_key", ["delivery_id", "n"])
        .execute()
      await types
        .finish(db.schema.createTable("webhook_cursor"), "keyed")
        .addColumn("id", whole, (c) => c.primaryKey().notNull())
        .addColumn("leaf", whole, (c) => c.notNull())
        .addColumn("published", "text", (c) => c.notNull())
        .execute()
      await types
        .finish(db.schema.createTable("webhook_lease"), "keyed")
        .addColumn("id", whole, (c) => c.primaryKey().notNull())
        .addColumn("holder", "text", (c) => c.notNull())
        .addColumn("until", instant, (c) => c.notNull())
        .execute()
    },
  }
}
