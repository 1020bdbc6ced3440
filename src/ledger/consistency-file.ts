import { AssentError } from "../errors.ts"
import { parseAddCheckpoint } from "./add-checkpoint.ts"
import { type Checkpoint, parseCheckpoint } from "./checkpoint.ts"
import { type Hash, isConsistent } from "./merkle.ts"
import { parseNote } from "./note.ts"

/**
 * The `consistency` file of an export, in the form of a witness's request.
 * @throws INPUT_INVALID or LEDGER_CORRUPT unless it proves that `newer` extends `older`.
 */
export function checkConsistencyFile(hash: Hash, file: string | null, older: Checkpoint, newer: Checkpoint): void {
  const refused = (why: string): AssentError => new AssentError("INPUT_INVALID", `its consistency proof ${why}`)
  if (file === null) throw refused("is missing")
  const { old, proof, checkpoint } = parseAddCheckpoint(file)
  if (old !== older.size) throw refused("is not of the old checkpoint")
  const stated = parseCheckpoint(parseNote(checkpoint).text)
  if (stated.size !== newer.size || stated.origin !== newer.origin) throw refused("is not of the new checkpoint")
  if (!isConsistent(hash, proof, older, newer)) {
    throw new AssentError("LEDGER_CORRUPT", "the log was not shown to extend the old checkpoint")
  }
}
