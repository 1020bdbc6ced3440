/* The same verdicts from a second implementation, in another language, that shares nothing with ours. */
import { execFileSync, spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { toBase64 } from "../../src/ledger/base64.ts"
import { leafSchema } from "../../src/ledger/entry.ts"
import { consistencyProof, inclusionProof } from "../../src/ledger/merkle.ts"
import { sha256 } from "../../src/ledger/node-crypto.ts"
import { storeNodes } from "../../src/ledger/store-nodes.ts"
import { frauds, unfound } from "../frauds/list.ts"
import { handOver, honest, honestFiles, SINCE, witnessKey, world } from "../frauds/scene.ts"
import { answered, forge, record, signer, uuid, withdrawn } from "../ledger/leaves.ts"

const script = join(import.meta.dirname, "verify.py")
function python(): { name: string } | { missing: string } {
  for (const name of ["python3", "python"]) {
    const { status, stdout } = spawnSync(name, ["-c", "import sys; print(sys.version_info[0])"], { encoding: "utf8" })
    if (status === 0 && stdout.trim() === "3") return { name }
  }
  return { missing: "the second opinion was not asked: python3 is not on the PATH" }
}
const found = python()

interface Answer {
  readonly ok?: boolean
  readonly sentence?: string
  readonly size?: number
  readonly root?: string
  readonly inclusion?: readonly boolean[]
  readonly consistency?: readonly boolean[]
  readonly members?: Readonly<Record<string, readonly string[]>>
}
function ask(cases: readonly object[], name: string): readonly Answer[] {
  const said = execFileSync(name, [script], { input: JSON.stringify(cases), encoding: "utf8", maxBuffer: 1e8 })
  return JSON.parse(said) as Answer[]
}

if ("missing" in found) {
  test("without Python 3 the reason is printed", () => {
    process.stdout.write(`${found.missing}\n`)
    expect(found.missing).toMatch(/python3 is not on the PATH/)
  })
} else {
  const { name } = found
  let root: string
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "second-"))
  })
  afterAll(() => rmSync(root, { recursive: true }))

  const auditorsCase = (folder: string, visited: string): object => ({
    folder,
    vkey: signer.vkey,
    old: visited,
    witnesses: [witnessKey.vkey],
    quorum: 1,
    since: SINCE,
  })

  describe("a verifier in Python", () => {
    test("knows every kind of leaf, with the same members", () => {
      const shared = ["_sd", "_sd_alg", "id", "ts", "type", "v"]
      const ours = leafSchema.options.map(({ shape }) => [
        shape.type.value,
        Object.keys(shape)
          .filter((member) => !shared.includes(member))
          .sort(),
      ])
      expect(ask([{ members: true }], name)[0]?.members).toEqual(Object.fromEntries(ours))
    })

    test("accepts what is honest, with the same root", async () => {
      const { visited, newest } = await world()
      const folder = join(root, "honest")
      const store = await forge(honest)
      await handOver(folder, store, newest, honestFiles())
      const large = join(root, "large")
      // What may follow once calls are over: a consent is withdrawn, a record is set, reworded and deleted.
      const given = honest.findIndex(
        (leaf) =>
          leaf.type === "consent.granted" &&
          honest.some((end) => end.type === "call.ended" && end.call === leaf.call) &&
          !honest.some((later) => later.type === "consent.withdrawn" && later.call === leaf.call),
      )
      const grant = honest[given]
      if (grant?.type !== "consent.granted") throw new Error("no call of the honest log can be withdrawn later")
      const subject = uuid()
      const after = [
        withdrawn(grant.call, grant.answered, given),
        ...(["set", "rectified", "deleted"] as const).map((state) => record(subject, state)),
      ]
      const more = Array.from({ length: 700 }, () => answered(uuid()))
      const many = await forge([...honest, ...after, ...more])
      await handOver(large, many, (await many.latestCheckpoint())!.note, honestFiles())
      const [small, big] = ask([auditorsCase(folder, visited), { folder: large, vkey: signer.vkey }], name)
      expect(small).toMatchObject({ ok: true, size: 25, root: toBase64((await store.latestCheckpoint())!.root) })
      expect(big).toMatchObject({ ok: true, size: 729, root: toBase64((await many.latestCheckpoint())!.root) })
    })

    test("agrees on every fraud, leaf for leaf", async () => {
      const cases: object[] = []
      const all = [...frauds, ...unfound]
      for (const [i, { plant }] of all.entries()) {
        const { store, note, visited, files } = await plant()
        const folder = join(root, `fraud-${i}`)
        await handOver(folder, store, note, files)
        cases.push(auditorsCase(folder, visited))
      }
      const verdicts = ask(cases, name)
      for (const [i, fraud] of all.entries()) {
        const { ok, sentence = "" } = verdicts[i]!
        expect([fraud.name, ok, sentence]).toEqual([fraud.name, fraud.found === null, sentence])
        expect(sentence).not.toMatch(/^malformed/)
        // Where a leaf is named, both name the same one for the same reason.
        if (fraud.found?.source.startsWith("leaf"))
          expect([fraud.name, sentence]).toEqual([fraud.name, expect.stringMatching(fraud.found)])
      }
    })

    test("refuses an edited byte wherever it is", async () => {
      const store = await forge(honest)
      const folder = join(root, "edited")
      await handOver(folder, store, (await store.latestCheckpoint())!.note, new Map())
      const path = join(folder, "tile/entries/000.p/25")
      const bytes = readFileSync(path)
      for (const at of [10, 900, 5000, bytes.length - 2]) {
        const changed = Buffer.from(bytes)
        changed[at] = (changed[at] ?? 0) ^ 1
        writeFileSync(path, changed)
        expect(ask([{ folder, vkey: signer.vkey }], name)).toMatchObject([{ ok: false }])
      }
    })

    test("accepts our inclusion and consistency proofs at sizes about powers of two, and no others", async () => {
      const leaves = Array.from({ length: 130 }, () => answered(uuid()))
      const store = await forge([honest[0]!, ...leaves])
      const read = storeNodes(store)
      const rootAt = async (size: number) =>
        toBase64((await (await forge([honest[0]!, ...leaves].slice(0, size))).latestCheckpoint())!.root)
      const inclusion: object[] = []
      const consistency: object[] = []
      const sizes = [1, 2, 3, 4, 7, 8, 9, 31, 32, 33, 64, 100, 127, 128, 129, 131]
      const roots = new Map<number, string>()
      for (const size of sizes) roots.set(size, await rootAt(size))
      for (const size of sizes) {
        for (const index of [0, 1, size >> 1, size - 1].filter((i) => i < size)) {
          const path = (await inclusionProof(sha256, read, index, size)).map(toBase64)
          const leaf = toBase64((await store.leaf(index))!.hash)
          inclusion.push(
            { index, size, leaf, path, root: roots.get(size) },
            { index, size: size + 1, leaf, path, root: "A".repeat(43) + "=" },
          )
        }
        for (const old of sizes.filter((other) => other <= size)) {
          const path = (await consistencyProof(sha256, read, old, size)).map(toBase64)
          const honestCase = { old, new: size, old_root: roots.get(old), new_root: roots.get(size), path }
          consistency.push(honestCase, { ...honestCase, old_root: "A".repeat(43) + "=" })
        }
      }
      const [said] = ask([{ inclusion, consistency }], name)
      expect(said?.inclusion).toEqual(inclusion.map((_, i) => i % 2 === 0))
      expect(said?.consistency).toEqual(consistency.map((_, i) => i % 2 === 0))
    })
  })
}
