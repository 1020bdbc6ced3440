/*
 * What a carrier may say on a JSON media stream, as new typed values. Everything here is the carrier's: sequence
 * numbers, chunks and timestamps may repeat, jump or lie; they are parsed here and judged in media-clock.ts.
 */
import { z } from "zod"
import type { Track } from "../../audio/frame.ts"
import type { Digit } from "../../call/ports.ts"
import { base64Bytes } from "./base64.ts"

export interface StreamStart {
  readonly streamSid: string
  readonly carrierCallId: string
  readonly tracks: readonly Track[]
  /** What our own document handed to the stream; `token` proves that we asked for it. */
  readonly parameters: Readonly<Record<string, string>>
}

export interface MediaMessage {
  readonly type: "media"
  readonly streamSid: string | null
  readonly track: Track
  /** Counts the frames of one track from 1; `null` when the carrier does not number them. */
  readonly chunk: number | null
  /** Milliseconds on the carrier's clock. */
  readonly timestamp: number
  readonly payload: Uint8Array
  readonly base64: string
}

export type CarrierMessage =
  | { readonly type: "connected"; readonly protocol: string | null; readonly version: string | null }
  | { readonly type: "start"; readonly start: StreamStart }
  | MediaMessage
  | { readonly type: "dtmf"; readonly streamSid: string | null; readonly digit: Digit }
  | { readonly type: "mark"; readonly streamSid: string | null; readonly name: string }
  | { readonly type: "stop"; readonly streamSid: string | null }
  /** An event this dialect does not know. Newer carriers send more; ignoring it is right. */
  | { readonly type: "unknown" }
  /** Not JSON, or a known event without what it needs; `field` is where. */
  | { readonly type: "malformed"; readonly field: string }

// Fifteen digits stay exact in a double; the fast path reads the same length.
const whole = z.union([
  z.int().nonnegative().max(999_999_999_999_999),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
])
const id = z.string().min(1).max(200)
const trackName = z.enum(["inbound", "outbound", "inbound_track", "outbound_track"]).transform(toTrack)
const sid = { streamSid: id.optional() }

const event = z.object({ event: z.string().max(100) })
const connected = z.object({ protocol: z.string().max(100).optional(), version: z.string().max(100).optional() })
const mediaFormat = z.object({
  encoding: z.enum(["audio/x-mulaw", "PCMU", "audio/mulaw", "mulaw"]),
  sampleRate: z.union([z.literal(8000), z.literal("8000")]),
  channels: z.union([z.literal(1), z.literal("1")]).optional(),
})
const start = z.object({
  ...sid,
  start: z.preprocess(
    camelKeys,
    z.object({
      ...sid,
      callSid: id.optional(),
      callId: id.optional(),
      callControlId: id.optional(),
      tracks: z.array(trackName).min(1).max(2).optional(),
      mediaFormat: z.preprocess(camelKeys, mediaFormat),
      customParameters: z.record(z.string().max(500), z.string().max(1000)).optional(),
    }),
  ),
})
const media = z.object({
  ...sid,
  media: z.object({ track: trackName.optional(), chunk: whole.optional(), timestamp: whole, payload: z.string() }),
})
const dtmf = z.object({ ...sid, dtmf: z.object({ digit: z.string().max(10) }) })
const mark = z.object({ ...sid, mark: z.object({ name: z.string().min(1).max(500) }) })
const stop = z.object(sid)

/** The exact path: every shape a carrier of this family is known to send, and a clear refusal of the rest. */
export function parseMessage(text: string): CarrierMessage {
  let value: unknown
  try {
    value = camelKeys(JSON.parse(text))
  } catch {
    return malformed("(not JSON)")
  }
  const named = event.safeParse(value)
  if (!named.success) return malformed("event")
  switch (named.data.event) {
    case "connected":
      return read(connected, value, ({ protocol, version }) => ({
        type: "connected",
        protocol: protocol ?? null,
        version: version ?? null,
      }))
    case "start":
      return read(start, value, toStart)
    case "media":
      return read(media, value, toMedia)
    case "dtmf":
      return read(dtmf, value, ({ streamSid, dtmf: { digit } }) =>
        isDigit(digit) ? { type: "dtmf", streamSid: streamSid ?? null, digit } : malformed("dtmf.digit"),
      )
    case "mark":
      return read(mark, value, (message) => ({
        type: "mark",
        streamSid: message.streamSid ?? null,
        name: message.mark.name,
      }))
    case "stop":
      return read(stop, value, ({ streamSid }) => ({ type: "stop", streamSid: streamSid ?? null }))
    default:
      return { type: "unknown" }
  }
}

function toStart({ streamSid: outer, start: inner }: z.infer<typeof start>): CarrierMessage {
  const streamSid = inner.streamSid ?? outer
  if (streamSid === undefined || (outer !== undefined && outer !== streamSid)) return malformed("start.streamSid")
  const carrierCallId = inner.callSid ?? inner.callId ?? inner.callControlId
  if (carrierCallId === undefined) return malformed("start.callSid")
  return {
    type: "start",
    start: {
      streamSid,
      carrierCallId,
      tracks: inner.tracks ?? ["inbound"],
      parameters: inner.customParameters ?? {},
    },
  }
}

function toMedia({ streamSid, media: { track, chunk, timestamp, payload } }: z.infer<typeof media>): CarrierMessage {
  const bytes = base64Bytes(payload)
  if (bytes === null) return malformed("media.payload")
  return {
    type: "media",
    streamSid: streamSid ?? null,
    track: track ?? "inbound",
    chunk: chunk ?? null,
    timestamp,
    payload: bytes,
    base64: payload,
  }
}

function read<T>(schema: z.ZodType<T>, value: unknown, build: (parsed: T) => CarrierMessage): CarrierMessage {
  const parsed = schema.safeParse(value)
  return parsed.success ? build(parsed.data) : malformed(parsed.error.issues[0]?.path.join(".") ?? "")
}

function malformed(field: string): CarrierMessage {
  return { type: "malformed", field }
}

function toTrack(name: string): Track {
  return name.startsWith("inbound") ? "inbound" : "outbound"
}

function isDigit(text: string): text is Digit {
  return /^[0-9*#]$/.test(text)
}

/** `stream_id` and `streamId` are this family's other names for `streamSid`; of two spellings the camel one counts. */
function camelKeys(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value
  const renamed = new Map<string, unknown>()
  for (const [key, member] of Object.entries(value)) {
    const camel = key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
    const name = camel === "streamId" ? "streamSid" : camel
    if (name === key || !renamed.has(name)) renamed.set(name, member)
  }
  return Object.fromEntries(renamed)
}
