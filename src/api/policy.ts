/* Which rule decides how a caller is asked, and whether past decisions hold. Numbers come in bodies: addresses are logged. */
import { z } from "zod"
import type { RuleSet } from "../consent/jurisdictions.ts"
import type { LineMode, PolicyDecision, PolicyInputs } from "../consent/policy.ts"
import type { Replay } from "../consent/replay.ts"
import type { LineWarning } from "../consent/warnings.ts"
import { askModes } from "../ledger/entry.ts"
import { type App, noQuery, problems } from "./app.ts"
import { e164 } from "./ids.ts"
import {
  explanationView,
  replayView,
  rulesView,
  viewOfExplanation,
  viewOfReplay,
  viewOfRules,
  viewOfWarning,
  warningsView,
} from "./policy-view.ts"

export interface PolicyAsk {
  /** E.164; `null`: withheld. */
  readonly from: string | null
  readonly to: string
  /** A day (UTC); absent: today. */
  readonly at?: string | undefined
  /** Instead of those of the line that has the number `to`. */
  readonly mode?: LineMode | undefined
  readonly location?: string | undefined
}

export interface Explained {
  readonly inputs: PolicyInputs
  readonly line: string | null
  readonly decision: PolicyDecision
  readonly rules: RuleSet
}

export interface PolicyDesk {
  /** @throws NOT_FOUND when no line has the number and no mode is given */
  explain(ask: PolicyAsk): Explained
  rules(): RuleSet
  warnings(): readonly (LineWarning & { readonly line: string })[]
  replay(): Promise<Replay>
}

const modes = [...askModes, "off"] as const
const tags = ["policy"]

const asking = z
  .strictObject({
    from: e164.nullish().describe("The caller; null or absent: withheld"),
    to: e164.describe("The dialled number"),
    at: z.union([z.iso.date(), z.iso.datetime()]).optional().describe("A day or a moment; absent: now"),
    mode: z.enum(modes).optional().describe("Instead of the mode of the line that has this number"),
    location: z
      .string()
      .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, "such as DE or US-CA")
      .optional()
      .describe("Instead of where that line declares to be"),
  })
  .meta({ example: { from: "+14155550123", to: "+4930123456", at: "2026-11-23", mode: "notice_only" } })

export function policyRoutes(app: App, policy: PolicyDesk): void {
  app.post(
    "/policy/explain",
    {
      config: { permission: "lines:read", idempotency: "accepted" },
      schema: {
        tags,
        summary: "How a call would be asked, and which rule decides it",
        description: "Nothing is stored. The strictest rule of all places found counts. Not legal advice.",
        querystring: noQuery,
        body: asking,
        response: { 200: explanationView, ...problems },
      },
    },
    async ({ body }) => {
      const { from, at, ...more } = body
      return viewOfExplanation(
        policy.explain({ ...more, from: from ?? null, at: at === undefined ? undefined : dayOf(at) }),
      )
    },
  )

  app.get(
    "/policy/rules",
    {
      config: { permission: "lines:read" },
      schema: {
        tags,
        summary: "The jurisdiction rules in use, each with statute, sources, review and confidence",
        querystring: noQuery,
        response: { 200: rulesView, ...problems },
      },
    },
    async () => viewOfRules(policy.rules()),
  )

  app.get(
    "/policy/warnings",
    {
      config: { permission: "lines:read" },
      schema: {
        tags,
        summary: "Lines whose mode some jurisdiction does not allow",
        querystring: noQuery,
        response: { 200: warningsView, ...problems },
      },
    },
    async () => ({ data: policy.warnings().map(viewOfWarning) }),
  )

  app.get(
    "/policy/replay",
    {
      config: { permission: "audit:read" },
      schema: {
        tags,
        summary: "Every past decision made again from its stored inputs, and where the outcome differs",
        description: "Reads the whole ledger.",
        querystring: noQuery,
        response: { 200: replayView, ...problems },
      },
    },
    async () => viewOfReplay(await policy.replay()),
  )
}

function dayOf(at: string): string {
  return new Date(at).toISOString().slice(0, 10)
}
