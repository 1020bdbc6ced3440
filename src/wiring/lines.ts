import type { LineTerms } from "../consent/evidence.ts"
import { AssentError } from "../errors.ts"
import type { Destination } from "../greetings/document-destination.ts"
import { needsBasis, type Line } from "../greetings/document-line.ts"
import type { OperatorStore } from "../greetings/document.ts"
import { lineAt } from "../greetings/line-at.ts"
import { madeAt } from "../ids.ts"
import type { LineRetention } from "../recording/recorder.ts"
import { resolve, type ScopedRule } from "../retention/schedule.ts"

/** @throws NOT_FOUND */
export function lineById(operator: OperatorStore, id: string): Line {
  const line = operator.current().lines.find((candidate) => candidate.id === id)
  if (!line) throw new AssentError("NOT_FOUND", "there is no such line", { field: "line" })
  return line
}

/** Where a call goes: by the hours in which it came, however long the question took. @throws NOT_FOUND */
export function destinationOfCall(operator: OperatorStore, call: { callId: string; lineId: string }): Destination {
  const { schedules = [] } = operator.current()
  return lineAt(lineById(operator, call.lineId), schedules, madeAt(call.callId)).destination
}

export function termsOfLine(operator: OperatorStore): (lineId: string) => LineTerms {
  return (lineId) => {
    const line = lineById(operator, lineId)
    const recipients = operator.current().recipients?.versions.at(-1)?.sha256
    const { mode, legal_basis: basis } = line
    const notRequired = needsBasis(mode) && basis !== undefined ? { mode, basis } : undefined
    return { purposes: line.purposes, agentBasis: line.agent_basis, notRequired, recipients }
  }
}

/** What the line says about keeping, within the rules as they are when it is asked. */
export function retentionOfLine(
  operator: OperatorStore,
  rules: () => readonly ScopedRule[],
): (lineId: string) => LineRetention {
  return (lineId) => {
    const { retention, on_withdrawal, purposes, category, region } = lineById(operator, lineId)
    const facts = {
      line: lineId,
      category: category ?? null,
      purposes,
      region: region ?? null,
      captured: retention,
      shredAt: null,
      restricted: false,
      holds: [],
      erasureAsked: false,
    }
    return {
      policy: retention.policy,
      deleteAfter: (from) => resolve({ ...facts, callEndedAt: from }, rules()).deleteAfter,
      shredAtOnce: on_withdrawal === "shred_at_once",
    }
  }
}
