/* Every request the ledger's side sends out: bounded in time and size, to one address, without redirects. */
import { AssentError } from "../errors.ts"
import type { OutgoingFetch } from "../outgoing/fetch.ts"

export interface OutgoingRequest {
  readonly fetch: OutgoingFetch
  readonly url: string
  readonly type: string
  readonly body: string | Uint8Array<ArrayBuffer>
  readonly timeoutMs: number
  /** The most bytes of an answer that are read. */
  readonly maxBytes: number
}

export interface OutgoingAnswer {
  readonly status: number
  readonly type: string
  readonly body: Uint8Array
}

/** @throws GATEWAY_UNREACHABLE when nobody answers in time, or the answer is larger than it may be. */
export async function post({ fetch, url, type, body, timeoutMs, maxBytes }: OutgoingRequest): Promise<OutgoingAnswer> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": type },
      body,
      // An address out of the configuration is asked itself, not whoever it names.
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
      maxBytes,
    })
    return {
      status: response.status,
      type: response.headers.get("content-type") ?? "",
      body: await bounded(response.body, maxBytes),
    }
  } catch (cause) {
    throw new AssentError("GATEWAY_UNREACHABLE", "the other side did not answer as it should", { cause })
  }
}

/** @returns the body, `null` when there is no such file @throws GATEWAY_UNREACHABLE for any other answer than 200 and 404 */
export async function get(
  url: string,
  {
    fetch,
    maxBytes,
    timeoutMs,
    key,
  }: Pick<OutgoingRequest, "fetch" | "maxBytes" | "timeoutMs"> & { readonly key: string | null },
): Promise<Uint8Array | null> {
  let status: number
  try {
    const headers = key === null ? {} : { authorization: `Bearer ${key}` }
    const response = await fetch(url, { headers, redirect: "error", signal: AbortSignal.timeout(timeoutMs), maxBytes })
    status = response.status
    const body = await bounded(response.body, maxBytes)
    if (status === 200) return body
    if (status === 404) return null
  } catch (cause) {
    throw new AssentError("GATEWAY_UNREACHABLE", "the other side did not answer as it should", { cause })
  }
  throw new AssentError("GATEWAY_UNREACHABLE", `the other side answered ${status}`)
}

async function bounded(stream: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunksOf(stream)) {
    length += chunk.length
    if (length > maxBytes) throw new Error("the answer is too large")
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** fetch types its body's chunks as anything. Leaving the loop early cancels the stream. */
async function* chunksOf(stream: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array, void> {
  if (stream) yield* stream
}
