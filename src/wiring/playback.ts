import type { SealedExport, SealedFile } from "../api/access-parts.ts"
import { AssentError } from "../errors.ts"
import type { KeyProvider, KeyStore } from "../keys/ports.ts"
import { wrapsOf } from "../keys/recording-key.ts"
import { openStored, type Playback } from "../recording/playback.ts"
import type { BlobStore, RecordingRow } from "../recording/ports.ts"

export interface PlaybackParts {
  readonly recording: (id: string) => Promise<RecordingRow | null>
  readonly store: KeyStore
  readonly provider: KeyProvider
  readonly blobs: BlobStore
}

/** Playback as storage gives it: not yet on record. Only wiring/access.ts may hand it on. */
export interface PlaybackSource {
  open(id: string): Promise<{ readonly row: RecordingRow; readonly wav: OpenedWav }>
}

export type OpenedWav = Pick<Playback, "totalBytes" | "read" | "mediaRange" | "close">

export interface SealedSource extends Pick<SealedExport, "open"> {
  keys(id: string): Promise<{ readonly callId: string; readonly keys: WrappedKeys }>
}
type WrappedKeys = Awaited<ReturnType<SealedExport["keys"]>>

const CHUNK = 64 * 1024

/** Recordings as WAV files, decrypted as they are read. */
export function playback(parts: PlaybackParts): PlaybackSource {
  return {
    open: async (id) => {
      const row = await closed(parts, id)
      return { row, wav: await openStored(row, parts) }
    },
  }
}

/** Recordings as they lie on disk, with their wrapped keys, for whoever holds the private KEK. */
export function sealedExport(parts: PlaybackParts): SealedSource {
  return {
    open: async (id): Promise<SealedFile> => {
      const row = await closed(parts, id)
      const ciphertextLen = row.ciphertextLen ?? (await parts.blobs.size(row.blobUri))
      if (row.state === "shredded" || ciphertextLen === null || row.ciphertextSha256 === null) {
        throw new AssentError("RECORDING_ERASED", "this recording was erased, or never came to be")
      }
      return {
        header: row.header,
        ciphertextLen,
        ciphertextSha256: row.ciphertextSha256,
        read: (start, end) => pieces(parts.blobs, row.blobUri, start, end),
      }
    },
    keys: async (id) => {
      const row = await closed(parts, id)
      return { callId: row.callId, keys: await wrapsOf(parts.store, row.id) }
    },
  }
}

async function closed({ recording }: PlaybackParts, id: string): Promise<RecordingRow> {
  const row = await recording(id)
  if (!row) throw new AssentError("NOT_FOUND", "there is no such recording")
  if (row.state === "open") throw new AssentError("CONFLICT", "the recording is still being made")
  return row
}

async function* pieces(blobs: BlobStore, uri: string, start: number, end: number): AsyncIterable<Uint8Array> {
  for (let at = start; at < end; at += CHUNK) yield await blobs.read(uri, at, Math.min(CHUNK, end - at))
}
