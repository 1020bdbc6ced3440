/* The trunks of the configuration: which carrier brings calls, with what credentials, under which public address. */
import { readFileSync } from "node:fs"
import { z } from "zod"
import { configRecipient } from "./config-recipients.ts"
import { AssentError } from "./errors.ts"

export const trunkName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, "lower-case letters, digits and -, at most 32")

const secret = z.string().min(1).max(500).meta({ secret: true }).describe("The secret itself; better in a file.")
const file = z.string().min(1).max(1000).describe("Holds the secret alone: a path, or credential:NAME.")
/** One secret, or several: the first is used, all are accepted, so that a key can be changed without a lost call. */
const secrets = z
  .union([secret, z.array(secret).min(1).max(5)])
  .meta({ secret: true })
  .describe("The secret itself, or several: the first is used, all are accepted. Better in a file.")
/** One a line there. */
const filed = file.describe("Holds the secret, a path or credential:NAME; several, one a line: all are accepted.")

/** An address without its last slash. `http` is for tests: production refuses it. */
const address = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ""))
const e164 = z.string().regex(/^\+[1-9]\d{1,14}$/, "E.164, for example +4930123456")

const named = trunkName.describe("Stands in the carrier's addresses and in the ledger.")
const removes = z
  .boolean()
  .default(false)
  .describe("Removes a recording that is found at the carrier after a call, beside the alarm and the leaf.")
const restUrl = address.describe("The carrier's API.")
const space = address.describe("https://<space>.signalwire.com")

const carrier = {
  name: named,
  public_url: address
    .optional()
    .describe("What the carrier calls this gateway by; signatures are checked over it. Default: public_url."),
  fallback_number: e164
    .optional()
    .describe("Where calls go when no line can say so, unrecorded. Without it the caller hears an apology."),
  unmapped: z
    .enum(["answer", "reject"])
    .default("answer")
    .describe("Calls for a number that no line has: answered with a sentence, or rejected unanswered."),
  caller_id: e164.optional().describe("Shown to the destination. Default: the number that was dialled."),
  delete_carrier_recordings: removes,
  recipient: configRecipient.optional(),
}

const kindOf = "Which carrier."
const testPhone = z.strictObject({ name: named, kind: z.literal("test-phone").describe(kindOf) })

const twilio = z.strictObject({
  ...carrier,
  kind: z.literal("twilio").describe(kindOf),
  account_sid: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/, "AC and 32 hex digits, as the console shows it")
    .describe("As the carrier's console shows it."),
  auth_token: secrets.optional(),
  auth_token_file: filed.optional(),
  rest_url: restUrl.default("https://api.twilio.com"),
})

const project = z.uuid().describe("As the carrier's console shows it.")

const signalwireCxml = z.strictObject({
  ...carrier,
  kind: z.literal("signalwire-cxml").describe(kindOf),
  project,
  token: secret.optional().describe("API token, for REST. Better in a file."),
  token_file: file.optional(),
  signing_key: secrets.optional().describe("Signs webhooks; not the API token. Better in a file."),
  signing_key_file: filed.optional(),
  stream_token: secrets
    .optional()
    .describe("Bearer token that the carrier shows when it opens a media stream. Better in a file."),
  stream_token_file: filed.optional(),
  rest_url: space,
})

const telnyx = z.strictObject({
  ...carrier,
  kind: z.literal("telnyx").describe(kindOf),
  api_key: secret.optional().describe("For REST. Better in a file."),
  api_key_file: file.optional(),
  account_sid: z.string().min(1).max(100).describe("TeXML accounts are addressed by this in REST."),
  application_id: z.string().min(1).max(100).describe("The TeXML application that new calls belong to."),
  public_key: z
    .union([z.base64().length(44), z.array(z.base64().length(44)).min(1).max(5)])
    .describe("Base64 Ed25519 key of the account: webhooks are checked with it. Public, so no file is needed."),
  rest_url: restUrl.default("https://api.telnyx.com"),
})

const signalwireRelay = z.strictObject({
  name: named,
  kind: z.literal("signalwire-relay").describe(kindOf),
  project,
  token: secret.optional().describe("API token. Better in a file."),
  token_file: file.optional(),
  topics: z
    .array(z.string().min(1).max(100))
    .min(1)
    .max(32)
    .describe('What numbers are set to at the carrier ("topic", once "context").'),
  host: z.string().min(1).max(255).optional().describe("Default: the carrier's. ws:// only for tests."),
  record: z
    .enum(["stream", "carrier-recording"])
    .default("stream")
    .describe("stream: both tracks come here, no copy there. carrier-recording: it records, we fetch and delete."),
  public_url: address.optional().describe("What the carrier calls this gateway by. Default: public_url."),
  rest_url: space,
  caller_id: e164.optional().describe("Shown to the destination. Default: the number that was dialled."),
  delete_carrier_recordings: removes,
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
