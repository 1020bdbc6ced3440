import { z } from "zod"
import { AssentError } from "../errors.ts"
import { type App, noQuery, problems } from "./app.ts"
import { e164 } from "./ids.ts"

const key = z.strictObject({
  key: z.enum(["1", "2", "*", "0"]),
  came: z
    .enum(["event", "tone", "none"])
    .describe(
      "event: as the carrier's event; tone: only as a tone in the audio (on Relay it is heard in talk alone); none: not at all",
    ),
})
const part = z.strictObject({
  part: z
    .enum(["menu", "notice", "silence", "talk"])
    .describe(
      "menu: gathered by a document (not on Relay, which has none); notice: while words play; silence: after them; talk: beside a copy of both tracks, as in a conversation",
    ),
  keys: z.array(key),
})
const result = z.strictObject({
  state: z.enum(["calling", "talking", "ended"]),
  outcome: z.enum(["complete", "cut_short", "no_answer", "refused"]).nullable(),
  parts: z.array(part).describe("Those that were reached"),
  carrier_recordings: z
    .int()
    .nullable()
    .describe("Recordings of this call that the carrier made by itself; null while that is not known"),
})
const view = result.extend({ id: z.uuid() }).meta({
  id: "TrunkTestCall",
  examples: [
    {
      id: "019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
      state: "ended",
      outcome: "complete",
      parts: [{ part: "menu", keys: [{ key: "*", came: "none" }] }],
      carrier_recordings: 0,
    },
  ],
})
type Result = z.infer<typeof result>

/** Calls a tester's phone to learn which keys a trunk brings. */
export interface TrunkTests {
  /** @returns its id @throws NOT_FOUND, CONFLICT while one is running, INPUT_INVALID with the field that has to change */
  place(trunk: string, order: { readonly to: string; readonly from: string | null; readonly partMs: number }): string
  /** `null` for a call that is not known, or no longer. @throws NOT_FOUND */
  result(trunk: string, id: string): Result | null
}

const testId = z.uuid().meta({ example: "019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091" })
const trunk = z.string().max(32).meta({ example: "main" })

export function trunkTestRoutes(app: App, tests: TrunkTests): void {
  const found = (name: string, id: string) => {
    const known = tests.result(name, id)
    if (!known) throw new AssentError("NOT_FOUND", "this trunk has no such test call, or has no longer")
    return { id, ...known }
  }

  app.post(
    "/trunks/:name/test-calls",
    {
      config: { permission: "operation:write" },
      schema: {
        tags: ["test calls"],
        summary: "Call a tester's phone over this trunk, to learn which keys arrive",
        description:
          "The call asks for the keys 1, 2, star and 0, in each part. It is never recorded and stands in no ledger; its numbers are kept nowhere. One at a time for each trunk.",
        params: z.strictObject({ name: trunk }),
        querystring: noQuery,
        body: z
          .strictObject({
            to: e164.describe("The tester's phone"),
            from: e164.nullish().describe("A number of this trunk; null or absent: the trunk's caller_id"),
            part_seconds: z.int().min(1).max(30).default(12).describe("How long each part waits for keys"),
          })
          .meta({ example: { to: "+491511234567" } }),
        response: { 202: view, ...problems },
      },
    },
    async (request, reply) => {
      const { name } = request.params
      const { to, from = null, part_seconds } = request.body
      return reply.status(202).send(found(name, tests.place(name, { to, from, partMs: part_seconds * 1000 })))
    },
  )

  app.get(
    "/trunks/:name/test-calls/:id",
    {
      config: { permission: "operation:write" },
      schema: {
        tags: ["test calls"],
        summary: "What a test call has learnt so far",
        description: "Known for ten minutes after its end.",
        params: z.strictObject({ name: trunk, id: testId }),
        querystring: noQuery,
        response: { 200: view, ...problems },
      },
    },
    async (request) => found(request.params.name, request.params.id),
  )
}
