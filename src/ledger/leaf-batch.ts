/*
 * What a batch of leaves gives by its bytes alone: their hashes, the tree that they grow, and whether they are plain.
 * It takes half of a verifier's time and needs nothing of the rules, so that it may be done on a thread of its own.
 */
import { MAX_LEAF_BYTES } from "./entry.ts"
import { isPlainText } from "./leaf-pattern.ts"
import { appendLeaves, type Hash, HASH_BYTES, perfectRoot } from "./merkle.ts"
import type { LogHead, NodeRow } from "./store.ts"
import { HASH_TILE_BYTES, HEIGHT, TILE_WIDTH } from "./tiles.ts"

/** Leaves as RFC 6962 hashes them, each behind its byte of zero, one after the other. */
export interface Batch {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Where each leaf ends in `bytes`. */
  readonly ends: Uint32Array<ArrayBuffer>
}

export interface Grown {
  /** The leaf hashes, one after the other. */
  readonly hashes: Uint8Array<ArrayBuffer>
  /** 1 for a leaf whose text is plain (`isPlainText`). */
  readonly plain: Uint8Array<ArrayBuffer>
  /** The log with this batch. */
  readonly head: LogHead
  /** The perfect subtrees that it completed and that stand in tiles: of every eighth level. */
  readonly nodes: readonly NodeRow[]
}

/** Takes the batches of one log in order, for its own: the caller must not look at them again. */
export interface Grower {
  grow(batch: Batch): Promise<Grown>
  end(): Promise<void>
}

function layOut(entries: readonly Uint8Array[]): Batch {
  const bytes = new Uint8Array(entries.reduce((total, entry) => total + 1 + entry.length, 0))
  const ends = new Uint32Array(entries.length)
  let at = 0
  entries.forEach((entry, i) => {
    bytes.set(entry, at + 1)
    ends[i] = at += 1 + entry.length
  })
  return { bytes, ends }
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

/** The text of each leaf, if all of them are ASCII, in one go: a byte is a character then. */
function asciiOf({ bytes, ends }: Batch): readonly string[] | null {
  let text: string
  try {
    text = decoder.decode(bytes)
  } catch {
    return null
  }
  return text.length === bytes.length ? Array.from(ends, (end, i) => text.slice(1 + (ends[i - 1] ?? 0), end)) : null
}

export function growHere(hash: Hash): Grower {
  let head: LogHead = { size: 0, frontier: [] }
  return {
    grow: async (batch) => {
      const hashes = leafHashes(hash, batch)
      const grown = growBy(hash, head, hashes)
      // Copies: none is a view on what is handed away.
      head = { size: grown.head.size, frontier: grown.head.frontier.map((each) => Uint8Array.from(each)) }
      return { hashes, plain: plainOf(batch), head, nodes: grown.nodes }
    },
    end: async () => undefined,
  }
}

function growBy(hash: Hash, head: LogHead, hashes: Uint8Array): Pick<Grown, "head" | "nodes"> {
  const tiles = head.size / TILE_WIDTH
  if (!Number.isInteger(tiles) || hashes.length !== HASH_TILE_BYTES) {
    const { head: next, nodes } = appendLeaves(hash, head, eachHash(hashes))
    return { head: next, nodes: nodes.filter(({ level }) => level % HEIGHT === 0).map(owned) }
  }
  // A whole tile: its own tree at once, then its root as a leaf of the tree of whole tiles, which has the same frontier.
  const root = perfectRoot(hash, hashes)
  const { head: above, nodes } = appendLeaves(hash, { size: tiles, frontier: head.frontier }, [root])
  const inTiles = [{ level: 0, index: tiles, hash: root }, ...nodes].filter(({ level }) => level % HEIGHT === 0)
  return {
    head: { size: above.size * TILE_WIDTH, frontier: above.frontier },
    nodes: inTiles.map((each) => owned({ ...each, level: each.level + HEIGHT })),
  }
}

/** With bytes of its own, not a view on those of others. */
const owned = (row: NodeRow): NodeRow => ({ ...row, hash: Uint8Array.from(row.hash) })

const AHEAD = 4

export interface GrownBatch {
  readonly entries: readonly Uint8Array[]
  /** Their texts, if all of them are ASCII: of the very bytes that were hashed. */
  readonly texts: readonly string[] | null
  readonly grown: Grown
}

/** Each batch with what grew of it, in order; a few are growing while whoever walks them is busy. */
export async function* grownOf(
  batches: AsyncIterable<readonly Uint8Array[]>,
  grower: Grower,
): AsyncGenerator<GrownBatch, void> {
  const walk = batches[Symbol.asyncIterator]()
  let last: Promise<unknown> = Promise.resolve()
  const begin = (): Promise<GrownBatch | null> => {
    const next = last.then(() => walk.next())
    last = next
    const grown = next.then((result) => (result.done ? null : growOne(result.value, grower)))
    // Its failure is told when its turn comes.
    grown.catch(() => undefined)
    return grown
  }
  const waiting = Array.from({ length: AHEAD }, begin)
  try {
    for (let first = await waiting.shift(); first; first = await waiting.shift()) {
      waiting.push(begin())
      yield first
    }
  } finally {
    await walk.return?.()
  }
}

async function growOne(entries: readonly Uint8Array[], grower: Grower): Promise<GrownBatch> {
  const batch = layOut(entries)
  // Before the bytes are handed away.
  const texts = asciiOf(batch)
  return { entries, texts, grown: await grower.grow(batch) }
}

/** Views on each of them. */
export function eachHash(hashes: Uint8Array): readonly Uint8Array[] {
  return Array.from({ length: hashes.length / HASH_BYTES }, (_, i) => hashAt(hashes, i))
}

export function hashAt(hashes: Uint8Array, i: number): Uint8Array {
  return hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES)
}

function leafHashes(hash: Hash, { bytes, ends }: Batch): Uint8Array<ArrayBuffer> {
  const hashes = new Uint8Array(ends.length * HASH_BYTES)
  ends.forEach((end, i) => hashes.set(hash(bytes.subarray(ends[i - 1] ?? 0, end)), i * HASH_BYTES))
  return hashes
}

function plainOf(batch: Batch): Uint8Array<ArrayBuffer> {
  const texts = asciiOf(batch)
  const isPlain = (text: string): boolean => text.length <= MAX_LEAF_BYTES && isPlainText(text)
  return Uint8Array.from(batch.ends, (_, i) => (isPlain(texts?.[i] ?? "") ? 1 : 0))
}
