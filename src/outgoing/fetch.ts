/* What every part asks of whoever sends its requests out. The global `fetch` has this shape too, and no guard. */

export interface OutgoingInit {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE"
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer> | URLSearchParams
  /** Nothing is followed here: `manual` hands a redirection to the caller, who asks again or does not. */
  readonly redirect: "error" | "manual"
  /** The time limit of the whole exchange, its body included. */
  readonly signal: AbortSignal
  /** The most bytes of an answer's body that are read; default 1 MiB. */
  readonly maxBytes?: number
}

/** @throws ADDRESS_BLOCKED for an address that no request may go to; whatever else keeps an answer from coming */
export type OutgoingFetch = (url: string, init: OutgoingInit) => Promise<Response>
