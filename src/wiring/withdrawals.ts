/*
 * Consents that are withdrawn after the call (Art. 7(3) GDPR). As in the call: the withdrawal is a leaf of the call, and
 * what was recorded is unplayable in the same commit; the line says whether it is shredded at once or after 72 hours.
 */
import type { Views } from "../api/ports.ts"
import { AssentError } from "../errors.ts"
import { consentRow } from "../consent/evidence.ts"
import type { CallRows } from "../consent/ports.ts"
import type { OperatorStore } from "../greetings/document.ts"
import { uuidv7 } from "../ids.ts"
import type { LeafOf } from "../ledger/entry.ts"
import { parseLeaf } from "../ledger/jcs.ts"
import type { Ledger } from "../ledger/ledger.ts"
import type { LedgerStore } from "../ledger/store.ts"
import type { RecordingRow, RecordingRows } from "../recording/ports.ts"
import type { Assess } from "../retention/assess.ts"
import { retainedBy } from "../retention/erase.ts"
import type { Eraser, Retained } from "../retention/eraser.ts"
import { isDue, withdrawnShredAt } from "../retention/schedule.ts"
import { withdrawalChoice } from "./withdrawn.ts"

export interface WithdrawalParts<Tx> {
  readonly ledger: Pick<Ledger<Tx>, "append">
  readonly ledgerStore: Pick<LedgerStore<Tx>, "leaf">
  readonly views: Pick<Views, "call" | "consents">
  readonly calls: Pick<CallRows<Tx>, "consent">
  readonly recordings: Pick<RecordingRows<Tx>, "ofCall" | "restricted">
  readonly operator: OperatorStore
  readonly assess: Assess
  readonly eraser: Pick<Eraser, "eraseRecording">
}

export interface Withdrawals {
  /**
   * Withdraws the caller's consent to these calls; may be repeated. A call without a grant stays what it is, and so
   * does what was recorded on another basis.
   * @returns what could not be shredded yet, and why @throws CONFLICT while one of the calls goes on
   */
  withdraw(callIds: readonly string[]): Promise<readonly Retained[]>
}

export function openWithdrawals<Tx>(parts: WithdrawalParts<Tx>): Withdrawals {
  // One at a time: a second withdrawal of one consent would contradict the first in the ledger.
  let last: Promise<unknown> = Promise.resolve()
  return {
    withdraw: (callIds) => {
      const run = last.then(() => withdrawAll(parts, callIds))
      last = run.catch(() => undefined)
      return run
    },
  }
}

async function withdrawAll<Tx>(parts: WithdrawalParts<Tx>, callIds: readonly string[]): Promise<readonly Retained[]> {
  for (const callId of callIds) {
    if ((await parts.views.call(callId))?.state !== "active") continue
    throw new AssentError("CONFLICT", "a call of this person is still in progress: withdraw again when it has ended")
  }
  const kept: Retained[] = []
  for (const callId of callIds) {
    await withdrawOne(parts, callId)
    for (const row of await parts.recordings.ofCall(callId)) {
      if (row.state === "shredded") continue
      const resolution = await parts.assess(row)
      // A crash between the leaf and this is repaired by the sweep: the moment stands in the row.
      if (isDue(resolution, new Date())) await parts.eraser.eraseRecording(row.id, "withdrawal")
      else kept.push(retainedBy(row.id, resolution))
    }
  }
  return kept
}

async function withdrawOne<Tx>(parts: WithdrawalParts<Tx>, callId: string): Promise<void> {
  const call = await parts.views.call(callId)
  const decided = await parts.views.consents({ callId, state: ["granted", "withdrawn"] }, { limit: 10, after: null })
  const own = decided.filter(({ party }) => party === "caller")
  const grant = own.find(({ state }) => state === "granted")
  if (!call || !grant || own.some(({ state }) => state === "withdrawn")) return
  const stored = await parts.ledgerStore.leaf(grant.leaf)
  const granted = stored ? parseLeaf(stored.entry) : null
  if (granted?.type !== "consent.granted") {
    throw new AssentError("LEDGER_CORRUPT", "the log lacks the consent that is to be withdrawn")
  }
  const at = new Date()
  const shredAt = withdrawnShredAt(at, withdrawalChoice(parts.operator, call.lineId))
  const withdrawn = withdrawnLeaf(granted, grant.leaf, at)
  const found = (await parts.recordings.ofCall(callId)).filter(hasAudio)
  const restrictions = found.map((row) => restrictionOf(row, withdrawn.ts, shredAt))
  await parts.ledger.append([withdrawn, ...restrictions], async (tx, [index = -1]) => {
    await parts.calls.consent(tx, consentRow(withdrawn, "withdrawn", index))
    for (const row of found) await parts.recordings.restricted(tx, row.id, shredAt)
  })
}

const hasAudio = ({ state }: RecordingRow): boolean => state !== "shredded" && state !== "lost"

function withdrawnLeaf(granted: LeafOf<"consent.granted">, index: number, at: Date): LeafOf<"consent.withdrawn"> {
  const { call, party, answered, purpose, recipients, script, script_sha256, heard } = granted
  return {
    v: 1,
    id: uuidv7(at.getTime()),
    ts: at.toISOString(),
    type: "consent.withdrawn",
    call,
    party,
    answered,
    // By no key of a call: whoever carried out the request stands in the request's own history.
    method: "none",
    purpose,
    ...(recipients === undefined ? {} : { recipients }),
    script,
    script_sha256,
    heard,
    consent: index,
  }
}

function restrictionOf({ id }: RecordingRow, ts: string, until: string): LeafOf<"restriction.set"> {
  return { v: 1, id: uuidv7(), ts, type: "restriction.set", rec: id, reason: "withdrawn", until }
}
