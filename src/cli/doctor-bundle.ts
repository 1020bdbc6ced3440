/*
 * What a helper outside needs, and nothing of people, secrets or the organisation: figures and findings by name. Made of
 * a list of what goes in; every text in it is gone over once more for numbers and addresses.
 */
import { existsSync, writeFileSync } from "node:fs"
import { arch, platform, release, totalmem } from "node:os"
import { resolve } from "node:path"
import type { Config } from "../config.ts"
import { withoutSecrets } from "../config-fields.ts"
import { member } from "../config-problems.ts"
import { version } from "../version.ts"
import type { Finding } from "./doctor-checks.ts"
import { badInput } from "./exit.ts"
import type { Io } from "./io.ts"

/** @throws INPUT_INVALID when the file is there already */
export async function writeBundle(
  io: Io,
  file: string,
  findings: readonly Finding[],
  config: Config | null,
): Promise<string> {
  const path = resolve(io.cwd, file)
  if (existsSync(path)) throw badInput("--bundle", "this file is there already: name a new one")
  const bundle = {
    made_at: new Date().toISOString(),
    assent: version,
    node: process.version,
    system: { platform: platform(), release: release(), arch: arch(), memory_bytes: totalmem() },
    findings,
    config: config && shownConfig(config),
    metrics: config?.metrics ? await figures(config.metrics) : null,
  }
  writeFileSync(path, `${JSON.stringify(redacted(bundle), null, 2)}\n`, { mode: 0o600, flag: "wx" })
  return path
}

/** Sections that name people or places; the rest is settings. */
const leftOut = ["organisation", "controller", "people", "api_keys"]

function shownConfig(config: Config): unknown {
  const shown = withoutSecrets(config)
  const names = Object.keys(config)
  return Object.fromEntries(names.map((name) => [name, leftOut.includes(name) ? "(left out)" : member(shown, name)]))
}

async function figures({ host, port }: { readonly host: string; readonly port: number }): Promise<readonly string[]> {
  try {
    const response = await fetch(`http://${host}:${port}/metrics`, { signal: AbortSignal.timeout(5000) })
    return (await response.text()).split("\n").filter((row) => row !== "" && !row.startsWith("#"))
  } catch {
    return []
  }
}

/** Texts alone: figures stay. */
function redacted(value: unknown): unknown {
  if (typeof value === "string") return redactedText(value)
  if (Array.isArray(value)) return value.map(redacted)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]: [string, unknown]) => [name, redacted(inner)]))
}

function redactedText(text: string): string {
  return text
    .replace(/[\w.+-]+@[\w-]+\.[\w.-]+/g, "(e-mail)")
    .replace(/\+\d[\d ]{5,16}\d/g, "(number)")
    .replace(/\/(?:home|Users)\/[^/\s"]+/g, "/(home)")
    .replace(/asnt_\w+/g, "(key)")
}
