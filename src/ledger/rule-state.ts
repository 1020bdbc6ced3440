/*
 * What the rules remember, in rows of bytes. Leaves are not kept; of a consent its hash is, until its call ends. But the
 * memory of a verification is not constant, and with these rules cannot be, in one pass and without writing:
 *
 *   each leaf        an id may come again at any time (22 to 28 bytes)
 *   each call        it may be answered a second time, and its consent withdrawn years after its end (57 to 63)
 *   each recording   it may be played, held, shredded years later, and begun again once it is erased: the erased that
 *                    comes back is found by its id alone (94 to 100; where files are compared, 212 to 218)
 *   each request about data, each record beside calls   one way through its states (some 200)
 *
 * To forget by time would be to trust the clock of the very operator that is checked; to keep shorter prints of ids would
 * make a refusal a matter of chance; to sort on disk, a verifier that writes. So a day's mix comes to about 45 bytes a
 * leaf (60 where files are compared), beside some 140 MB for Node, the program, the thread that hashes and what is read.
 */
import { AssentError } from "../errors.ts"

/** @returns The one error of the verifier: a sentence that begins with the leaf it is about. */
export function contradiction(index: number, predicate: string, cause?: unknown): AssentError {
  return new AssentError("LEDGER_CORRUPT", `leaf ${index} ${predicate}`, { cause })
}
