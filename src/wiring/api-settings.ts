import { randomBytes } from "node:crypto"
import { readFileSync } from "node:fs"
import type { ApiKey, ApiSettings } from "../api/parts.ts"
import type { TlsFiles } from "../api/tls.ts"
import type { Config } from "../config.ts"
import { AssentError } from "../errors.ts"
import { version } from "../version.ts"

/**
 * Keys and limits are read afresh by every request, since a reload changes them.
 * @throws CONFIG_INVALID when a file of listen.tls cannot be read
 */
export function apiSettings(now: () => Config): ApiSettings {
  const config = now()
  const { trust_proxy: trustProxy } = config.listen
  return {
    version,
    dev: config.mode === "dev",
    baseUrl: config.public_url,
    get keys() {
      return now().api_keys.map((key): ApiKey => ({ id: key.id, sha256: Buffer.from(key.sha256, "hex") }))
    },
    cursorSecret: randomBytes(32),
    trustProxy,
    tls: tlsFiles(config),
    historyDays: config.retention.history_days,
    get rateLimit() {
      return { max: now().limits.requests_per_minute, windowMs: 60_000 }
    },
  }
}

/** @throws CONFIG_INVALID when one cannot be read */
export function tlsFiles({ listen: { tls } }: Config): TlsFiles | null {
  return tls && { cert: read(tls.cert_file, "cert_file"), key: read(tls.key_file, "key_file") }
}

function read(path: string, name: string): string {
  try {
    return readFileSync(path, "utf8")
  } catch (cause) {
    throw new AssentError("CONFIG_INVALID", `listen.tls.${name}: this file cannot be read`, { cause })
  }
}
