/*
 * The HIPAA profile: which controls of the Security Rule (45 CFR 164.312, 164.316) the configuration leaves off. What
 * cannot be switched off (AES-256-GCM at rest, a leaf before each access) needs no check. Pure.
 */
import { type Config, isLoopback } from "../config.ts"
import { AssentError } from "../errors.ts"

/** 164.316(b)(2)(i): six years, with their leap days. */
export const SIX_YEARS_DAYS = 2192
/** Not named in the rule; what auditors expect of a workstation. */
export const MAX_IDLE_MINUTES = 15

export type HipaaConfig = Pick<
  Config,
  "mode" | "listen" | "public_url" | "keys" | "api_keys" | "people" | "trunks" | "ledger" | "audit" | "log"
>

/** @returns each control that is off, with the member that has to change; empty when all are on */
export function hipaaProblems(config: HipaaConfig): readonly string[] {
  const { listen, ledger } = config
  const outside = [
    ["public_url", config.public_url],
    ...config.trunks.flatMap((trunk, i) =>
      "public_url" in trunk && trunk.public_url !== undefined ? [[`trunks.${i}.public_url`, trunk.public_url]] : [],
    ),
    ...ledger.witnesses.map(({ url }, i) => [`ledger.witnesses.${i}.url`, url]),
    ...(ledger.timestamp_authority ? [["ledger.timestamp_authority.url", ledger.timestamp_authority.url]] : []),
  ] as const
  return [
    ...outside.flatMap(([path, url]) =>
      url.startsWith("https:") ? [] : [`${path}: encryption in transit (164.312(e)): use https`],
    ),
    ...(listen.tls === null && !isLoopback(listen.host)
      ? ["listen.tls: encryption in transit (164.312(e)): end TLS here, or bind loopback behind a proxy"]
      : []),
    ...(config.keys.kek_fingerprint === null
      ? ["keys.kek_fingerprint: encryption at rest (164.312(a)(2)(iv)): pin the key, so that no other is ever used"]
      : []),
    ...(config.mode === "dev" ? ["mode: unique users (164.312(a)(2)(i)): dev has a fixed key; use production"] : []),
    ...(config.api_keys.length > 0
      ? ["api_keys: unique users (164.312(a)(2)(i)): keys in the file are shared; use people and service accounts"]
      : []),
    ...(config.people.session_idle_minutes > MAX_IDLE_MINUTES
      ? [`people.session_idle_minutes: automatic logoff (164.312(a)(2)(iii)): at most ${MAX_IDLE_MINUTES}`]
      : []),
    ...(ledger.witness_quorum === 0 && ledger.timestamp_authority === null
      ? ["ledger: access audit (164.312(b), (c)): name witnesses with a quorum, or a timestamp authority"]
      : []),
    ...(config.log.level === "silent" || config.log.level === "error"
      ? ["log.level: access audit (164.312(b)): warn or more, or refused sign-ins are not seen"]
      : []),
    ...(config.audit.keep_days < SIX_YEARS_DAYS
      ? [`audit.keep_days: audit retention (164.316(b)(2)): six years, at least ${SIX_YEARS_DAYS} days`]
      : []),
  ]
}

/** @throws CONFIG_INVALID naming every control that is off, when the profile asks for them */
export function checkProfile(config: Config): void {
  const problems = config.profile === "hipaa" ? hipaaProblems(config) : []
  if (problems.length === 0) return
  const list = problems.map((problem) => `\n  - ${problem}`).join("")
  throw new AssentError(
    "CONFIG_INVALID",
    `profile: hipaa does not start with ${problems.length} control(s) off:${list}`,
  )
}
