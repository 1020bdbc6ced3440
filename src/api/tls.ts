/* TLS where it ends here, and no proxy stands in front. */
import type { RequestListener } from "node:http"
import { createServer, type Server } from "node:https"

export interface TlsFiles {
  /** PEM, with its chain. */
  readonly cert: string
  readonly key: string
}

/** The floor (RFC 9325, 3.1.1), stated here: a default of Node can be lowered from outside. */
export const minTls = "TLSv1.2"

export function tlsServer({ cert, key }: TlsFiles, requestTimeout: number): (handler: RequestListener) => Server {
  return (handler) => createServer({ cert, key, minVersion: minTls, requestTimeout }, handler)
}
