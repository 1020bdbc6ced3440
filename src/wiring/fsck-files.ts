/* Recordings' files and keys, and the audio of prompts, against rows. */
import { createHash } from "node:crypto"
import { hasCode } from "../errors.ts"
import { uuidv7 } from "../ids.ts"
import type { RecordingRow } from "../recording/ports.ts"
import type { FsckParts, FsckRun } from "./fsck.ts"

const PIECE = 1024 * 1024

/** @returns how many recordings' files were there and read whole */
export async function checkFiles<Tx>(
  parts: FsckParts<Tx>,
  rows: readonly RecordingRow[],
  run: FsckRun,
): Promise<number> {
  let whole = 0
  for (const row of rows) {
    if (row.state === "shredded") await checkShredded(parts, row, run)
    // What is open or was lost has no file that must be there; the next start puts an open one in order.
    else if (row.state !== "open" && row.state !== "lost" && row.endedAt !== null) {
      if (await checkFile(parts, row, run)) whole++
      await checkKeys(parts, row, run)
    }
  }
  await checkStrangers(parts, rows, run)
  await checkPrompts(parts, run)
  return whole
}

async function checkShredded<Tx>({ blobs, keyStore }: FsckParts<Tx>, row: RecordingRow, run: FsckRun): Promise<void> {
  if (await keyStore.recordingKey(row.id)) {
    const detail = "the key of an erased recording is still there (a backup was restored?)"
    await run.mendable("key", row.id, detail, () => keyStore.shredRecordingKey(row.id))
  }
  if ((await blobs.size(row.blobUri)) !== null) {
    const detail = "the file of an erased recording is still there"
    await run.mendable("file", row.id, detail, () => blobs.remove(row.blobUri))
  }
}

async function checkFile<Tx>(parts: FsckParts<Tx>, row: RecordingRow, run: FsckRun): Promise<boolean> {
  const { blobs, recordings, openLedger } = parts
  const size = await blobs.size(row.blobUri)
  if (row.elsewhere) {
    const detail = "the file of a recording that another place holds is still here"
    if (size !== null) await run.mendable("file", row.id, detail, () => blobs.remove(row.blobUri))
    return false
  }
  if (size === null) {
    await run.gone(
      "file",
      row.id,
      "the file of a recording is gone: restore it from a backup, or it is lost",
      async () => {
        const ledger = await openLedger()
        const ts = new Date().toISOString()
        const leaf = { v: 1, id: uuidv7(), ts, type: "recording.lost", rec: row.id, reason: "file_missing" } as const
        await ledger.append([leaf], (tx) => recordings.failed(tx, row.id, "lost", ts))
      },
    )
    return false
  }
  if (row.ciphertextLen === null || row.ciphertextSha256 === null) return true
  if (size !== row.ciphertextLen || (await digestOf(parts, row.blobUri, size)) !== row.ciphertextSha256) {
    run.tell(
      "contradiction",
      "file",
      row.id,
      "the file of a recording is not the one that was sealed: restore it from a backup",
    )
    return false
  }
  return true
}

async function checkKeys<Tx>({ keyStore }: FsckParts<Tx>, row: RecordingRow, run: FsckRun): Promise<void> {
  const key = await keyStore.recordingKey(row.id)
  const callKey = key && (await keyStore.callKey(key.callKeyId))
  if (callKey) return
  run.tell(
    "lost",
    "key",
    row.id,
    "the key of a recording is gone: restore keys.db from a backup, or its audio can never be opened",
  )
}

/** Files and keys that no row refers to. Nobody can say what they are, so nothing serves them. */
async function checkStrangers<Tx>(
  { blobs, keyStore }: FsckParts<Tx>,
  rows: readonly RecordingRow[],
  run: FsckRun,
): Promise<void> {
  const uris = new Set(rows.map(({ blobUri }) => blobUri))
  const strangers: string[] = []
  for await (const uri of blobs.list()) if (!uris.has(uri)) strangers.push(uri)
  for (const uri of strangers) {
    await run.mendable("file", uri, "a file that belongs to no recording: it goes to quarantine", () =>
      blobs.quarantine(uri),
    )
  }
  const ids = new Set(rows.map(({ id }) => id))
  for (const id of await keyStore.orphanRecordingKeys(async (each) => ids.has(each))) {
    const detail = "a key of no recording, of a start that was cut off: it is destroyed"
    await run.mendable("key", id, detail, () => keyStore.shredRecordingKey(id))
  }
}

async function checkPrompts<Tx>({ operator, prompts }: FsckParts<Tx>, run: FsckRun): Promise<void> {
  const named = new Map<string, string>()
  for (const greeting of operator.current().greetings) {
    for (const { version, state, languages } of greeting.versions) {
      if (state !== "published") continue
      for (const [language, each] of Object.entries(languages)) {
        for (const [name, { audio_sha256 }] of Object.entries(each)) {
          named.set(audio_sha256, `${greeting.id}/${version}/${language}/${name}`)
        }
      }
    }
  }
  for (const [audio_sha256, name] of named) {
    try {
      await prompts.get(audio_sha256)
    } catch (error) {
      if (!hasCode(error, "NOT_FOUND", "STORAGE_FAILED")) throw error
      run.tell(
        "lost",
        "prompt",
        name,
        "the audio of a published prompt is gone or damaged: restore prompts/ from a backup",
      )
    }
  }
}

async function digestOf<Tx>({ blobs }: FsckParts<Tx>, uri: string, size: number): Promise<string> {
  const hash = createHash("sha256")
  for (let at = 0; at < size; at += PIECE) hash.update(await blobs.read(uri, at, Math.min(PIECE, size - at)))
  return hash.digest("base64url")
}
