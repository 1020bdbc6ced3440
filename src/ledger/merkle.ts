/*
 * RFC 6962, section 2.1, with the verification algorithms of RFC 9162, 2.1.3.2 and 2.1.4.2.
 *
 * frontier: roots of the perfect subtrees of a tree, largest first, one for each bit set in its size.
 * node (level, i): root of the perfect subtree of leaves i * 2^level up to (i + 1) * 2^level; level 0 are leaf hashes.
 *
 * The hash function is handed in: the verifier also runs where there is no node:crypto.
 */
import { AssentError } from "../errors.ts"
import { sameBytes } from "./base64.ts"
import type { LogHead, NodeRow } from "./store.ts"

/** SHA-256. Must not keep its argument, which is overwritten by the next call. */
export type Hash = (bytes: Uint8Array) => Uint8Array
export type NodeReader = (level: number, index: number) => Promise<Uint8Array>

export const HASH_BYTES = 32

const NODE_BYTES = 1 + 2 * HASH_BYTES
const node = new Uint8Array(NODE_BYTES).fill(1, 0, 1)
let leaf = new Uint8Array(1024)

/** SHA-256(0x00 || entry). */
export function hashLeaf(hash: Hash, entry: Uint8Array): Uint8Array {
  if (leaf.length <= entry.length) leaf = new Uint8Array(2 * entry.length)
  leaf.set(entry, 1)
  return hash(leaf.subarray(0, entry.length + 1))
}

/** SHA-256(0x01 || left || right). */
export function hashChildren(hash: Hash, left: Uint8Array, right: Uint8Array): Uint8Array {
  node.set(left, 1)
  node.set(right, 1 + HASH_BYTES)
  return hash(node)
}

/** Adds leaves behind `head`. `nodes` are the perfect subtrees they complete. */
export function appendLeaves(
  hash: Hash,
  head: LogHead,
  leafHashes: readonly Uint8Array[],
): { readonly head: LogHead; readonly nodes: readonly NodeRow[] } {
  const frontier = [...head.frontier]
  const nodes: NodeRow[] = []
  let { size } = head
  for (const leafHash of leafHashes) {
    let current = leafHash
    let index = size
    for (let level = 1; index % 2 === 1; level++) {
      current = hashChildren(hash, popOf(frontier), current)
      index = (index - 1) / 2
      nodes.push({ level, index, hash: current })
    }
    frontier.push(current)
    size++
  }
  return { head: { size, frontier }, nodes }
}

/** The root of the perfect tree over these nodes of one level: a power of two of them, one after the other. */
export function perfectRoot(hash: Hash, nodes: Uint8Array): Uint8Array {
  if (nodes.length === HASH_BYTES) return nodes
  const above = new Uint8Array(nodes.length / 2)
  for (let at = 0; at < above.length; at += HASH_BYTES) {
    node.set(nodes.subarray(2 * at, 2 * (at + HASH_BYTES)), 1)
    above.set(hash(node), at)
  }
  return perfectRoot(hash, above)
}

/** The root of the tree whose frontier this is; of the empty tree, the hash of nothing. */
export function rootOf(hash: Hash, frontier: readonly Uint8Array[]): Uint8Array {
  if (frontier.length === 0) return hash(new Uint8Array(0))
  return frontier.reduceRight((right, left) => hashChildren(hash, left, right))
}

/** The nodes that are the frontier of a tree of `size`. */
export function frontierNodes(size: number): readonly { readonly level: number; readonly index: number }[] {
  return perfectParts(0, size)
}

/** PATH(index, D[size]) of RFC 6962, 2.1.1: leaf side first. */
export function inclusionProof(hash: Hash, read: NodeReader, index: number, size: number): Promise<Uint8Array[]> {
  if (!(index >= 0 && index < size)) throw outside()
  const ranges: Range[] = []
  let [from, to] = [0, size]
  while (to - from > 1) {
    const middle = from + largestPowerBelow(to - from)
    ranges.push(index < middle ? [middle, to] : [from, middle])
    if (index < middle) to = middle
    else from = middle
  }
  return Promise.all(ranges.reverse().map((range) => rangeRoot(hash, read, range)))
}

