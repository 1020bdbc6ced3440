/*
 * What others signed of a log: witnesses of its checkpoints, authorities that timestamped them. It is what keeps an
 * operator from telling another story later, or another one to somebody else.
 */
import { AssentError } from "../errors.ts"
import type { OpenedCheckpoint } from "./checkpoint.ts"
import { COSIGNATURE_V1, type NoteCrypto, parseVkey, verifiedBy } from "./note.ts"
import { contradiction } from "./rule-state.ts"

export interface Anchor {
  readonly kind: "witness" | "timestamp"
  /** The witness's name, or the authority's subject. */
  readonly name: string
  /** RFC 3339. */
  readonly at: string
  /** How much of the log it vouches for. */
  readonly size: number
}

/** Reads an RFC 3161 response over a checkpoint's text; which CA is trusted is its own matter. @throws INPUT_INVALID */
export type TimestampCheck = (text: string, response: Uint8Array) => { readonly at: string; readonly by: string }

/** The witnesses of `vkeys` whose lines stand in the note. @throws INPUT_INVALID for a wrong line or a bad key */
export async function witnessesOf(
  { note, size }: OpenedCheckpoint,
  vkeys: readonly string[],
  crypto: NoteCrypto,
): Promise<Anchor[]> {
  const found: Anchor[] = []
  for (const text of new Set(vkeys)) {
    const vkey = parseVkey(crypto.hash, text)
    if (vkey.type !== COSIGNATURE_V1) throw new AssentError("INPUT_INVALID", "a witness key is not a witness's")
    const time = await verifiedBy(note, vkey, crypto)
    if (time === null) continue
    const at = new Date(time * 1000)
    if (Number.isNaN(at.getTime())) throw new AssentError("INPUT_INVALID", "a witness states no time")
    found.push({ kind: "witness", name: vkey.name, at: at.toISOString(), size })
  }
  return found
}

/** Leaves are dated when the thing happened, the daily batch to the day: only days prove anything. */
const TOLERANCE_MS = 48 * 3_600_000

/**
 * Compares the leaves' own times with those at which others saw the log: what stands behind a size was not there yet,
 * what stands before it was.
 * @returns what to call with each leaf's index and time @throws LEDGER_CORRUPT from there
 */
export function datedBy(anchors: readonly Anchor[]): (index: number, ts: string) => void {
  const bounds = anchors.map(({ size, at }) => {
    const bound = (ms: number): string => new Date(Date.parse(at) + ms).toISOString()
    return { size, earliest: bound(-TOLERANCE_MS), latest: bound(TOLERANCE_MS) }
  })
  return (index, ts) => {
    for (const { size, earliest, latest } of bounds) {
      if (index >= size && ts < earliest) {
        throw contradiction(index, "is dated days before others had signed the log without it")
      }
      if (index < size && ts > latest) {
        throw contradiction(index, "is dated days after others had signed the log with it")
      }
    }
  }
}
