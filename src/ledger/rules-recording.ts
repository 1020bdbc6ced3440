import type { Calls } from "./call-state.ts"
import { type LeafOf, type LeafType, party } from "./entry.ts"
import type { Recordings } from "./recording-state.ts"
import { contradiction } from "./rule-state.ts"

type RecordingLeaf = LeafOf<
  Extract<
    LeafType,
    | `recording.${"started" | "paused" | "resumed" | "stopped" | "sealed" | "recovered" | "resealed" | "failed" | "lost" | "moved" | "shredded"}`
    | `hold.${string}`
    | `restriction.${string}`
    | "retention.changed"
    | "access.played"
    | "access.denied"
    | "key.used"
  >
>

interface Known {
  readonly calls: Calls
  readonly recordings: Recordings
  readonly authorities: ReadonlyMap<number, Uint8Array>
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
  const call = known.calls.at(recording.call)
  switch (leaf.type) {
    case "recording.resumed":
      if (call.withdrawn(recording.party)) throw contradiction(index, "resumes a recording whose consent was withdrawn")
      if (recording.stopped) throw contradiction(index, "resumes a recording that was stopped for good")
      return
    case "recording.stopped":
      if (recording.file) throw contradiction(index, "stops a recording that was closed before")
      recording.stop()
      return
    case "recording.sealed":
    case "recording.recovered":
      if (recording.file) throw contradiction(index, "closes a recording that was closed before")
      recording.close({ sha256: leaf.ciphertext_sha256, length: leaf.ciphertext_len, index })
      return
    case "recording.resealed":
      if (recording.file?.sha256 !== leaf.replaces_sha256) {
        throw contradiction(index, "replaces a ciphertext that is not the recording's")
      }
      recording.close({ sha256: leaf.ciphertext_sha256, length: leaf.ciphertext_len, index })
      return
    case "recording.failed":
    case "recording.lost":
      recording.fail()
      call.fail()
      return
    case "recording.moved":
      if (recording.file?.sha256 !== leaf.ciphertext_sha256) {
        throw contradiction(index, "moves a ciphertext that is not the recording's")
      }
      if (recording.moved) throw contradiction(index, "moves a recording that was moved before")
      recording.move()
      return
    case "recording.shredded":
      if (leaf.ciphertext_sha256 !== undefined && recording.file && leaf.ciphertext_sha256 !== recording.file.sha256) {
        throw contradiction(index, "shreds a ciphertext that is not the recording's")
      }
      recording.shred()
      known.shredded++
      return
    default:
      return
  }
}

function start(index: number, leaf: LeafOf<"recording.started">, known: Known): void {
  if (known.recordings.has(leaf.rec)) throw contradiction(index, "starts a recording that was started before")
  const call = known.calls.get(leaf.call)
  if (!call) throw contradiction(index, "records a call that was not answered before")
  const named = party.options.find((each) => call.consent(each) === leaf.consent)
  if (!named || !call.covered(named)) {
    throw contradiction(index, "starts a recording without an earlier consent in its call")
  }
  const authority = known.authorities.get(leaf.consent)
  if (call.ended || !authority) throw contradiction(index, "starts a recording after its call had ended")
  for (const each of party.options) {
    if (!call.covered(each)) throw contradiction(index, `starts a recording that the ${each} is not covered for`)
    if (call.withdrawn(each)) throw contradiction(index, `starts a recording after the ${each}'s consent was withdrawn`)
  }
  call.start()
  known.recordings.start(leaf, { call: call.number, index, party: named, authority })
}
