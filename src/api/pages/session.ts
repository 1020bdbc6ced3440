/* The API as a signed-in page uses it: by the cookie, which scripts cannot read, and the token that goes with it. */
import { element, list, member, text } from "../phone/dom.ts"

export interface Me {
  readonly login: string
  readonly role: string | null
  readonly permissions: ReadonlySet<string>
  readonly lines: readonly string[] | null
}

export class Refused extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

let csrf = ""

/** `null` for who is not signed in. */
export async function whoAmI(): Promise<Me | null> {
  const response = await fetch("/v1/me", { cache: "no-store" })
  if (response.status === 401) return null
  const body = await answer(response)
  csrf = text(member(body, "csrf_token")) ?? ""
  const lines = member(body, "lines")
  return {
    login: text(member(body, "login")) ?? text(member(body, "id")) ?? "",
    role: text(member(body, "role")),
    permissions: new Set(list(member(body, "permissions")).flatMap((name) => text(name) ?? [])),
    lines: Array.isArray(lines) ? list(lines).flatMap((line) => text(line) ?? []) : null,
  }
}

export async function get(path: string): Promise<unknown> {
  return answer(await fetch(path, { cache: "no-store" }))
}

/** Each act has a key of its own: a browser that sends it again after a cut line does it once. */
export async function send(method: "POST" | "DELETE", path: string, body?: object): Promise<unknown> {
  const headers = new Headers({ "x-assent-csrf": csrf })
  if (method === "POST") headers.set("idempotency-key", crypto.randomUUID())
  if (body !== undefined) headers.set("content-type", "application/json")
  return answer(await fetch(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }))
}

/** Says what went wrong, or takes it away. */
export function alarm(error: unknown): void {
  const place = element("alarm", HTMLParagraphElement)
  place.hidden = error === null
  place.textContent = error instanceof Error ? error.message : ""
}

async function answer(response: Response): Promise<unknown> {
  const body: unknown = await response.json().catch(() => null)
  if (response.ok) return body
  const [first] = list(member(body, "errors"))
  const detail = text(member(body, "detail")) ?? `The gateway answered ${response.status}.`
  const field = text(member(first, "detail"))
  throw new Refused(response.status, field === null || field === detail ? detail : `${detail}: ${field}`)
}
