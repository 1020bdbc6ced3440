import { chmod } from "node:fs/promises"
import { existsSync } from "node:fs"
import type { Kysely } from "kysely"
import { Migrator, type Migration } from "kysely/migration"
import { AssentError } from "../../errors.ts"
import { connect, type Connection } from "./connection.ts"
import { reading, writing } from "./dialect.ts"
import { translate, type FailureCodes } from "./failure.ts"
import { LogSync, type SyncFile } from "./log-sync.ts"
import { Writer } from "./writer.ts"

export interface DatabaseOptions {
  /** In the order of their names. */
  readonly migrations: Readonly<Record<string, Migration>>
  readonly codes: FailureCodes
  readonly quickCheck: boolean
  readonly maxPages?: number
  /** For tests of a disk that stalls or fails. */
  readonly sync?: SyncFile
}

/** One SQLite file: a writer behind a queue, and a reader that never sees or waits for an open write. */
export interface Database<Tables> {
  readonly read: Kysely<Tables>
  readonly writer: Writer
  close(): Promise<void>
}

/**
 * Opens or creates the file (0600), checks it and brings its schema up to date.
 * @throws with the codes given when the file is damaged, locked or made by a newer version.
 */
export async function openDatabase<Tables>(path: string, options: DatabaseOptions): Promise<Database<Tables>> {
  const { codes } = options
  const existed = existsSync(path)
  const opened: Connection[] = []
  let log: LogSync | null = null
  const open = (readonly: boolean): Connection => {
    const connection = connect(path, {
      readonly,
      ...(options.maxPages !== undefined && { maxPages: options.maxPages }),
    })
    opened.push(connection)
    return connection
  }
  try {
    const connection = open(false)
    // SQLite gives its -wal and -shm files the mode of the file itself.
    await chmod(path, 0o600)
    if (existed && options.quickCheck) check(connection, path, codes)
    // Whoever reads first makes the log.
    connection.all("select 1 from sqlite_schema limit 1")
    const logSync = (log = await LogSync.open(path, codes, options.sync))
    const writer = new Writer(connection, codes, logSync)
    await migrate(writing<Tables>(connection, writer), options.migrations, path)
    await logSync.synced()
    const reader = open(true)
    return {
      read: reading<Tables>(reader, codes),
      writer,
      async close() {
        // The last writing connection copies the log back and removes it: not a log that the disk may have lost parts of.
        if (!logSync.failed && reader.open) reader.close()
        await writer.close()
        if (reader.open) reader.close()
        await logSync.close()
      },
    }
  } catch (error) {
    for (const connection of opened) connection.close()
    await log?.close()
    throw translate(error, codes)
  }
}

function check(connection: Connection, path: string, codes: FailureCodes): void {
  const found = connection.all<{ quick_check: string }>("pragma quick_check(1)").map((row) => row.quick_check)
  if (found.join() !== "ok") {
    throw new AssentError(codes.damaged, `${path} is damaged: restore it from a backup (${found.join("; ")})`)
  }
}

async function migrate<Tables>(
  db: Kysely<Tables>,
  migrations: Readonly<Record<string, Migration>>,
  path: string,
): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } })
  const { error } = await migrator.migrateToLatest()
  if (error === undefined) return
  throw new AssentError("STORAGE_FAILED", `${path} cannot be brought to this version's schema`, { cause: error })
}
