import { stored } from "./entry.ts"

const database = {
  category: "technical",
  purpose: "operate",
  basis: "none",
  retention: "installation",
} as const
const keys = {
  category: "key_material",
  purpose: "protect",
  basis: "security",
  retention: "epoch",
} as const
const audio = {
  category: "call_content",
  purpose: "record",
  basis: "consent",
  retention: "recording",
} as const
const settings = {
  category: "operator_settings",
  purpose: "carry",
  basis: "none",
  retention: "until_ended",
} as const

/** The kinds of files in the data folder. What stands in the databases and the document is listed column by column. */
export const fileKinds = [
  ...stored("files", "assent.db", database, { content: "pseudonymous" }),
  // SQLite's write-ahead log and its index: pages of the same tables.
  ...stored("files", "assent.db-wal", database, { content: "pseudonymous" }),
  ...stored("files", "assent.db-shm", database, { content: "no" }),
  ...stored("files", "keys.db", database, { content: "yes" }),
  ...stored("files", "keys.db-wal", database, { content: "yes" }),
  ...stored("files", "keys.db-shm", database, { content: "no" }),
  ...stored("files", "lock", database, { content: "no" }),
  ...stored("files", "lock-journal", database, { content: "no" }),
  ...stored("files", "backup.lock", database, { content: "no" }),
  ...stored("files", "backup.lock-journal", database, { content: "no" }),
  // A copy of one of the databases while a backup seals it, overwritten at once; what a crash leaves, by the next start.
  ...stored("files", "snapshot.tmp", database, { content: "yes" }),
  // Empty; stands from the first to the last step of a restore.
  ...stored("files", "restoring", database, { content: "no" }),
  ...stored("files", "operator.json", settings, { content: "yes" }),
  // A crash while a file was being replaced leaves it behind.
  ...stored("files", "<file>.<hex>.tmp", settings, { content: "yes" }),
  ...stored("files", "prompts/<sha256>.ulaw", settings, { content: "yes" }),
  // Random ids of keys that were destroyed: a restore revives none of them.
  ...stored("files", "shred.list", { ...keys, retention: "tombstone" }, { content: "no" }),
  ...stored("files", "keys/log.pem", { ...keys, retention: "installation" }, { content: "no" }),
  ...stored("files", "keys/kek-<epoch>.pem", keys, { content: "no" }),
  // In keys.backup_folder, where one is configured; goes with the key that it is a copy of.
  ...stored("files", "<keys.backup_folder>/kek-<epoch>.pem", keys, { content: "no" }),
  ...stored("files", "recordings/<yyyy>/<mm>/<recording>.tink", audio, { content: "yes" }),
  // Ciphertext of nobody's row, which a crash may leave: nothing reads it.
  ...stored("files", "quarantine/<time>-<recording>.tink", { ...audio, retention: "until_ended" }, { content: "yes" }),
]

/** What the migrations keep of themselves, in both databases. */
export const schemaFields = (["assent.db", "keys.db"] as const).flatMap((place) => [
  ...stored(place, "kysely_migration", database, { name: "no", timestamp: "no" }),
  ...stored(place, "kysely_migration_lock", database, { id: "no", is_locked: "no" }),
])
