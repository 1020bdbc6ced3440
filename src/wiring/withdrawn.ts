import type { Views } from "../api/ports.ts"
import { hasCode } from "../errors.ts"
import type { OperatorStore } from "../greetings/document.ts"
import { withdrawnShredAt as shredAt } from "../retention/schedule.ts"
import { lineById } from "./lines.ts"

/**
 * When the recording of a call must be shredded that was withdrawn before the process was killed; `null` when it was
 * not. A line that is gone from the document shreds at once.
 */
export function withdrawnShredAt(views: Views, operator: OperatorStore): (callId: string) => Promise<Date | null> {
  return async (callId) => {
    const [withdrawal] = await views.consents({ callId, state: ["withdrawn"] }, { limit: 1, after: null })
    const call = await views.call(callId)
    if (!withdrawal || !call) return null
    return new Date(shredAt(new Date(withdrawal.at), withdrawalChoice(operator, call.lineId)))
  }
}

/** What the line says about what was recorded before a withdrawal. */
export function withdrawalChoice(operator: OperatorStore, lineId: string): "restrict_72h" | "shred_at_once" {
  try {
    return lineById(operator, lineId).on_withdrawal
  } catch (error) {
    if (hasCode(error, "NOT_FOUND")) return "shred_at_once"
    throw error
  }
}
