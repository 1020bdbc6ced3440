import { expect, test } from "vitest"
import type { Leaf } from "../../src/ledger/entry.ts"
import { growBeside } from "../../src/ledger/grow-beside.ts"
import { eachHash, growHere, type Grower, grownOf } from "../../src/ledger/leaf-batch.ts"
import { appendLeaves, hashLeaf, rootOf } from "../../src/ledger/merkle.ts"
import { sha256, verifyEd25519 } from "../../src/ledger/node-crypto.ts"
import { sealLeaf } from "../../src/ledger/seal.ts"
import { storeSource } from "../../src/ledger/source.ts"
import { type LedgerSummary, verifyLedger, type VerifyOptions } from "../../src/ledger/verify.ts"
import { answered, ended, forge, honestLeaves, signer, uuid } from "./leaves.ts"

/** A thread for a log of any size. */
const beside = (): Grower | null => growBeside(1_000_000)
const verify = async (
  leaves: readonly (Leaf | Uint8Array)[],
  options: Partial<VerifyOptions> = {},
): Promise<LedgerSummary> =>
  verifyLedger(storeSource(await forge(leaves)), signer.vkey, { hash: sha256, verify: verifyEd25519, ...options })
const told = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "nothing",
    (error: unknown) => String(error),
  )

async function* batchesOf(entries: readonly Uint8Array[], sizes: readonly number[]): AsyncGenerator<Uint8Array[]> {
  let at = 0
  for (const size of sizes) yield entries.slice(at, (at += size))
}

const many = Array.from({ length: 1100 }, (_, i) => Buffer.from(`entry ${i}`))

test.each([
  ["whole tiles", [256, 256, 256, 256, 76]],
  ["odd batches", [1, 255, 256, 300, 0, 12, 200, 76]],
  ["tiles again after an odd one", [100, 156, 256, 256, 332]],
])("hashes, tree and tiles are those of RFC 6962 by either way: %s", async (_, sizes) => {
  // A thread takes long to start: one shows that it does what is done here.
  const threads = sizes.includes(0) ? [beside()] : []
  for (const grower of [growHere(sha256), ...threads]) {
    if (!grower) throw new Error("no thread was started")
    let head: { size: number; frontier: readonly Uint8Array[] } = { size: 0, frontier: [] }
    let tiles = 0
    for await (const { entries, grown } of grownOf(batchesOf(many, sizes), grower)) {
      const hashes = entries.map((entry) => hashLeaf(sha256, entry))
      const expected = appendLeaves(sha256, head, hashes)
      expect(eachHash(grown.hashes).map((hash) => Buffer.from(hash))).toEqual(hashes)
      expect(grown.head.size).toBe(expected.head.size)
      const root = Buffer.from(rootOf(sha256, grown.head.frontier))
      expect(root).toEqual(Buffer.from(rootOf(sha256, expected.head.frontier)))
      const inTiles = expected.nodes.filter(({ level }) => level % 8 === 0)
      expect(grown.nodes.map((node) => ({ ...node, hash: Buffer.from(node.hash) }))).toEqual(inTiles)
      tiles += inTiles.length
      head = expected.head
    }
    expect([head.size, tiles]).toEqual([1100, 4])
    await grower.end()
  }
})

const call = uuid()
const more = Array.from({ length: 700 }, () => answered(uuid()))
const zurich: Leaf = { ...answered(uuid()), line: "Zürich" } as Leaf
const loose = Buffer.from(JSON.stringify(JSON.parse(Buffer.from(sealLeaf(answered(uuid())).entry).toString()), null, 1))

test("an honest log is found honest, with what it says in other scripts", async () => {
  const leaves = [...honestLeaves(), ...more, zurich]
  const here = await verify(leaves)
  expect(here).toMatchObject({ size: 720, recordings: 2 })
  expect(await verify(leaves, { beside })).toEqual(here)
})

test.each<[string, readonly (Leaf | Uint8Array)[], RegExp]>([
  ["a rule", [answered(call), ended(call, 719)], /leaf 720 ends a call without a consent state/],
  ["its form, beside others' scripts", [zurich, loose], /leaf 720 is not a leaf: the leaf is not in canonical form/],
  ["its length", [Buffer.from(JSON.stringify({ pad: "a".repeat(17_000) }))], /leaf 719 .* at most 16384 bytes/],
])("the same leaf is named by either way: %s", async (_, last, expected) => {
  const leaves = [...honestLeaves(), ...more, ...last]
  const here = await told(verify(leaves))
  expect(here).toMatch(expected)
  expect(await told(verify(leaves, { beside }))).toBe(here)
})

test("what is read late fails late: the leaves before it are judged first", async () => {
  const store = await forge([...honestLeaves(), ...more])
  const source = storeSource(store)
  const seen: number[] = []
  const broken = {
    ...source,
    async *entries(size: number): AsyncGenerator<readonly Uint8Array[]> {
      let left = 2
      for await (const batch of source.entries(size)) {
        if (left-- === 0) throw new Error("the disk is gone")
        yield batch
      }
    },
  }
  const options = { hash: sha256, verify: verifyEd25519, beside, onProgress: (checked: number) => seen.push(checked) }
  expect(await told(verifyLedger(broken, signer.vkey, options))).toBe("Error: the disk is gone")
  expect(seen).toEqual([256, 512])
})

test("a thread that has ended is an error, never an answer; a small log gets none", async () => {
  expect(growBeside(100)).toBe(null)
  const grower = beside()!
  const asked = grower.grow({ bytes: new Uint8Array(1), ends: Uint32Array.of(1) })
  const fate = told(asked)
  await grower.end()
  expect(await fate).toMatch(/nothing|has ended/)
  await expect(grower.grow({ bytes: new Uint8Array(1), ends: Uint32Array.of(1) })).rejects.toThrow("has ended")
})
