import { permitFor, type RecordingPermit } from "../../src/consent/permit.ts"
import type { Leaf, Party } from "../../src/ledger/entry.ts"
import { issueReceipt, type Receipt } from "../../src/ledger/receipt.ts"

const hash = "A".repeat(43)

/** A receipt as the ledger would issue it, for tests that need a genuine one without a ledger. */
export function testReceipt(callId: string, party: Party, durableAt = 0, index = 1): Receipt {
  const members = {
    v: 1 as const,
    id: "0190a000-0000-7000-8000-00000000000a",
    ts: "2026-11-23T16:20:00.000Z",
    call: callId,
    party,
    answered: 0,
    method: "dtmf" as const,
    purpose: ["quality"],
    script: "welcome/1/en",
    script_sha256: hash,
    heard: { bytes: 800, total: 800, by: "mark" as const },
  }
  const leaf: Leaf =
    party === "caller"
      ? { ...members, type: "consent.granted", attempts: 1 }
      : { ...members, type: "consent.not_required", mode: "standing_basis", basis: "employer notice" }
  return issueReceipt({ index, leaf, leafHash: new Uint8Array(32), durableAt })
}

/** A genuine permit for `callId`, effective at `durableAt` (monotonic ms). */
export function testPermit(callId: string, durableAt = 0): RecordingPermit {
  return permitFor(
    callId,
    ["caller", "agent"],
    [testReceipt(callId, "caller", durableAt, 1), testReceipt(callId, "agent", durableAt, 2)],
  )
}
