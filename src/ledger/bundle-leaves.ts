/* The leaves of a bundle: each proven to stand in the signed tree, then held to the rules of the whole ledger. */
import { AssentError } from "../errors.ts"
import type { PlacedLeaf } from "./call-facts.ts"
import type { OpenedCheckpoint } from "./checkpoint.ts"
import { type Fields, openDisclosures } from "./disclosure-check.ts"
import { parseLeaf } from "./jcs.ts"
import { hashLeaf, includes, type Hash } from "./merkle.ts"
import { parseProof } from "./proof.ts"

export interface ProvenLeafFile extends PlacedLeaf {
  readonly hash: Uint8Array
  /** The personal fields that were released with it. */
  readonly fields: Fields
}

/** Reads one file by its name, `null` when it is not there. */
export type ReadText = (path: string) => Promise<Uint8Array | null>

/**
 * Every leaf among `paths`, in order.
 * @throws LEDGER_CORRUPT naming the leaf whose proof, bytes or disclosures do not hold
 */
export async function provenLeaves(
  hash: Hash,
  paths: readonly string[],
  read: ReadText,
  signed: { readonly note: string; readonly checkpoint: OpenedCheckpoint },
): Promise<readonly ProvenLeafFile[]> {
  const byIndex = Map.groupBy(
    paths.filter((path) => path.startsWith("proofs/")),
    (path) => Number(/[0-9]+/.exec(path)?.[0]),
  )
  const indexes = [...byIndex.keys()].sort((a, b) => a - b)
  const leaves: ProvenLeafFile[] = []
  for (const index of indexes) {
    const about = (why: string, cause?: unknown): AssentError =>
      new AssentError("LEDGER_CORRUPT", `leaf ${index} ${why}`, { cause })
    const entry = await read(`proofs/${index}.leaf`)
    const proofText = await text(read, `proofs/${index}.tlog-proof`)
    if (!entry) throw about("has a proof but no bytes")
    if (proofText === null) throw about("has no proof")
    leaves.push(provenLeaf(hash, index, entry, proofText, await released(read, index), signed, about))
  }
  return leaves
}

function provenLeaf(
  hash: Hash,
  index: number,
  entry: Uint8Array,
  proofText: string,
  disclosures: readonly string[],
  signed: { readonly note: string; readonly checkpoint: OpenedCheckpoint },
  about: (why: string, cause?: unknown) => AssentError,
): ProvenLeafFile {
  const as = <T>(what: string, work: () => T): T => {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof AssentError)) throw error
      throw about(`${what}: ${error.message}`, error)
    }
  }
  const proof = as("has no readable proof", () => parseProof(proofText))
  if (proof.index !== index) throw about("has the proof of another leaf")
  if (proof.checkpoint !== signed.note) throw about("has a proof that leads to another checkpoint than the bundle's")
  const leafHash = hashLeaf(hash, entry)
  if (!includes(hash, proof.hashes, { index, hash: leafHash }, signed.checkpoint)) {
    throw about("is not in the signed tree: its bytes, its proof or its place were changed")
  }
  const leaf = as("is not a leaf", () => parseLeaf(entry))
  const fields = as("has disclosures that do not hold", () => openDisclosures(hash, leaf, disclosures))
  // An object could hold a member twice, which two readers would read differently; none of ours is one.
  if (Object.values(fields).some((value) => typeof value === "object" && value !== null)) {
    throw about("has disclosures that do not hold: a value is not a plain one")
  }
  return { index, leaf, hash: leafHash, fields }
}

async function released(read: ReadText, index: number): Promise<readonly string[]> {
  const lines = await text(read, `proofs/${index}.disclosures`)
  return lines?.split("\n").filter((line) => line !== "") ?? []
}

async function text(read: ReadText, path: string): Promise<string | null> {
  const bytes = await read(path)
  // Bytes that are no UTF-8 become U+FFFD, which no proof and no disclosure may hold.
  return bytes && new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)
}
