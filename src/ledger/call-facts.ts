/*
 * What the leaves of one call say, in one place: who decided what and when, which audio was kept and which was not, who
 * had access, what is erased. Made of leaves alone, so that a verifier makes it again and compares.
 */
import type { Leaf, LeafOf, Party, PolicyFacts } from "./entry.ts"

export interface PlacedLeaf {
  readonly index: number
  readonly leaf: Leaf
}

/** Plaintext of `codec` PCMU/8000/2: sixteen bytes a millisecond. */
const BYTES_PER_MS = 16
const SEGMENT = 4096
const STREAM_HEADER = 40
const TAG = 16

interface At {
  readonly index: number
  readonly at: string
}

export interface ConsentFacts extends At {
  readonly state: string
  readonly party: Party
  readonly method: string
  readonly purposes: readonly string[]
  readonly script: string
  readonly script_sha256: string
  readonly heard: { readonly by: string; readonly bytes: number; readonly total: number }
  /** The mode and basis of `not_required`, the reason of `failed` and `not_asked`, the index a withdrawal refers to. */
  readonly basis?: string
  readonly reason?: string
  /** Hash of the register of recipients that it was given under. */
  readonly recipients?: string
  /** How the mode was decided in which the caller was asked. */
  readonly policy?: PolicyFacts
  readonly withdraws?: number
}

export interface RecordingFacts {
  readonly rec: string
  readonly started: At
  /** Index of the leaf it rests on. */
  readonly authority: number
  readonly header_sha256: string
  readonly key_commitment: string
  readonly file:
    | (At & {
        readonly how: string
        readonly ciphertext_len: number
        readonly ciphertext_sha256: string
        readonly segments: number
      })
    | null
  readonly delete_after: string | null
  /** On the recording's own clock, ms. Between two segments lies silence that the gateway wrote, never the call's audio. */
  readonly kept_ms: readonly (readonly [from: number, to: number | null])[]
  readonly pauses: readonly {
    readonly from_ms: number
    readonly to_ms: number | null
    readonly reason: string | null
  }[]
  readonly failed: string | null
  readonly restricted: (At & { readonly reason: string; readonly until: string | null }) | null
  /** The leaf's time is rounded to the day, so that leaves of one person's erasure cannot be linked. */
  readonly erased: (At & { readonly reason: string }) | null
}

export interface AccessFacts extends At {
  readonly kind: string
  readonly rec: string | null
  readonly ranges?: readonly string[]
  readonly scope?: string
  readonly reason?: string
}

export interface CallFacts {
  readonly call: string
  readonly line: string
  readonly answered: At
  readonly ended: (At & { readonly outcome: string; readonly time_to_agent_ms: number | null }) | null
  readonly consents: readonly ConsentFacts[]
  /** Signed counters of the call's frames. received = before_consent + written + paused + after_withdrawal. */
  readonly frames: LeafOf<"call.ended">["frames"] | null
  readonly recordings: readonly RecordingFacts[]
  /** Why nothing was recorded although it might have been. */
  readonly blocked: readonly (At & { readonly reason: string })[]
  readonly access: readonly AccessFacts[]
}

/** @returns `null` when the leaves do not tell of the answering of `call`. */
export function factsOfCall(call: string, leaves: readonly PlacedLeaf[]): CallFacts | null {
  const own = leaves.filter(({ leaf }) => "call" in leaf && leaf.call === call)
  const started = own.flatMap(({ index, leaf }) => (leaf.type === "recording.started" ? [{ index, leaf }] : []))
  const answered = own.find(({ leaf }) => leaf.type === "call.answered")
  if (answered?.leaf.type !== "call.answered") return null
  const ended = own.find(({ leaf }) => leaf.type === "call.ended")
  const end = ended?.leaf.type === "call.ended" ? ended.leaf : null
  const recs = new Set(started.map(({ leaf }) => leaf.rec))
  return {
    call,
    line: answered.leaf.line,
    answered: at(answered),
    ended: ended && end ? { ...at(ended), outcome: end.outcome, time_to_agent_ms: end.time_to_agent_ms ?? null } : null,
    consents: own.flatMap(consentOf),
    frames: end?.frames ?? null,
    recordings: started.map(({ index, leaf }) => recordingOf(index, leaf, leaves)),
    blocked: own.flatMap(({ index, leaf }) =>
      leaf.type === "recording.blocked" ? [{ ...at({ index, leaf }), reason: leaf.reason }] : [],
    ),
    access: leaves.flatMap((placed) => accessOf(placed, call, recs)),
  }
}

function at({ index, leaf }: PlacedLeaf): At {
  return { index, at: leaf.ts }
}

