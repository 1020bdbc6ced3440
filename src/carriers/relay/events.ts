/*
 * What the carrier says about calls, as new typed values. All of it is the carrier's: an event may come twice, late, out
 * of order, or for a call that nobody knows; here only its shape is judged.
 */
import { z } from "zod"
import type { Digit } from "../../call/ports.ts"

const id = z.string().min(1).max(200)
const on = { call_id: id, node_id: id }
const tag = z.string().max(200).optional()
const phone = z.object({
  type: z.literal("phone"),
  params: z.object({ from_number: z.string().max(100), to_number: z.string().max(100) }),
})
const sip = z.object({
  type: z.literal("sip"),
  params: z.object({ from: z.string().max(500), to: z.string().max(500) }),
})

const receive = z.object({ ...on, device: z.discriminatedUnion("type", [phone, sip]) })
const state = z.object({
  ...on,
  tag,
  direction: z.enum(["inbound", "outbound"]).optional(),
  call_state: z.enum(["created", "ringing", "answered", "ending", "ended"]),
  end_reason: z.string().max(50).optional(),
})
const dial = z.object({
  tag: z.string().max(200),
  dial_state: z.enum(["dialing", "answered", "failed"]),
  call: z.object(on).optional(),
})
const play = z.object({ ...on, control_id: id, state: z.enum(["playing", "paused", "finished", "error"]) })
const collect = z.object({
  ...on,
  control_id: id,
  final: z.boolean().optional(),
  state: z.string().max(50).optional(),
  result: z
    .object({ type: z.string().max(50), params: z.object({ digits: z.string().max(50).optional() }).optional() })
    .optional(),
})
const seconds = z.number().nonnegative().max(1_000_000)
const file = {
  url: z.string().max(2000).optional(),
  duration: seconds.optional(),
}
const record = z.object({
  ...on,
  control_id: id,
  state: z.enum(["recording", "paused", "finished", "no_input", "error"]),
  ...file,
  record: z.object(file).optional(),
})
const connect = z.object({
  call_id: id,
  tag,
  connect_state: z.enum(["connecting", "connected", "failed", "disconnected"]),
  peer: z.object({ ...on, tag }).optional(),
})

export type RelayEvent =
  | {
      readonly type: "received"
      readonly callId: string
      readonly nodeId: string
      readonly from: string
      readonly to: string
    }
  | {
      readonly type: "state"
      readonly callId: string
      readonly nodeId: string
      readonly tag: string | null
      readonly state: z.infer<typeof state>["call_state"]
      /** Why it ended, as the carrier spells it. */
      readonly endReason: string | null
    }
  | {
      /** A call that was placed by a command of its own. */
      readonly type: "dial"
      readonly tag: string
      readonly state: z.infer<typeof dial>["dial_state"]
      readonly call: { readonly callId: string; readonly nodeId: string } | null
    }
  | {
      readonly type: "play"
      readonly callId: string
      readonly controlId: string
      readonly state: z.infer<typeof play>["state"]
    }
  | {
      readonly type: "collect"
      readonly callId: string
      readonly controlId: string
      readonly digits: readonly Digit[]
      /** The carrier says that it goes on collecting under this control id. */
      readonly going: boolean
    }
  | {
      readonly type: "record"
      readonly callId: string
      readonly controlId: string
      readonly state: z.infer<typeof record>["state"]
      readonly url: string | null
      readonly durationMs: number | null
    }
  | {
      readonly type: "connect"
      readonly callId: string
      readonly tag: string | null
      readonly state: z.infer<typeof connect>["connect_state"]
      readonly peer: { readonly callId: string; readonly nodeId: string } | null
    }

/** @returns `null` for what Assent has no use for, `"malformed"` for a known event without what it needs */
export function parseEvent(type: string, payload: unknown): RelayEvent | null | "malformed" {
  switch (type) {
    case "calling.call.receive":
      return read(receive, payload, ({ call_id, node_id, device }) => ({
        type: "received",
        callId: call_id,
        nodeId: node_id,
        from: device.type === "phone" ? device.params.from_number : device.params.from,
        to: device.type === "phone" ? device.params.to_number : device.params.to,
      }))
    case "calling.call.state":
      return read(state, payload, (event) => ({
        type: "state",
        callId: event.call_id,
        nodeId: event.node_id,
        tag: event.tag ?? null,
        state: event.call_state,
        endReason: event.end_reason ?? null,
      }))
    case "calling.call.dial":
      return read(dial, payload, ({ tag, dial_state, call }) => ({
        type: "dial",
        tag,
        state: dial_state,
        call: call ? { callId: call.call_id, nodeId: call.node_id } : null,
      }))
    case "calling.call.play":
      return read(play, payload, (event) => ({
        type: "play",
        callId: event.call_id,
        controlId: event.control_id,
        state: event.state,
      }))
    case "calling.call.collect":
      return read(collect, payload, (event) => ({
        type: "collect",
        callId: event.call_id,
        controlId: event.control_id,
        digits: event.result?.type === "digit" ? Array.from(event.result.params?.digits ?? "").filter(isDigit) : [],
        going: event.final === false || event.state === "collecting",
      }))
    case "calling.call.record":
      // Facts of the file stand at the top or inside `record`.
      return read(record, payload, (event) => ({
        type: "record",
        callId: event.call_id,
        controlId: event.control_id,
        state: event.state,
        url: event.url ?? event.record?.url ?? null,
        durationMs: milliseconds(event.duration ?? event.record?.duration),
      }))
    case "calling.call.connect":
      return read(connect, payload, (event) => ({
        type: "connect",
        callId: event.call_id,
        tag: event.tag ?? event.peer?.tag ?? null,
        state: event.connect_state,
        peer: event.peer ? { callId: event.peer.call_id, nodeId: event.peer.node_id } : null,
      }))
    default:
      return null
  }
}

function read<T>(schema: z.ZodType<T>, payload: unknown, build: (value: T) => RelayEvent): RelayEvent | "malformed" {
  const parsed = schema.safeParse(payload)
  return parsed.success ? build(parsed.data) : "malformed"
}

function isDigit(text: string): text is Digit {
  return /^[0-9*#]$/.test(text)
}

function milliseconds(seconds: number | undefined): number | null {
  return seconds === undefined ? null : Math.round(seconds * 1000)
}
