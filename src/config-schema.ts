/* What the configuration file may say. The descriptions are what `assent config explain` prints. */
import { z } from "zod"
import { ledgerConfig } from "./config-ledger.ts"
import { listenConfig, metricsConfig, network } from "./config-listen.ts"
import { messagingConfig } from "./config-messaging.ts"
import { organisationConfig } from "./config-organisation.ts"
import { peopleConfig } from "./config-people.ts"
import { trunk, trunkName as name } from "./config-trunks.ts"

const ms = z.int().min(10).max(600_000)
const days = z.int().min(1).max(36_500)
const stated = z.string().min(1).max(300).nullable().default(null)

/** The defaults are the shipped dialogue's. */
const flow = z.strictObject({
  tries: z.int().min(1).max(3).default(2).describe("How often a caller is asked; silence and wrong keys use one up."),
  repeats: z
    .int()
    .min(0)
    .max(10)
    .default(10)
    .describe("How often star and 0 may be used before the try counts as over."),
  wait_ms: ms.default(7000).describe("Silence after the menu."),
  last_wait_ms: ms.default(5000).describe("Silence after the time warning, which is spoken in the last try only."),
  chord_ms: z
    .int()
    .min(100)
    .max(2000)
    .default(500)
    .describe("Two different keys this close together are not a choice: the refusal wins."),
  commit_ms: z
    .int()
    .min(50)
    .max(10_000)
    .default(1000)
    .describe("What is not durable by then counts as not written: the call goes on unrecorded."),
  code_ms: ms.default(2000).describe("How long the first key of the withdrawal code waits for the second."),
  document_commit_ms: z
    .int()
    .min(10)
    .max(3000)
    .default(80)
    .describe("As commit_ms, for a grant that a carrier waits for with its next document. Carriers do not wait long."),
})

const keys = z.strictObject({
  kek_fingerprint: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/, "43 characters of base64url, as `assent serve --create` printed it")
    .nullable()
    .default(null)
    .describe(
      "SHA-256 (base64url) of the key encryption key's public half: any other stops the gateway. null: what the ledger first named.",
    ),
  rotate_days: z
    .int()
    .min(1)
    .max(365)
    .default(7)
    .describe(
      "Length of a key epoch: an old backup of the key store opens nothing erased once its epoch has ended, within this and a day.",
    ),
  backup_folder: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe(
      "Existing folder on another disk, for a copy of each private key before anything is encrypted to it; gone when its epoch ends. Not where backups are kept. null: copy data/keys/*.pem yourself after each epoch.",
    ),
  shred_list: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe(
      "File that names destroyed keys for restores, best on another disk. null: shred.list in the data folder.",
    ),
})

const limits = z.strictObject({
  calls: z
    .int()
    .min(1)
    .max(100_000)
    .default(2000)
    .meta({ unit: "calls at once" })
    .describe("In all. What comes on top is answered and connected, but not asked and not recorded."),
  calls_per_number: z
    .int()
    .min(1)
    .max(10_000)
    .default(5)
    .meta({ unit: "calls at once" })
    .describe("From one number; withheld numbers share no limit."),
  requests_per_minute: z
    .int()
    .min(60)
    .max(1_000_000)
    .default(6000)
    .describe("Of one network, and of one principal, to the API."),
})

const controller = z.strictObject({
  address: stated.describe("Postal address of whoever answers for the recordings."),
  contact: stated.describe("How callers reach them."),
  jurisdiction: stated.describe("Whose law they are under."),
  storage_location: stated.describe("Region, and who owns the storage."),
  privacy_notice_url: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null)
    .describe("Where the whole privacy notice stands."),
  supervisory_authority: stated.describe("Where callers can complain."),
  recipients: z
    .array(z.string().min(1).max(300))
    .max(32)
    .default([])
    .describe("Whoever else receives the audio, in words."),
})

