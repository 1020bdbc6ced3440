/* A call's facts as a list that a person reads from top to bottom. */
import type { CallFacts } from "../ledger/call-facts.ts"

export interface TimelineEntry {
  /** RFC 3339, UTC, ms. */
  readonly at: string
  readonly leaf: number
  readonly what: string
}

/** The notice is played as PCMU, 8 kHz. */
const BYTES_PER_SECOND = 8000

const decisions: Readonly<Record<string, string>> = {
  granted: "agreed to the recording",
  refused: "refused the recording",
  no_answer: "did not answer: not recorded",
  not_asked: "was not asked: not recorded",
  failed: "could not be asked: not recorded",
  not_required: "covered without a question",
  withdrawn: "withdrew the consent: recording stopped",
}

const accesses: Readonly<Record<string, string>> = {
  "access.played": "somebody listened",
  "access.exported": "handed out",
  "access.unmasked": "the caller's number was shown",
  "access.denied": "access was refused",
  "key.used": "its key was used",
}

export function timelineOf(facts: CallFacts): readonly TimelineEntry[] {
  const entry = ({ index, at }: { index: number; at: string }, what: string): TimelineEntry => ({
    leaf: index,
    at,
    what,
  })
  const entries = [
    entry(facts.answered, "call answered"),
    ...facts.consents.map((consent) => entry(consent, consentWords(consent))),
    ...facts.blocked.map((blocked) => entry(blocked, `recording did not start: ${blocked.reason}`)),
    ...facts.recordings.flatMap((recording) => [
      entry(recording.started, "recording started"),
      ...(recording.file ? [entry(recording.file, `recording closed (${recording.file.how})`)] : []),
      ...(recording.restricted
        ? [entry(recording.restricted, `recording locked: ${recording.restricted.reason}`)]
        : []),
      ...(recording.erased ? [entry(recording.erased, `recording erased: ${recording.erased.reason}`)] : []),
    ]),
    ...(facts.ended ? [entry(facts.ended, `call ended: ${facts.ended.outcome}`)] : []),
    ...facts.access.map((access) => {
      const more = [access.scope, access.reason, ...(access.ranges ?? [])].filter((word) => word !== undefined)
      return entry(access, `${accesses[access.kind] ?? access.kind}${more.length > 0 ? `: ${more.join(", ")}` : ""}`)
    }),
  ]
  return entries.sort((a, b) => a.leaf - b.leaf)
}

function consentWords({ party, state, method, heard, basis }: CallFacts["consents"][number]): string {
  const did = `${party === "caller" ? "caller" : "agent's side"} ${decisions[state] ?? state}`
  if (basis !== undefined) return `${did} (${basis})`
  const seconds = (bytes: number): string => (bytes / BYTES_PER_SECOND).toFixed(1)
  const key = method === "dtmf" ? " by key" : ""
  if (state === "withdrawn" || heard.total === 0) return did + key
  return `${did}${key}, after ${seconds(heard.bytes)} of ${seconds(heard.total)} s of the notice`
}

/** `0:00.0-1:02.5` */
export function spanWords(from: number, to: number | null): string {
  return `${clock(from)} to ${to === null ? "the end" : clock(to)}`
}

function clock(ms: number): string {
  return `${Math.floor(ms / 60_000)}:${((ms % 60_000) / 1000).toFixed(1).padStart(4, "0")}`
}
