/* What a command may touch of the world, handed in so that tests see every byte of it. */

export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  /** Progress and colour only where a person looks. */
  readonly stdoutIsTty: boolean
  readonly stderrIsTty: boolean
  /** Asks on the terminal; `null` where there is nobody to ask. */
  readonly confirm: ((question: string) => Promise<boolean>) | null
}

export function print(io: Io, text = ""): void {
  io.stdout(`${text}\n`)
}

export function printJson(io: Io, value: unknown): void {
  print(io, JSON.stringify(value, null, 2))
}

const codes = { bold: "1", dim: "2", green: "32", yellow: "33", red: "31" } as const

/** Colour on a terminal, plain text when piped or where NO_COLOR is set (no-color.org). */
export function paint(io: Io, style: keyof typeof codes, text: string): string {
  if (!io.stdoutIsTty || (io.env["NO_COLOR"] ?? "") !== "") return text
  return `\u001b[${codes[style]}m${text}\u001b[0m`
}

/** One line that rewrites itself, on a terminal only. */
export function progress(io: Io, text: string): void {
  if (io.stderrIsTty) io.stderr(`\r\u001b[2K${text}`)
}

export function endProgress(io: Io): void {
  progress(io, "")
}

/** Columns as wide as their widest cell. */
export function table(io: Io, head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => (row[i] ?? "").length)))
  const format = (cells: readonly string[]): string =>
    cells.map((cell, i) => (i === cells.length - 1 ? cell : cell.padEnd(widths[i] ?? 0))).join("  ")
  print(io, paint(io, "bold", format(head)))
  for (const row of rows) print(io, format(row))
}
