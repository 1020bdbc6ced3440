import type { LeafOf, LeafType } from "./entry.ts"
import { type CallState, contradiction, type RecordingState } from "./rule-state.ts"

type RecordingLeaf = LeafOf<
  Extract<
    LeafType,
    | `recording.${"started" | "paused" | "resumed" | "sealed" | "recovered" | "resealed" | "failed" | "lost" | "shredded"}`
    | `hold.${string}`
    | `restriction.${string}`
    | "retention.changed"
    | "access.played"
    | "access.denied"
    | "key.used"
  >
>

interface Known {
  readonly calls: ReadonlyMap<string, CallState>
  readonly recordings: Map<string, RecordingState>
  shredded: number
}

/** @throws LEDGER_CORRUPT. `continues`: recordings of an older origin may be named, and are not followed here. */
export function recordingRule(index: number, leaf: RecordingLeaf, known: Known, continues: boolean): void {
  if (leaf.type === "recording.started") {
    start(index, leaf, known)
    return
  }
  // A denied attempt may name anything, even what was shredded.
  if (leaf.type === "access.denied") return
  const recording = known.recordings.get(leaf.rec)
  if (!recording) {
    if (continues) return
    throw contradiction(index, "is about a recording that was not started before")
  }
  if (recording.shredded) throw contradiction(index, "is about a recording that had been shredded")
  const call = known.calls.get(recording.call)
  switch (leaf.type) {
    case "recording.resumed":
      if (recording.consent.withdrawn) throw contradiction(index, "resumes a recording whose consent was withdrawn")
      return
    case "recording.sealed":
    case "recording.recovered":
      if (recording.file) throw contradiction(index, "closes a recording that was closed before")
      recording.file = { sha256: leaf.ciphertext_sha256, length: leaf.ciphertext_len, index }
      return
    case "recording.resealed":
      if (recording.file?.sha256 !== leaf.replaces_sha256) {
        throw contradiction(index, "replaces a ciphertext that is not the recording's")
      }
      recording.file = { sha256: leaf.ciphertext_sha256, length: leaf.ciphertext_len, index }
      return
    case "recording.failed":
    case "recording.lost":
      recording.failed = true
      if (call) call.failed = true
      return
    case "recording.shredded":
      if (leaf.ciphertext_sha256 !== undefined && recording.file && leaf.ciphertext_sha256 !== recording.file.sha256) {
        throw contradiction(index, "shreds a ciphertext that is not the recording's")
      }
      recording.shredded = true
      known.shredded++
      return
    default:
      return
  }
}

function start(index: number, leaf: LeafOf<"recording.started">, { calls, recordings }: Known): void {
  if (recordings.has(leaf.rec)) throw contradiction(index, "starts a recording that was started before")
  const call = calls.get(leaf.call)
  if (!call) throw contradiction(index, "records a call that was not answered before")
  const consent = Object.values(call.consent).find((state) => state.index === leaf.consent)
  if (!consent?.authority) throw contradiction(index, "starts a recording without an earlier consent in its call")
  if (call.ended !== null) throw contradiction(index, "starts a recording after its call had ended")
  for (const party of ["caller", "agent"] as const) {
    const state = call.consent[party]
    if (!state?.authority) throw contradiction(index, `starts a recording that the ${party} is not covered for`)
    if (state.withdrawn) throw contradiction(index, `starts a recording after the ${party}'s consent was withdrawn`)
  }
  call.started++
  recordings.set(leaf.rec, {
    started: index,
    call: leaf.call,
    consent,
    headerSha256: leaf.header_sha256,
    keyCommitment: leaf.key_commitment,
    file: null,
    failed: false,
    shredded: false,
  })
}
