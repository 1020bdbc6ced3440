/* The callers' own door: with the receipt code they heard and the number they called from, and without an account. */
import type { FastifyReply } from "fastify"
import { z } from "zod"
import { languages, type SubjectRequest } from "../rights/ports.ts"
import { CODE_DIGITS, type Proof, TooManyGuesses } from "../rights/receipt-door.ts"
import { type App, noQuery, problems } from "./app.ts"
import { consentState } from "./consents.ts"
import { example, idOutput, shown } from "./ids.ts"
import { viewOfRequest } from "./request-view.ts"
import { sendProblem } from "./problem.ts"

/** What becomes of the audio. `none`: nothing was kept, or nothing that could be heard. */
const audioStates = ["none", "running", "kept", "restricted", "erased"] as const
export type AudioState = (typeof audioStates)[number]

/** What a caller is told of one call. No number, no name of anybody. */
export interface ReceiptState {
  readonly callId: string
  readonly lineId: string
  readonly at: string
  /** Who answers for the recording. */
  readonly organisation: string
  readonly live: boolean
  readonly decision: { readonly state: z.infer<typeof consentState>; readonly at: string } | null
  /** The notice that was played, by its published version; `null` when none was. */
  readonly notice: { readonly greeting: string; readonly version: number; readonly language: string } | null
  readonly audio: AudioState
  /** Calendar day (UTC) until which audio is kept; `null` where there is none, or a hold keeps it. */
  readonly keptUntil: string | null
  /** There is a consent that can be taken back. */
  readonly canWithdraw: boolean
}

/** Each: @throws TooManyGuesses; NOT_FOUND for whatever does not fit. Each success is on record before it is answered. */
export interface CallerDoor {
  state(proof: Proof, network: string): Promise<ReceiptState>
  /** May be repeated. @throws CONFLICT when there is no consent to take back */
  withdraw(proof: Proof, network: string): Promise<ReceiptState>
  /** Files a request with its clock; staff decide it. */
  ask(
    proof: Proof,
    what: { readonly kind: "access" | "erasure"; readonly language: SubjectRequest["language"] },
    network: string,
  ): Promise<SubjectRequest>
}

/** People write numbers and codes in groups. `00` stands for `+`. */
export const proofMembers = {
  code: z
    .string()
    .max(40)
    .transform((text) => text.replaceAll(/[\s.-]/g, ""))
    .pipe(z.string().regex(new RegExp(`^\\d{${CODE_DIGITS}}$`), `the ${CODE_DIGITS} digits of the receipt code`))
    .meta({ example: "31415926" }),
  number: z
    .string()
    .max(40)
    .transform((text) => text.replaceAll(/[\s()./-]/g, "").replace(/^00/, "+"))
    .pipe(z.string().regex(/^\+[1-9]\d{6,14}$/, "the number you called from, with its country code"))
    .meta({ example: "+4915112345678" }),
}
const proof = z.strictObject(proofMembers)

const stateView = z
  .strictObject({
    call_id: idOutput("call"),
    line_id: z.string(),
    at: z.string(),
    organisation: z.string(),
    live: z.boolean(),
    decision: z.strictObject({ state: consentState, at: z.string() }).nullable(),
    notice: z.strictObject({ greeting: z.string(), version: z.int(), language: z.string() }).nullable(),
    audio: z.enum(audioStates),
    kept_until: z.string().nullable().describe("Calendar day (UTC)"),
    can_withdraw: z.boolean(),
  })
  .meta({
    id: "ReceiptState",
    examples: [
      {
        call_id: example("call"),
        line_id: "main",
        at: "2026-11-23T16:20:00.000Z",
        organisation: "Example GmbH",
        live: false,
        decision: { state: "granted", at: "2026-11-23T16:20:09.000Z" },
        notice: { greeting: "welcome", version: 3, language: "en" },
        audio: "kept",
        kept_until: "2027-11-23",
        can_withdraw: true,
      },
    ],
  })

const filedView = z
  .strictObject({ id: idOutput("dsr"), kind: z.enum(["access", "erasure"]), state: z.string(), due_on: z.string() })
  .meta({
    id: "ReceiptRequest",
    examples: [{ id: example("dsr"), kind: "access", state: "received", due_on: "2026-12-23" }],
  })

export function callerDoorRoutes(app: App, door: CallerDoor): void {
  const told = "404 for a wrong code as for an unknown number; 429 with Retry-After after too many wrong ones."
  const route = (summary: string) => ({ tags: ["requests"], summary, description: told, querystring: noQuery })
  const config = { permission: "public", idempotency: "none" } as const

  app.post(
    "/receipt",
    {
      config,
      schema: {
        ...route("What is known of the call of a receipt"),
        body: proof,
        response: { 200: stateView, ...problems },
      },
    },
    async (request, reply) => unlessSlowed(reply, async () => viewOfState(await door.state(request.body, request.ip))),
  )

  app.post(
    "/receipt/withdraw",
    {
      config,
      schema: {
        ...route(
          "Take the consent back: a live recording ends at once, what was recorded is locked and then destroyed",
        ),
        body: proof,
        response: { 200: stateView, ...problems },
      },
    },
    async (request, reply) =>
      unlessSlowed(reply, async () => viewOfState(await door.withdraw(request.body, request.ip))),
  )

  app.post(
    "/receipt/requests",
    {
      config,
      schema: {
        ...route("Ask for a copy of the data, or for their erasure: a request that is due within a month"),
        body: proof.extend({ kind: z.enum(["access", "erasure"]), language: z.enum(languages).default("en") }),
        response: { 201: filedView, ...problems },
      },
    },
    async (request, reply) => {
      const { kind, language, ...given } = request.body
      return unlessSlowed(reply, async () => {
        const { id, state, due_on } = viewOfRequest(await door.ask(given, { kind, language }, request.ip))
        void reply.code(201)
        return { id, kind, state, due_on }
      })
    },
  )
}

async function unlessSlowed<T>(reply: FastifyReply, work: () => Promise<T>): Promise<T | FastifyReply> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof TooManyGuesses)) throw error
    return sendProblem(reply, {
      status: 429,
      code: "too-many-tries",
      title: "Too many tries",
      detail: "wait as long as Retry-After says",
      headers: { "retry-after": String(Math.ceil(error.waitMs / 1000)) },
    })
  }
}

function viewOfState(state: ReceiptState): z.infer<typeof stateView> {
  return {
    call_id: shown("call", state.callId),
    line_id: state.lineId,
    at: state.at,
    organisation: state.organisation,
    live: state.live,
    decision: state.decision,
    notice: state.notice,
    audio: state.audio,
    kept_until: state.keptUntil,
    can_withdraw: state.canWithdraw,
  }
}
