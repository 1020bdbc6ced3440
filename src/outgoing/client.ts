/*
 * The one client that every request of the gateway goes out by. A name is resolved here, every address of it is checked,
 * and the connection is made to what was checked: who answers the question differently a second time (DNS rebinding) is
 * not asked a second time. Proxy variables and NODE_TLS_REJECT_UNAUTHORIZED change nothing.
 */
import { lookup as systemLookup } from "node:dns/promises"
import { Agent as PlainAgent, type IncomingMessage, request as plainRequest } from "node:http"
import { Agent as TlsAgent, request as tlsRequest } from "node:https"
import type { LookupFunction } from "node:net"
import { AssentError } from "../errors.ts"
import { addressRule, blocked, checkHost } from "./addresses.ts"
import type { OutgoingFetch, OutgoingInit } from "./fetch.ts"

export interface Resolved {
  readonly address: string
  readonly family: number
}

export interface OutgoingOptions {
  /** Addresses and networks that may be reached though they are not public. */
  readonly allow: readonly string[]
  /** For tests: all addresses of a name. */
  readonly resolve?: (name: string) => Promise<readonly Resolved[]>
}

export interface Outgoing {
  readonly fetch: OutgoingFetch
  /** @throws ADDRESS_BLOCKED for a host that is an address which may not be reached */
  check(url: URL): void
  /** Ends every connection. */
  close(): void
}

const MAX_BYTES = 1024 * 1024
/** Connections that wait for the next request. Shorter than what servers commonly keep. */
const IDLE_MS = 4000
const PER_HOST = 64

export function createOutgoing({ allow, resolve = systemResolve }: OutgoingOptions): Outgoing {
  const allows = addressRule(allow)
  const pool = { keepAlive: true, timeout: IDLE_MS, maxSockets: PER_HOST, lookup: checkedLookup(resolve, allows) }
  // Agents of our own: the global ones may be told to use a proxy. TLS as RFC 9325 asks, whatever the environment says.
  const plain = new PlainAgent(pool)
  const secure = new TlsAgent({ ...pool, minVersion: "TLSv1.2", rejectUnauthorized: true })

  async function send(url: URL, init: OutgoingInit): Promise<IncomingMessage> {
    const { promise, resolve: done, reject } = Promise.withResolvers<IncomingMessage>()
    const { method = "GET", signal } = init
    const body = bodyOf(init)
    const options = { method, signal, headers: headersOf(init, body) }
    const request =
      url.protocol === "https:"
        ? tlsRequest(url, { ...options, agent: secure })
        : plainRequest(url, { ...options, agent: plain })
    request.on("response", done).on("error", reject)
    request.end(body ?? undefined)
    return promise
  }

  return {
    fetch: async (address, init) => {
      init.signal.throwIfAborted()
      const url = new URL(address)
      if (url.protocol !== "https:" && url.protocol !== "http:") throw blocked()
      checkHost(url, allows)
      const message = await send(url, init)
      if (init.redirect === "error" && isRedirect(message)) {
        message.destroy()
        throw new AssentError("GATEWAY_UNREACHABLE", "the other side redirects, which is not followed")
      }
      return answerOf(message, init.maxBytes ?? MAX_BYTES)
    },
    check: (url) => checkHost(url, allows),
    close: () => {
      plain.destroy()
      secure.destroy()
    },
  }
}

async function systemResolve(name: string): Promise<readonly Resolved[]> {
  return systemLookup(name, { all: true })
}

/** One bad address among several is enough: which of them is connected to is not ours to choose. */
function checkedLookup(
  resolve: (name: string) => Promise<readonly Resolved[]>,
  allows: (address: string) => boolean,
): LookupFunction {
  return (name, { all }, callback) => {
    resolve(name).then(
      (found) => {
        const [first] = found
        if (!first || !found.every(({ address }) => allows(address))) callback(blocked(), "", 0)
        else if (all) callback(null, [...found])
        else callback(null, first.address, first.family)
      },
      (error: unknown) => callback(new Error("the name could not be resolved", { cause: error }), "", 0),
    )
  }
}

function bodyOf({ body }: OutgoingInit): Uint8Array | null {
  if (body === undefined) return null
  return body instanceof Uint8Array ? body : Buffer.from(body.toString())
}

function headersOf({ headers, body, method }: OutgoingInit, bytes: Uint8Array | null): Record<string, string> {
  const form = body instanceof URLSearchParams ? { "content-type": "application/x-www-form-urlencoded" } : {}
  const length = bytes ?? (method === "POST" || method === "PUT" ? "" : null)
  return {
    "user-agent": "assent",
    accept: "*/*",
    ...form,
    ...(length === null ? {} : { "content-length": String(length.length) }),
    ...headers,
  }
}

function isRedirect({ statusCode = 0, headers }: IncomingMessage): boolean {
  return statusCode >= 300 && statusCode < 400 && headers.location !== undefined
}

function answerOf(message: IncomingMessage, maxBytes: number): Response {
  const status = message.statusCode ?? 0
  const headers = new Headers()
  for (const [name, values] of Object.entries(message.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value)
  }
  const empty = status === 204 || status === 205 || status === 304
  // What is not read is let go, so that its connection can be used again.
  if (empty) message.resume()
  if (status < 200 || status > 599) {
    message.destroy()
    throw new AssentError("GATEWAY_UNREACHABLE", "the other side answered with no status that there is")
  }
  return new Response(empty ? null : bounded(message, maxBytes), { status, headers })
}

function bounded(message: IncomingMessage, maxBytes: number): ReadableStream<Uint8Array> {
  let length = 0
  const chunks = chunksOf(message)
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await chunks.next()
      if (next.done) {
        controller.close()
        return
      }
      length += next.value.length
      if (length > maxBytes) {
        message.destroy()
        throw new AssentError("GATEWAY_UNREACHABLE", "the other side's answer is larger than it may be")
      }
      controller.enqueue(next.value)
    },
    cancel() {
      message.destroy()
    },
  })
}

/** A stream of Node types its chunks as anything. */
async function* chunksOf(message: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, undefined> {
  yield* message
}
