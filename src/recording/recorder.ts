import type { Clock, Recorder } from "../call/ports.ts"
import type { NewRecordingKey } from "../keys/keyring.ts"
import type { Leaf } from "../ledger/entry.ts"
import type { Receipt } from "../ledger/receipt.ts"
import { LiveRecording } from "./live.ts"
import type { BlobStore, RecordingRows } from "./ports.ts"

/** What the recorder needs of the ledger: leaves and the rows beside them in one commit, durable when it resolves. */
export interface LedgerPort<Tx> {
  append(
    leaves: readonly Leaf[],
    rows?: (tx: Tx, indexes: readonly number[]) => Promise<void>,
  ): Promise<readonly Receipt[]>
}

/** What the recorder needs of the keyring. */
export interface RecordingKeys {
  newRecordingKey(callId: string, recordingId: string): NewRecordingKey
}

/** How long a line keeps its recordings. */
export interface LineRetention {
  /** The policy's name, for the header. */
  readonly policy: string
  /** Calendar day (UTC) after which a recording that counts from `from` is shredded. */
  deleteAfter(from: Date): string
  /** A withdrawn recording is shredded at once instead of after 72 hours. */
  readonly shredAtOnce: boolean
}

export interface Log {
  error(facts: object, message: string): void
  warn(facts: object, message: string): void
}

export interface RecorderOptions<Tx> {
  readonly ledger: LedgerPort<Tx>
  /** The ledger's origin, which headers name. */
  readonly origin: string
  readonly rows: RecordingRows<Tx>
  readonly blobs: BlobStore
  readonly keys: RecordingKeys
  readonly retentionOf: (lineId: string) => LineRetention
  readonly clock: Clock
  readonly log: Log
  /** ms since 1970. */
  readonly wallClock?: () => number
  /** How long `recording.started` may take before the call goes on unrecorded, ms. */
  readonly deadlineMs?: number
}

export type RecorderParts<Tx> = Required<RecorderOptions<Tx>>

const TICK_MS = 1000

/** Records calls: permit + leg + key -> sealed file, one pipeline. All recordings share one tick a second. */
export function createRecorder<Tx>(options: RecorderOptions<Tx>): Recorder {
  const live = new Set<LiveRecording<Tx>>()
  let ticking = false

  const parts: RecorderParts<Tx> = { wallClock: Date.now, deadlineMs: 1000, ...options }

  function tick(): void {
    for (const recording of live) {
      if (!recording.tick()) live.delete(recording)
    }
    ticking = live.size > 0
    if (ticking) parts.clock.after(TICK_MS, tick)
  }

  return {
    start: (call, leg, permit) => {
      const recording = new LiveRecording(parts, call, leg, permit)
      live.add(recording)
      if (!ticking) {
        ticking = true
        parts.clock.after(TICK_MS, tick)
      }
      return recording
    },
  }
}
