import { createCipheriv, randomBytes, type KeyObject } from "node:crypto"
import { AssentError } from "../errors.ts"
import {
  deriveStreamKey,
  FORMAT_4K,
  PREFIX_BYTES,
  SegmentNonce,
  segmentCapacity,
  streamHeaderBytes,
  type StreamParameters,
} from "./format.ts"

/** Fixed values instead of random ones. Only vectors may use them: a salt and prefix used twice under one key break GCM. */
export interface VectorOptions {
  readonly parameters?: StreamParameters
  readonly salt?: Uint8Array
  readonly prefix?: Uint8Array
}

/**
 * Seals one stream, synchronously, and only forward: a sealer is never resumed, so no (key, salt, prefix, index) is
 * ever used twice. Plaintext is held in one buffer of one segment, which is zeroed at the end.
 */
export class SegmentSealer {
  readonly #parameters: StreamParameters
  readonly #algorithm: "aes-128-gcm" | "aes-256-gcm"
  #key: KeyObject | null
  readonly #nonce: SegmentNonce
  readonly #buffer: Buffer
  readonly #emit: (bytes: Buffer) => void
  #filled = 0
  #index = 0
  #capacity: number

  /**
   * Derives the stream's key (`key` may be zeroed afterwards) and emits the stream's own header at once.
   * @param emit takes ciphertext in order; what it is given belongs to it
   */
  constructor(key: Uint8Array, aad: Uint8Array, emit: (bytes: Buffer) => void, vector: VectorOptions = {}) {
    const parameters = vector.parameters ?? FORMAT_4K
    const salt = vector.salt ?? randomBytes(parameters.derivedKeyBytes)
    const prefix = vector.prefix ?? randomBytes(PREFIX_BYTES)
    this.#parameters = parameters
    this.#algorithm = parameters.derivedKeyBytes === 32 ? "aes-256-gcm" : "aes-128-gcm"
    this.#key = deriveStreamKey(parameters, key, salt, aad)
    this.#nonce = new SegmentNonce(prefix)
    this.#buffer = Buffer.allocUnsafeSlow(segmentCapacity(parameters, 1)).fill(0)
    this.#capacity = segmentCapacity(parameters, 0)
    this.#emit = emit
    emit(Buffer.concat([Buffer.from([streamHeaderBytes(parameters)]), salt, prefix]))
  }

  /** Segments sealed so far. */
  get segments(): number {
    return this.#index
  }

  /** Takes plaintext bytes [start, end), copying them. */
  push(bytes: Buffer, start = 0, end = bytes.length): void {
    if (!this.#key) throw new AssentError("CONFLICT", "this stream was already sealed")
    let from = start
    while (from < end) {
      // A full buffer is held back until more follows: only the last segment carries the last flag.
      if (this.#filled === this.#capacity) this.#seal(false)
      // Taking a segment may have made the owner give up: nothing more is sealed then.
      if (this.#isClosed()) return
      const taken = Math.min(end - from, this.#capacity - this.#filled)
      bytes.copy(this.#buffer, this.#filled, from, from + taken)
      this.#filled += taken
      from += taken
    }
  }

  /** Seals what is held as the final segment; empty only for an empty message. */
  final(): void {
    if (!this.#key) throw new AssentError("CONFLICT", "this stream was already sealed")
    this.#seal(true)
    this.destroy()
  }

  /** Forgets key and plaintext without a final segment. Idempotent. */
  destroy(): void {
    this.#key = null
    this.#buffer.fill(0)
    this.#filled = 0
  }

  #isClosed(): boolean {
    return this.#key === null
  }

  #seal(last: boolean): void {
    if (!this.#key) throw new AssentError("CONFLICT", "this stream was already sealed")
    const cipher = createCipheriv(this.#algorithm, this.#key, this.#nonce.of(this.#index, last))
    this.#emit(cipher.update(this.#buffer.subarray(0, this.#filled)))
    cipher.final()
    this.#emit(cipher.getAuthTag())
    this.#index++
    this.#filled = 0
    this.#capacity = segmentCapacity(this.#parameters, this.#index)
  }
}
