/*
 * A witness (c2sp.org/tlog-witness): cosigns checkpoints of logs it was told of, and never one that is smaller than, or
 * inconsistent with, what it signed before. Requests come from the log's operator, whom it exists to distrust.
 */
import { AssentError } from "../errors.ts"
import { parseAddCheckpoint, type AddCheckpoint } from "./add-checkpoint.ts"
import { type OpenedCheckpoint, openCheckpoint, parseCheckpoint } from "./checkpoint.ts"
import { cosign } from "./cosign.ts"
import { isConsistent, rootOf } from "./merkle.ts"
import { type NoteCrypto, type NoteSigner, parseNote, type Vkey } from "./note.ts"

export interface WitnessedTree {
  readonly size: number
  readonly root: Uint8Array
}

export interface WitnessStore {
  /** The last tree that was cosigned for this origin, `null` before the first. */
  last(origin: string): WitnessedTree | null
  /**
   * Compare-and-swap, durable when it returns.
   * @param from what `last` answered @returns false when that is no longer the last; nothing has changed then
   */
  advance(origin: string, from: WitnessedTree | null, to: WitnessedTree): boolean
}

export interface WitnessParts {
  readonly store: WitnessStore
  readonly signer: NoteSigner
  /** The logs it witnesses, each by its vkey, whose name is the origin. */
  readonly logs: readonly Vkey[]
  readonly crypto: NoteCrypto
  /** Seconds since 1970. */
  readonly now: () => number
}

export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422
  readonly type: "text/plain; charset=utf-8" | "text/x.tlog.size"
  readonly body: string
}

/** Answers one add-checkpoint request. @throws what the store throws: nothing was signed then */
export async function addCheckpoint(parts: WitnessParts, body: string): Promise<WitnessAnswer> {
  const { store, signer, crypto } = parts
  let request: AddCheckpoint
  let signed: OpenedCheckpoint
  try {
    request = parseAddCheckpoint(body)
    const { origin } = parseCheckpoint(parseNote(request.checkpoint).text)
    const log = parts.logs.find((vkey) => vkey.name === origin)
    if (!log) return refuse(404, "this log is not witnessed here")
    const opened = await openCheckpoint(request.checkpoint, log, crypto).catch(() => null)
    if (!opened) return refuse(403, "the checkpoint is not signed by the log's key")
    signed = opened
  } catch (error) {
    if (!(error instanceof AssentError)) throw error
    return refuse(400, error.message)
  }
  if (request.old > signed.size) return refuse(400, "the old size is larger than the checkpoint's")
  const last = store.last(signed.origin)
  if (request.old !== (last?.size ?? 0)) return atSize(last)
  const before = last ?? { size: 0, root: rootOf(crypto.hash, []) }
  if (signed.size === before.size) {
    // A second root for one size: the size is right and no proof mends it.
    if (request.proof.length > 0) return refuse(422, "there is nothing to prove between equal sizes")
    if (!isConsistent(crypto.hash, [], before, signed)) return atSize(last)
  } else if (!isConsistent(crypto.hash, request.proof, before, signed)) {
    return refuse(422, "the proof does not show that the log only grew")
  }
  // Remembered before it is signed: a crash between the two loses a signature, never the memory of one.
  const to = { size: signed.size, root: signed.root }
  if (!store.advance(signed.origin, last, to)) return atSize(store.last(signed.origin))
  const line = await cosign(crypto.hash, signed.note.text, signer, parts.now())
  return { status: 200, type: "text/plain; charset=utf-8", body: line }
}

function refuse(status: 400 | 403 | 404 | 422, why: string): WitnessAnswer {
  return { status, type: "text/plain; charset=utf-8", body: `${why}\n` }
}

function atSize(last: WitnessedTree | null): WitnessAnswer {
  return { status: 409, type: "text/x.tlog.size", body: `${last?.size ?? 0}\n` }
}
