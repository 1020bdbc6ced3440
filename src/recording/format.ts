/*
 * The recording on disk is a raw Tink stream (AES-GCM-HKDF streaming AEAD), so that Tink's own libraries read it:
 *
 *   segment 0     | 0x28 | salt (32) | nonce prefix (7) | ciphertext (4040) | tag (16) |   4096 bytes
 *   segment i>=1  | ciphertext (4080) | tag (16) |                                         4096 bytes
 *   last segment  the same, shorter or full, with 0x01 at the end of its nonce
 *
 *   AES key = HKDF-SHA256(RK, salt, info = AAD, 32)     nonce = prefix || uint32be(i) || last ? 0x01 : 0x00
 *   AAD = "assent-recording-v1" || 0x00 || SHA-256(header bytes). GCM's own AAD is empty.
 */
import { createSecretKey, hkdfSync, type KeyObject } from "node:crypto"
import { AssentError } from "../errors.ts"

export const FORMAT_ID = "tink-aes256-gcm-hkdf-sha256-4k"
export const TAG_BYTES = 16
export const PREFIX_BYTES = 7

/** What Tink calls the key's parameters. Recordings use `FORMAT_4K`; others exist only to check Tink's own vectors. */
export interface StreamParameters {
  readonly hash: "sha1" | "sha256" | "sha512"
  readonly derivedKeyBytes: 16 | 32
  readonly segmentBytes: number
}

/** Tink's template AES256_GCM_HKDF_4KB. */
export const FORMAT_4K: StreamParameters = { hash: "sha256", derivedKeyBytes: 32, segmentBytes: 4096 }

/** Length of what stands before the first ciphertext byte; also the value of the stream's first byte. */
export function streamHeaderBytes(parameters: StreamParameters): number {
  return 1 + parameters.derivedKeyBytes + PREFIX_BYTES
}

/** Plaintext bytes of a full segment `index`. */
export function segmentCapacity(parameters: StreamParameters, index: number): number {
  return parameters.segmentBytes - TAG_BYTES - (index === 0 ? streamHeaderBytes(parameters) : 0)
}

/** Plaintext offset at which segment `index` begins. */
export function segmentStart(parameters: StreamParameters, index: number): number {
  return index === 0 ? 0 : segmentCapacity(parameters, 0) + (index - 1) * segmentCapacity(parameters, 1)
}

/** The segment that holds plaintext byte `offset`. */
export function segmentOf(parameters: StreamParameters, offset: number): number {
  const first = segmentCapacity(parameters, 0)
  return offset < first ? 0 : 1 + Math.floor((offset - first) / segmentCapacity(parameters, 1))
}

/** Exact size of the stream of `plaintextBytes`. */
export function ciphertextLength(parameters: StreamParameters, plaintextBytes: number): number {
  const segments = plaintextBytes === 0 ? 1 : segmentOf(parameters, plaintextBytes - 1) + 1
  return streamHeaderBytes(parameters) + plaintextBytes + segments * TAG_BYTES
}

/**
 * Plaintext length of a complete stream of `size` bytes. It is a claim of whoever wrote the file until the final
 * segment has been authenticated.
 * @throws RECORDING_CORRUPT when no stream has this size
 */
export function plaintextLength(parameters: StreamParameters, size: number): number {
  const segments = Math.ceil(size / parameters.segmentBytes)
  const last = size - (segments - 1) * parameters.segmentBytes
  const least = TAG_BYTES + (segments === 1 ? streamHeaderBytes(parameters) : 0)
  if (segments < 1 || last < least)
    throw new AssentError("RECORDING_CORRUPT", "the recording is cut off inside a segment")
  return size - streamHeaderBytes(parameters) - segments * TAG_BYTES
}

/**
 * The key of the stream. Other AAD or other salt: another key, so nothing authenticates. A KeyObject, since Node checks
 * plain bytes anew for each cipher, at four times the cost of the segment; its native memory is cleansed when it is freed.
 */
export function deriveStreamKey(
  parameters: StreamParameters,
  key: Uint8Array,
  salt: Uint8Array,
  aad: Uint8Array,
): KeyObject {
  const bytes = Buffer.from(hkdfSync(parameters.hash, key, salt, aad, parameters.derivedKeyBytes))
  try {
    return createSecretKey(bytes)
  } finally {
    bytes.fill(0)
  }
}

/** The AAD that binds every segment to the exact bytes of the recording's header. */
export function recordingAad(headerSha256: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from("assent-recording-v1\0", "ascii"), headerSha256])
}

/** The nonce of a stream: its random prefix, the segment's index, and 1 on the last segment and 0 on every other. */
export class SegmentNonce {
  readonly #bytes = Buffer.alloc(12)

  constructor(prefix: Uint8Array) {
    this.#bytes.set(prefix, 0)
  }

  /** Borrowed: valid until the next call. @throws RECORDING_CORRUPT past 2^32 segments, where the counter would wrap */
  of(index: number, last: boolean): Buffer {
    if (index > 0xffffffff) throw new AssentError("RECORDING_CORRUPT", "a recording has at most 2^32 segments")
    this.#bytes.writeUInt32BE(index, PREFIX_BYTES)
    this.#bytes[11] = last ? 1 : 0
    return this.#bytes
  }
}
