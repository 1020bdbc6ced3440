import { AssentError } from "../errors.ts"
import { fromBase64 } from "./base64.ts"
import { type Checkpoint, parseCheckpoint } from "./checkpoint.ts"
import { type Hash, isConsistent } from "./merkle.ts"
import { parseNote } from "./note.ts"

/**
 * `old N`, one base64 hash a line, a blank line, the new checkpoint: the body of c2sp.org/tlog-witness add-checkpoint.
 * @throws INPUT_INVALID or LEDGER_CORRUPT unless it proves that `newer` extends `older`.
 */
export function checkConsistencyFile(hash: Hash, file: string | null, older: Checkpoint, newer: Checkpoint): void {
  const refused = (why: string): AssentError => new AssentError("INPUT_INVALID", `its consistency proof ${why}`)
  if (file === null) throw refused("is missing")
  const split = file.indexOf("\n\n")
  const [first, ...lines] = file.slice(0, Math.max(split, 0)).split("\n")
  // A tree of 2^53 leaves has proofs of at most 54 hashes.
  if (split < 0 || first !== `old ${older.size}` || lines.length > 64) throw refused("is not of the old checkpoint")
  const stated = parseCheckpoint(parseNote(file.slice(split + 2)).text)
  if (stated.size !== newer.size || stated.origin !== newer.origin) throw refused("is not of the new checkpoint")
  const proof = lines.map((line) => {
    const node = fromBase64(line)
    if (!node) throw refused("holds a line that is no hash")
    return node
  })
  if (!isConsistent(hash, proof, older, newer)) {
    throw new AssentError("LEDGER_CORRUPT", "the log was not shown to extend the old checkpoint")
  }
}
