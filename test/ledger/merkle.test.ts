import { describe, expect, test } from "vitest"
import {
  appendLeaves,
  consistencyProof,
  type Hash,
  hashChildren,
  hashLeaf,
  includes,
  inclusionProof,
  isConsistent,
  type NodeReader,
  rootOf,
} from "../../src/ledger/merkle.ts"
import { sha256 } from "../../src/ledger/node-crypto.ts"
import type { LogHead } from "../../src/ledger/store.ts"
import vectors from "../vectors/ledger/certificate-transparency.json" with { type: "json" }

const bytes = (hex: string): Uint8Array => Buffer.from(hex, "hex")
const hex = (hash: Uint8Array): string => Buffer.from(hash).toString("hex")

/** Grows a tree leaf by leaf through the code under test, keeping every node and root. */
function grow(hash: Hash, leafHashes: readonly Uint8Array[]): { read: NodeReader; roots: Uint8Array[]; nodes: number } {
  const stored = new Map(leafHashes.map((leaf, i) => [`0/${i}`, leaf]))
  const roots = [rootOf(hash, [])]
  let head: LogHead = { size: 0, frontier: [] }
  for (const leafHash of leafHashes) {
    const grown = appendLeaves(hash, head, [leafHash])
    for (const node of grown.nodes) stored.set(`${node.level}/${node.index}`, node.hash)
    head = grown.head
    roots.push(rootOf(hash, head.frontier))
  }
  return { read: async (level, index) => stored.get(`${level}/${index}`)!, roots, nodes: stored.size }
}

describe("the vectors of Certificate Transparency", () => {
  const leaves = vectors.leaves.map((leaf) => hashLeaf(sha256, bytes(leaf)))
  const tree = grow(sha256, leaves)

  test("roots", () => {
    expect(hex(rootOf(sha256, []))).toBe(vectors.emptyRoot)
    expect(hex(leaves[0]!)).toBe(vectors.emptyLeafHash)
    expect(tree.roots.slice(1).map(hex)).toEqual(vectors.roots)
  })

  test.each(vectors.inclusion)("inclusion of leaf $index in $size", async ({ index, size, proof }) => {
    expect((await inclusionProof(sha256, tree.read, index, size)).map(hex)).toEqual(proof)
    const leaf = { index, hash: leaves[index]! }
    expect(includes(sha256, proof.map(bytes), leaf, { size, root: tree.roots[size]! })).toBe(true)
  })

  test.each(vectors.consistency)("consistency of $older with $size", async ({ older, size, proof }) => {
    expect((await consistencyProof(sha256, tree.read, older, size)).map(hex)).toEqual(proof)
    const before = { size: older, root: tree.roots[older]! }
    expect(isConsistent(sha256, proof.map(bytes), before, { size, root: tree.roots[size]! })).toBe(true)
  })
})

describe("every tree of up to 300 leaves", () => {
  const MAX = 300
  // A hash without collisions by construction, and quicker than SHA-256: each new input gets the next number.
  const seen = new Map<string, Uint8Array>()
  const hash = (input: Uint8Array): Uint8Array => {
    const key = Buffer.from(input.buffer, input.byteOffset, input.length).toString("latin1")
    let output = seen.get(key)
    if (!output) {
      output = new Uint8Array(32)
      new DataView(output.buffer).setUint32(0, seen.size)
      seen.set(key, output)
    }
    return output
  }
  const leaves = Array.from({ length: MAX }, (_, i) => hashLeaf(hash, Buffer.from(`leaf ${i}`)))
  const tree = grow(hash, leaves)

  test("has the root of RFC 6962's own recursive definition", () => {
    const cache = new Map<string, Uint8Array>()
    const mth = (from: number, to: number): Uint8Array => {
      const key = `${from}-${to}`
      let root = cache.get(key)
      if (!root) {
        const k = 2 ** (32 - Math.clz32(to - from - 1) - 1)
        root = to - from === 1 ? leaves[from]! : hashChildren(hash, mth(from, from + k), mth(from + k, to))
        cache.set(key, root)
      }
      return root
    }
    for (let size = 1; size <= MAX; size++) expect(hex(tree.roots[size]!)).toBe(hex(mth(0, size)))
  })

  test("appending many leaves at once gives what appending them singly gives", () => {
    for (const cut of [0, 1, 7, 128, 255, 256, 299]) {
      const first = appendLeaves(hash, { size: 0, frontier: [] }, leaves.slice(0, cut))
      const second = appendLeaves(hash, first.head, leaves.slice(cut))
      expect(hex(rootOf(hash, second.head.frontier))).toBe(hex(tree.roots[MAX]!))
      expect(MAX + first.nodes.length + second.nodes.length).toBe(tree.nodes)
    }
  })

  test("proves the inclusion of each leaf, and of no other at its place", async () => {
    let proofs = 0
    for (let size = 1; size <= MAX; size++) {
      const root = tree.roots[size]!
      for (let index = 0; index < size; index++) {
        const proof = await inclusionProof(hash, tree.read, index, size)
        const good = includes(hash, proof, { index, hash: leaves[index]! }, { size, root })
        const other = includes(hash, proof, { index, hash: leaves[(index + 1) % MAX]! }, { size, root })
        if (!good || other) expect.fail(`leaf ${index} of ${size}`)
        proofs++
      }
    }
    expect(proofs).toBe((MAX * (MAX + 1)) / 2)
  })

  test("proves that it extends each smaller one, and no other", async () => {
    let proofs = 0
    for (let size = 1; size <= MAX; size++) {
      const newer = { size, root: tree.roots[size]! }
      for (let older = 0; older <= size; older++) {
        const proof = await consistencyProof(hash, tree.read, older, size)
        const good = isConsistent(hash, proof, { size: older, root: tree.roots[older]! }, newer)
        const forked = isConsistent(hash, proof, { size: older, root: leaves[older % MAX]! }, newer)
        if (!good || (forked && older !== 1)) expect.fail(`${older} to ${size}`)
        proofs++
      }
    }
    expect(proofs).toBe((MAX * (MAX + 3)) / 2)
  })

  test("refuses a proof with a hash too many, too few, changed or of a wrong length", async () => {
    let refused = 0
    for (const [index, size] of [
      [0, 2],
      [5, 8],
      [6, 7],
      [255, 300],
      [299, 300],
    ] as const) {
      const proof = await inclusionProof(hash, tree.read, index, size)
      const path = await consistencyProof(hash, tree.read, index + 1, size)
      const bad = (good: readonly Uint8Array[]): Uint8Array[][] => [
        [...good, good[0] ?? leaves[0]!],
        good.slice(1),
        good.slice(0, -1),
        good.map((one, i) => (i === 0 ? leaves[9]! : one)),
        good.map((one) => one.subarray(1)),
      ]
      for (const mutated of bad(proof)) {
        expect(includes(hash, mutated, { index, hash: leaves[index]! }, { size, root: tree.roots[size]! })).toBe(false)
        refused++
      }
      if (path.length === 0) continue
      for (const mutated of bad(path)) {
        const older = { size: index + 1, root: tree.roots[index + 1]! }
        expect(isConsistent(hash, mutated, older, { size, root: tree.roots[size]! })).toBe(false)
        refused++
      }
    }
    expect(refused).toBe(40)
  })

  test("sizes that are no sizes prove nothing", () => {
    const root = tree.roots[1]!
    for (const size of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(includes(hash, [], { index: 0, hash: leaves[0]! }, { size, root })).toBe(false)
      expect(isConsistent(hash, [], { size, root }, { size, root })).toBe(false)
    }
  })
})
