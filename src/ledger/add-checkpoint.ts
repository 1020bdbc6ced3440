/*
 * The request of c2sp.org/tlog-witness add-checkpoint: what a witness is sent, and what an auditor finds beside an
 * export as `consistency`.
 *
 *   old 41
 *   <base64 hash>            RFC 6962 consistency proof from the old size
 *                            one blank line
 *   <the signed checkpoint>
 */
import { AssentError } from "../errors.ts"
import { fromBase64, toBase64 } from "./base64.ts"
import { HASH_BYTES } from "./merkle.ts"

/** The specification's bound. A tree of 2^53 leaves has proofs of at most 54 hashes. */
const MAX_HASHES = 63

export interface AddCheckpoint {
  readonly old: number
  readonly proof: readonly Uint8Array[]
  /** The signed note. */
  readonly checkpoint: string
}

export function formatAddCheckpoint({ old, proof, checkpoint }: AddCheckpoint): string {
  return `old ${old}\n${proof.map((hash) => `${toBase64(hash)}\n`).join("")}\n${checkpoint}`
}

/** @throws INPUT_INVALID saying what is malformed. */
export function parseAddCheckpoint(body: string): AddCheckpoint {
  const refused = (why: string): AssentError => new AssentError("INPUT_INVALID", `the consistency proof ${why}`)
  const split = body.indexOf("\n\n")
  if (split < 0) throw refused("is not followed by a checkpoint")
  const [first = "", ...lines] = body.slice(0, split).split("\n")
  const digits = /^old (0|[1-9][0-9]{0,15})$/.exec(first)?.[1]
  if (digits === undefined || !Number.isSafeInteger(Number(digits))) throw refused("does not name the old size")
  if (lines.length > MAX_HASHES) throw refused("has more hashes than any proof")
  const proof = lines.map((line) => {
    const hash = fromBase64(line)
    if (hash?.length !== HASH_BYTES) throw refused("holds a line that is no hash")
    return hash
  })
  return { old: Number(digits), proof, checkpoint: body.slice(split + 2) }
}
