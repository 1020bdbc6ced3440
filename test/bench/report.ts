import type { Machine } from "./lib/machine.ts"

export type Verdict = "met" | "missed" | "not measured"

export interface Row {
  readonly row: number
  readonly metric: string
  readonly calls: number | null
  readonly target: string
  readonly measured: string
  readonly verdict: Verdict
  /** Baselines, lateness, and what else belongs beside the figure; one line each. */
  readonly beside: readonly string[]
}

export interface Report {
  readonly machine: Machine
  readonly seconds: number
  readonly quick: boolean
  readonly load: { readonly before: number; readonly after: number }
  readonly rows: readonly Row[]
}

const heads = ["#", "metric", "calls", "target", "measured", "verdict"]
const cells = ({ row, metric, calls, target, measured, verdict }: Row) => [
  String(row),
  metric,
  calls === null ? "-" : String(calls),
  target,
  measured,
  verdict,
]

export function describe({ machine, seconds, quick, load }: Report): string {
  const { date, node, os, cpu, cores, memoryGb, pinned } = machine
  const where = pinned ? "server pinned to one core, generator to the other" : "not pinned: server and generator share"
  const busy = `load average ${load.before.toFixed(1)} before, ${load.after.toFixed(1)} after`
  return `${date}, Node ${node}, ${os}, ${cpu}, ${cores} cores, ${memoryGb} GB; ${where}; ${busy}; ${quick ? "quick run, " : ""}${Math.round(seconds)} s`
}

export function asText(report: Report): string {
  const table = [heads, ...report.rows.map(cells)]
  const widths = heads.map((_, i) => Math.max(...table.map((line) => line[i]?.length ?? 0)))
  const lines = table.map((line) =>
    line
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd(),
  )
  lines.splice(1, 0, widths.map((width) => "-".repeat(width)).join("  "))
  const beside = report.rows.flatMap(({ row, beside }) => ["", ...beside.map((text) => `row ${row}: ${text}`)])
  return [describe(report), "", ...lines, ...beside, ""].join("\n")
}

/** The table for the README. */
export function asMarkdown(report: Report): string {
  const line = (parts: readonly string[]) => `| ${parts.join(" | ")} |`
  const rows = report.rows.map((row) => line(cells(row)))
  const beside = report.rows.flatMap(({ row, beside }) => beside.map((text) => `- Row ${row}: ${text}`))
  return [describe(report), "", line(heads), line(heads.map(() => "---")), ...rows, "", ...beside, ""].join("\n")
}
