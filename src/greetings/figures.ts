/* How callers answered each version of a greeting, and how long each of them waited for the agent. */

export interface FigureRow {
  /** `<greeting>/<version>/<language>` */
  readonly script: string
  /** The first decision of the call: a later withdrawal does not change how the question was answered. */
  readonly state: string
  /** From the answer to the agent; `null` where the call never got there. */
  readonly timeToAgentMs: number | null
  readonly calls: number
}

export interface Waits {
  readonly calls: number
  readonly median_ms: number | null
  readonly p90_ms: number | null
}

export interface Figures {
  readonly version: number
  readonly language: string
  readonly calls: Readonly<Record<string, number>>
  /** Of those who were asked and heard the question: who refused. `null` for nobody. */
  readonly refusal_rate: number | null
  readonly time_to_agent: { readonly granted: Waits; readonly refused: Waits; readonly no_answer: Waits }
}

export function figuresOf(rows: readonly FigureRow[]): readonly Figures[] {
  return [...Map.groupBy(rows, ({ script }) => script)]
    .map(([script, of]) => ofScript(script, of))
    .sort((a, b) => a.version - b.version || (a.language < b.language ? -1 : 1))
}

function ofScript(script: string, rows: readonly FigureRow[]): Figures {
  const [, version, language = ""] = script.split("/")
  const calls: Record<string, number> = {}
  for (const row of rows) calls[row.state] = (calls[row.state] ?? 0) + row.calls
  const refused = calls["refused"] ?? 0
  const decided = refused + (calls["granted"] ?? 0) + (calls["no_answer"] ?? 0)
  const waits = (state: string): Waits => waitsOf(rows.filter((row) => row.state === state))
  return {
    version: Number(version),
    language,
    calls,
    refusal_rate: decided === 0 ? null : refused / decided,
    time_to_agent: { granted: waits("granted"), refused: waits("refused"), no_answer: waits("no_answer") },
  }
}

function waitsOf(rows: readonly FigureRow[]): Waits {
  const known = rows
    .flatMap(({ timeToAgentMs: ms, calls }) => (ms === null ? [] : [{ ms, calls }]))
    .sort((a, b) => a.ms - b.ms)
  const total = known.reduce((sum, { calls }) => sum + calls, 0)
  /** The nearest rank: a wait that somebody had. */
  const at = (share: number): number | null => {
    let left = Math.ceil(total * share)
    for (const { ms, calls } of known) {
      left -= calls
      if (left <= 0) return ms
    }
    return null
  }
  return { calls: total, median_ms: at(0.5), p90_ms: at(0.9) }
}
