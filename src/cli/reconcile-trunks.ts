/*
 * The trunks whose lists an auditor may read. The file is the gateway's configuration, or one with nothing but `trunks`,
 * and in each what it takes to read: account and token. What a gateway needs besides is not asked for.
 */
import { z } from "zod"
import { compatibilityList } from "../carriers/call-list/compatibility.ts"
import type { CallList } from "../carriers/call-list/list.ts"
import { relayList } from "../carriers/call-list/relay.ts"
import { savedList } from "../carriers/call-list/saved.ts"
import { basic } from "../carriers/xml/rest.ts"
import { readSecrets, trunkName } from "../config-trunks.ts"
import { AssentError, hasCode } from "../errors.ts"
import { badInput } from "./exit.ts"
import { fileOption } from "./input.ts"
import type { Io } from "./io.ts"
import { readYaml } from "./read-config.ts"

const text = z.string().min(1).max(1000)
const secret = z.union([text, z.array(text).min(1)]).optional()
const address = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ""))
const file = text.optional()
const name = trunkName

const trunk = z.discriminatedUnion("kind", [
  z.object({ name, kind: z.literal("test-phone") }),
  z.object({
    name,
    kind: z.literal("twilio"),
    account_sid: text,
    auth_token: secret,
    auth_token_file: file,
    rest_url: address.default("https://api.twilio.com"),
  }),
  z.object({
    name,
    kind: z.enum(["signalwire-cxml", "signalwire-relay"]),
    project: text,
    token: secret,
    token_file: file,
    rest_url: address,
  }),
  z.object({
    name,
    kind: z.literal("telnyx"),
    account_sid: text,
    api_key: secret,
    api_key_file: file,
    rest_url: address.default("https://api.telnyx.com"),
  }),
])
const trunks = z.object({ trunks: z.array(trunk).min(1).max(100) })

export interface AuditedTrunk {
  readonly name: string
  readonly list: CallList
  /** A saved list of calls says nothing of recordings. */
  readonly saved: boolean
}

/** @param flags `trunk=file`: the list that a carrier gave out, as CSV or JSON @throws INPUT_INVALID */
export function savedTrunks(io: Io, flags: readonly string[]): readonly AuditedTrunk[] {
  return flags.map((flag) => {
    const [, trunk = "", path = ""] = /^([^=]+)=(.+)$/.exec(flag) ?? []
    const known = trunkName.safeParse(trunk)
    if (!known.success) throw badInput("--list", "give the trunk's name and the file, such as twilio=calls.csv")
    try {
      return { name: known.data, list: savedList(fileOption(io, "--list", path).toString("utf8")), saved: true }
    } catch (error) {
      if (!hasCode(error, "INPUT_INVALID") || error.field !== undefined) throw error
      throw badInput("--list", error.message)
    }
  })
}

/**
 * @param only the one trunk to ask; without it every trunk that has a carrier
 * @throws CONFIG_INVALID, INPUT_INVALID naming field and mend
 */
export function auditedTrunks(io: Io, path: string, only: string | undefined): readonly AuditedTrunk[] {
  const read = trunks.safeParse(readYaml(io, "--trunks", path))
  if (!read.success) {
    const [issue] = read.error.issues
    throw badInput("--trunks", `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "is not a list of trunks"}`)
  }
  const known = read.data.trunks.map((each) => each.name)
  if (only !== undefined && !known.includes(only)) {
    throw badInput("--trunk", `no trunk is called ${only}; there are: ${known.join(", ")}`)
  }
  const found = read.data.trunks.flatMap((each) => {
    const list = only === undefined || each.name === only ? listOf(each) : null
    return list ? [{ name: each.name, list, saved: false }] : []
  })
  if (found.length === 0)
    throw badInput("--trunks", "none of these trunks has a carrier with a list: name one that has")
  return found
}

function listOf(config: z.infer<typeof trunk>): CallList | null {
  switch (config.kind) {
    case "test-phone":
      return null
    case "twilio": {
      const authorization = basic(config.account_sid, token(config.name, config.auth_token, config.auth_token_file))
      const account = `${config.rest_url}/2010-04-01/Accounts/${encodeURIComponent(config.account_sid)}`
      return compatibilityList({ fetch, account, authorization, suffix: ".json" })
    }
    case "telnyx": {
      const authorization = `Bearer ${token(config.name, config.api_key, config.api_key_file)}`
      const account = `${config.rest_url}/v2/texml/Accounts/${encodeURIComponent(config.account_sid)}`
      return compatibilityList({ fetch, account, authorization, suffix: "" })
    }
    case "signalwire-cxml":
    case "signalwire-relay": {
      const authorization = basic(config.project, token(config.name, config.token, config.token_file))
      if (config.kind === "signalwire-relay") return relayList({ fetch, baseUrl: config.rest_url, authorization })
      const account = `${config.rest_url}/api/laml/2010-04-01/Accounts/${encodeURIComponent(config.project)}`
      return compatibilityList({ fetch, account, authorization, suffix: ".json" })
    }
  }
}

function token(trunk: string, value: string | readonly string[] | undefined, path: string | undefined): string {
  try {
    return readSecrets(value, path)[0]
  } catch (error) {
    if (!hasCode(error, "CONFIG_INVALID")) throw error
    throw new AssentError("CONFIG_INVALID", `the trunk ${trunk} lacks its token`, { field: "--trunks", cause: error })
  }
}
