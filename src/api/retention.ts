import { z } from "zod"
import { ruleKinds, type ScopedRule } from "../retention/schedule.ts"
import { type App, noQuery, problems } from "./app.ts"
import { slug } from "./ids.ts"
import type { ApiParts } from "./parts.ts"
import { foundRecording, oneRecording } from "./recordings.ts"

const scope = slug.nullable().default(null)
const ruleMembers = {
  kind: z.enum(ruleKinds).describe("minimum: the law; maximum: minimisation; keep: the period in between"),
  days: z.int().min(1).max(36_500).describe("After the day the call ended"),
  basis: z.string().min(1).max(300).describe("Stands in the sentence people are given"),
  line: scope,
  category: scope,
  purpose: z.string().min(1).max(100).nullable().default(null),
  region: scope,
}
const ruleId = z.uuid().meta({ example: "019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091" })
const ruleExample = {
  id: "019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
  kind: "maximum" as const,
  days: 90,
  basis: "data minimisation",
  line: null,
  category: null,
  purpose: null,
  region: null,
  from: null,
  to: null,
}
const rule = z
  .strictObject({
    id: z.uuid(),
    ...ruleMembers,
    from: z.string().nullable().describe("For calls that ended from here on; null: for all"),
    to: z.string().nullable(),
  })
  .meta({ id: "RetentionRule", examples: [ruleExample] })

const apply = {
  dry_run: z.boolean().default(false).describe("Say what it would do to existing recordings and change nothing"),
  preview: z.string().max(64).optional().describe("Of the dry run: applies the change to existing recordings too"),
}
const effect = z
  .strictObject({
    rule: rule.nullable().describe("null in a dry run"),
    changes: z.int().nullable().describe("Existing recordings whose last day would move"),
    deletes: z.int().nullable().describe("Of those, due at once"),
    preview: z.string().nullable(),
  })
  .meta({ id: "RetentionChange", examples: [{ rule: null, changes: 12, deletes: 3, preview: "47DEQpj8HBSa" }] })

const resolution = z
  .strictObject({
    delete_after: z.string().describe("The last day by period alone"),
    shred_from: z.string().nullable().describe("null: not before something else ends"),
    playable: z.boolean(),
    by: z.string().describe("The rule that won"),
    rule: z.string().nullable(),
    basis: z.string().nullable(),
    policy_less: z.boolean().describe("Nothing says how long to keep it: the default applies"),
    sentence: z.string().describe("For the person"),
  })
  .meta({
    id: "Retention",
    examples: [
      {
        delete_after: "2027-11-23",
        shred_from: "2027-11-24T00:00:00.000Z",
        playable: true,
        by: "captured",
        rule: "default-365d",
        basis: null,
        policy_less: false,
        sentence: "kept until the end of 2027-11-23 (UTC), 365 days after the call ended, by the rule default-365d",
      },
    ],
  })

const state = z
  .strictObject({
    retention_overdue: z.int().describe("Recordings that should be gone and are not: 0"),
    asks: z
      .enum(["clock_jumped", "batch_abnormal"])
      .nullable()
      .describe("Why the sweep stopped and waits for a person"),
    records: z
      .strictObject({ contact: z.int(), agent: z.int(), note: z.int(), tags: z.int(), document: z.int() })
      .describe("Days that what is held beside calls is kept, since it was last worded"),
    history_days: z.int().nullable().describe("How far back calls are listed: kept or not, a setting of its own"),
  })
  .meta({
    id: "RetentionState",
    examples: [
      {
        retention_overdue: 0,
        asks: null,
        records: { contact: 730, agent: 1096, note: 365, tags: 365, document: 30 },
        history_days: null,
      },
    ],
  })

export function retentionRoutes(
  app: App,
  {
    rules,
    upkeep,
    assess,
    recording,
    settings,
    records,
  }: Pick<ApiParts, "rules" | "upkeep" | "assess" | "recording" | "settings" | "records">,
): void {
  const tags = ["retention"]
  app.get(
    "/retention",
    {
      config: { permission: "retention:read" },
      schema: {
        tags,
        summary: "How the sweeps are doing",
        querystring: noQuery,
        response: { 200: state, ...problems },
      },
    },
    async () => ({
      retention_overdue: await upkeep.overdue(),
      asks: upkeep.asks(),
      records: { ...records.days() },
      history_days: settings.historyDays,
    }),
  )

  app.post(
    "/retention/confirm",
    {
      config: { permission: "operation:write", idempotency: "accepted" },
      schema: {
        tags,
        summary: "Say that the clock and the batch are right: a sweep that asked goes on",
        querystring: noQuery,
        response: { 200: z.strictObject({ due: z.int() }).meta({ examples: [{ due: 12 }] }), ...problems },
      },
    },
    async () => {
      const due = await upkeep.confirm()
      await upkeep.round()
      return { due }
    },
  )

  app.get(
    "/recordings/:id/retention",
    {
      config: { permission: "retention:read", within: "recording" },
      schema: {
        tags,
        summary: "Until when a recording is kept, which rule won, and the sentence for the person",
        params: oneRecording,
        querystring: noQuery,
        response: { 200: resolution, ...problems },
      },
    },
    async (request) => {
      const found = await assess(await foundRecording(recording, request.params.id))
      return {
        delete_after: found.deleteAfter,
        shred_from: found.shredFrom,
        playable: found.playable,
        by: found.by,
        rule: found.rule,
        basis: found.basis,
        policy_less: found.policyLess,
        sentence: found.sentence,
      }
    },
  )

  app.get(
    "/retention/rules",
    {
      config: { permission: "retention:read" },
      schema: {
        tags,
        summary: "The rules, beside what each line says",
        querystring: noQuery,
        response: { 200: z.strictObject({ data: z.array(rule) }), ...problems },
      },
    },
    async () => ({ data: [...(await rules.list())] }),
  )

  app.post(
    "/retention/rules",
    {
      config: { permission: "retention:write" },
      schema: {
        tags,
        summary: "Add a rule for calls to come; with the preview of a dry run, for existing recordings too",
        querystring: noQuery,
        body: z
          .strictObject({ ...ruleMembers, ...apply })
          .meta({ example: { kind: "maximum", days: 90, basis: "data minimisation", dry_run: true } }),
        response: { 200: effect, ...problems },
      },
    },
    async ({ body: { dry_run: dryRun, preview, ...change } }) => changed(change, dryRun, preview),
  )

  app.post(
    "/retention/rules/:id/remove",
    {
      config: { permission: "retention:write" },
      schema: {
        tags,
        summary: "End a rule for calls to come; with the preview of a dry run, for existing recordings too",
        params: z.strictObject({ id: ruleId }),
        querystring: noQuery,
        body: z.strictObject(apply).meta({ example: { dry_run: true } }),
        response: { 200: effect, ...problems },
      },
    },
    async ({ params, body }) => changed({ remove: params.id }, body.dry_run, body.preview),
  )

  async function changed(
    change: Parameters<ApiParts["rules"]["preview"]>[0],
    dryRun: boolean,
    preview: string | undefined,
  ): Promise<{ rule: ScopedRule | null; changes: number | null; deletes: number | null; preview: string | null }> {
    if (dryRun) return { rule: null, ...(await rules.preview(change)) }
    const made = await rules.change(change, preview ?? null)
    return { rule: made.rule, changes: null, deletes: null, preview: null }
  }
}
