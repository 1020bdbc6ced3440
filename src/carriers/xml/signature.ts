/*
 * Who sent this request? Checked over the address the carrier was given (`public_url` and the request's raw target, never
 * Host or X-Forwarded-*) and the raw body, in constant time, before anything of the body is believed.
 */
import { createHmac, createPublicKey, timingSafeEqual, verify, type KeyObject } from "node:crypto"
import type { IncomingHttpHeaders } from "node:http"
import type { Form } from "./form.ts"

export interface Signed {
  readonly headers: IncomingHttpHeaders
  /** The public address with the raw request target. */
  readonly url: string
  readonly body: Uint8Array
  readonly form: Form
}

/** True for a request that one of the trunk's keys signed. */
export type WebhookCheck = (request: Signed) => boolean
/** The same for the opening of a media stream. `target`: the raw request target. */
export type UpgradeCheck = (headers: IncomingHttpHeaders, target: string) => boolean

/** Twilio, and SignalWire with its own header: base64 HMAC-SHA1 over the URL and every field, sorted by name. */
export function hmacCheck(
  header: "x-twilio-signature" | "x-signalwire-signature",
  keys: readonly string[],
): WebhookCheck {
  return ({ headers, url, form }) => {
    const names = [...form.keys()].sort()
    const text = names.reduce((all, name) => all + name + (form.get(name) ?? ""), url)
    return signedBy(keys, text, headers[header])
  }
}

/**
 * Twilio signs the opening of a stream over its address alone, and what it takes for that address varies: with or without
 * the port, with or without a last slash, wss or https. Exactly these forms are tried.
 */
export function twilioUpgrade(publicUrl: string, keys: readonly string[]): UpgradeCheck {
  const secure = publicUrl.startsWith("https:")
  const { host, hostname, pathname } = new URL(publicUrl)
  const hosts = new Set([host, hostname, `${hostname}:443`])
  return (headers, target) => {
    const path = `${pathname.replace(/\/$/, "")}${target}`
    const paths = [path, path.endsWith("/") ? path.slice(0, -1) : `${path}/`]
    const urls = (secure ? ["wss", "https"] : ["ws", "http"]).flatMap((scheme) =>
      [...hosts].flatMap((name) => paths.map((each) => `${scheme}://${name}${each}`)),
    )
    // Every form is tried, whichever matched, so that the time tells nothing.
    return urls.filter((url) => signedBy(keys, url, headers["x-twilio-signature"])).length > 0
  }
}

/** SignalWire shows a bearer token when it opens a stream. */
export function bearerUpgrade(tokens: readonly string[]): UpgradeCheck {
  return ({ authorization }) => {
    const given = /^Bearer (\S{1,500})$/.exec(authorization ?? "")?.[1]
    return given !== undefined && tokens.filter((token) => sameText(token, given)).length > 0
  }
}

const MAX_AGE_S = 300

/**
 * Telnyx: Ed25519 over `timestamp|body`, five minutes long.
 * @param keys base64, 32 bytes each, as the portal shows them
 */
export function telnyxCheck(keys: readonly string[], now: () => number = Date.now): WebhookCheck {
  const publicKeys = keys.map(ed25519)
  return ({ headers, body }) => {
    const timestamp = headers["telnyx-timestamp"]
    const signature = headers["telnyx-signature-ed25519"]
    if (typeof timestamp !== "string" || !/^\d{1,12}$/.test(timestamp) || typeof signature !== "string") return false
    if (Math.abs(now() / 1000 - Number(timestamp)) > MAX_AGE_S) return false
    const bytes = Buffer.from(signature, "base64")
    const text = Buffer.concat([Buffer.from(`${timestamp}|`), body])
    return bytes.length === 64 && publicKeys.some((key) => verify(null, text, key, bytes))
  }
}

function ed25519(key: string): KeyObject {
  const x = Buffer.from(key, "base64").toString("base64url")
  return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" })
}

function signedBy(keys: readonly string[], text: string, signature: string | string[] | undefined): boolean {
  if (typeof signature !== "string") return false
  return keys.filter((key) => sameText(createHmac("sha1", key).update(text).digest("base64"), signature)).length > 0
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
