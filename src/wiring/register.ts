import type { Recipient } from "../config-recipients.ts"
import type { Config } from "../config.ts"
import type { OperatorStore } from "../greetings/document.ts"
import type { ScopedRule } from "../retention/schedule.ts"
import { processingRegister, type ProcessingRegister } from "../rights/register.ts"

export function registerOf(
  config: Config,
  parts: {
    readonly operator: Pick<OperatorStore, "current">
    readonly recipients: readonly Recipient[]
    readonly rules: readonly ScopedRule[]
  },
): ProcessingRegister {
  return processingRegister({
    organisation: config.organisation,
    recipients: parts.recipients,
    lines: parts.operator.current().lines,
    rules: parts.rules,
    security: {
      rotateDays: config.keys.rotate_days,
      idleMinutes: config.people.session_idle_minutes,
      twoPersons: config.mode === "production" && config.retention.two_persons,
      tls: config.public_url.startsWith("https:"),
      witnesses: config.ledger.witnesses.length,
    },
    madeAt: new Date(),
  })
}
