import type { Playback, SealedExport } from "../api/parts.ts"
import { AssentError } from "../errors.ts"
import type { KeyProvider, KeyStore } from "../keys/ports.ts"
import { wrapsOf } from "../keys/recording-key.ts"
import { openStored } from "../recording/playback.ts"
import type { BlobStore, RecordingRow } from "../recording/ports.ts"

export interface PlaybackParts {
  readonly recording: (id: string) => Promise<RecordingRow | null>
  readonly store: KeyStore
  readonly provider: KeyProvider
  readonly blobs: BlobStore
}

const CHUNK = 64 * 1024

/** Recordings as WAV files, decrypted as they are read. */
export function playback(parts: PlaybackParts): Playback {
  return {
    open: async (id) => {
      const row = await existing(parts, id)
      if (row.state === "open") throw new AssentError("CONFLICT", "the recording is still being made")
      return openStored(row, parts)
    },
  }
}

/** Recordings as they lie on disk, with their wrapped keys, for whoever holds the private KEK. */
export function sealedExport(parts: PlaybackParts): SealedExport {
  return {
    open: async (id) => {
      const row = await existing(parts, id)
      if (row.state === "open") throw new AssentError("CONFLICT", "the recording is still being made")
      const ciphertextLen = row.ciphertextLen ?? (await parts.blobs.size(row.blobUri))
      if (row.state === "shredded" || ciphertextLen === null || row.ciphertextSha256 === null) {
        throw new AssentError("RECORDING_ERASED", "this recording was erased, or never came to be")
      }
      const { callKey, recordingKey } = await wrapsOf(parts.store, row.id)
      return {
        header: row.header,
        callKey,
        recordingKey,
        ciphertextLen,
        ciphertextSha256: row.ciphertextSha256,
        read: (start, end) => pieces(parts.blobs, row.blobUri, start, end),
      }
    },
  }
}

async function existing({ recording }: PlaybackParts, id: string): Promise<RecordingRow> {
  const row = await recording(id)
  if (!row) throw new AssentError("NOT_FOUND", "there is no such recording")
  return row
}

async function* pieces(blobs: BlobStore, uri: string, start: number, end: number): AsyncIterable<Uint8Array> {
  for (let at = start; at < end; at += CHUNK) {
    const length = Math.min(CHUNK, end - at)
    const piece = await blobs.read(uri, at, length)
    // Whoever waits for the rest would wait for ever.
    if (piece.length !== length)
      throw new AssentError("RECORDING_CORRUPT", "the stored file is shorter than it was sealed")
    yield piece
  }
}
