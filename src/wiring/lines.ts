import type { LineTerms } from "../consent/evidence.ts"
import { AssentError } from "../errors.ts"
import type { Line, OperatorStore } from "../greetings/document.ts"
import type { LineRetention } from "../recording/recorder.ts"
import { expiryOf } from "../retention/schedule.ts"

/** @throws NOT_FOUND */
export function lineById(operator: OperatorStore, id: string): Line {
  const line = operator.current().lines.find((candidate) => candidate.id === id)
  if (!line) throw new AssentError("NOT_FOUND", "there is no such line", { field: "line" })
  return line
}

export function termsOfLine(operator: OperatorStore): (lineId: string) => LineTerms {
  return (lineId) => {
    const line = lineById(operator, lineId)
    return { purposes: line.purposes, agentBasis: line.agent_basis }
  }
}

export function retentionOfLine(operator: OperatorStore): (lineId: string) => LineRetention {
  return (lineId) => {
    const { retention, on_withdrawal } = lineById(operator, lineId)
    return {
      policy: retention.policy,
      deleteAfter: (from) => expiryOf(from, retention).deleteAfter,
      shredAtOnce: on_withdrawal === "shred_at_once",
    }
  }
}
