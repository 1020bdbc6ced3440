import { uuidv7 } from "../ids.ts"
import type { LeafOf } from "../ledger/entry.ts"
import type { EvidenceLedger } from "./evidence.ts"
import type { CallRows } from "./ports.ts"

/**
 * Ends in the ledger what a killed process left open: each call without a terminal consent state gets `failed`, and each
 * its `call.ended` with the outcome `interrupted` and no frame counters, since the counting process is gone. Run after
 * the recordings were recovered, before new calls come in. Killed half-way, it goes on at the next start: a call stays
 * unfinished until its last leaf is in.
 * @returns how many calls were ended
 */
export async function endInterruptedCalls<Tx>(ledger: EvidenceLedger<Tx>, rows: CallRows<Tx>): Promise<number> {
  const unfinished = await rows.unfinished()
  for (const { id: call, answeredLeaf: answered, consents } of unfinished) {
    const ts = new Date().toISOString()
    if (!consents.some((row) => row.party === "caller" && row.state !== "withdrawn")) {
      const leaf: LeafOf<"consent.failed"> = {
        v: 1,
        id: uuidv7(),
        ts,
        type: "consent.failed",
        call,
        party: "caller",
        answered,
        method: "none",
        purpose: [],
        script: "unknown",
        script_sha256: NO_SCRIPT,
        heard: { bytes: 0, total: 0, by: "mark" },
        reason: "process_killed",
      }
      await ledger.append([leaf], (tx, [index = -1]) =>
        rows.consent(tx, {
          id: leaf.id,
          callId: call,
          party: "caller",
          state: "failed",
          method: leaf.method,
          script: leaf.script,
          scriptSha256: leaf.script_sha256,
          heardBytes: 0,
          heardTotal: 0,
          at: ts,
          leaf: index,
        }),
      )
    }
    await ledger.append(
      [{ v: 1, id: uuidv7(), ts, type: "call.ended", call, answered, outcome: "interrupted" }],
      (tx, [endedLeaf = -1]) =>
        rows.ended(tx, call, { endedAt: ts, endedLeaf, outcome: "interrupted", timeToAgentMs: null }),
    )
  }
  return unfinished.length
}

/** base64url of 32 zero bytes: what was to be played died with the process. */
const NO_SCRIPT = "A".repeat(43)
