/* One attempt: a signed request, and what came of it. Nothing of the answer but its status is kept. */
import { AssentError, hasCode } from "../errors.ts"
import type { OutgoingFetch } from "../outgoing/fetch.ts"
import type { DeliveryRow, EndpointRow } from "./ports.ts"
import { retryAfter } from "./schedule.ts"
import { signedHeaders } from "./signing.ts"

const TIMEOUT_MS = 15_000
const MAX_ANSWER = 16 * 1024

export interface Sent {
  readonly status: number | null
  /** A constant: nothing the sink said. */
  readonly result: string
  readonly delivered: boolean
  readonly retryAfterMs: number | null
}

export interface SendDeps {
  readonly fetch: OutgoingFetch
  readonly now: () => Date
  /** For tests. */
  readonly timeoutMs?: number
}

/** @throws the reason of `closing` when that ended it: then there was no attempt */
export async function send(
  { fetch, now, timeoutMs = TIMEOUT_MS }: SendDeps,
  { url, keys }: Pick<EndpointRow, "url" | "keys">,
  { eventId, body }: Pick<DeliveryRow, "eventId" | "body">,
  closing: AbortSignal,
): Promise<Sent> {
  const timeout = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...signedHeaders(keys, `evt_${eventId}`, body, now()) },
      body,
      // A sink that moved says so to its operator. What is signed for one address goes to no other.
      redirect: "manual",
      signal: AbortSignal.any([timeout, closing]),
      maxBytes: MAX_ANSWER,
    })
    const { status } = response
    // The status is the answer. What is small enough is read, so that the connection can be used again.
    await response.arrayBuffer().catch(() => undefined)
    const delivered = status >= 200 && status < 300
    const redirected = status >= 300 && status < 400
    return {
      status,
      result: delivered ? "delivered" : redirected ? "redirects are not followed" : "refused by the sink",
      delivered,
      retryAfterMs: delivered ? null : retryAfter(response.headers.get("retry-after"), now()),
    }
  } catch (error) {
    if (closing.aborted) throw error
    return { status: null, result: reasonOf(error, timeout), delivered: false, retryAfterMs: null }
  }
}

function reasonOf(error: unknown, timeout: AbortSignal): string {
  if (timeout.aborted) return "no answer in time"
  if (hasCode(error, "ADDRESS_BLOCKED")) return error.message
  if (error instanceof AssentError) return "no proper answer"
  return "no connection"
}
