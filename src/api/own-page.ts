import type { FastifyRequest } from "fastify"

/**
 * Whether a page of this very gateway, opened on this machine, asks. The headers are the browser's own: a page of
 * another origin cannot forge them, and a name rebound to this machine still shows in Host. What does not say where it
 * comes from is not ours.
 */
export function isOwnPage({ headers }: FastifyRequest): boolean {
  const { host = "", origin } = headers
  const site = headers["sec-fetch-site"]
  const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/.test(host)
  const foreign = origin !== undefined && origin !== `http://${host}`
  return loopback && !foreign && (site === "same-origin" || site === "none")
}
