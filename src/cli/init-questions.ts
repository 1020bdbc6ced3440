/* What `assent init` wants to know, from flags or from whoever sits at the terminal. */
import { cancel, isCancel, password, select, text } from "@clack/prompts"
import { AssentError } from "../errors.ts"
import { badInput } from "./exit.ts"
import { fileOption } from "./input.ts"
import type { Io } from "./io.ts"

/** What each carrier's trunk cannot do without. */
export const carriers = {
  "test-phone": { settings: [], secrets: [] },
  twilio: { settings: ["account_sid"], secrets: ["auth_token"] },
  "signalwire-cxml": { settings: ["project", "rest_url"], secrets: ["token", "signing_key", "stream_token"] },
  telnyx: { settings: ["account_sid", "application_id", "public_key"], secrets: ["api_key"] },
  "signalwire-relay": { settings: ["project", "topics", "rest_url"], secrets: ["token"] },
} as const
export type Carrier = keyof typeof carriers
const kinds: readonly Carrier[] = ["test-phone", "twilio", "signalwire-cxml", "telnyx", "signalwire-relay"]

export interface Answers {
  readonly organisation: string
  readonly contact: string
  readonly publicUrl: string
  readonly owner: string
  readonly carrier: Carrier
  readonly settings: ReadonlyMap<string, string>
  readonly secrets: ReadonlyMap<string, string>
}

export interface InitOptions {
  readonly organisation?: string
  readonly contact?: string
  readonly publicUrl?: string
  readonly owner?: string
  readonly carrier?: string
  readonly trunk?: readonly string[]
  readonly secret?: readonly string[]
}

/** Asks on the terminal. */
export interface Questions {
  readonly line: (question: string, example: string) => Promise<string>
  readonly choice: (question: string, choices: readonly Carrier[]) => Promise<Carrier>
  readonly hidden: (question: string) => Promise<string>
}

/** @throws INPUT_INVALID naming every flag that is missing at once, where there is nobody to ask */
export async function answersOf(io: Io, options: InitOptions, ask: Questions): Promise<Answers> {
  const given = { settings: pairs("--trunk", options.trunk), files: pairs("--secret", options.secret) }
  if (io.confirm === null) checkFlags(options)
  const carrier =
    options.carrier === undefined
      ? io.confirm === null
        ? "test-phone"
        : await ask.choice("Which carrier brings your calls?", kinds)
      : carrierOption(options.carrier)
  const wanted = carriers[carrier]
  const missing = [
    ...wanted.settings.filter((name) => !given.settings.has(name)).map((name) => `--trunk ${name}=...`),
    ...wanted.secrets.filter((name) => !given.files.has(name)).map((name) => `--secret ${name}=FILE`),
  ]
  if (io.confirm === null && missing.length > 0) throw badInput("--carrier", `${carrier} needs ${missing.join(", ")}`)
  const unknown = [...given.settings.keys()].filter((name) => !wanted.settings.some((known) => known === name))
  const stray = [...given.files.keys()].filter((name) => !wanted.secrets.some((known) => known === name))
  if (unknown.length + stray.length > 0) {
    const known = [...wanted.settings, ...wanted.secrets].join(", ") || "nothing more"
    throw badInput("--carrier", `${carrier} takes ${known}; not ${[...unknown, ...stray].join(", ")}`)
  }
  const settings = new Map<string, string>()
  const secrets = new Map<string, string>()
  for (const name of wanted.settings) {
    settings.set(name, given.settings.get(name) ?? (await ask.line(`${carrier}: ${name}`, "")))
  }
  for (const name of wanted.secrets) {
    const file = given.files.get(name)
    const value = file === undefined ? await ask.hidden(`${carrier}: ${name}`) : fileOption(io, "--secret", file)
    secrets.set(name, value.toString().trim())
  }
  return {
    organisation: options.organisation ?? (await ask.line("Who decides why calls are recorded?", "Example GmbH")),
    contact: options.contact ?? (await ask.line("How do callers reach them about privacy?", "privacy@example.org")),
    publicUrl: address(
      options.publicUrl ??
        (await ask.line("Under which address is the gateway reached?", "https://assent.example.org")),
    ),
    owner: options.owner ?? (await ask.line("Who is the first owner? An e-mail address or a name", "mira@example.org")),
    carrier,
    settings,
    secrets,
  }
}

function checkFlags(options: InitOptions): void {
  const needed = {
    "--organisation": options.organisation,
    "--contact": options.contact,
    "--public-url": options.publicUrl,
    "--owner": options.owner,
  }
  const missing = Object.entries(needed).flatMap(([flag, value]) => (value === undefined ? [flag] : []))
  if (missing.length > 0) throw badInput(missing.join(", "), "nobody can be asked here, so say it by flags")
}

function carrierOption(value: string): Carrier {
  const carrier = kinds.find((kind) => kind === value)
  if (carrier === undefined) throw badInput("--carrier", `give one of ${kinds.join(", ")}`)
  return carrier
}

function address(value: string): string {
  if (!URL.canParse(value) || !value.startsWith("https://")) {
    throw badInput("--public-url", "give an address such as https://assent.example.org")
  }
  return value.replace(/\/+$/, "")
}

function pairs(flag: string, values: readonly string[] = []): ReadonlyMap<string, string> {
  return new Map(
    values.map((value): [string, string] => {
      const [, name, rest] = /^([a-z_]+)=(.+)$/.exec(value) ?? []
      if (name === undefined || rest === undefined) throw badInput(flag, "give NAME=VALUE")
      return [name, rest]
    }),
  )
}

const needed = (value: string | undefined): string | undefined => (value?.trim() ? undefined : "please say something")

export const terminal: Questions = {
  line: async (message, placeholder) => {
    const said = await text({ message, placeholder, validate: needed })
    return isCancel(said) ? stopped() : said
  },
  choice: async (message, choices) => {
    const said = await select({ message, options: choices.map((value) => ({ value })) })
    return isCancel(said) ? stopped() : said
  },
  hidden: async (message) => {
    const said = await password({ message, validate: needed })
    return isCancel(said) ? stopped() : said
  },
}

function stopped(): never {
  cancel("Nothing was written.")
  throw new AssentError("INPUT_INVALID", "stopped by hand")
}