function consentOf({ index, leaf }: PlacedLeaf): ConsentFacts[] {
  if (!("heard" in leaf)) return []
  return [
    {
      ...at({ index, leaf }),
      state: leaf.type.slice("consent.".length),
      party: leaf.party,
      method: leaf.method,
      purposes: leaf.purpose,
      script: leaf.script,
      script_sha256: leaf.script_sha256,
      heard: leaf.heard,
      ...("basis" in leaf ? { basis: `${leaf.mode}: ${leaf.basis}` } : {}),
      ...("reason" in leaf ? { reason: leaf.reason } : {}),
      ...(leaf.recipients === undefined ? {} : { recipients: leaf.recipients }),
      ...(leaf.policy === undefined ? {} : { policy: leaf.policy }),
      ...("consent" in leaf ? { withdraws: leaf.consent } : {}),
    },
  ]
}

function recordingOf(index: number, leaf: LeafOf<"recording.started">, leaves: readonly PlacedLeaf[]): RecordingFacts {
  const own = leaves.filter((placed) => "rec" in placed.leaf && placed.leaf.rec === leaf.rec)
  const last = <T>(pick: (placed: PlacedLeaf) => T | null): T | null =>
    own.reduce<T | null>((found, placed) => pick(placed) ?? found, null)
  const file = last((placed) =>
    "ciphertext_len" in placed.leaf
      ? {
          ...at(placed),
          how: placed.leaf.type.slice("recording.".length),
          ciphertext_len: placed.leaf.ciphertext_len,
          ciphertext_sha256: placed.leaf.ciphertext_sha256,
          segments: placed.leaf.segments,
        }
      : null,
  )
  const pauses = pausesOf(own)
  const end = file && Math.max(0, Math.floor(plaintextBytes(file.ciphertext_len) / BYTES_PER_MS))
  const cuts = pauses.flatMap(({ from_ms, to_ms }) => [from_ms, to_ms])
  const borders = [0, ...cuts, ...(pauses.at(-1)?.to_ms === null ? [] : [end])]
  const kept: [number, number | null][] = []
  for (let i = 0; i < borders.length; i += 2) {
    const from = borders[i]
    if (typeof from === "number") kept.push([from, borders[i + 1] ?? null])
  }
  return {
    rec: leaf.rec,
    started: { index, at: leaf.ts },
    authority: leaf.consent,
    header_sha256: leaf.header_sha256,
    key_commitment: leaf.key_commitment,
    file,
    delete_after: last(({ leaf: later }) =>
      "delete_after" in later ? later.delete_after : later.type === "retention.changed" ? later.until : null,
    ),
    kept_ms: kept,
    pauses,
    failed: last(({ leaf: later }) =>
      later.type === "recording.failed" || later.type === "recording.lost" ? later.reason : null,
    ),
    restricted: last((placed) =>
      placed.leaf.type === "restriction.set"
        ? { ...at(placed), reason: placed.leaf.reason, until: placed.leaf.until ?? null }
        : null,
    ),
    erased: last((placed) =>
      placed.leaf.type === "recording.shredded" ? { ...at(placed), reason: placed.leaf.reason } : null,
    ),
  }
}

function pausesOf(own: readonly PlacedLeaf[]): { from_ms: number; to_ms: number | null; reason: string | null }[] {
  const pauses: { from_ms: number; to_ms: number | null; reason: string | null }[] = []
  for (const { leaf } of own) {
    if (leaf.type === "recording.paused") {
      pauses.push({ from_ms: leaf.media_ms, to_ms: null, reason: leaf.reason ?? null })
    }
    const open = pauses.at(-1)
    if (leaf.type === "recording.resumed" && open?.to_ms === null) open.to_ms = leaf.media_ms
  }
  return pauses
}

/** Of a whole Tink stream of 4 KiB segments. */
function plaintextBytes(ciphertext: number): number {
  return ciphertext - STREAM_HEADER - TAG * Math.ceil(ciphertext / SEGMENT)
}

function accessOf(placed: PlacedLeaf, call: string, recs: ReadonlySet<string>): AccessFacts[] {
  const { leaf } = placed
  if (!leaf.type.startsWith("access.") && leaf.type !== "key.used") return []
  const rec = "rec" in leaf && leaf.rec !== undefined ? leaf.rec : null
  if (!(rec !== null && recs.has(rec)) && !("call" in leaf && leaf.call === call)) return []
  return [
    {
      ...at(placed),
      kind: leaf.type,
      rec,
      ...("ranges" in leaf ? { ranges: leaf.ranges } : {}),
      ...("scope" in leaf && leaf.scope !== undefined ? { scope: leaf.scope } : {}),
      ...(leaf.type === "key.used" ? { scope: leaf.purpose } : {}),
      ...(leaf.type === "access.denied" ? { reason: leaf.reason } : {}),
    },
  ]
}
