/* What must have come to an end by the end of the log. */
import type { Calls } from "./call-state.ts"
import type { Recordings } from "./recording-state.ts"
import { contradiction } from "./rule-state.ts"

/** No call lasts longer, and a gateway that was killed ends its calls at its next start. */
const OPEN_MS = 48 * 3_600_000
/** A stream of an empty message: header and tag (Tink AES-GCM-HKDF). */
const EMPTY_BYTES = 56

/** @param lastTs the time of the last leaf, ms @throws LEDGER_CORRUPT */
export function checkClosed(
  { calls, recordings }: { readonly calls: Calls; readonly recordings: Recordings },
  lastTs: number,
): void {
  const long = lastTs - OPEN_MS
  for (const call of calls.all()) {
    if (!call.ended && call.answeredAt < long) {
      throw contradiction(call.answered, "answers a call that was never ended")
    }
  }
  for (const recording of recordings.all()) {
    const call = calls.at(recording.call)
    const { file } = recording
    const closed = file !== null || recording.failed || recording.shredded
    if (!closed && call.answeredAt < long) {
      throw contradiction(recording.started, "starts a recording that was never closed")
    }
    if (file && file.length > EMPTY_BYTES && call.nothingWritten) {
      throw contradiction(file.index, "seals audio of a call whose counters say that none was written")
    }
  }
}
