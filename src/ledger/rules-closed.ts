/* What must have come to an end by the end of the log. */
import { type CallState, contradiction, type RecordingState } from "./rule-state.ts"

/** No call lasts longer, and a gateway that was killed ends its calls at its next start. */
const OPEN_MS = 48 * 3_600_000
/** A stream of an empty message: header and tag (Tink AES-GCM-HKDF). */
const EMPTY_BYTES = 56

/** @param lastTs the time of the last leaf, ms @throws LEDGER_CORRUPT */
export function checkClosed(
  known: { readonly calls: ReadonlyMap<string, CallState>; readonly recordings: ReadonlyMap<string, RecordingState> },
  lastTs: number,
): void {
  const long = new Date(Number.isFinite(lastTs) ? lastTs - OPEN_MS : 0).toISOString()
  for (const call of known.calls.values()) {
    if (call.ended === null && call.ts < long) throw contradiction(call.answered, "answers a call that was never ended")
  }
  for (const recording of known.recordings.values()) {
    const call = known.calls.get(recording.call)
    const closed = recording.file !== null || recording.failed || recording.shredded
    if (!closed && call && call.ts < long) {
      throw contradiction(recording.started, "starts a recording that was never closed")
    }
    if (recording.file && recording.file.length > EMPTY_BYTES && call?.written === 0) {
      throw contradiction(recording.file.index, "seals audio of a call whose counters say that none was written")
    }
  }
}
