/*
 * The receipt code by text, to whoever asked for a code. Number and code are in memory only: what cannot be sent within a
 * minute is not sent, and nothing of it is kept. The caller has heard the code all the same.
 */
import { randomUUID } from "node:crypto"
import { readFileSync } from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"
import type { ReceiptDesk } from "../call/receipt.ts"
import type { Messaging } from "../config-messaging.ts"
import { AssentError } from "../errors.ts"
import type { OutgoingFetch } from "../outgoing/fetch.ts"
import type { GatewayLog } from "./log.ts"

/** `{code}` in two groups, and the short address of the caller's door. */
const words: Readonly<Record<string, string>> = {
  en: "Your receipt code: {code}. To see what was decided, withdraw or ask for your data: {url}",
  de: "Ihr Belegcode: {code}. Ansehen, widerrufen oder Daten anfragen: {url}",
  fr: "Votre code de reçu : {code}. Voir, retirer ou demander vos données : {url}",
  es: "Su código de recibo: {code}. Ver, retirar o pedir sus datos: {url}",
}
const TIMEOUT_MS = 10_000
/** Before each try. */
const WAITS_MS = [0, 2000, 15_000]

export interface TextParts {
  readonly messaging: Messaging
  readonly publicUrl: string
  readonly fetch: OutgoingFetch
  readonly log: Pick<GatewayLog, "warn">
  /** For tests. */
  readonly waitsMs?: readonly number[]
}

/** @throws CONFIG_INVALID when the token cannot be read */
export function textMessages(parts: TextParts): ReceiptDesk["text"] {
  const { messaging, publicUrl, log } = parts
  if (messaging === null) return () => undefined
  const token = messaging.token_file === null ? null : tokenIn(messaging.token_file)
  return ({ callId, from }, code, language) => {
    if (from === null) return
    const text = (words[language.split("-")[0] ?? ""] ?? words["en"] ?? "")
      .replace("{code}", `${code.slice(0, 4)} ${code.slice(4)}`)
      .replace("{url}", `${publicUrl}/receipt`)
    const body = JSON.stringify({ to: from, text, language })
    send(parts, messaging.url, token, body).then(
      (sent) => {
        if (!sent) log.warn({ callId }, "a receipt code could not be sent by text")
      },
      (error: unknown) => log.warn({ callId, err: error }, "a receipt code could not be sent by text"),
    )
  }
}

async function send(
  { fetch, waitsMs = WAITS_MS }: TextParts,
  url: string,
  token: string | null,
  body: string,
): Promise<boolean> {
  const headers = {
    "content-type": "application/json",
    // Of two tries that both arrived, the provider sends one.
    "idempotency-key": randomUUID(),
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  }
  for (const wait of waitsMs) {
    await sleep(wait, undefined, { ref: false })
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const answer = await fetch(url, { method: "POST", headers, body, redirect: "error", signal }).catch(() => null)
    await answer?.arrayBuffer().catch(() => undefined)
    if (answer && answer.status < 300) return true
    // What is refused is refused again.
    if (answer && answer.status < 500 && answer.status !== 429) return false
  }
  return false
}

function tokenIn(file: string): string {
  try {
    return readFileSync(file, "utf8").trim()
  } catch (cause) {
    throw new AssentError("CONFIG_INVALID", "messaging.token_file: this file cannot be read", { cause })
  }
}
