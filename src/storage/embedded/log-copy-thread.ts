/* One round of copying a write-ahead log back; see log-copy.ts. */
import { workerData } from "node:worker_threads"
import Database from "better-sqlite3"

/** How long each step waits for the writer on the other thread. It holds its lock for less than a millisecond. */
const BUSY_MS = 1000

if (typeof workerData === "string") {
  const database = new Database(workerData, { fileMustExist: true, timeout: BUSY_MS })
  try {
    database.pragma("synchronous = NORMAL")
    database.pragma("fullfsync = ON")
    // Nearly all of it while the writer goes on; then the rest, with the writer kept out for that moment.
    database.pragma("wal_checkpoint(PASSIVE)")
    database.pragma("wal_checkpoint(TRUNCATE)")
    // The first commit to a new log writes its header and syncs it: better here than on the thread with the media.
    const version: unknown = database.pragma("user_version", { simple: true })
    database.pragma(`user_version = ${Number(version)}`)
  } finally {
    database.close()
  }
}
