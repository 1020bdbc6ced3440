import type { Kysely } from "kysely"
import type { Migration } from "kysely/migration"
import type { SqlTypes } from "./sql-types.ts"

/** Who may use the gateway: people, service accounts, their tokens and sign-ins. */
export function peopleTables(types: SqlTypes): Migration {
  const { whole, instant } = types
  return {
    async up(db: Kysely<unknown>) {
      await types
        .finish(db.schema.createTable("person"), "keyed")
        .addColumn("id", "text", (c) => c.primaryKey().notNull())
        .addColumn("login", "text", (c) => c.notNull().unique())
        .addColumn("role", "text", (c) => c.notNull())
        .addColumn("lines", "text")
        .addColumn("state", "text", (c) => c.notNull())
        .addColumn("password", "text")
        .addColumn("totp_secret", "text")
        .addColumn("totp_step", whole)
        .addColumn("recovery", "text", (c) => c.notNull())
        .addColumn("invite_hash", "text", (c) => c.unique())
        .addColumn("invite_until", instant)
        .addColumn("oidc", "text", (c) => c.unique())
        .addColumn("created_at", instant, (c) => c.notNull())
        .addColumn("revision", whole, (c) => c.notNull())
        .execute()
      await types
        .finish(db.schema.createTable("service_account"), "keyed")
        .addColumn("id", "text", (c) => c.primaryKey().notNull())
        .addColumn("name", "text", (c) => c.notNull())
        .addColumn("role", "text", (c) => c.notNull())
        .addColumn("lines", "text")
        .addColumn("state", "text", (c) => c.notNull())
        .addColumn("created_at", instant, (c) => c.notNull())
        .execute()
      await types
        .finish(db.schema.createTable("api_token"), "keyed")
        .addColumn("id", "text", (c) => c.primaryKey().notNull())
        .addColumn("account_id", "text", (c) => c.notNull().references("service_account.id"))
        .addColumn("hash", "text", (c) => c.notNull())
        .addColumn("scopes", "text", (c) => c.notNull())
        .addColumn("networks", "text", (c) => c.notNull())
        .addColumn("created_at", instant, (c) => c.notNull())
        .addColumn("expires_at", instant, (c) => c.notNull())
        .addColumn("last_used_at", instant)
        .addColumn("revoked_at", instant)
        .execute()
      await db.schema.createIndex("api_token_account").on("api_token").columns(["account_id"]).execute()
      await types
        .finish(db.schema.createTable("sign_in"), "keyed")
        .addColumn("id", "text", (c) => c.primaryKey().notNull())
        .addColumn("hash", "text", (c) => c.notNull().unique())
        .addColumn("user_id", "text", (c) => c.notNull().references("person.id"))
        .addColumn("created_at", instant, (c) => c.notNull())
        .addColumn("seen_at", instant, (c) => c.notNull())
        .addColumn("expires_at", instant, (c) => c.notNull())
        .addColumn("method", "text", (c) => c.notNull())
        .execute()
      await db.schema.createIndex("sign_in_user").on("sign_in").columns(["user_id"]).execute()
    },
  }
}
