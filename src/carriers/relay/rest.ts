/* SignalWire's REST interface to recordings: to find, fetch and delete them. Addresses of files are the carrier's word. */
import { z } from "zod"
import { AssentError } from "../../errors.ts"
import type { OutgoingFetch } from "../../outgoing/fetch.ts"

export interface RestRecording {
  readonly id: string
  readonly url: string | null
  /** The carrier's id of the call it is of. */
  readonly carrierCallId: string | null
}

export interface RecordingsRest {
  /** @returns `null` when there is none @throws CARRIER_UNREACHABLE, CARRIER_PROTOCOL */
  get(id: string): Promise<RestRecording | null>
  /** The newest, up to `limit`. @throws as `get` */
  list(limit: number): Promise<readonly RestRecording[]>
  /** Deletes, and looks whether it is gone. @throws CARRIER_PROTOCOL when it is still there; as `get` */
  remove(id: string): Promise<void>
  /** @returns `null` while it is not there (yet) @throws CARRIER_PROTOCOL for an address that is not SignalWire's; as `get` */
  fetch(url: string, signal: AbortSignal): Promise<Response | null>
  /** One harmless request. @returns how far the carrier's clock is ahead of ours, ms, where it says so */
  probe(): Promise<number | null>
}

export interface RestOptions {
  readonly fetch: OutgoingFetch
  /** `https://<space>.signalwire.com` */
  readonly baseUrl: string
  readonly project: string
  readonly token: string
  readonly timeoutMs?: number
}

const MAX_PAGES = 200
const PAGE = 50
const MAX_REDIRECTS = 3
/** A day of both tracks, in samples of 16 bits. */
const MAX_FILE_BYTES = 4 * 1024 ** 3

const text = z.string().min(1).max(2000)
const leg = z.string().max(200).nullish()
const recording = z
  .object({
    id: z.string().min(1).max(200),
    url: text.nullish(),
    relay_pstn_leg_id: leg,
    relay_sip_leg_id: leg,
    relay_webrtc_leg_id: leg,
  })
  .transform((it) => ({
    id: it.id,
    url: it.url ?? null,
    carrierCallId: it.relay_pstn_leg_id ?? it.relay_sip_leg_id ?? it.relay_webrtc_leg_id ?? null,
  }))
const page = z.object({ data: z.array(recording).max(1000), links: z.object({ next: text.nullish() }).optional() })

export function recordingsRest({ fetch, baseUrl, project, token, timeoutMs = 10_000 }: RestOptions): RecordingsRest {
  const authorization = `Basic ${Buffer.from(`${project}:${token}`).toString("base64")}`
  const root = `${baseUrl}/api/relay/rest/recordings`
  const { origin } = new URL(baseUrl)

  const request = async (method: "GET" | "DELETE", url: string): Promise<Response> => {
    try {
      return await fetch(url, {
        method,
        headers: { authorization, accept: "application/json" },
        redirect: "error",
        signal: AbortSignal.timeout(timeoutMs),
      })
    } catch (cause) {
      throw unreachable(cause)
    }
  }
  const read = async <T>(schema: z.ZodType<T>, response: Response): Promise<T> => {
    if (!response.ok) throw refused(response.status)
    const parsed = schema.safeParse(await response.json().catch(() => null))
    if (!parsed.success) throw new AssentError("CARRIER_PROTOCOL", "SignalWire's REST answer is not what it should be")
    return parsed.data
  }
  const of = (id: string): string => `${root}/${encodeURIComponent(id)}`

  const get = async (id: string): Promise<RestRecording | null> => {
    const response = await request("GET", of(id))
    return response.status === 404 ? null : read(recording, response)
  }
  return {
    get,
    list: async (limit) => {
      const found: RestRecording[] = []
      let next: string | null = `${root}?page_size=${PAGE}`
      for (let pages = 0; next !== null && found.length < limit && pages < MAX_PAGES; pages++) {
        const answer: z.infer<typeof page> = await read(page, await request("GET", next))
        found.push(...answer.data)
        const following = answer.links?.next
        next = following ? new URL(following, baseUrl).href : null
        // The token goes nowhere else, whatever the answer says.
        if (next !== null && new URL(next).origin !== origin) throw elsewhere()
      }
      return found.slice(0, limit)
    },
    remove: async (id) => {
      const response = await request("DELETE", of(id))
      if (!response.ok && response.status !== 404) throw refused(response.status)
      if ((await get(id)) !== null) {
        throw new AssentError("CARRIER_PROTOCOL", "SignalWire says that it deleted a recording, and still has it")
      }
    },
    fetch: async (url, signal) => {
      let at = url
      for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
        const known = isSignalWire(at, origin)
        if (!known && (hops === 0 || new URL(at).protocol !== "https:")) throw elsewhere()
        let response: Response
        try {
          // Only SignalWire sees the token; a store that it points to needs none.
          const headers = known ? { authorization } : {}
          response = await fetch(at, { headers, redirect: "manual", signal, maxBytes: MAX_FILE_BYTES })
        } catch (cause) {
          throw unreachable(cause)
        }
        const location = response.headers.get("location")
        if (response.status >= 300 && response.status < 400 && location !== null) {
          await response.body?.cancel()
          at = new URL(location, at).href
          continue
        }
        if (response.status === 404) return null
        if (!response.ok) throw refused(response.status)
        return response
      }
      throw new AssentError("CARRIER_PROTOCOL", "SignalWire's file is behind too many redirections")
    },
    probe: async () => {
      const before = Date.now()
      const response = await request("GET", `${root}?page_size=1`)
      await read(page, response)
      const theirs = Date.parse(response.headers.get("date") ?? "")
      // The header has whole seconds: their middle, against the middle of the request.
      return Number.isNaN(theirs) ? null : Math.round(theirs + 500 - (before + Date.now()) / 2)
    },
  }
}

/** The configured origin (a test's may be plain), or a host of SignalWire's over TLS. */
function isSignalWire(url: string, origin: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, origin: its } = new URL(url)
  return (
    its === origin || (protocol === "https:" && (hostname === "signalwire.com" || hostname.endsWith(".signalwire.com")))
  )
}

const unreachable = (cause: unknown) =>
  new AssentError("CARRIER_UNREACHABLE", "SignalWire's REST interface does not answer", { cause, field: "rest_url" })
const elsewhere = () =>
  new AssentError("CARRIER_PROTOCOL", "this address is not SignalWire's: the token does not go there")

function refused(status: number): AssentError {
  return status === 401 || status === 403
    ? new AssentError("CONFIG_INVALID", "SignalWire's REST interface refuses this project and token", {
        field: "token",
      })
    : new AssentError("CARRIER_UNREACHABLE", `SignalWire's REST interface answered ${status}`)
}
