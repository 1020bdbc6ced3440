import { sql, type Kysely } from "kysely"
import type { Migration } from "kysely/migration"
import type { SqlTypes } from "./sql-types.ts"

const consentStates = sql`('granted','refused','no_answer','failed','not_asked','not_required','withdrawn')`

/** Calls and consents: read models beside their leaves. Keyed tables, so that a consent's commit writes fewer pages. */
export function callTables(types: SqlTypes): Migration {
  const { whole, instant } = types
  return {
    async up(db: Kysely<unknown>) {
      await types
        .finish(db.schema.createTable("call"), "keyed")
        .addColumn("id", "text", (c) => c.primaryKey().notNull())
        .addColumn("line_id", "text", (c) => c.notNull())
        .addColumn("trunk", "text", (c) => c.notNull())
        .addColumn("direction", "text", (c) => c.notNull().check(sql`direction in ('inbound')`))
        .addColumn("state", "text", (c) => c.notNull().check(sql`state in ('active','ended')`))
        .addColumn("answered_at", instant, (c) => c.notNull())
        .addColumn("ended_at", instant)
        .addColumn("answered_leaf", whole, (c) => c.notNull())
        .addColumn("ended_leaf", whole)
        .addColumn("consent", "text", (c) => c.check(sql`consent in ${consentStates}`))
        .addColumn("outcome", "text")
        .addColumn("time_to_agent_ms", whole)
        .execute()
      await sql`create index call_active on call (id) where state = 'active'`.execute(db)
      await types
        .finish(db.schema.createTable("consent"), "keyed")
        .addColumn("id", "text", (c) => c.primaryKey().notNull())
        .addColumn("call_id", "text", (c) => c.notNull().references("call.id"))
        .addColumn("party", "text", (c) => c.notNull().check(sql`party in ('caller','agent')`))
        .addColumn("state", "text", (c) => c.notNull().check(sql`state in ${consentStates}`))
        .addColumn("method", "text", (c) => c.notNull())
        .addColumn("script", "text", (c) => c.notNull())
        .addColumn("script_sha256", "text", (c) => c.notNull())
        .addColumn("heard_bytes", whole, (c) => c.notNull())
        .addColumn("heard_total", whole, (c) => c.notNull())
        .addColumn("at", instant, (c) => c.notNull())
        .addColumn("leaf", whole, (c) => c.notNull())
        .execute()
      await db.schema.createIndex("consent_of_call").on("consent").column("call_id").execute()
    },
  }
}

export function recordingTables(types: SqlTypes): Migration {
  const { bytes, whole, instant } = types
  const states = sql`('open','sealed','recovered','restricted','failed','lost','shredded')`
  return {
    async up(db: Kysely<unknown>) {
      await types
        .finish(db.schema.createTable("recording"), "log")
        .addColumn("id", "text", (c) => c.primaryKey().notNull())
        .addColumn("call_id", "text", (c) => c.notNull().references("call.id"))
        .addColumn("header", bytes, (c) => c.notNull())
        .addColumn("header_sha256", "text", (c) => c.notNull())
        .addColumn("state", "text", (c) => c.notNull().check(sql`state in ${states}`))
        .addColumn("blob_uri", "text", (c) => c.notNull())
        .addColumn("ciphertext_len", whole)
        .addColumn("ciphertext_sha256", "text")
        .addColumn("segments", whole)
        // A calendar day, not a moment.
        .addColumn("delete_after", "text", (c) => c.notNull())
        .addColumn("shred_at", instant)
        .addColumn("started_at", instant, (c) => c.notNull())
        .addColumn("ended_at", instant)
        .addColumn("started_leaf", whole, (c) => c.notNull())
        .addColumn("sealed_leaf", whole)
        .addColumn("shredded_at", instant)
        .addColumn("shred_reason", "text")
        .execute()
      await db.schema.createIndex("recording_of_call").on("recording").column("call_id").execute()
      await sql`create index recording_unfinished on recording (state, id) where state in ('open','restricted')`.execute(
        db,
      )
      await sql`create index recording_delete_after on recording (delete_after) where state <> 'shredded'`.execute(db)
      await sql`create index recording_shred_at on recording (shred_at) where state <> 'shredded' and shred_at is not null`.execute(
        db,
      )
    },
  }
}

/** Durable intents and the leaves that wait for the daily batch. */
export function retentionTables(types: SqlTypes): Migration {
  const { instant } = types
  return {
    async up(db: Kysely<unknown>) {
      await types
        .finish(db.schema.createTable("shred_intent"), "keyed")
        .addColumn("recording_id", "text", (c) => c.primaryKey().notNull().references("recording.id"))
        .addColumn("reason", "text", (c) => c.notNull())
        .addColumn("requested_at", instant, (c) => c.notNull())
        .execute()
      await types
        .finish(db.schema.createTable("erasure_intent"), "keyed")
        .addColumn("request_id", "text", (c) => c.primaryKey().notNull())
        .addColumn("subject_lookup", "text")
        .addColumn("call_ids", "text", (c) => c.notNull())
        .addColumn("call_key_ids", "text", (c) => c.notNull())
        .addColumn("requested_at", instant, (c) => c.notNull())
        .execute()
      await types
        .finish(db.schema.createTable("leaf_outbox"), "keyed")
        .addColumn("id", "text", (c) => c.primaryKey().notNull())
        .addColumn("leaf", "text", (c) => c.notNull())
        .addColumn("day", "text", (c) => c.notNull())
        .execute()
    },
  }
}