const retention = z.strictObject({
  sweep_minutes: z.int().min(1).max(1440).default(15).describe("How often what is due is looked for and shredded."),
  two_persons: z
    .boolean()
    .default(true)
    .describe("Erasures of a person or in bulk need two people in production: one looks, another approves."),
  history_days: days
    .nullable()
    .default(null)
    .describe("How far back calls are listed. Says nothing about how long anything is kept. null: however old."),
  contact_days: days.default(730).describe("How long a contact is kept after it was last worded."),
  agent_days: days.default(1096).describe("How long an agent's entry is kept after it was last worded."),
  note_days: days.default(365).describe("How long a note on a call is kept after it was last worded."),
  tags_days: days.default(365).describe("How long a call's tags are kept after they were last set."),
  document_days: z.int().min(1).max(365).default(30).describe("How long a proof of identity of a request is kept."),
})

const levels = ["debug", "info", "warn", "error", "silent"] as const
const apiKey = z.strictObject({
  id: name.describe("What the ledger calls the key."),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "64 hex digits: SHA-256 of the key")
    .meta({ secret: true })
    .describe("SHA-256 of the whole key, in hex; the key itself stands nowhere."),
})
const jurisdictions = z
  .string()
  .min(1)
  .nullable()
  .default(null)
  .describe("JSON file of your own rules, in the shape of config/jurisdictions.json. null: those shipped.")

export const schema = z.strictObject({
  mode: z
    .enum(["dev", "production"])
    .describe("dev binds loopback only and may have a fixed key; nothing else differs."),
  profile: z
    .enum(["none", "hipaa"])
    .default("none")
    .describe("hipaa: refuses to start while a control of the HIPAA Security Rule is off."),
  listen: listenConfig.describe("Where the API, the pages and the carriers' requests arrive."),
  metrics: metricsConfig,
  drain_seconds: z
    .int()
    .min(0)
    .max(3600)
    .default(60)
    .describe(
      "How long SIGTERM waits for live calls before it ends them in an orderly way. Must be below what stops the process for good (TimeoutStopSec, the grace period).",
    ),
  public_url: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/$/, ""))
    .describe("What clients and carriers use. Signatures and origins are checked against it, never a Host header."),
  data: z.string().min(1).describe("Folder of ledger, keys, recordings and prompts. One gateway per folder."),
  ledger: ledgerConfig,
  keys: keys.prefault({}),
  api_keys: z
    .array(apiKey)
    .max(100)
    .default([])
    .describe("Keys that own the gateway. People and machines get accounts instead."),
  people: peopleConfig.prefault({}),
  trunks: z.array(trunk).min(1).max(32).describe("Which carrier brings calls, and with what credentials."),
  limits: limits.prefault({}),
  flow: flow.prefault({}).describe("How callers are asked. Change it only with the wording of the greeting."),
  organisation: organisationConfig.prefault({}).describe("Named in the register of processing."),
  controller: controller.prefault({}).describe('Stands in consent records and audits; null reads "not stated" there.'),
  policy: z
    .strictObject({
      jurisdictions,
      purpose_required: z
        .boolean()
        .default(false)
        .describe(
          "Whoever plays or exports audio has to state for what; a stated purpose has to be consented to anyway.",
        ),
    })
    .prefault({}),
  retention: retention.prefault({}),
  messaging: messagingConfig,
  outgoing: z
    .strictObject({
      allow: z
        .array(network)
        .max(64)
        .default([])
        .describe(
          "Requests of the gateway go to public addresses, and to these networks: a witness or sink of your own.",
        ),
    })
    .prefault({}),
  greetings: z
    .strictObject({
      two_persons: z
        .boolean()
        .default(false)
        .describe("Whoever worked on a version of a greeting does not publish it alone."),
    })
    .prefault({}),
  emergency: z
    .strictObject({
      shipped: z
        .boolean()
        .default(true)
        .describe("The emergency and crisis numbers of the line's country, as shipped, connect at once, unrecorded."),
      numbers: z
        .array(z.string().regex(/^(\+[1-9]\d{4,14}|\d{2,6})$/, "E.164, or a short code such as 112"))
        .max(1000)
        .default([])
        .describe("Further numbers whose calls, from or to them, nothing holds up: E.164, or short codes."),
    })
    .prefault({}),
  audit: z
    .strictObject({
      keep_days: z
        .int()
        .min(30)
        .max(36_500)
        .default(1096)
        .describe("How long the index of accesses is kept for incidents; the ledger itself is never cut."),
    })
    .prefault({}),
  log: z
    .strictObject({ level: z.enum(levels).default("info").describe("The least that is logged, as JSON on stderr.") })
    .prefault({}),
})
