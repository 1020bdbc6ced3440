/* The API as the console uses it: the documented one, by the sign-in's cookie. */
import createClient from "openapi-fetch"
import type { components, paths } from "../../api/openapi.d.ts"
import { problemOf } from "./problem.ts"

export type Schemas = components["schemas"]

let csrf = ""
export function setCsrf(token: string): void {
  csrf = token
}

export const api = createClient<paths>({ baseUrl: location.origin })

api.use({
  onRequest({ request }) {
    if (request.method === "GET" || request.method === "HEAD") return
    request.headers.set("x-assent-csrf", csrf)
    // Each act has a key of its own: sent again after a cut line, it is done once.
    if (request.method === "POST" && !request.headers.has("idempotency-key")) {
      request.headers.set("idempotency-key", crypto.randomUUID())
    }
  },
})

/** For routes whose answer is no JSON: the same headers, the raw answer. @throws Problem */
export async function raw(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers)
  if (init.method !== undefined && init.method !== "GET") headers.set("x-assent-csrf", csrf)
  const response = await fetch(path, { ...init, headers, cache: "no-store" })
  if (!response.ok) throw problemOf(response, await response.json().catch(() => null))
  return response
}

interface Asked<T> {
  readonly data?: T
  readonly error?: unknown
  readonly response: Response
}

/** The body of an answer. @throws Problem */
export async function bodyOf<T>(asked: Promise<Asked<T>>): Promise<T> {
  const { data, error, response } = await asked
  if (data === undefined) throw problemOf(response, error)
  return data
}

/** The body, with the ETag to change it by. @throws Problem */
export async function editable<T>(asked: Promise<Asked<T>>): Promise<{ readonly data: T; readonly etag: string }> {
  const { data, error, response } = await asked
  if (data === undefined) throw problemOf(response, error)
  return { data, etag: response.headers.get("etag") ?? "*" }
}

/** As the API takes what a person types as a reason. */
export const reasonHeader = (reason: string): string => encodeURIComponent(reason.trim())
