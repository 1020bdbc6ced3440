/* The gateway's API, as any other client sees it. */
import { randomUUID } from "node:crypto"
import createClient, { type Client as TypedClient } from "openapi-fetch"
import { z } from "zod"
import type { paths } from "../api/openapi.d.ts"
import { AssentError, type ErrorCode } from "../errors.ts"
import { findGateway, notRunning, type GatewayAddress } from "./find-gateway.ts"
import type { Io } from "./io.ts"
import { serverSentEvents } from "./sse.ts"

/** Every route with its parameters, bodies and answers, as the committed document has them. */
export type Api = TypedClient<paths>

export interface Client {
  readonly url: string
  /** As the methods below, with paths and bodies that the compiler checks against the document. */
  readonly api: Api
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<unknown>
  send(
    method: "POST" | "PUT" | "PATCH" | "DELETE",
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<unknown>
  /** The answer with its body still to be read. */
  open(path: string, signal?: AbortSignal, headers?: Readonly<Record<string, string>>): Promise<Response>
  /** The whole body, `null` when the gateway has no such file (404, 410). */
  bytes(path: string): Promise<Uint8Array | null>
  events(path: string, signal: AbortSignal): AsyncGenerator<unknown, void>
}

const problem = z.looseObject({
  detail: z.string().optional(),
  title: z.string().optional(),
  errors: z.array(z.looseObject({ pointer: z.string().optional(), detail: z.string().optional() })).optional(),
})

export function openClient(io: Io): Client {
  return clientOf(findGateway(io))
}

export function clientOf({ url, key }: GatewayAddress): Client {
  async function deliver(request: Request): Promise<Response> {
    request.headers.set("authorization", `Bearer ${key}`)
    if (request.method === "POST" && !request.headers.has("idempotency-key")) {
      request.headers.set("idempotency-key", randomUUID())
    }
    let response: Response
    try {
      response = await fetch(request)
    } catch (cause) {
      if (request.signal.aborted) throw cause
      throw notRunning("the gateway does not answer")
    }
    if (!response.ok) throw await refusal(response)
    return response
  }
  const ask = (path: string, init: RequestInit = {}): Promise<Response> => deliver(new Request(`${url}${path}`, init))
  return {
    url,
    api: createClient<paths>({ baseUrl: url, fetch: deliver }),
    get: async (path, headers = {}) => json(await ask(path, { headers })),
    send: async (method, path, body, headers = {}) => {
      if (body === undefined) return json(await ask(path, { method, headers }))
      const typed = { ...headers, "content-type": "application/json" }
      return json(await ask(path, { method, body: JSON.stringify(body), headers: typed }))
    },
    open: (path, signal, headers = {}) => ask(path, signal ? { signal, headers } : { headers }),
    bytes: async (path) => {
      try {
        return new Uint8Array(await (await ask(path)).arrayBuffer())
      } catch (error) {
        if (error instanceof AssentError && ["NOT_FOUND", "RECORDING_ERASED"].includes(error.code)) return null
        throw error
      }
    },
    events: async function* (path, signal) {
      const response = await ask(path, { signal, headers: { accept: "text/event-stream" } })
      if (response.body) yield* serverSentEvents(response.body)
    },
  }
}

/** What a typed route answered. A refusal was thrown before. */
export function dataOf<T>({ data }: { readonly data?: T }): T {
  if (data !== undefined) return data
  throw new AssentError("GATEWAY_REFUSED", "the gateway's answer is empty: do its version and this one differ?")
}

/** Reads an answer into what a command needs of it. Newer gateways may say more: unknown members are kept out. */
export function read<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer)
  if (parsed.success) return parsed.data
  throw new AssentError("GATEWAY_REFUSED", "the gateway's answer cannot be read: do its version and this one differ?")
}

async function json(response: Response): Promise<unknown> {
  if (response.status === 204) return null
  return response.json().catch(() => {
    throw new AssentError("GATEWAY_REFUSED", "the gateway's answer is not JSON: is this address an Assent gateway?")
  })
}

const codes: Readonly<Record<number, ErrorCode>> = {
  400: "INPUT_INVALID",
  404: "NOT_FOUND",
  409: "CONFLICT",
  410: "RECORDING_ERASED",
  412: "VERSION_STALE",
  415: "UNSUPPORTED_AUDIO",
  422: "INPUT_INVALID",
}

/** A problem document (RFC 9457) as one error, with the field that has to change. */
async function refusal(response: Response): Promise<AssentError> {
  const body: unknown = await response.json().catch(() => null)
  const said = problem.safeParse(body).data
  const [first] = said?.errors ?? []
  const field = first?.pointer?.replace(/^\/(body|query|path|headers)\/?/, "").replaceAll("/", ".")
  const detail = said?.detail ?? said?.title ?? `the gateway answered ${response.status}`
  const more = first?.detail !== undefined && first.detail !== detail ? ` (${first.detail})` : ""
  const mend = response.status === 401 ? ": set ASSENT_KEY to a valid key" : ""
  return new AssentError(codes[response.status] ?? "GATEWAY_REFUSED", `${detail}${more}${mend}`, field ? { field } : {})
}
