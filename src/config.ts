import { isIP } from "node:net"
import { z } from "zod"
import { ledgerConfig, ledgerProblems } from "./config-ledger.ts"
import { listenConfig, listenProblems, network } from "./config-listen.ts"
import { organisationConfig, organisationProblems } from "./config-organisation.ts"
import { peopleConfig } from "./config-people.ts"
import { recipientProblems } from "./config-recipients.ts"
import { trunk, trunkName as name, trunkProblems } from "./config-trunks.ts"
import { AssentError } from "./errors.ts"

const ms = z.int().min(10).max(600_000)

const stated = z.string().min(1).max(300).nullable().default(null)

/** How callers are asked. The defaults are the shipped dialogue's; change them only with the wording. */
const flow = z.strictObject({
  tries: z.int().min(1).max(3).default(2),
  repeats: z.int().min(0).max(10).default(10),
  wait_ms: ms.default(7000),
  last_wait_ms: ms.default(5000),
  chord_ms: z.int().min(100).max(2000).default(500),
  commit_ms: z.int().min(50).max(10_000).default(1000),
  code_ms: ms.default(2000),
  /** The same as commit_ms, for a grant that a carrier waits for with its next document. Carriers do not wait long. */
  document_commit_ms: z.int().min(10).max(3000).default(80),
})

const schema = z.strictObject({
  /** `dev` binds loopback only and has a fixed key; nothing else differs. */
  mode: z.enum(["dev", "production"]),
  /** `hipaa`: refuses to start while a control of the HIPAA Security Rule is off. */
  profile: z.enum(["none", "hipaa"]).default("none"),
  listen: listenConfig,
  /** What clients and carriers use. Signatures and origins are checked against this, never against a Host header. */
  public_url: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/$/, "")),
  /** Folder of the embedded storage, relative to the working directory. */
  data: z.string().min(1),
  ledger: ledgerConfig,
  keys: z.strictObject({
    /** base64url SHA-256 of the KEK's public half. The recorder refuses any other. `null` pins what the ledger first named. */
    kek_fingerprint: z
      .string()
      .regex(/^[A-Za-z0-9_-]{43}$/, "43 characters of base64url, as `assent serve --create` printed it")
      .nullable()
      .default(null),
    /** Length of a KEK's epoch. A backup of the key store opens nothing erased once its epoch has ended: within this and a day. */
    rotate_days: z.int().min(1).max(365).default(7),
    /** Where destroyed keys are named for restores, best on another disk; `null`: shred.list in the data folder. */
    shred_list: z.string().min(1).nullable().default(null),
  }),
  api_keys: z
    .array(
      z.strictObject({ id: name, sha256: z.string().regex(/^[0-9a-f]{64}$/, "64 hex digits: SHA-256 of the key") }),
    )
    .max(100)
    .default([]),
  people: peopleConfig.prefault({}),
  trunks: z.array(trunk).min(1).max(32),
  limits: z
    .strictObject({
      /** Calls at once, in all. What comes on top is answered unrecorded. */
      calls: z.int().min(1).max(100_000).default(2000),
      /** Calls at once from one number. */
      calls_per_number: z.int().min(1).max(10_000).default(5),
      /** Of one network, and of one principal, to the API. */
      requests_per_minute: z.int().min(60).max(1_000_000).default(6000),
    })
    .prefault({}),
  flow: flow.prefault({}),
  organisation: organisationConfig.prefault({}),
  /** Who answers for the recordings, for consent records and audits (ISO/IEC TS 27560). `null` reads "not stated" there. */
  controller: z
    .strictObject({
      address: stated,
      contact: stated,
      jurisdiction: stated,
      /** Region, and who owns the storage. */
      storage_location: stated,
      privacy_notice_url: z
        .url({ protocol: /^https?$/ })
        .nullable()
        .default(null),
      supervisory_authority: stated,
      /** Whoever else receives the audio. */
      recipients: z.array(z.string().min(1).max(300)).max(32).default([]),
    })
    .prefault({}),
  policy: z
    .strictObject({
      /** A JSON file of your own rules of jurisdictions, in the shape of config/jurisdictions.json; `null`: those shipped. */
      jurisdictions: z.string().min(1).nullable().default(null),
      /** Whoever plays or exports audio has to state for what; what is stated has to be consented to in any case. */
      purpose_required: z.boolean().default(false),
    })
    .prefault({}),
  retention: z
    .strictObject({
      sweep_minutes: z.int().min(1).max(1440).default(15),
      /** Erasures of a person or in bulk need two API keys in production: one looks, another approves. */
      two_persons: z.boolean().default(true),
      /** How far back calls are listed. Says nothing about how long anything is kept. `null`: however old. */
      history_days: z.int().min(1).max(36_500).nullable().default(null),
      /** What is held about people beside calls, each kind by its own clock: days after it was last worded. */
      contact_days: z.int().min(1).max(36_500).default(730),
      agent_days: z.int().min(1).max(36_500).default(1096),
      note_days: z.int().min(1).max(36_500).default(365),
      tags_days: z.int().min(1).max(36_500).default(365),
      /** Documents that prove the identity of whoever made a request. */
      document_days: z.int().min(1).max(365).default(30),
    })
    .prefault({}),
  /** Requests of the gateway go to public addresses, and to these networks: a witness, a sink or a provider of your own. */
  outgoing: z.strictObject({ allow: z.array(network).max(64).default([]) }).prefault({}),
  greetings: z
    .strictObject({
      /** Whoever worked on a version of a greeting does not publish it alone. */
      two_persons: z.boolean().default(false),
    })
    .prefault({}),
  /** How long the index of accesses (who, from where, to what) is kept for incidents; the ledger itself is never cut. */
  audit: z.strictObject({ keep_days: z.int().min(30).max(36_500).default(1096) }).prefault({}),
  log: z.strictObject({ level: z.enum(["debug", "info", "warn", "error", "silent"]).default("info") }).prefault({}),
})

