import { AssentError } from "../errors.ts"
import { openRecordingKey } from "../keys/recording-key.ts"
import type { KeyProvider, KeyStore } from "../keys/ports.ts"
import { recordingAad } from "./format.ts"
import { checkKeyCommitment, decodeHeader, type RecordingHeader } from "./header.ts"
import { openStream, type CiphertextSource } from "./opener.ts"
import type { BlobStore, RecordingRow } from "./ports.ts"

export const WAV_HEADER_BYTES = 58
const BYTES_PER_SECOND = 16_000
const BYTES_PER_MS = BYTES_PER_SECOND / 1000

/** A recording as a WAV file (stereo mu-law, 8 kHz), decrypted on the fly and never kept. */
export interface Playback {
  readonly header: RecordingHeader
  readonly totalBytes: number
  readonly durationMs: number
  /** Bytes [start, end) of the WAV file; each piece has been authenticated. @throws RECORDING_CORRUPT */
  read(start: number, end: number): AsyncIterable<Uint8Array>
  /** What bytes [start, end) of the WAV file are of the recording's time, rounded outwards: `0-10000ms`. */
  mediaRange(start: number, end: number): string
  /** Forgets the key. */
  close(): void
}

/**
 * Opens a stream under the header it was made with. `key` may be zeroed afterwards.
 * @param recoveredSegments for a recovered recording, whose last segment need not carry the last flag
 * @throws RECORDING_CORRUPT when header, key and stream do not belong together, or any of them was changed
 */
export async function openPlayback(parts: {
  readonly header: Uint8Array
  readonly key: Uint8Array
  readonly source: CiphertextSource
  readonly recoveredSegments?: number
}): Promise<Playback> {
  const { header, sha256 } = decodeHeader(parts.header)
  checkKeyCommitment(header, parts.key)
  const { recoveredSegments } = parts
  const options = recoveredSegments === undefined ? {} : { recoveredSegments }
  const stream = await openStream(parts.source, parts.key, recordingAad(sha256), options)
  const wavHeader = muLawStereoHeader(stream.plaintextBytes)
  const totalBytes = WAV_HEADER_BYTES + stream.plaintextBytes

  async function* read(start: number, end: number): AsyncGenerator<Uint8Array> {
    if (start < WAV_HEADER_BYTES && start < end) yield wavHeader.subarray(Math.max(0, start), end)
    yield* stream.range(start - WAV_HEADER_BYTES, end - WAV_HEADER_BYTES)
  }

  return {
    header,
    totalBytes,
    durationMs: Math.floor((stream.plaintextBytes * 1000) / BYTES_PER_SECOND),
    read,
    mediaRange: (start, end) => {
      const ms = (bytes: number): number => Math.max(0, bytes - WAV_HEADER_BYTES) / BYTES_PER_MS
      return `${Math.floor(ms(start))}-${Math.ceil(ms(end))}ms`
    },
    close: () => stream.destroy(),
  }
}

/**
 * Opens a recording as stored.
 * @throws RECORDING_ERASED, RECORDING_RESTRICTED, RECORDING_ELSEWHERE, CONFLICT while it is still written, NOT_FOUND when its file is gone,
 *   KEY_DESTROYED, KEY_REFUSED, KEY_PROVIDER_UNREACHABLE, RECORDING_CORRUPT
 */
export async function openStored(
  row: RecordingRow,
  parts: { readonly store: KeyStore; readonly provider: KeyProvider; readonly blobs: BlobStore },
): Promise<Playback> {
  refuseUnplayable(row)
  const size = await parts.blobs.size(row.blobUri)
  if (size === null) throw new AssentError("NOT_FOUND", "the file of this recording is gone")
  const { header, sha256 } = decodeHeader(row.header)
  if (header.recording_id !== row.id) {
    throw new AssentError("RECORDING_CORRUPT", "this header belongs to another recording")
  }
  // What a write error cut short ends at its last whole segment.
  const segments = row.state === "failed" ? Math.floor(size / 4096) : row.segments
  const prefix = row.state === "recovered" || row.state === "failed"
  const key = await openRecordingKey(parts.store, parts.provider, row.id, sha256.toString("base64url"))
  try {
    return await openPlayback({
      header: row.header,
      key,
      source: {
        size: row.state === "failed" ? Math.floor(size / 4096) * 4096 : size,
        read: (offset, length) => parts.blobs.read(row.blobUri, offset, length),
      },
      ...(prefix && { recoveredSegments: segments ?? 0 }),
    })
  } finally {
    key.fill(0)
  }
}

function refuseUnplayable(row: RecordingRow): void {
  if (row.elsewhere && row.state !== "shredded" && row.state !== "restricted") {
    throw new AssentError("RECORDING_ELSEWHERE", "the file of this recording is not here: a recipient holds it")
  }
  switch (row.state) {
    case "shredded":
      throw new AssentError("RECORDING_ERASED", "this recording was erased")
    case "restricted":
      throw new AssentError("RECORDING_RESTRICTED", "this recording is restricted and cannot be played")
    case "open":
      throw new AssentError("CONFLICT", "this recording is still being written")
    case "lost":
      throw new AssentError("NOT_FOUND", "this recording was lost before anything whole was written")
    case "sealed":
    case "recovered":
    case "failed":
  }
}

/** RIFF header of mu-law (format 7): 18-byte `fmt `, `fact`, `data`. */
function muLawStereoHeader(dataBytes: number): Buffer {
  const header = Buffer.alloc(WAV_HEADER_BYTES)
  // A file of more than 4 GiB, 74 hours, cannot state its size.
  const size = (bytes: number) => Math.min(bytes, 0xffffffff)
  header.write("RIFF", 0, "ascii")
  header.writeUInt32LE(size(WAV_HEADER_BYTES - 8 + dataBytes), 4)
  header.write("WAVEfmt ", 8, "ascii")
  header.writeUInt32LE(18, 16)
  header.writeUInt16LE(7, 20)
  header.writeUInt16LE(2, 22)
  header.writeUInt32LE(8000, 24)
  header.writeUInt32LE(BYTES_PER_SECOND, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(8, 34)
  header.write("fact", 38, "ascii")
  header.writeUInt32LE(4, 42)
  header.writeUInt32LE(size(dataBytes / 2), 46)
  header.write("data", 50, "ascii")
  header.writeUInt32LE(size(dataBytes), 54)
  return header
}
