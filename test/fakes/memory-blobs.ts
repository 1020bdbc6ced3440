import { AssentError } from "../../src/errors.ts"
import type { BlobStore, BlobWriter } from "../../src/recording/ports.ts"
import { Faults } from "./faults.ts"

class Blob {
  #chunks: Uint8Array[] = []
  /** Bytes that a power cut would leave. */
  synced = 0

  append(bytes: Uint8Array): void {
    this.#chunks.push(Buffer.from(bytes))
  }

  get bytes(): Buffer {
    const whole = Buffer.concat(this.#chunks)
    this.#chunks = [whole]
    return whole
  }

  set bytes(bytes: Buffer) {
    this.#chunks = [Buffer.from(bytes)]
  }
}

/** Ciphertext in memory, with the file store's rules: exclusive creation, one write at a time, in order. */
export class MemoryBlobs implements BlobStore {
  readonly faults: Faults
  readonly blobs = new Map<string, Blob>()
  readonly quarantined = new Map<string, Buffer>()
  /** Sizes of the single writes, to see that they are batched. */
  readonly writes: number[] = []
  /** While set, writes wait for it. */
  gate: Promise<void> | null = null

  constructor(faults = new Faults()) {
    this.faults = faults
  }

  uri(recordingId: string): string {
    return `memory:${recordingId}.tink`
  }

  create(recordingId: string): Promise<BlobWriter> {
    return this.faults.run("create", () => {
      const uri = this.uri(recordingId)
      if (this.blobs.has(uri)) throw new AssentError("STORAGE_FAILED", "this blob exists")
      const blob = new Blob()
      this.blobs.set(uri, blob)
      return this.#writer(uri, blob)
    })
  }

  async size(uri: string): Promise<number | null> {
    return this.blobs.get(uri)?.bytes.length ?? null
  }

  read(uri: string, offset: number, length: number): Promise<Uint8Array> {
    return this.faults.run("read", () => Buffer.from(this.#get(uri).bytes.subarray(offset, offset + length)))
  }

  truncate(uri: string, size: number): Promise<void> {
    return this.faults.run("truncate", () => {
      const blob = this.#get(uri)
      blob.bytes = Buffer.from(blob.bytes.subarray(0, size))
      blob.synced = size
    })
  }

  remove(...uris: readonly string[]): Promise<void> {
    return this.faults.run("remove", () => {
      for (const uri of uris) this.blobs.delete(uri)
    })
  }

  async *list(): AsyncIterable<string> {
    yield* [...this.blobs.keys()]
  }

  quarantine(uri: string): Promise<void> {
    return this.faults.run("quarantine", () => {
      this.quarantined.set(uri, this.#get(uri).bytes)
      this.blobs.delete(uri)
    })
  }

  #writer(uri: string, blob: Blob): BlobWriter {
    let busy = false
    let open = true
    const exclusively = async (method: string, effect: () => void) => {
      if (busy || !open) throw new Error(`two operations at once, or one after close: ${method}`)
      busy = true
      try {
        if (this.gate) await this.gate
        await this.faults.run(method, effect)
      } finally {
        busy = false
      }
    }
    return {
      uri,
      write: (bytes) =>
        exclusively("write", () => {
          this.writes.push(bytes.length)
          blob.append(bytes)
        }),
      sync: () =>
        exclusively("sync", () => {
          blob.synced = blob.bytes.length
        }),
      close: async () => {
        await exclusively("close", () => undefined)
        open = false
      },
    }
  }

  #get(uri: string): Blob {
    const blob = this.blobs.get(uri)
    if (!blob) throw new AssentError("STORAGE_FAILED", "there is no such blob")
    return blob
  }
}
