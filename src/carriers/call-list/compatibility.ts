/* The call list of the REST family that Twilio began, and that SignalWire (cXML) and Telnyx (TeXML) offer too. */
import { z } from "zod"
import { type CallList, dayOf, id, type ListAccess, moment, pages, type Span, state, within } from "./list.ts"

const next = z.string().max(2000).nullish()
const call = z
  .object({
    sid: id,
    direction: state,
    status: state,
    to: z.string().max(200).nullish(),
    start_time: moment.nullish(),
    date_created: moment.nullish(),
    duration: z.union([z.string().max(20), z.number()]).nullish(),
  })
  .refine((it) => (it.start_time ?? it.date_created ?? null) !== null, "a call without a time")
const callPage = z.object({ calls: z.array(call).max(1000), next_page_uri: next })
const recording = z.object({ sid: id, call_sid: id.nullish(), date_created: moment })
const recordingPage = z.object({ recordings: z.array(recording).max(1000), next_page_uri: next })

const PAGE = 200

export interface CompatibilityAccess extends ListAccess {
  /** Up to and with the account: `https://api.twilio.com/2010-04-01/Accounts/AC...` */
  readonly account: string
  /** `.json` where the carrier wants it behind `Calls`. */
  readonly suffix: ".json" | ""
}

export function compatibilityList({ account, suffix, ...access }: CompatibilityAccess): CallList {
  return {
    sameIds: true,
    async *calls(span) {
      const first = `${account}/Calls${suffix}?${days("StartTime", span)}`
      for await (const { calls } of pages(first, access, callPage, (page) => page.next_page_uri)) {
        for (const { sid, direction, status, to, start_time, date_created, duration } of calls) {
          const at = start_time ?? date_created ?? 0
          if (direction !== "inbound" || !within(span, at)) continue
          const seconds = Number(duration ?? NaN)
          const answered = status === "completed" || status === "in-progress"
          yield { id: sid, at, answered, status, seconds: Number.isNaN(seconds) ? null : seconds, to: to ?? "" }
        }
      }
    },
    async *recordings(span) {
      const first = `${account}/Recordings.json?${days("DateCreated", span)}`
      for await (const { recordings } of pages(first, access, recordingPage, (page) => page.next_page_uri)) {
        for (const { sid, call_sid, date_created } of recordings) {
          if (within(span, date_created)) yield { id: sid, call: call_sid ?? null, at: date_created }
        }
      }
    },
  }
}

/** These interfaces filter by day, and do not agree on whether a border belongs to it: a day more, and then by the time itself. */
function days(field: string, { since, until }: Span): string {
  return new URLSearchParams({
    PageSize: String(PAGE),
    [`${field}>`]: dayOf(since, -1),
    [`${field}<`]: dayOf(until, 2),
  }).toString()
}