export type Config = Readonly<z.infer<typeof schema>>

/**
 * Makes the frozen config out of what a file held. Unknown keys are errors; every problem is reported at once.
 * @param env variables such as `ASSENT_LISTEN__PORT`, which override the file
 * @throws CONFIG_INVALID listing each problem with its path, and a suggestion for a misspelt key.
 */
export function parseConfig(file: unknown, env: Readonly<Record<string, string | undefined>> = {}): Config {
  const result = schema.safeParse(withEnvironment(file, env), { reportInput: true })
  const problems = result.success ? checkTogether(result.data) : result.error.issues.flatMap(describe)
  if (!result.success || problems.length > 0) {
    const list = problems.map((problem) => `\n  - ${problem}`).join("")
    throw new AssentError("CONFIG_INVALID", `the configuration has ${problems.length} problem(s):${list}`)
  }
  return deepFreeze(result.data)
}

/** Rules that span several members. */
function checkTogether(config: z.infer<typeof schema>): string[] {
  const problems: string[] = []
  if (config.mode === "dev" && !isLoopback(config.listen.host)) {
    problems.push("listen.host: dev has a fixed key, so it binds loopback only; use 127.0.0.1, or mode: production")
  }
  // Under the profile keys in the file are refused: who signs in was invited before it was switched on.
  if (config.mode === "production" && config.api_keys.length === 0 && config.profile === "none") {
    problems.push("api_keys: production needs at least one key (sha256 of it; the key itself never stands here)")
  }
  const names = config.trunks.map((trunk) => trunk.name)
  for (const twice of new Set(names.filter((trunk, i) => names.indexOf(trunk) !== i))) {
    problems.push(`trunks: two trunks are called ${twice}; give each a name of its own`)
  }
  return [
    ...problems,
    ...listenProblems(config.listen, config.public_url),
    ...organisationProblems(config.organisation),
    ...recipientProblems(config),
    ...ledgerProblems(config.ledger),
    ...trunkProblems(config.trunks, config.public_url, config.mode),
  ]
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."))
}

function describe(issue: z.core.$ZodIssue): string[] {
  const path = issue.path.join(".")
  if (issue.code === "invalid_union" && issue.discriminator !== undefined) return unknownKind(issue)
  if (issue.code !== "unrecognized_keys") return [`${path || "the file"}: ${issue.message}`]
  const known = keysAt(issue.path, member(issue.input, "kind"))
  return issue.keys.map((key) => unknownKey([...issue.path, key].join("."), key, known))
}

/** A member of a union has no or a wrong `kind`; often it was only misspelt. */
function unknownKind(issue: z.core.$ZodIssue): string[] {
  const path = issue.path.join(".")
  const given: unknown = issue.input
  const keys = typeof given === "object" && given !== null ? Object.keys(given) : []
  const near = keys.filter((key) => key !== "kind" && distance(key, "kind") <= 2)
  if (keys.includes("kind") || near.length === 0) return [`${path}: ${issue.message}`]
  const at = issue.path.slice(0, -1)
  return near.map((key) => unknownKey([...at, key].join("."), key, ["kind"]))
}

function unknownKey(at: string, key: string, known: readonly string[]): string {
  const [near] = known.filter((other) => distance(key, other) <= 2).sort((a, b) => distance(key, a) - distance(key, b))
  return near ? `${at}: unknown key; did you mean ${near}?` : `${at}: unknown key; known here: ${known.join(", ")}`
}

/** The keys the schema knows at a path; `kind` tells the members of a union apart. */
function keysAt(path: readonly PropertyKey[], kind: unknown): string[] {
  let at: unknown = z.toJSONSchema(schema, { io: "input" })
  for (const part of path) {
    at = typeof part === "number" ? member(at, "items") : member(member(at, "properties"), String(part))
  }
  const options = member(at, "oneOf")
  if (Array.isArray(options)) {
    at = options.find((option) => member(member(member(option, "properties"), "kind"), "const") === kind)
  }
  const properties = member(at, "properties")
  return typeof properties === "object" && properties !== null ? Object.keys(properties) : []
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined
}

/** Levenshtein distance: how many letters to change, add or drop. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

const PREFIX = "ASSENT_"
/** Said to commands, not settings. */
const notSettings = new Set(["ASSENT_URL", "ASSENT_KEY", "ASSENT_NODE"])

/** `ASSENT_LISTEN__PORT=7081` sets listen.port; values that are JSON are taken as such. */
function withEnvironment(file: unknown, env: Readonly<Record<string, string | undefined>>): unknown {
  let merged = file
  for (const [variable, value] of Object.entries(env)) {
    if (!variable.startsWith(PREFIX) || value === undefined || notSettings.has(variable)) continue
    merged = set(merged, variable.slice(PREFIX.length).toLowerCase().split("__"), parseValue(value))
  }
  return merged
}

function set(target: unknown, [head = "", ...rest]: readonly string[], value: unknown): unknown {
  const object = typeof target === "object" && target !== null ? { ...target } : {}
  const inner = rest.length === 0 ? value : set(member(object, head), rest, value)
  return { ...object, [head]: inner }
}

function parseValue(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const inner of Object.values(value)) deepFreeze(inner)
    Object.freeze(value)
  }
  return value
}
