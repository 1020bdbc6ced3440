import type { FileHandle } from "node:fs/promises"
import { AssentError } from "../../errors.ts"
import type { BlobWriter } from "../../recording/ports.ts"
import { fileFailure } from "./failure.ts"

/**
 * One file that is being written. After a failed write nobody knows how much of it arrived, so nothing is appended after
 * it: the torn tail is the last thing in the file, as after a kill.
 */
export class BlobFile implements BlobWriter {
  readonly uri: string
  readonly #handle: FileHandle
  #state: "idle" | "writing" | "failed" | "closed" = "idle"

  constructor(uri: string, handle: FileHandle) {
    this.uri = uri
    this.#handle = handle
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#state !== "idle") {
      throw new AssentError("STORAGE_FAILED", `a recording that is ${this.#state} cannot take another write`)
    }
    this.#state = "writing"
    try {
      for (let done = 0; done < bytes.length;) {
        done += (await this.#handle.write(bytes, done, bytes.length - done)).bytesWritten
      }
      this.#state = "idle"
    } catch (error) {
      this.#state = "failed"
      throw fileFailure(error, "writing a recording")
    }
  }

  async sync(): Promise<void> {
    try {
      await this.#handle.datasync()
    } catch (error) {
      // The kernel may have dropped the pages it could not write: a later success would prove nothing.
      this.#state = "failed"
      throw fileFailure(error, "syncing a recording")
    }
  }

  async close(): Promise<void> {
    if (this.#state === "closed") return
    this.#state = "closed"
    try {
      await this.#handle.close()
    } catch (error) {
      throw fileFailure(error, "closing a recording")
    }
  }
}
