import { createPrivateKey, generateKeyPairSync, sign } from "node:crypto"
import twilio from "twilio"
import type { Kind } from "./markup.ts"

export const SECRET = "a-secret-of-the-account"
export const STREAM_TOKEN = "a-token-for-streams"
const pair = generateKeyPairSync("ed25519")
const jwk = pair.publicKey.export({ format: "jwk" })
export const TELNYX_PUBLIC_KEY = Buffer.from(String(jwk.x), "base64url").toString("base64")
const privateKey = createPrivateKey(pair.privateKey.export({ format: "pem", type: "pkcs8" }).toString())

/** The headers of a signed webhook, made with the vendors' own packages where they can. */
export function signed(
  kind: Kind,
  url: string,
  params: Readonly<Record<string, string>>,
  secret = SECRET,
): Record<string, string> {
  if (kind === "telnyx") return telnyxHeaders(new URLSearchParams(params).toString())
  const signature = twilio.getExpectedTwilioSignature(secret, url, params)
  return { [kind === "twilio" ? "x-twilio-signature" : "x-signalwire-signature"]: signature }
}

export function telnyxHeaders(body: string, at = Math.floor(Date.now() / 1000)): Record<string, string> {
  const signature = sign(null, Buffer.from(`${at}|${body}`), privateKey).toString("base64")
  return { "telnyx-timestamp": String(at), "telnyx-signature-ed25519": signature }
}

/** What the carrier shows when it opens a stream. `bearer`: what our document told it to. */
export function streamHeaders(kind: Kind, url: string, bearer: string | undefined): Record<string, string> {
  if (kind === "twilio") return { "x-twilio-signature": twilio.getExpectedTwilioSignature(SECRET, url, {}) }
  return kind === "signalwire" && bearer !== undefined ? { authorization: `Bearer ${bearer}` } : {}
}
