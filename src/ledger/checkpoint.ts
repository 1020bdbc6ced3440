/* Checkpoints (c2sp.org/tlog-checkpoint): origin, size and root of a tree, as a signed note. */
import { AssentError } from "../errors.ts"
import { fromBase64, toBase64 } from "./base64.ts"
import { HASH_BYTES } from "./merkle.ts"
import { type Note, type NoteCrypto, type NoteSigner, parseNote, signNote, type Vkey, verifiedBy } from "./note.ts"

export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
}

export interface OpenedCheckpoint extends Checkpoint {
  readonly note: Note
}

export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`
}

export function signCheckpoint(hash: NoteCrypto["hash"], checkpoint: Checkpoint, signer: NoteSigner): Promise<string> {
  return signNote(hash, checkpointText(checkpoint), signer)
}

/** @throws INPUT_INVALID. Extension lines after the root are allowed and not interpreted. */
export function parseCheckpoint(text: string): Checkpoint {
  const refused = (why: string): AssentError => new AssentError("INPUT_INVALID", `the checkpoint ${why}`)
  const lines = text.split("\n")
  const [origin, digits, encoded, ...rest] = lines
  if (!origin || digits === undefined || encoded === undefined) throw refused("has not three lines")
  if (rest.at(-1) !== "" || rest.slice(0, -1).includes("")) throw refused("does not end with one newline")
  if (!/^(0|[1-9][0-9]{0,15})$/.test(digits)) throw refused("has no plain decimal size")
  const size = Number(digits)
  if (!Number.isSafeInteger(size)) throw refused("is of a tree too large to check")
  const root = fromBase64(encoded)
  if (root?.length !== HASH_BYTES) throw refused("has no SHA-256 root")
  return { origin, size, root }
}

/**
 * Opens a checkpoint that anybody may have written.
 * @throws INPUT_INVALID unless it is well-formed, of the log `vkey` names, and signed by that key.
 */
export async function openCheckpoint(signed: string, vkey: Vkey, crypto: NoteCrypto): Promise<OpenedCheckpoint> {
  const note = parseNote(signed)
  const checkpoint = parseCheckpoint(note.text)
  if (checkpoint.origin !== vkey.name) throw new AssentError("INPUT_INVALID", "the checkpoint is of another log")
  if ((await verifiedBy(note, vkey, crypto)) === null) {
    throw new AssentError("INPUT_INVALID", "the checkpoint is not signed by the log's key")
  }
  return { ...checkpoint, note }
}
