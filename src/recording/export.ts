import { mkdir, open } from "node:fs/promises"
import { join } from "node:path"
import { AssentError } from "../errors.ts"
import type { KeyStore } from "../keys/ports.ts"
import { wrapsOf } from "../keys/recording-key.ts"
import type { BlobStore, RecordingRow } from "./ports.ts"

const PIECE = 1024 * 1024

/**
 * Writes `recording.tink`, `header.json` and `keys.json` to `folder`: all that whoever holds the private KEK needs,
 * with public specifications alone. Nothing is decrypted. Existing files are never overwritten.
 * @throws KEY_DESTROYED when the recording was shredded, NOT_FOUND when its file is gone, CONFLICT while it is written
 *   or when a file is in the way
 */
export async function exportEncrypted(
  row: RecordingRow,
  folder: string,
  parts: { readonly store: KeyStore; readonly blobs: BlobStore },
): Promise<void> {
  if (row.state === "open") throw new AssentError("CONFLICT", "this recording is still being written")
  const wraps = await wrapsOf(parts.store, row.id)
  const size = await parts.blobs.size(row.blobUri)
  if (size === null) throw new AssentError("NOT_FOUND", "the file of this recording is gone")
  await mkdir(folder, { recursive: true })
  await writeNew(join(folder, "recording.tink"), pieces(parts.blobs, row.blobUri, size))
  await writeNew(join(folder, "header.json"), [row.header])
  const keys = { call_key: wraps.callKey, recording_key: wraps.recordingKey }
  await writeNew(join(folder, "keys.json"), [Buffer.from(JSON.stringify(keys), "utf8")])
}

async function* pieces(blobs: BlobStore, uri: string, size: number): AsyncGenerator<Uint8Array> {
  for (let offset = 0; offset < size; offset += PIECE) {
    yield await blobs.read(uri, offset, Math.min(PIECE, size - offset))
  }
}

async function writeNew(path: string, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
  const file = await open(path, "wx", 0o600).catch((cause: unknown) => {
    throw new AssentError("CONFLICT", "the export folder already holds such a file, or cannot be written", { cause })
  })
  try {
    for await (const bytes of content) await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}
