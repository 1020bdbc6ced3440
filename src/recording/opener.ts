import { createDecipheriv, type KeyObject } from "node:crypto"
import { AssentError } from "../errors.ts"
import {
  deriveStreamKey,
  FORMAT_4K,
  plaintextLength,
  SegmentNonce,
  segmentOf,
  segmentStart,
  streamHeaderBytes,
  TAG_BYTES,
  type StreamParameters,
} from "./format.ts"

/** Ciphertext at rest. Its bytes, and their number, are whatever the disk's owner made them. */
export interface CiphertextSource {
  readonly size: number
  read(offset: number, length: number): Promise<Uint8Array>
}

export interface OpenOptions {
  /**
   * For a recovered recording: the number of whole segments its `recording.recovered` leaf states. The stream must be
   * exactly that long. Its last segment need not carry the last flag, but may (a kill after the final segment).
   */
  readonly recoveredSegments?: number
  readonly parameters?: StreamParameters
}

/** Segments fetched and opened at a time. */
const BATCH = 16

/**
 * Reads any range of one stream. Made by `openStream`, which has authenticated the final segment, so that
 * `plaintextBytes` can be trusted: a stream that was cut at a segment border does not open.
 */
export class SegmentOpener {
  readonly plaintextBytes: number
  readonly #source: CiphertextSource
  readonly #parameters: StreamParameters
  #key: KeyObject | null
  readonly #nonce: SegmentNonce
  readonly #segments: number
  readonly #lastFlag: boolean

  constructor(facts: {
    plaintextBytes: number
    source: CiphertextSource
    parameters: StreamParameters
    key: KeyObject
    nonce: SegmentNonce
    segments: number
    lastFlag: boolean
  }) {
    this.plaintextBytes = facts.plaintextBytes
    this.#source = facts.source
    this.#parameters = facts.parameters
    this.#key = facts.key
    this.#nonce = facts.nonce
    this.#segments = facts.segments
    this.#lastFlag = facts.lastFlag
  }

  /**
   * Plaintext bytes [start, end), clipped to the stream. Every piece has been authenticated before it is yielded.
   * @throws RECORDING_CORRUPT
   */
  async *range(start = 0, end = this.plaintextBytes): AsyncGenerator<Buffer> {
    const from = Math.max(0, start)
    const to = Math.min(end, this.plaintextBytes)
    if (from >= to) return
    const last = segmentOf(this.#parameters, to - 1)
    for (let index = segmentOf(this.#parameters, from); index <= last; index += BATCH) {
      const count = Math.min(BATCH, last - index + 1)
      for (const [at, plain] of await this.#open(index, count)) {
        yield plain.subarray(Math.max(0, from - at), Math.min(plain.length, to - at))
      }
    }
  }

  /** Forgets the stream's key. */
  destroy(): void {
    this.#key = null
  }

  async #open(first: number, count: number): Promise<[at: number, plain: Buffer][]> {
    const key = this.#key
    if (!key) throw new AssentError("CONFLICT", "this stream was closed")
    const { segmentBytes } = this.#parameters
    const offset = first * segmentBytes
    const length = Math.min(count * segmentBytes, this.#source.size - offset)
    const bytes = await readExactly(this.#source, offset, length)
    const opened: [number, Buffer][] = []
    for (let index = first; index < first + count; index++) {
      const segment = bytes.subarray((index - first) * segmentBytes, (index - first + 1) * segmentBytes)
      const flag = index === this.#segments - 1 && this.#lastFlag
      const body = index === 0 ? segment.subarray(streamHeaderBytes(this.#parameters)) : segment
      const plain = openSegment(key, this.#nonce.of(index, flag), body)
      if (!plain) throw new AssentError("RECORDING_CORRUPT", "a segment of the recording does not authenticate")
      opened.push([segmentStart(this.#parameters, index), plain])
    }
    return opened
  }
}

/**
 * Opens a stream with `key` and the AAD of its header, and authenticates its final segment. `key` may be zeroed afterwards.
 * @throws RECORDING_CORRUPT for another key, another header, or bytes that were cut, added or changed at the end
 */
export async function openStream(
  source: CiphertextSource,
  key: Uint8Array,
  aad: Uint8Array,
  options: OpenOptions = {},
): Promise<SegmentOpener> {
  const parameters = options.parameters ?? FORMAT_4K
  const { segmentBytes, derivedKeyBytes } = parameters
  const { recoveredSegments } = options
  if (recoveredSegments !== undefined && source.size !== recoveredSegments * segmentBytes) {
    throw new AssentError("RECORDING_CORRUPT", "the recovered recording has not the length its ledger entry states")
  }
  const segments = Math.ceil(source.size / segmentBytes)
  const plaintextBytes = plaintextLength(parameters, source.size)

  const headerBytes = streamHeaderBytes(parameters)
  const header = await readExactly(source, 0, headerBytes)
  if (header[0] !== headerBytes) throw new AssentError("RECORDING_CORRUPT", "this is not a recording stream")
  const streamKey = deriveStreamKey(parameters, key, header.subarray(1, 1 + derivedKeyBytes), aad)
  const nonce = new SegmentNonce(header.subarray(1 + derivedKeyBytes))

  const lastOffset = (segments - 1) * segmentBytes
  const segment = await readExactly(source, lastOffset, source.size - lastOffset)
  const body = segments === 1 ? segment.subarray(headerBytes) : segment
  const flags = recoveredSegments === undefined ? [true] : [false, true]
  const lastFlag = flags.find((flag) => openSegment(streamKey, nonce.of(segments - 1, flag), body) !== null)
  if (lastFlag === undefined) {
    throw new AssentError(
      "RECORDING_CORRUPT",
      "the end of the recording does not authenticate: cut, changed or another key",
    )
  }
  return new SegmentOpener({ plaintextBytes, source, parameters, key: streamKey, nonce, segments, lastFlag })
}

/** @returns `null` when the segment does not authenticate */
function openSegment(key: KeyObject, nonce: Buffer, body: Uint8Array): Buffer | null {
  const tagAt = body.length - TAG_BYTES
  const algorithm = key.symmetricKeySize === 32 ? "aes-256-gcm" : "aes-128-gcm"
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAuthTag(body.subarray(tagAt))
  const plain = decipher.update(body.subarray(0, tagAt))
  try {
    decipher.final()
    return plain
  } catch {
    return null
  }
}

async function readExactly(source: CiphertextSource, offset: number, length: number): Promise<Uint8Array> {
  const bytes = await source.read(offset, length)
  if (bytes.length !== length)
    throw new AssentError("RECORDING_CORRUPT", "the recording is shorter than its stated length")
  return bytes
}
