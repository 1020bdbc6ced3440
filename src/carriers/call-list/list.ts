/*
 * A carrier's own list of calls and recordings of a period, for comparing it with a ledger. Everything in it is the
 * carrier's word; of numbers only the dialled one is read, and none is ever printed.
 */
import { z } from "zod"
import { AssentError } from "../../errors.ts"
import type { OutgoingFetch } from "../../outgoing/fetch.ts"

/** Milliseconds since 1970, both included. */
export interface Span {
  readonly since: number
  readonly until: number
}

export interface ListedCall {
  readonly id: string
  /** When it began, ms since 1970. */
  readonly at: number
  /** Somebody or something answered it. */
  readonly answered: boolean
  /** The carrier's word for how it ended. */
  readonly status: string
  /** Whole seconds; `null` where the carrier does not say. */
  readonly seconds: number | null
  /** The dialled number. */
  readonly to: string
}

export interface ListedRecording {
  readonly id: string
  /** The carrier's id of the call it is of. */
  readonly call: string | null
  readonly at: number
}

/** By what and as whom a list is asked for. */
export interface ListAccess {
  readonly fetch: OutgoingFetch
  readonly authorization: string
}

export interface CallList {
  /** Whether it names calls by the very id that the gateway was told when it took them. */
  readonly sameIds: boolean
  /** Calls that came in. @throws CONFIG_INVALID for refused credentials; CARRIER_UNREACHABLE, CARRIER_PROTOCOL */
  calls(span: Span): AsyncIterable<ListedCall>
  /** @throws as `calls` */
  recordings(span: Span): AsyncIterable<ListedRecording>
}

const TIMEOUT_MS = 30_000
/** One page of a list. */
const MAX_PAGE_BYTES = 32 * 1024 * 1024
/** A list that goes on for longer than this goes in circles. */
const MAX_PAGES = 20_000

/**
 * Every page of a list, one after the other.
 * @param next reads the address of the page that follows, relative or whole, from a page; `null` at the last
 */
export async function* pages<T>(
  first: string,
  { fetch, authorization }: ListAccess,
  page: z.ZodType<T>,
  next: (page: T) => string | null | undefined,
): AsyncGenerator<T, undefined> {
  const { origin } = new URL(first)
  let address = first
  for (let count = 0; count < MAX_PAGES; count++) {
    const read = page.safeParse(await get(fetch, address, authorization))
    if (!read.success) throw new AssentError("CARRIER_PROTOCOL", "the carrier's list is not what it should be")
    yield read.data
    const following = next(read.data)
    if (!following) return
    const url = URL.parse(following, address)
    // The credentials go nowhere else, whatever the answer says.
    if (url?.origin !== origin || url.href === address) {
      throw new AssentError("CARRIER_PROTOCOL", "the carrier's list does not say where it goes on")
    }
    address = url.href
  }
  throw new AssentError("CARRIER_PROTOCOL", "the carrier's list does not end")
}

async function get(fetch: OutgoingFetch, address: string, authorization: string): Promise<unknown> {
  let response: Response
  try {
    response = await fetch(address, {
      headers: { authorization, accept: "application/json" },
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      maxBytes: MAX_PAGE_BYTES,
    })
  } catch (cause) {
    throw new AssentError("CARRIER_UNREACHABLE", "the carrier's REST interface does not answer", { cause })
  }
  if (response.status === 401 || response.status === 403) {
    throw new AssentError("CONFIG_INVALID", "the carrier's REST interface refuses these credentials")
  }
  if (!response.ok) {
    throw new AssentError("CARRIER_UNREACHABLE", `the carrier's REST interface answered ${response.status}`)
  }
  return response.json().catch(() => null)
}

/** Printed as they come, so no more than what ids and states are made of. */
export const id = z.string().regex(/^[\w:.=-]{1,200}$/)
export const state = z.string().regex(/^[\w -]{1,50}$/)

/** A carrier's time, as RFC 2822 or RFC 3339. */
export const moment = z.string().transform((text, context) => {
  const ms = Date.parse(text)
  if (!Number.isNaN(ms)) return ms
  context.addIssue("not a time")
  return z.NEVER
})

/** A calendar day (UTC) some days away, as carriers filter by. */
export function dayOf(ms: number, days: number): string {
  return new Date(ms + days * 86_400_000).toISOString().slice(0, 10)
}

export function within({ since, until }: Span, ms: number): boolean {
  return since <= ms && ms <= until
}
