import type { IncomingMessage } from "node:http"
import type { Duplex } from "node:stream"

export interface Refusal {
  readonly status: "403 Forbidden" | "404 Not Found" | "503 Service Unavailable"
  readonly message: string
}

const loopbackNames = new Set(["localhost", "127.0.0.1", "[::1]"])

/** The trunk that `/carriers/<trunk>/media` names, or `null` for any other path. */
export function trunkOf(target: string | undefined): string | null {
  return /^\/carriers\/([a-z0-9][a-z0-9-]{0,62})\/media(?:\?|$)/.exec(target ?? "")?.[1] ?? null
}

/**
 * Carriers send no Origin. A browser always does, so a page of another origin can neither ring the gateway nor, in
 * dev where everything is loopback, reach it through a name of its own that resolves to 127.0.0.1.
 */
export function originRefusal(request: IncomingMessage, loopbackOnly: boolean): Refusal | null {
  const host = request.headers.host?.toLowerCase() ?? ""
  if (loopbackOnly && !loopbackNames.has(host.replace(/:\d+$/, ""))) {
    return { status: "403 Forbidden", message: "This gateway answers only to a loopback name: use localhost." }
  }
  const { origin } = request.headers
  if (origin === undefined) return null
  const sameOrigin = URL.canParse(origin) && new URL(origin).host === host && host !== ""
  return sameOrigin
    ? null
    : { status: "403 Forbidden", message: "A page of another origin may not open a media stream." }
}

export function refuse(socket: Duplex, { status, message }: Refusal): void {
  // The peer may be gone already; there is nobody to tell then.
  socket.on("error", () => undefined)
  const body = `${message}\n`
  const headers = ["Connection: close", "Content-Type: text/plain; charset=utf-8", `Content-Length: ${body.length}`]
  socket.end(`HTTP/1.1 ${status}\r\n${headers.join("\r\n")}\r\n\r\n${body}`)
}
