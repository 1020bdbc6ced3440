/*
 * Snapshots of the two databases, taken while a gateway may be writing them, by SQLite's own online backup. A snapshot is
 * plain: it stands in the data folder alone, for as long as it is sealed into the backup, and is overwritten at once.
 */
import { existsSync } from "node:fs"
import { open } from "node:fs/promises"
import { join } from "node:path"
import Sqlite from "better-sqlite3"
import type { KekRow } from "../../keys/ports.ts"
import { connect, type Connection } from "./connection.ts"
import { fileFailure, storageFailures, translate } from "./failure.ts"
import { removeFile, syncFolder } from "./files.ts"
import { kekRow } from "./key-columns.ts"
import { lockFolder } from "./lock.ts"
import type { KeyTables } from "./tables.ts"

const STAGING = "snapshot.tmp"
const LOCK = "backup.lock"
/** 40 MB: the lock that a step holds is shorter than what a shred waits for its own. */
const STEP_PAGES = 10_000
const ZEROS = 1_048_576
const PAGE = 500

export interface SnapshotRecording {
  readonly id: string
  readonly uri: string
  /** base64url, `null` where nothing was sealed. */
  readonly sha256: string | null
}

/** What a backup asks of a snapshot. */
export interface Snapshot {
  readonly path: string
  kek(): KekRow | null
  origin(): string | null
  ledgerSize(): number
  checkpoint(): string | null
  /** Those that are not erased and not being made, in the order of their ids. */
  recordings(): Generator<SnapshotRecording>
}

export interface Snapshots extends AsyncDisposable {
  /** The recordings as they are, without a snapshot of them. */
  live(): Generator<SnapshotRecording>
  /** Takes the snapshot, lends it to `use`, and overwrites it. @param told of the pages done */
  with<T>(
    name: "assent.db" | "keys.db",
    told: (done: number, total: number) => void,
    use: (snapshot: Snapshot) => Promise<T>,
  ): Promise<T>
}

/** One backup at a time. @throws STORAGE_FAILED when another one is under way */
export async function openSnapshots(folder: string): Promise<Snapshots> {
  const unlock = await lockFolder(folder, join(folder, LOCK), "another backup is being made of")
  const staging = join(folder, STAGING)
  try {
    await overwrite(staging)
  } catch (error) {
    unlock()
    throw error
  }
  return {
    *live() {
      const connection = connect(join(folder, "assent.db"), { readonly: true })
      try {
        yield* reader("", connection).recordings()
      } finally {
        connection.close()
      }
    },
    async with(name, told, use) {
      try {
        await copy(join(folder, name), staging, told)
        const connection = connect(staging, { readonly: true })
        try {
          return await use(reader(staging, connection))
        } finally {
          connection.close()
        }
      } catch (error) {
        throw translate(error, storageFailures)
      } finally {
        await overwrite(staging)
      }
    },
    [Symbol.asyncDispose]: async () => unlock(),
  }
}

/** Overwrites what a backup that was killed left in the folder; one that is under way is left alone. */
export async function clearSnapshots(folder: string): Promise<void> {
  if (!existsSync(join(folder, STAGING))) return
  try {
    await (await openSnapshots(folder))[Symbol.asyncDispose]()
  } catch {
    // A backup is being made: it clears up by itself.
  }
}

/** Overwrites a file with zeros and unlinks it, with what SQLite keeps beside it. */
export async function overwrite(path: string): Promise<void> {
  try {
    if (existsSync(path)) {
      const file = await open(path, "r+")
      try {
        const { size } = await file.stat()
        for (let at = 0; at < size; at += ZEROS) {
          await file.write(Buffer.alloc(Math.min(ZEROS, size - at)), 0, Math.min(ZEROS, size - at), at)
        }
        await file.sync()
      } finally {
        await file.close()
      }
    }
    for (const beside of ["", "-wal", "-shm", "-journal"]) await removeFile(path + beside)
    await syncFolder(join(path, ".."))
  } catch (error) {
    throw fileFailure(error, "overwriting a snapshot")
  }
}

async function copy(from: string, to: string, told: (done: number, total: number) => void): Promise<void> {
  const source = new Sqlite(from, { readonly: true, fileMustExist: true, timeout: 2000 })
  let step = STEP_PAGES
  let least = Infinity
  try {
    await source.backup(to, {
      progress({ totalPages, remainingPages }) {
        // SQLite begins anew when another process wrote meanwhile: larger steps, until one of them is the whole.
        if (remainingPages > least) step *= 4
        least = remainingPages
        told(totalPages - remainingPages, totalPages)
        return step
      },
    })
  } finally {
    source.close()
  }
}

function reader(path: string, connection: Connection): Snapshot {
  return {
    path,
    kek() {
      const [row] = connection.all<KeyTables["kek"]>("select * from kek where state = 'active'")
      return row ? kekRow(row) : null
    },
    origin: () => connection.all<{ origin: string }>("select origin from ledger_log")[0]?.origin ?? null,
    ledgerSize: () => connection.all<{ size: number }>("select size from ledger_log")[0]?.size ?? 0,
    checkpoint: () =>
      connection.all<{ note: string }>("select note from ledger_checkpoint order by size desc limit 1")[0]?.note ??
      null,
    *recordings() {
      for (let after = ""; ;) {
        const page = connection.all<SnapshotRecording>(
          `select id, blob_uri as uri, ciphertext_sha256 as sha256 from recording
             where id > ? and state <> 'shredded' and ended_at is not null order by id limit ${PAGE}`,
          [after],
        )
        yield* page
        const last = page.at(-1)
        if (!last || page.length < PAGE) return
        after = last.id
      }
    },
  }
}
