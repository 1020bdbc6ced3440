/* How an account is set up at its carrier: read by `assent trunk check`, never in the course of a call. */
import { z } from "zod"
import { AssentError } from "../../errors.ts"
import type { OutgoingFetch } from "../../outgoing/fetch.ts"

export interface AccountAccess {
  readonly fetch: OutgoingFetch
  /** Up to and with the account, as `carrierRest` takes it. */
  readonly account: string
  readonly authorization: string
  /** Where Telnyx keeps its addresses: in an application, not with each number. */
  readonly application?: string
}

/** Where the carrier turns to for calls of one number, or of one application. */
export interface Setup {
  readonly of: string
  readonly voiceUrl: string
  readonly fallbackUrl: string
  readonly statusUrl: string
}

const url = z.string().nullish()
const numbers = z.object({
  incoming_phone_numbers: z.array(
    z.object({ phone_number: z.string(), voice_url: url, voice_fallback_url: url, status_callback: url }),
  ),
})
const application = z.object({
  data: z.object({ friendly_name: z.string(), voice_url: url, voice_fallback_url: url, status_callback: url }),
})
const recordings = z.object({ recordings: z.array(z.unknown()) })

/** @throws CARRIER_UNREACHABLE with the carrier's status; CARRIER_PROTOCOL for an answer of another shape */
export async function setups(access: AccountAccess): Promise<readonly Setup[]> {
  if (access.application !== undefined) {
    const { data } = await ask(access, access.application, application)
    return [setup(data.friendly_name, data)]
  }
  const found = await ask(access, `${access.account}/IncomingPhoneNumbers.json?PageSize=200`, numbers)
  return found.incoming_phone_numbers.map((number) => setup(number.phone_number, number))
}

/** Whether the account holds any recording at all: with Assent alone on it, it should not. */
export async function holdsRecordings(access: AccountAccess): Promise<boolean> {
  return (await ask(access, `${access.account}/Recordings.json?PageSize=1`, recordings)).recordings.length > 0
}

function setup(
  of: string,
  urls: Readonly<Partial<Record<"voice_url" | "voice_fallback_url" | "status_callback", string | null | undefined>>>,
): Setup {
  const { voice_url, voice_fallback_url, status_callback } = urls
  return { of, voiceUrl: voice_url ?? "", fallbackUrl: voice_fallback_url ?? "", statusUrl: status_callback ?? "" }
}

async function ask<T>({ fetch, authorization }: AccountAccess, address: string, answer: z.ZodType<T>): Promise<T> {
  let response: Response
  try {
    response = await fetch(address, {
      headers: { authorization },
      redirect: "error",
      signal: AbortSignal.timeout(5000),
    })
  } catch (cause) {
    throw new AssentError("CARRIER_UNREACHABLE", "the carrier's REST interface does not answer", { cause })
  }
  if (!response.ok) throw new AssentError("CARRIER_UNREACHABLE", `the carrier answered ${response.status}`)
  const parsed = answer.safeParse(await response.json().catch(() => null))
  if (!parsed.success) throw new AssentError("CARRIER_PROTOCOL", "the carrier's answer is not what it should be")
  return parsed.data
}
