import { z } from "zod"

/* What the Relay double takes from a gateway: exactly the frames of the reference, and nothing else. */

const on = { node_id: z.string(), call_id: z.string() }
const controlled = { ...on, control_id: z.string().min(1) }
const audio = z.strictObject({
  type: z.literal("audio"),
  params: z.strictObject({ url: z.url({ protocol: /^https?$/ }) }),
})
const phone = z.strictObject({
  type: z.literal("phone"),
  params: z.strictObject({
    to_number: z.string().regex(/^\+\d+$/),
    from_number: z.string().regex(/^\+\d+$/),
    timeout: z.number(),
  }),
})

const tts = z.strictObject({
  type: z.literal("tts"),
  params: z.strictObject({ text: z.string().min(1).max(500), language: z.literal("en-US") }),
})

export const commands = {
  "signalwire.receive": z.strictObject({ contexts: z.array(z.string()).min(1) }),
  "calling.answer": z.strictObject(on),
  "calling.end": z.strictObject({
    ...on,
    reason: z.enum(["hangup", "cancel", "busy", "noAnswer", "decline", "error"]),
  }),
  "calling.play": z.strictObject({
    ...controlled,
    play: z.array(z.discriminatedUnion("type", [audio, tts])).length(1),
  }),
  "calling.play.stop": z.strictObject(controlled),
  "calling.collect": z.strictObject({
    ...controlled,
    digits: z.strictObject({ max: z.literal(1), digit_timeout: z.number() }),
    continuous: z.boolean(),
    start_input_timers: z.boolean(),
  }),
  "calling.dial": z.strictObject({ tag: z.string().min(1), devices: z.array(z.array(phone).min(1)).min(1) }),
  "calling.connect": z.strictObject({
    ...on,
    tag: z.string(),
    ringback: z.array(z.unknown()),
    devices: z.array(z.array(phone).min(1)).min(1),
  }),
  "calling.stream": z.strictObject({
    ...controlled,
    url: z.url({ protocol: /^wss?$/ }),
    track: z.literal("both_tracks"),
    codec: z.literal("PCMU"),
    authorization_bearer_token: z.string().min(20),
    custom_parameters: z.strictObject({ token: z.string().min(20) }),
  }),
  "calling.stream.stop": z.strictObject(controlled),
  // Anything left to the carrier's defaults ends the recording at the first second of silence.
  "calling.record": z.strictObject({
    ...controlled,
    record: z.strictObject({
      audio: z.strictObject({
        direction: z.literal("both"),
        stereo: z.literal(true),
        format: z.literal("wav"),
        beep: z.literal(false),
        initial_timeout: z.literal(0),
        end_silence_timeout: z.literal(0),
        terminators: z.literal(""),
      }),
    }),
  }),
  "calling.record.pause": z.strictObject({ ...controlled, behavior: z.literal("silence") }),
  "calling.record.resume": z.strictObject(controlled),
  "calling.record.stop": z.strictObject(controlled),
} as const
export type Method = keyof typeof commands

export const request = z.object({ jsonrpc: z.literal("2.0"), id: z.string(), method: z.string(), params: z.unknown() })
export const connect = z.object({
  version: z.object({ major: z.literal(3) }),
  event_acks: z.literal(true),
  agent: z.string(),
  protocol: z.string().optional(),
  authentication: z.object({ project: z.string(), token: z.string() }),
})

/** What the reference marks as not knowable without an account. Tests run both ways. */
export interface Unknowns {
  /** The connect result carries the signature by which a reconnect resumes the session. */
  resumes: boolean
  /** Events of the time without a connection are sent again after it. */
  replaysEvents: boolean
  /** Who placed a call is told of its answer by the dial's event before the call's own state. */
  dialFirst: boolean
  /** A collect with `continuous` goes on after a digit; else it ends with each. */
  collectGoesOn: boolean
  /** A digit's event comes in the same burst as the answer to its collect. */
  instantDigits: boolean
  /** A prompt or collect that the hang-up cut short still says so. */
  saysCutShort: boolean
  /** `finished` of a recording comes before `ended` of its call. */
  finishedFirst: boolean
  /** The answer to record carries the url already. */
  urlInAnswer: boolean
  /** The facts of a file stand inside `record` instead of at the top. */
  factsInside: boolean
  /** The url holds the REST id. */
  idInUrl: boolean
  /** A deleted recording's file goes at once. */
  fileGoesAtOnce: boolean
  /** A voice log's id is the call's own. */
  logNamesCall: boolean
}

export const KIND: Unknowns = {
  resumes: true,
  replaysEvents: true,
  dialFirst: false,
  collectGoesOn: true,
  instantDigits: false,
  saysCutShort: true,
  finishedFirst: true,
  urlInAnswer: true,
  factsInside: false,
  idInUrl: true,
  fileGoesAtOnce: true,
  logNamesCall: true,
}
export const UNKIND: Unknowns = {
  resumes: false,
  replaysEvents: false,
  dialFirst: true,
  collectGoesOn: false,
  instantDigits: true,
  saysCutShort: false,
  finishedFirst: false,
  urlInAnswer: false,
  factsInside: true,
  idInUrl: false,
  fileGoesAtOnce: false,
  logNamesCall: false,
}

/** Faults a test asks for. */
export interface Faults {
  /** Methods that get no answer and have no effect, though the connection stands. */
  readonly silent: Set<string>
  /** Methods that are refused with this code. */
  readonly refuse: Map<string, string>
  /** Methods after which the connection breaks before the answer: they have run. */
  readonly breakAfter: Set<string>
  /** Events that are lost on the way. */
  readonly loseEvents: Set<string>
  /** Every event comes twice. */
  doubleEvents: boolean
  /** The media socket shows another bearer, token or call id than it was given. */
  forgeStream: "bearer" | "token" | "call" | null
  /** REST answers 500. */
  restDown: boolean
  /** DELETE answers 204 and deletes nothing. */
  deleteLies: boolean
  /** How long a file takes to appear after the end, ms. */
  fileLateMs: number
}
