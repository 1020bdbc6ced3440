/*
 * c2sp.org/tlog-proof: that a leaf stands in a log, as a text that is checked offline.
 *
 *   c2sp.org/tlog-proof@v1
 *   index 43
 *   <base64 hash>            RFC 6962 audit path, leaf side first
 *                            one blank line
 *   <the signed checkpoint>
 */
import { AssentError } from "../errors.ts"
import { fromBase64, toBase64 } from "./base64.ts"
import { HASH_BYTES } from "./merkle.ts"

const HEADER = "c2sp.org/tlog-proof@v1"
/** A tree of 2^53 leaves has paths of at most 53 hashes; the specification allows 63. */
const MAX_HASHES = 63

export interface TlogProof {
  readonly index: number
  readonly hashes: readonly Uint8Array[]
  /** The signed note. */
  readonly checkpoint: string
}

export function formatProof({ index, hashes, checkpoint }: TlogProof): string {
  return `${HEADER}\nindex ${index}\n${hashes.map((hash) => `${toBase64(hash)}\n`).join("")}\n${checkpoint}`
}

/** @throws INPUT_INVALID. The `extra` line that the specification allows is refused: nothing signs it, so it proves nothing. */
export function parseProof(text: string): TlogProof {
  const refused = (why: string): AssentError => new AssentError("INPUT_INVALID", `the proof ${why}`)
  const split = text.indexOf("\n\n")
  const [header, indexLine = "", ...lines] = text.slice(0, Math.max(split, 0)).split("\n")
  if (split < 0 || header !== HEADER) throw refused("is not a c2sp.org/tlog-proof@v1")
  if (indexLine.startsWith("extra ")) throw refused("carries extra data, which nothing signs")
  const digits = /^index (0|[1-9][0-9]{0,15})$/.exec(indexLine)?.[1]
  if (digits === undefined || !Number.isSafeInteger(Number(digits))) throw refused("has no plain decimal index")
  if (lines.length > MAX_HASHES) throw refused("has more hashes than any path")
  const hashes = lines.map((line) => {
    const hash = fromBase64(line)
    if (hash?.length !== HASH_BYTES) throw refused("holds a line that is no hash")
    return hash
  })
  return { index: Number(digits), hashes, checkpoint: text.slice(split + 2) }
}
