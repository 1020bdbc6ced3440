import { z } from "zod"
import type { ConsentRow } from "../consent/ports.ts"
import { AssentError } from "../errors.ts"
import { type App, noQuery, problems } from "./app.ts"
import { example, idInput, idOutput, shown } from "./ids.ts"
import { type Pager, pageOf, pageQuery } from "./paging.ts"
import type { ApiParts } from "./parts.ts"

export const consentStates = [
  "granted",
  "refused",
  "no_answer",
  "failed",
  "not_asked",
  "not_required",
  "withdrawn",
] as const
export const consentState = z.enum(consentStates)

/** `a,b`: any of them. */
export function anyOf<const T extends string>(states: readonly T[]) {
  const names = states.join("|")
  return z
    .string()
    .max(200)
    .regex(new RegExp(`^(${names})(,(${names}))*$`), `one or more of ${states.join(", ")}, separated by commas`)
    .transform((list): T[] => states.filter((state) => list.split(",").includes(state)))
    .optional()
    .meta({ example: states.slice(0, 2).join(",") })
}

export const consentView = z
  .strictObject({
    id: idOutput("cns"),
    call_id: idOutput("call"),
    party: z.enum(["caller", "agent"]),
    state: consentState,
    method: z.string().describe("dtmf, speech, agent, prior or none"),
    script: z.string().describe("<greeting>/<version>/<language>"),
    script_sha256: z.string().describe("base64url, over the audio, the text and the meaning of each key"),
    heard: z.strictObject({ bytes: z.int(), total: z.int() }).describe("How much of the notice was proven to be heard"),
    at: z.string(),
    leaf_index: z.int().describe("Where it stands in the ledger"),
    recipients: z.strictObject({
      register_sha256: z.string().nullable().describe("The register it was given under; null: nobody was named"),
      not_covered: z.array(z.string()).describe("Recipients of today that it does not cover: they came later"),
    }),
  })
  .meta({
    id: "Consent",
    examples: [
      {
        id: example("cns"),
        call_id: example("call"),
        party: "caller",
        state: "granted",
        method: "dtmf",
        script: "standard/3/en",
        script_sha256: "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
        heard: { bytes: 64000, total: 64000 },
        at: "2026-11-23T16:20:07.123Z",
        leaf_index: 42,
        recipients: { register_sha256: null, not_covered: [] },
      },
    ],
  })

export function consentRoutes(
  app: App,
  { views, recipients }: Pick<ApiParts, "views" | "recipients">,
  page: Pager,
): void {
  app.get(
    "/consents",
    {
      config: { permission: "consents:read", within: "call-query" },
      schema: {
        tags: ["consents"],
        summary: "Consents, refusals, silences and withdrawals, newest first",
        querystring: z.strictObject({
          ...pageQuery,
          call: idInput("call").optional(),
          state: anyOf(consentStates),
        }),
        response: { 200: pageOf(consentView), ...problems },
      },
    },
    (request, reply) => {
      const { call, state } = request.query
      const filter = { ...(call === undefined ? {} : { callId: call }), ...(state === undefined ? {} : { state }) }
      return page(
        request,
        reply,
        request.query,
        (want) => views.consents(filter, want),
        (row) => viewOfConsent(row, recipients),
      )
    },
  )

  app.get(
    "/consents/:id",
    {
      config: { permission: "consents:read", within: "consent" },
      schema: {
        tags: ["consents"],
        summary: "One consent",
        params: z.strictObject({ id: idInput("cns") }),
        querystring: noQuery,
        response: { 200: consentView, ...problems },
      },
    },
    async (request) => {
      const row = await views.consent(request.params.id)
      if (!row) throw new AssentError("NOT_FOUND", "there is no such consent")
      return viewOfConsent(row, recipients)
    },
  )
}

export async function viewOfConsent(
  row: ConsentRow,
  recipients: Pick<ApiParts["recipients"], "ofLeaf">,
): Promise<z.infer<typeof consentView>> {
  const covered = await recipients.ofLeaf(row.leaf)
  return {
    id: shown("cns", row.id),
    call_id: shown("call", row.callId),
    party: row.party,
    state: row.state,
    method: row.method,
    script: row.script,
    script_sha256: row.scriptSha256,
    heard: { bytes: row.heardBytes, total: row.heardTotal },
    at: row.at,
    leaf_index: row.leaf,
    recipients: {
      register_sha256: covered.sha256,
      not_covered: covered.notCovered.map(({ id }) => id),
    },
  }
}
