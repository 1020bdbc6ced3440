import { isIP } from "node:net"
import { z } from "zod"
import { type Environment, withEnvironment } from "./config-env.ts"
import { type FilePlaces, withPaths } from "./config-files.ts"
import { ledgerProblems } from "./config-ledger.ts"
import { listenProblems } from "./config-listen.ts"
import { organisationProblems } from "./config-organisation.ts"
import { describeIssue } from "./config-problems.ts"
import { recipientProblems } from "./config-recipients.ts"
import { schema } from "./config-schema.ts"
import { trunkProblems } from "./config-trunks.ts"
import { AssentError } from "./errors.ts"

export type Config = Readonly<z.infer<typeof schema>>

/**
 * Makes the frozen config out of what a file held. Unknown keys are errors; every problem is reported at once.
 * @param env variables such as `ASSENT_LISTEN__PORT`, which override the file
 * @param places where relative files and service credentials are found; without it paths stay as they are written
 * @throws CONFIG_INVALID listing each problem with its path, and a suggestion for a misspelt key. It quotes no value.
 */
export function parseConfig(file: unknown, env: Environment = {}, places?: FilePlaces): Config {
  const merged = withEnvironment(file, env)
  const placed = places ? withPaths(merged, places) : { config: merged, problems: [] }
  const result = schema.safeParse(placed.config, { reportInput: true })
  const known = result.success ? null : configSchema()
  const problems = [
    ...placed.problems,
    ...(result.success
      ? checkTogether(result.data)
      : result.error.issues.flatMap((each) => describeIssue(each, known))),
  ]
  if (!result.success || problems.length > 0) {
    const list = problems.map((problem) => `\n  - ${problem}`).join("")
    throw new AssentError("CONFIG_INVALID", `the configuration has ${problems.length} problem(s):${list}`)
  }
  return deepFreeze(result.data)
}

/** What may be written, as JSON Schema. */
export function configSchema(): unknown {
  return z.toJSONSchema(schema, { io: "input" })
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
    ...listenProblems(config.listen, config.public_url, config.metrics),
    ...organisationProblems(config.organisation),
    ...recipientProblems(config),
    ...ledgerProblems(config.ledger),
    ...trunkProblems(config.trunks, config.public_url, config.mode),
  ]
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."))
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const inner of Object.values(value)) deepFreeze(inner)
    Object.freeze(value)
  }
  return value
}
