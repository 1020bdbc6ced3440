import { z } from "zod"
import { AssentError } from "../../errors.ts"
import type { OutgoingFetch } from "../../outgoing/fetch.ts"

/** What the gateway asks of a carrier beside its documents. Every call of it ends within its time limit. */
export interface CarrierRest {
  /** Places a call. @returns the carrier's id of it @throws CARRIER_UNREACHABLE */
  createCall(call: {
    readonly to: string
    readonly from: string
    readonly url: string
    readonly statusUrl: string
    readonly ringSeconds: number
  }): Promise<string>
  /** Ends a call, whether it rings or is answered. One that is over already is no error. */
  endCall(callSid: string): Promise<void>
  /** Whether the carrier says that the call has ended, or does not know it. */
  isOver(callSid: string): Promise<boolean>
  /** `null` where streams cannot be stopped and started in mid-call, or cannot be handed a token. */
  readonly streams: {
    /** Stops a stream by its name. One that runs no more is no error. @throws when the carrier does not say so */
    stop(callSid: string, name: string): Promise<void>
    /** Starts a copy of both tracks. */
    start(
      callSid: string,
      stream: { readonly url: string; readonly token: string; readonly name: string },
    ): Promise<void>
  } | null
  /** Ids of the recordings that the carrier made of a call by itself. */
  recordingsOf(callSid: string): Promise<readonly string[]>
  removeRecording(id: string): Promise<void>
  /** One harmless request, to learn whether the credentials hold. @throws CARRIER_UNREACHABLE with the carrier's status */
  probe(): Promise<{ readonly clockSkewMs: number | null }>
}

export interface RestOptions {
  readonly fetch: OutgoingFetch
  /** Up to and with the account: `https://api.twilio.com/2010-04-01/Accounts/AC...` */
  readonly account: string
  readonly authorization: string
  /** `.json` where the carrier wants it behind a resource. */
  readonly suffix: ".json" | ""
  /** Fields that every new call carries. */
  readonly callFields?: Readonly<Record<string, string>>
  /** The account's streams can be stopped and started, with parameters. */
  readonly streams?: boolean
  /** Default 5 s. */
  readonly timeoutMs?: number
}

const OVER = new Set(["completed", "busy", "failed", "no-answer", "canceled"])
const created = z.object({ sid: z.string().min(1).max(200) })
const status = z.object({ status: z.string().max(50) })
const recordings = z.object({ recordings: z.array(z.object({ sid: z.string().min(1).max(200) })).max(1000) })

/** The REST family that Twilio began, and that SignalWire and Telnyx offer under addresses of their own. */
export function carrierRest({
  fetch,
  account,
  authorization,
  suffix,
  callFields,
  streams = false,
  timeoutMs = 5000,
}: RestOptions): CarrierRest {
  const send = async (method: "GET" | "POST" | "DELETE", path: string, form?: Readonly<Record<string, string>>) => {
    let response: Response
    try {
      response = await fetch(account + path, {
        method,
        headers: { authorization, accept: "application/json" },
        ...(form ? { body: new URLSearchParams(form) } : {}),
        signal: AbortSignal.timeout(timeoutMs),
        redirect: "error",
      })
    } catch (cause) {
      throw new AssentError("CARRIER_UNREACHABLE", "the carrier's REST interface does not answer", { cause })
    }
    return response
  }
  const ask = async <T>(answer: z.ZodType<T>, ...request: Parameters<typeof send>): Promise<T> => {
    const response = await send(...request)
    if (!response.ok) throw refused(response.status)
    const parsed = answer.safeParse(await response.json().catch(() => null))
    if (!parsed.success) throw new AssentError("CARRIER_PROTOCOL", "the carrier's REST answer is not what it should be")
    return parsed.data
  }
  const at = (callSid: string): string => `/Calls/${encodeURIComponent(callSid)}`
  return {
    createCall: async ({ to, from, url, statusUrl, ringSeconds }) => {
      const form = {
        To: to,
        From: from,
        Url: url,
        Method: "POST",
        StatusCallback: statusUrl,
        Timeout: String(ringSeconds),
      }
      return (await ask(created, "POST", `/Calls${suffix}`, { ...form, ...callFields })).sid
    },
    endCall: async (callSid) => {
      const response = await send("POST", at(callSid) + suffix, { Status: "completed" })
      if (!response.ok && response.status !== 404) throw refused(response.status)
    },
    isOver: async (callSid) => {
      const response = await send("GET", at(callSid) + suffix)
      if (response.status === 404) return true
      if (!response.ok) throw refused(response.status)
      const parsed = status.safeParse(await response.json().catch(() => null))
      return parsed.success && OVER.has(parsed.data.status)
    },
    streams: streams
      ? {
          stop: async (callSid, name) => {
            const path = `${at(callSid)}/Streams/${encodeURIComponent(name)}${suffix}`
            const response = await send("POST", path, { Status: "stopped" })
            if (!response.ok && response.status !== 404) throw refused(response.status)
          },
          start: async (callSid, { url, token, name }) => {
            const parameter = { "Parameter1.Name": "token", "Parameter1.Value": token }
            const form = { Url: url, Name: name, Track: "both_tracks", ...parameter }
            await ask(created, "POST", `${at(callSid)}/Streams${suffix}`, form)
          },
        }
      : null,
    recordingsOf: async (callSid) =>
      (await ask(recordings, "GET", `${at(callSid)}/Recordings.json`)).recordings.map(({ sid }) => sid),
    removeRecording: async (id) => {
      const response = await send("DELETE", `/Recordings/${encodeURIComponent(id)}.json`)
      if (!response.ok && response.status !== 404) throw refused(response.status)
    },
    probe: async () => {
      const response = await send("GET", `/Calls${suffix}?PageSize=1`)
      if (!response.ok) throw refused(response.status)
      const date = Date.parse(response.headers.get("date") ?? "")
      return { clockSkewMs: Number.isNaN(date) ? null : Date.now() - date }
    },
  }
}

function refused(httpStatus: number): AssentError {
  return new AssentError("CARRIER_UNREACHABLE", `the carrier's REST interface answered ${httpStatus}`)
}

export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`
}
