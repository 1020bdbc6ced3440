import type { FastifyInstance } from "fastify"
import { privacyPages } from "../api/door/privacy-page.ts"
import { receiptPage } from "../api/door/receipt-page.ts"
import type { ApiParts } from "../api/parts.ts"
import type { Config } from "../config.ts"
import { greetingRules } from "./greeting-rules.ts"

/** The callers' pages: what is recorded on a line, and what a caller may do with a receipt. */
export function openDoor(
  app: FastifyInstance,
  parts: Pick<ApiParts, "callerDoor" | "operator" | "recipients" | "log"> & {
    readonly config: Pick<Config, "public_url" | "organisation" | "controller" | "keys" | "trunks" | "greetings">
  },
): void {
  const { config, recipients } = parts
  const { controller, dpo } = config.organisation
  receiptPage(app, parts.callerDoor, parts.log)
  privacyPages(app, {
    operator: parts.operator,
    publicUrl: config.public_url,
    controller,
    officer: dpo,
    contact: config.controller.contact,
    authority: config.controller.supervisory_authority,
    keysInCall: greetingRules(config).keysInCall,
    recipients: () => recipients.list().map(({ name }) => name),
  })
}
