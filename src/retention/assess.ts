/* Gathers the facts of one recording for the resolver. */
import { hasCode } from "../errors.ts"
import { decodeHeader } from "../recording/header.ts"
import type { RecordingRow } from "../recording/ports.ts"
import type { HoldRows, RetentionRows, RuleRows } from "./ports.ts"
import { type RecordingFacts, type Resolution, resolve, type RetentionRule, type ScopedRule } from "./schedule.ts"

const DAY_MS = 86_400_000

/** What rules may ask about a call's line. */
export interface LineFacts {
  readonly line: string
  readonly category: string | null
  readonly purposes: readonly string[]
  readonly region: string | null
}

export interface AssessDeps<Tx> {
  readonly rules: Pick<RuleRows<Tx>, "rules">
  readonly holds: Pick<HoldRows<Tx>, "holdsOf" | "restrictionOf">
  readonly rows: Pick<RetentionRows<Tx>, "isWaiting">
  /** `null` for a call nothing is known of. A line that is gone from the document still has its id. */
  readonly lineOf: (callId: string) => Promise<LineFacts | null>
}

export interface Assessed extends Resolution {
  /** Nothing says how long it is to be kept: the default applies, and somebody should look. */
  readonly policyLess: boolean
}

export interface Assess {
  /** @param asked as if the person had asked for its erasure now */
  (row: RecordingRow, asked?: boolean, rules?: readonly ScopedRule[]): Promise<Assessed>
}

export function assessor<Tx>({ rules, holds, rows, lineOf }: AssessDeps<Tx>): Assess {
  return async (row, asked = false, given) => {
    const line = await lineOf(row.callId)
    const captured = capturedRule(row)
    const facts: RecordingFacts = {
      callEndedAt: new Date(row.endedAt ?? row.startedAt),
      line: line?.line ?? null,
      category: line?.category ?? null,
      purposes: line?.purposes ?? [],
      region: line?.region ?? null,
      captured,
      shredAt: row.shredAt,
      restricted: (await holds.restrictionOf(row.id)) !== null,
      holds: await holds.holdsOf(row.id),
      erasureAsked: asked || (await rows.isWaiting(row.id, row.callId)),
    }
    return { ...resolve(facts, given ?? (await rules.rules())), policyLess: captured === null }
  }
}

/** The period as of capture, which the header binds to every segment; `null` when the header cannot be read. */
export function capturedRule(row: Pick<RecordingRow, "header">): RetentionRule | null {
  try {
    const { retention, started_at } = decodeHeader(row.header).header
    const days = (Date.parse(retention.delete_after) - Date.parse(started_at.slice(0, 10))) / DAY_MS
    return Number.isInteger(days) && days >= 1 && days <= 36_500 ? { policy: retention.policy, days } : null
  } catch (error) {
    if (hasCode(error, "RECORDING_CORRUPT")) return null
    throw error
  }
}
