import type { GreetingVersion, Waiver } from "./document-greeting.ts"
import type { Line } from "./document-line.ts"

/** One thing that is wrong with a version, or may be. */
export interface Finding {
  /** JSON pointer into the version, for example /languages/en/notice/audio. */
  readonly pointer: string
  /** Machine-readable and stable. */
  readonly code: string
  readonly detail: string
  /** An error blocks publishing unless it is waived; a warning is for the editor's eyes. */
  readonly severity: "error" | "warning"
  /** False for what no reason mends: a prompt that is not there, a key that does nothing. */
  readonly waivable: boolean
  readonly waived: Waiver | null
}

/** `path` is below /languages. */
export type Report = (severity: Finding["severity"] | "fatal", path: string, code: string, detail: string) => void

/** What is true of this gateway, as far as words can be wrong about it. */
export interface CheckRules {
  /** After so many days an erased recording can be opened with no backup any more. */
  readonly backupDays: number
  /** Whether keys that the caller presses while talking reach the gateway on this line. */
  readonly keysInCall: (line: Line) => "yes" | "unconfirmed" | "no"
}

export function blocks({ severity, waived }: Finding): boolean {
  return severity === "error" && waived === null
}

/** A collector of findings, and where they are collected. A fatal one is an error that cannot be waived. */
export function collect(version: GreetingVersion): { readonly report: Report; readonly findings: Finding[] } {
  const findings: Finding[] = []
  const report: Report = (severity, path, code, detail) => {
    const pointer = `/languages${path}`
    const waivable = severity === "error"
    const waived = version.waivers?.find((each) => each.pointer === pointer && each.code === code) ?? null
    findings.push({
      pointer,
      code,
      detail,
      severity: severity === "warning" ? "warning" : "error",
      waivable,
      waived: waivable ? waived : null,
    })
  }
  return { report, findings }
}
