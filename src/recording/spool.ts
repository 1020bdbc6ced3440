import { createHash } from "node:crypto"
import { AssentError } from "../errors.ts"
import type { BlobWriter } from "./ports.ts"

/** Written as soon as this much ciphertext waits: three segments, 0.77 s of a call. */
const WRITE_BYTES = 3 * 4096
/** A tick writes what is left over when the last write was this long ago, ms. */
const WRITE_MS = 700
/** A tick syncs when the last sync was this long ago: with ticks every second, at least every 5 s. */
const SYNC_MS = 4000
/** Ten seconds of a call, and one segment: when the disk is further behind than that, the recording has failed. */
const BACKLOG_BYTES = 10 * 16_000 + 4096

/**
 * Carries ciphertext to one file: in order, batched, never more than one write or sync in flight, bounded. Its SHA-256
 * runs along.
 */
export class Spool {
  readonly #now: () => number
  readonly #onError: (error: unknown) => void
  readonly #hash = createHash("sha256")
  #writer: BlobWriter | null = null
  #pending: Uint8Array[] = []
  #pendingBytes = 0
  #inFlight = 0
  #written = 0
  #flush = false
  #dirty = false
  #syncDue = false
  #wroteAt: number
  #syncedAt: number
  #broken = false
  #pumping: Promise<void> | null = null

  /** @param onError called once, never from inside `push` */
  constructor(now: () => number, onError: (error: unknown) => void) {
    this.#now = now
    this.#onError = onError
    this.#wroteAt = this.#syncedAt = now()
  }

  /** Takes ciphertext, which becomes the spool's own. After an error it is dropped. */
  push(bytes: Uint8Array): void {
    if (this.#broken) return
    this.#pending.push(bytes)
    this.#pendingBytes += bytes.length
    if (this.#pendingBytes + this.#inFlight > BACKLOG_BYTES) {
      const error = new AssentError("STORAGE_FAILED", "the disk does not keep up with this recording")
      queueMicrotask(() => this.#break(error))
    } else if (this.#pendingBytes >= WRITE_BYTES) {
      this.#pump()
    }
  }

  /** Gives the file, once it exists; until then ciphertext waits. */
  attach(writer: BlobWriter): void {
    this.#writer = writer
    this.#flush = true
    this.#pump()
  }

  tick(): void {
    const now = this.#now()
    if (now - this.#wroteAt >= WRITE_MS) this.#flush = true
    if (this.#dirty && now - this.#syncedAt >= SYNC_MS) this.#syncDue = true
    this.#pump()
  }

  /** Resolves when little waits again: for a source that is faster than a call. */
  async caughtUp(): Promise<void> {
    while (this.#pendingBytes + this.#inFlight > BACKLOG_BYTES / 2 && this.#pumping) await this.#pumping
  }

  /**
   * Writes everything, syncs and closes. The file is complete and durable when it resolves.
   * @throws STORAGE_FAILED
   */
  async drain(): Promise<{ readonly length: number; readonly sha256: string }> {
    const writer = this.#writer
    this.#dirty = true
    while (writer && this.#unfinished()) {
      this.#flush = true
      this.#syncDue = true
      this.#pump()
      await this.#pumping
    }
    if (this.#broken || !writer) throw new AssentError("STORAGE_FAILED", "the recording could not be written")
    this.#writer = null
    await writer.close()
    return { length: this.#written, sha256: this.#hash.digest("base64url") }
  }

  /** Drops what waits and closes the file as it is. Never throws. */
  async abandon(): Promise<void> {
    this.#broken = true
    this.#pending = []
    this.#pendingBytes = 0
    await this.#pumping
    const writer = this.#writer
    this.#writer = null
    await writer?.close().catch(() => undefined)
  }

  #unfinished(): boolean {
    return !this.#broken && (this.#pendingBytes > 0 || this.#dirty || this.#pumping !== null)
  }

  #pump(): void {
    if (this.#pumping || !this.#writer || this.#broken) return
    this.#pumping = this.#run(this.#writer).finally(() => {
      this.#pumping = null
    })
  }

  async #run(writer: BlobWriter): Promise<void> {
    try {
      for (;;) {
        if (this.#broken) return
        if (this.#pendingBytes >= WRITE_BYTES || (this.#flush && this.#pendingBytes > 0)) {
          await this.#write(writer)
        } else if (this.#syncDue && this.#dirty) {
          this.#syncDue = false
          await writer.sync()
          this.#dirty = false
          this.#syncedAt = this.#now()
        } else {
          return
        }
      }
    } catch (error) {
      this.#break(error)
    }
  }

  async #write(writer: BlobWriter): Promise<void> {
    const bytes = Buffer.concat(this.#pending, this.#pendingBytes)
    this.#pending = []
    this.#pendingBytes = 0
    this.#inFlight = bytes.length
    this.#flush = false
    this.#hash.update(bytes)
    await writer.write(bytes)
    this.#inFlight = 0
    this.#written += bytes.length
    this.#dirty = true
    this.#wroteAt = this.#now()
  }

  #break(error: unknown): void {
    if (this.#broken) return
    this.#broken = true
    this.#pending = []
    this.#pendingBytes = 0
    this.#onError(error)
  }
}
