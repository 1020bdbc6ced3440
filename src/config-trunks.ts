/* The trunks of the configuration: which carrier brings calls, with what credentials, under which public address. */
import { readFileSync } from "node:fs"
import { z } from "zod"
import { configRecipient } from "./config-recipients.ts"
import { AssentError } from "./errors.ts"

export const trunkName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, "lower-case letters, digits and -, at most 32")

const secret = z.string().min(1).max(500)
const file = z.string().min(1).max(1000)
/** One secret, or several: the first is used, all are accepted, so that a key can be changed without a lost call. */
const secrets = z.union([secret, z.array(secret).min(1).max(5)])

/** An address without its last slash. `http` is for tests: production refuses it. */
const address = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ""))
const e164 = z.string().regex(/^\+[1-9]\d{1,14}$/, "E.164, for example +4930123456")

const carrier = {
  name: trunkName,
  /** What the carrier calls this gateway by; signatures are checked over it. Default: the gateway's own `public_url`. */
  public_url: address.optional(),
  /** Where calls go when no line can say so: part of the static fallback document. Without it, the caller hears an apology. */
  fallback_number: e164.optional(),
  /** Calls for a number that no line has: answered with a sentence, or rejected unanswered. */
  unmapped: z.enum(["answer", "reject"]).default("answer"),
  /** Shown to the destination. Default: the number that was dialled. */
  caller_id: e164.optional(),
  /** Removes a recording that is found at the carrier after a call, beside the alarm and the leaf. */
  delete_carrier_recordings: z.boolean().default(false),
  /** Where the carrier is, and why data may go there: stands in the register of recipients. */
  recipient: configRecipient.optional(),
}

const testPhone = z.strictObject({ name: trunkName, kind: z.literal("test-phone") })

const twilio = z.strictObject({
  ...carrier,
  kind: z.literal("twilio"),
  account_sid: z.string().regex(/^AC[0-9a-f]{32}$/, "AC and 32 hex digits, as the console shows it"),
  auth_token: secrets.optional(),
  auth_token_file: file.optional(),
  rest_url: address.default("https://api.twilio.com"),
})

const signalwireCxml = z.strictObject({
  ...carrier,
  kind: z.literal("signalwire-cxml"),
  project: z.uuid(),
  /** API token, for REST. */
  token: secret.optional(),
  token_file: file.optional(),
  /** Signs webhooks; not the API token. */
  signing_key: secrets.optional(),
  signing_key_file: file.optional(),
  /** Bearer token that the carrier shows when it opens a media stream. */
  stream_token: secrets.optional(),
  stream_token_file: file.optional(),
  /** `https://<space>.signalwire.com` */
  rest_url: address,
})

const telnyx = z.strictObject({
  ...carrier,
  kind: z.literal("telnyx"),
  api_key: secret.optional(),
  api_key_file: file.optional(),
  /** TeXML accounts are addressed by this in REST. */
  account_sid: z.string().min(1).max(100),
  /** The TeXML application that new calls belong to. */
  application_id: z.string().min(1).max(100),
  /** Base64 Ed25519 key of the account: webhooks are checked with it. Public, so no file is needed. */
  public_key: z.union([z.base64().length(44), z.array(z.base64().length(44)).min(1).max(5)]),
  rest_url: address.default("https://api.telnyx.com"),
})

const signalwireRelay = z.strictObject({
  name: trunkName,
  kind: z.literal("signalwire-relay"),
  project: z.uuid(),
  token: secret.optional(),
  token_file: file.optional(),
  /** What numbers are set to at the carrier ("topic", once "context"). */
  topics: z.array(z.string().min(1).max(100)).min(1).max(32),
  /** Default: the carrier's. `ws://` only for tests. */
  host: z.string().min(1).max(255).optional(),
  /** `stream`: the carrier streams both tracks here and keeps no copy. `carrier-recording`: it records, we fetch and delete. */
  record: z.enum(["stream", "carrier-recording"]).default("stream"),
  public_url: address.optional(),
  /** `https://<space>.signalwire.com` */
  rest_url: address,
  caller_id: e164.optional(),
  delete_carrier_recordings: z.boolean().default(false),
  recipient: configRecipient.optional(),
})

const kinds = [testPhone, twilio, signalwireCxml, telnyx, signalwireRelay] as const

export const trunk = z.discriminatedUnion("kind", kinds, {
  error: `has to be one of ${kinds.map(({ shape }) => shape.kind.value).join(", ")}`,
})
export type TrunkConfig = z.infer<typeof trunk>
export type TrunkOf<K extends TrunkConfig["kind"]> = Extract<TrunkConfig, { readonly kind: K }>

/** The secrets each kind needs, beside its `_file` member. */
const needed: Readonly<Record<TrunkConfig["kind"], readonly string[]>> = {
  "test-phone": [],
  twilio: ["auth_token"],
  "signalwire-cxml": ["token", "signing_key", "stream_token"],
  telnyx: ["api_key"],
  "signalwire-relay": ["token"],
}

/** What the schema of one trunk cannot say: each secret stands in exactly one place, and production speaks TLS. */
export function trunkProblems(trunks: readonly TrunkConfig[], publicUrl: string, mode: string): string[] {
  return trunks.flatMap((each, i) => {
    const problems: string[] = []
    const members = new Map<string, unknown>(Object.entries(each))
    for (const name of needed[each.kind]) {
      const given = [name, `${name}_file`].filter((member) => members.get(member) !== undefined)
      if (given.length !== 1) problems.push(`trunks.${i}.${name}: give ${name} or ${name}_file, and only one of them`)
    }
    if (each.kind !== "test-phone" && mode === "production") {
      const url = each.public_url ?? publicUrl
      if (!url.startsWith("https:")) problems.push(`trunks.${i}.public_url: a carrier needs https; this is ${url}`)
    }
    return problems
  })
}

/**
 * The secret of a member or of its file: one per line there, the first in use, the others accepted until they are taken out.
 * @param path relative to the working directory
 * @throws CONFIG_INVALID when the file cannot be read or is empty
 */
export function readSecrets(
  value: string | readonly string[] | undefined,
  path: string | undefined,
): readonly [string, ...string[]] {
  const [first, ...rest] = path === undefined ? [value ?? []].flat() : linesOf(path)
  if (first === undefined) throw new AssentError("CONFIG_INVALID", "a secret is missing, or its file is empty")
  return [first, ...rest]
}

function linesOf(path: string): string[] {
  let text: string
  try {
    text = readFileSync(path, "utf8")
  } catch (cause) {
    throw new AssentError("CONFIG_INVALID", `a secret's file cannot be read: ${path}`, { cause })
  }
  return text.split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim()]))
}
