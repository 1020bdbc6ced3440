/* Where a line's calls go. */
import { z } from "zod"
import { e164, id } from "./document-words.ts"

/** A SIP address (RFC 3261, 19.1) of user, host and port alone: further parameters would be the carrier's to obey. */
const sipUri = z
  .string()
  .max(200)
  .regex(
    /^sips?:[A-Za-z0-9._~%+-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,120}[A-Za-z0-9])?(:\d{1,5})?$/,
    "a SIP address, for example sip:desk@pbx.example.com",
  )

const seconds = z.int().min(5).max(120)

/**
 * Who speaks there, by the id of `PUT /v1/agents/:id`: a call that is connected there is this agent's by itself. Left out
 * where several people may answer.
 */
const agent = id.optional()

/** One place that is rung for so long before the next one. */
const target = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("phone"), number: e164, ring_seconds: seconds, agent }),
  z.strictObject({ kind: z.literal("sip"), uri: sipUri, ring_seconds: seconds, agent }),
  z.strictObject({ kind: z.literal("test-agent"), ring_seconds: seconds }),
  /** Takes every call that reaches it, so it comes last. */
  z.strictObject({ kind: z.literal("voicemail"), max_seconds: z.int().min(10).max(600) }),
])

export const destination = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("test-agent") }),
    z.strictObject({
      kind: z.literal("phone"),
      number: e164,
      /** Whoever answers presses 1 to take the call: keeps the destination's voicemail out. */
      press_to_accept: z.boolean().optional(),
      agent,
    }),
    z.strictObject({ kind: z.literal("sip"), uri: sipUri, agent }),
    /** One after the other, until somebody answers. */
    z.strictObject({ kind: z.literal("queue"), targets: z.array(target).min(1).max(20) }),
    /** The caller leaves a message, under the consent that the line asked for; without it none is taken, and they are told. */
    z.strictObject({ kind: z.literal("voicemail"), max_seconds: z.int().min(10).max(600) }),
    /** Nobody is reached: the caller is told, is not asked, and the call ends. */
    z.strictObject({ kind: z.literal("hang-up") }),
  ])
  .superRefine((each, context) => {
    if (each.kind !== "queue") return
    each.targets.forEach((one, i) => {
      if (one.kind !== "voicemail" || i === each.targets.length - 1) return
      const message = "voicemail takes every call: nothing can follow it"
      context.addIssue({ code: "custom", path: ["targets", i, "kind"], message })
    })
  })
export type Destination = z.infer<typeof destination>
export type Target = z.infer<typeof target>

/** Every agent it names, and in which member. */
export function agentsAt(each: Destination): readonly { readonly agent: string; readonly field: string }[] {
  const named = (place: Destination | Target, at: string) =>
    "agent" in place && place.agent !== undefined ? [{ agent: place.agent, field: `${at}agent` }] : []
  return each.kind === "queue" ? each.targets.flatMap((one, i) => named(one, `targets.${i}.`)) : named(each, "")
}

/** Some part of it is inside the gateway: only callers whose audio passes through it can be connected to that. */
export function endsInside(each: Destination): boolean {
  const kinds: readonly string[] = each.kind === "queue" ? each.targets.map(({ kind }) => kind) : [each.kind]
  return kinds.some((kind) => kind === "test-agent" || kind === "voicemail")
}

/** Reached by the gateway, leg by leg: the carrier alone could not go from one to the next, nor take a message. */
export function needsBridge({ kind }: Destination): boolean {
  return kind === "queue" || kind === "voicemail" || kind === "hang-up"
}
