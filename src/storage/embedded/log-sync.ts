import { open, type FileHandle } from "node:fs/promises"
import { AssentError } from "../../errors.ts"
import { fileFailure, type FailureCodes } from "./failure.ts"
import { copyBack } from "./log-copy.ts"

/** A write-ahead log longer than this is copied back into its file and begun anew. */
const LOG_BYTES = 16 * 1024 * 1024
/** Its length is looked at after every so many syncs: a commit is some 10 to 100 kB. */
const LOOK_EVERY = 32

/** Makes what was written to an open file durable. For tests of a disk that stalls or fails; default: fdatasync. */
export type SyncFile = (file: FileHandle) => Promise<void>

/**
 * Makes the commits of one SQLite file durable without stopping the thread that carries the media.
 *
 * SQLite commits with synchronous = NORMAL: it only writes to the write-ahead log. The log is sequential and each
 * commit carries a checksum over all before it, so one fdatasync of the log makes every commit durable that was written
 * before it began. It runs in libuv's thread pool, one at a time; the commits that come meanwhile share the next.
 *
 * A sync that failed may have dropped what it did not write, and a second one would not tell ("fsyncgate"): from then on
 * this file takes no commit, until a start reads again what the disk has.
 *
 * SQLite itself still syncs on our thread when it begins the log anew (its header, before old frames are overwritten)
 * and when a shred empties the log. The first is done by the thread that copies back, in the ordinary case.
 */
export class LogSync {
  readonly #path: string
  readonly #log: FileHandle
  readonly #codes: FailureCodes
  readonly #sync: SyncFile
  #running: Promise<void> | null = null
  #next: Promise<void> | null = null
  #failure: AssentError | null = null
  #sinceLook = 0
  #copying: Promise<void> | null = null

  private constructor(path: string, log: FileHandle, codes: FailureCodes, sync: SyncFile) {
    this.#path = path
    this.#log = log
    this.#codes = codes
    this.#sync = sync
  }

  /**
   * @param path the database, whose connection has read something: SQLite makes the log then.
   * Only the log is opened, never the file or its -shm: closing a descriptor of those would drop SQLite's own locks.
   */
  static async open(path: string, codes: FailureCodes, sync: SyncFile = (file) => file.datasync()): Promise<LogSync> {
    return new LogSync(path, await open(`${path}-wal`, "r+"), codes, sync)
  }

  get failed(): boolean {
    return this.#failure !== null
  }

  /** @throws with the code given once a sync has failed: a transaction that begins would never be durable. */
  check(): void {
    if (this.#failure) throw this.#failure
  }

  /** Resolves when every commit made before this call is durable. @throws with the code given when it may not be */
  async synced(): Promise<void> {
    this.check()
    // One that runs may have begun before the commit, so only one that is still to begin counts.
    if (this.#next) return this.#next
    if (!this.#running) return this.#begin()
    this.#next = this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = null
        this.check()
        return this.#begin()
      })
    return this.#next
  }

  /** Resolves when the syncs that were asked for by now have ended. @throws as `synced` */
  async settled(): Promise<void> {
    this.check()
    await (this.#next ?? this.#running)
  }

  /** Waits for what runs; to be called when the writer takes no more. */
  async close(): Promise<void> {
    await (this.#next ?? this.#running)?.catch(() => undefined)
    await this.#copying
    await this.#log.close()
  }

  #begin(): Promise<void> {
    this.#running = this.#run().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  async #run(): Promise<void> {
    try {
      await this.#sync(this.#log)
    } catch (error) {
      const why = "the disk did not keep what was written: nothing more is stored until the gateway starts again"
      this.#failure = new AssentError(this.#codes.unavailable, why, { cause: fileFailure(error, "a sync") })
      throw this.#failure
    }
    if (++this.#sinceLook >= LOOK_EVERY) {
      this.#sinceLook = 0
      this.#copying ??= this.#copyBack().finally(() => {
        this.#copying = null
      })
    }
  }

  /** What does not succeed is tried again at the next look: a long log costs time at the next start, nothing else. */
  async #copyBack(): Promise<void> {
    try {
      if ((await this.#log.stat()).size > LOG_BYTES) await copyBack(this.#path)
    } catch {
      return
    }
  }
}
