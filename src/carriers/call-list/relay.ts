/*
 * SignalWire's list of Relay calls: its voice logs. Their id is documented as the call's segment id; whether that is the id
 * Relay told the gateway is not, so calls are matched by time where it is not.
 */
import { z } from "zod"
import { type CallList, dayOf, id, type ListAccess, moment, pages, state, within } from "./list.ts"

const links = z.object({ next: z.string().max(2000).nullish() }).nullish()
const entry = z.object({
  id,
  direction: state,
  status: state,
  to: z.string().max(200).nullish(),
  type: z.string().max(100).nullish(),
  duration: z.number().nullish(),
  created_at: moment,
})
const logPage = z.object({ data: z.array(entry).max(1000), links })
const leg = id.nullish()
const recording = z.object({
  id,
  created_at: moment,
  relay_pstn_leg_id: leg,
  relay_sip_leg_id: leg,
  relay_webrtc_leg_id: leg,
})
const recordingPage = z.object({ data: z.array(recording).max(1000), links })

/** Calls that nobody took. */
const UNANSWERED = new Set(["busy", "failed", "no-answer", "noAnswer", "canceled", "queued", "initiated", "ringing"])

export interface RelayAccess extends ListAccess {
  /** `https://<space>.signalwire.com` */
  readonly baseUrl: string
}

export function relayList({ baseUrl, ...access }: RelayAccess): CallList {
  return {
    sameIds: false,
    async *calls(span) {
      const filter = new URLSearchParams({
        page_size: "1000",
        created_after: dayOf(span.since, -1),
        created_before: dayOf(span.until, 2),
      })
      const first = `${baseUrl}/api/voice/logs?${filter.toString()}`
      for await (const { data } of pages(first, access, logPage, (page) => page.links?.next)) {
        for (const { id: log, direction, status, to, type, duration, created_at: at } of data) {
          // A project may have cXML calls too: those are another trunk's.
          if (direction !== "inbound" || type?.startsWith("laml") === true || !within(span, at)) continue
          const answered = !UNANSWERED.has(status)
          yield { id: log, at, answered, status, seconds: duration ?? null, to: to ?? "" }
        }
      }
    },
    async *recordings(span) {
      const first = `${baseUrl}/api/relay/rest/recordings?page_size=50`
      for await (const { data } of pages(first, access, recordingPage, (page) => page.links?.next)) {
        for (const { id: found, created_at: at, ...legs } of data) {
          const call = legs.relay_pstn_leg_id ?? legs.relay_sip_leg_id ?? legs.relay_webrtc_leg_id ?? null
          if (within(span, at)) yield { id: found, call, at }
        }
      }
    },
  }
}
