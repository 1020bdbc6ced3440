/* What lies over the wave: consent, pauses and withdrawal, on the recording's own clock. */
import type { Schemas } from "../data/client.ts"

export interface Mark {
  readonly kind: "consent" | "pause" | "resume" | "withdrawn" | "end"
  readonly at: number
  /** Of a pause: where it ends. */
  readonly to?: number
}

export function marksOf(story: Schemas["CallStory"], recordingId: string, durationMs: number): readonly Mark[] {
  const recording = story.recordings.find(({ id }) => id === recordingId)
  if (!recording) return []
  const within = (ms: number): number => Math.max(0, Math.min(durationMs, ms))
  const withdrawn = story.entries.filter(({ type, offset_ms }) => type === "consent.withdrawn" && offset_ms !== null)
  const marks: Mark[] = [
    { kind: "consent", at: 0 },
    ...recording.pauses.flatMap(({ from_ms, to_ms }): Mark[] => [
      { kind: "pause", at: within(from_ms), to: within(to_ms ?? durationMs) },
      ...(to_ms === null ? [] : [{ kind: "resume", at: within(to_ms) } as const]),
    ]),
    ...withdrawn.map(({ offset_ms }): Mark => ({
      kind: "withdrawn",
      at: within((offset_ms ?? 0) - recording.started_offset_ms),
    })),
    { kind: "end", at: durationMs },
  ]
  return marks.sort((a, b) => a.at - b.at)
}

/** `1:05.5` or `65.5` in milliseconds; `null` for what is no time. */
export function parseClock(text: string): number | null {
  const parts = /^(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5}(?:[.,]\d{1,3})?)$/.exec(text.trim())
  if (!parts) return null
  const [, hours = "0", minutes = "0", seconds = "0"] = parts
  return Math.round((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds.replace(",", "."))) * 1000)
}