/** PROOF(older, D[size]) of RFC 6962, 2.1.2. Empty for an empty or an equal older tree. */
export function consistencyProof(hash: Hash, read: NodeReader, older: number, size: number): Promise<Uint8Array[]> {
  if (!(older >= 0 && older <= size)) throw outside()
  if (older === 0 || older === size) return Promise.resolve([])
  const ranges: Range[] = []
  let [from, to] = [0, size]
  while (to !== older) {
    const middle = from + largestPowerBelow(to - from)
    ranges.push(older <= middle ? [middle, to] : [from, middle])
    if (older <= middle) to = middle
    else from = middle
  }
  if (from !== 0) ranges.push([from, to])
  return Promise.all(ranges.reverse().map((range) => rangeRoot(hash, read, range)))
}

/** RFC 9162, 2.1.3.2. Everything but `hash` may come from anybody. */
export function includes(
  hash: Hash,
  proof: readonly Uint8Array[],
  leafAt: { readonly index: number; readonly hash: Uint8Array },
  tree: { readonly size: number; readonly root: Uint8Array },
): boolean {
  if (!isSize(leafAt.index) || !isSize(tree.size) || leafAt.index >= tree.size) return false
  let fn = leafAt.index
  let sn = tree.size - 1
  let root = leafAt.hash
  for (const sibling of proof) {
    if (sn === 0 || sibling.length !== HASH_BYTES) return false
    if (fn % 2 === 1 || fn === sn) {
      root = hashChildren(hash, sibling, root)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else {
      root = hashChildren(hash, root, sibling)
    }
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && sameBytes(root, tree.root)
}

/** RFC 9162, 2.1.4.2. Everything but `hash` may come from anybody. An empty older tree is consistent with all. */
export function isConsistent(
  hash: Hash,
  proof: readonly Uint8Array[],
  older: { readonly size: number; readonly root: Uint8Array },
  newer: { readonly size: number; readonly root: Uint8Array },
): boolean {
  if (!isSize(older.size) || !isSize(newer.size) || older.size > newer.size) return false
  if (older.size === newer.size) return proof.length === 0 && sameBytes(older.root, newer.root)
  if (older.size === 0) return proof.length === 0 && sameBytes(older.root, rootOf(hash, []))
  let fn = older.size - 1
  let sn = newer.size - 1
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)]
  const path = fn === 0 ? [older.root, ...proof] : proof
  const [first, ...rest] = path
  if (first?.length !== HASH_BYTES) return false
  let olderRoot = first
  let newerRoot = first
  for (const sibling of rest) {
    if (sn === 0 || sibling.length !== HASH_BYTES) return false
    if (fn % 2 === 1 || fn === sn) {
      olderRoot = hashChildren(hash, sibling, olderRoot)
      newerRoot = hashChildren(hash, sibling, newerRoot)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else {
      newerRoot = hashChildren(hash, newerRoot, sibling)
    }
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && sameBytes(olderRoot, older.root) && sameBytes(newerRoot, newer.root)
}

type Range = readonly [from: number, to: number]

async function rangeRoot(hash: Hash, read: NodeReader, [from, to]: Range): Promise<Uint8Array> {
  return rootOf(hash, await Promise.all(perfectParts(from, to).map(({ level, index }) => read(level, index))))
}

/** Cuts from..to, where `from` is a multiple of the largest power of two that fits, into perfect subtrees. */
function perfectParts(from: number, to: number): { level: number; index: number }[] {
  const parts = []
  for (let start = from; start < to;) {
    // Doubling, not logarithms: Math.log2 rounds near large powers.
    let [level, width] = [0, 1]
    while (width * 2 <= to - start) [level, width] = [level + 1, width * 2]
    parts.push({ level, index: start / width })
    start += width
  }
  return parts
}

/** The k of RFC 6962, 2.1: the largest power of two smaller than n. */
function largestPowerBelow(n: number): number {
  let power = 1
  while (power * 2 < n) power *= 2
  return power
}
const half = (n: number): number => Math.floor(n / 2)
const isSize = (n: number): boolean => Number.isSafeInteger(n) && n >= 0

function popOf(frontier: Uint8Array[]): Uint8Array {
  const last = frontier.pop()
  if (!last) throw new AssentError("LEDGER_CORRUPT", "the frontier does not fit the size of the log")
  return last
}

function outside(): AssentError {
  return new AssentError("INPUT_INVALID", "the proof asked for lies outside the tree")
}
