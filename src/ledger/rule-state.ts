/*
 * What the rules remember, in rows of bytes. Anything may still be said of a call or a recording after it is over (a
 * withdrawal, a playback, a second answering), so no row can be let go, and memory grows with the log: 22 to 28 bytes
 * for the id of each leaf, 57 to 63 for a call, 212 to 218 for a recording, and some 200 for each request about data.
 * A day's mix comes to about 60 bytes a leaf. Leaves are not kept; of a consent its hash is, until its call ends.
 */
import { AssentError } from "../errors.ts"

/** @returns The one error of the verifier: a sentence that begins with the leaf it is about. */
export function contradiction(index: number, predicate: string, cause?: unknown): AssentError {
  return new AssentError("LEDGER_CORRUPT", `leaf ${index} ${predicate}`, { cause })
}
