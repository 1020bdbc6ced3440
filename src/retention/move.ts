/*
 * A recording's ciphertext goes to live at another place, and its file here is removed. The keys stay: whatever becomes of
 * the copy there, erasure and retention kill it by the key, as they would have killed the file.
 *
 * The leaf and the row are durable before the file goes. A crash in between leaves a file that nothing reads any more, and
 * resume() removes it; the other order could lose a recording that no leaf says is elsewhere.
 */
import { AssentError, hasCode } from "../errors.ts"
import { uuidv7 } from "../ids.ts"
import type { Ledger } from "../ledger/ledger.ts"
import type { BlobStore, Elsewhere, RecordingRow, RecordingRows } from "../recording/ports.ts"
import type { Eraser, Retained } from "./eraser.ts"
import type { MoveRows } from "./ports.ts"

export interface MoveDeps<Tx> {
  readonly rows: MoveRows<Tx>
  readonly recordings: Pick<RecordingRows<Tx>, "get">
  readonly blobs: Pick<BlobStore, "remove">
  readonly ledger: Pick<Ledger<Tx>, "append">
  readonly eraser: Pick<Eraser, "planRecording">
  /** @throws RECIPIENT_REFUSED for a place that is not on the register with a country */
  readonly admit: (place: string) => void
  readonly now: () => Date
}

export interface Moves {
  /**
   * Removes the file here, since `place` holds the ciphertext with this SHA-256 (base64url). The same again is answered as
   * the first time.
   * @returns why the file stays, where a hold or the law keeps it
   * @throws NOT_FOUND, RECORDING_ERASED, RECORDING_RESTRICTED, RECORDING_ON_HOLD, RECIPIENT_REFUSED; CONFLICT for another
   *   hash, for a recording that is not whole, still open, or elsewhere already
   */
  move(
    recordingId: string,
    to: { readonly place: string; readonly sha256: string },
    by: string,
  ): Promise<Elsewhere | Retained>
  /** Removes the files that a crash left. Call it at start-up. @returns how many */
  resume(): Promise<number>
}

export function createMoves<Tx>({ rows, recordings, blobs, ledger, eraser, admit, now }: MoveDeps<Tx>): Moves {
  async function found(id: string): Promise<RecordingRow> {
    const row = await recordings.get(id)
    if (!row) throw new AssentError("NOT_FOUND", "there is no such recording")
    return row
  }

  async function remove({ id, blobUri }: Pick<RecordingRow, "id" | "blobUri">): Promise<void> {
    await blobs.remove(blobUri)
    await rows.removed(id)
  }

  /** THE commit point: from here on the file is elsewhere. */
  async function commit(row: RecordingRow, sha256: string, place: string, by: string): Promise<void> {
    const at = now()
    const base = { v: 1 as const, id: uuidv7(at.getTime()), ts: at.toISOString(), type: "recording.moved" as const }
    await ledger.append([{ ...base, rec: row.id, ciphertext_sha256: sha256, place, by }], async (tx, [leaf]) => {
      if (leaf === undefined) throw new AssentError("LEDGER_CORRUPT", "the ledger gave no index for a leaf it took")
      await rows.moved(tx, row.id, { place, movedAt: base.ts, leaf })
    })
  }

  return {
    async move(recordingId, { place, sha256 }, by) {
      const row = await found(recordingId)
      checkWhole(row)
      if (row.ciphertextSha256 !== sha256) {
        const mend =
          "this is not the SHA-256 of the recording's ciphertext: fetch it again, and compute it of what you stored"
        throw new AssentError("CONFLICT", mend, { field: "/body/sha256" })
      }
      if (row.elsewhere) return again(row.elsewhere, place)
      admit(place)
      const { outcome, retained } = await eraser.planRecording(row.id)
      if (outcome === "call_in_progress") throw new AssentError("CONFLICT", "the call of this recording still goes on")
      if (retained) return retained
      try {
        await commit(row, sha256, place, by)
      } catch (error) {
        const first = hasCode(error, "CONFLICT") ? (await found(row.id)).elsewhere : undefined
        // Of two that came at once, the second is a repetition.
        if (!first) throw error
        return again(first, place)
      }
      await remove(row)
      const { elsewhere } = await found(row.id)
      if (!elsewhere) throw new AssentError("STORAGE_FAILED", "a recording was moved and its row does not say so")
      return elsewhere
    },

    async resume() {
      const left = await rows.unfinished()
      for (const each of left) await remove(each)
      return left.length
    },
  }
}

function checkWhole(row: RecordingRow): void {
  switch (row.state) {
    case "shredded":
      throw new AssentError("RECORDING_ERASED", "this recording was erased")
    case "restricted":
      throw new AssentError("RECORDING_RESTRICTED", "this recording is restricted: it stays where it is")
    case "open":
      throw new AssentError("CONFLICT", "the recording is still being made")
    case "failed":
    case "lost":
      throw new AssentError("CONFLICT", "this recording has no whole file that the ledger knows by its hash")
    case "sealed":
    case "recovered":
  }
}

function again(elsewhere: Elsewhere, place: string): Elsewhere {
  if (elsewhere.place === place) return elsewhere
  throw new AssentError("CONFLICT", "this recording is with another recipient already", { field: "/body/recipient" })
}
