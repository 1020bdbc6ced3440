import { spawn } from "node:child_process"
import { generateKeyPairSync } from "node:crypto"
import { once } from "node:events"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { request } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { formatAddCheckpoint } from "../../src/ledger/add-checkpoint.ts"
import { signCheckpoint } from "../../src/ledger/checkpoint.ts"
import { appendLeaves, consistencyProof, rootOf } from "../../src/ledger/merkle.ts"
import { noteSigner, sha256, verifyEd25519, witnessSigner } from "../../src/ledger/node-crypto.ts"
import { type NoteSigner, parseNote, parseVkey, verifiedBy } from "../../src/ledger/note.ts"
import { sealLeaf } from "../../src/ledger/seal.ts"
import { storeNodes } from "../../src/ledger/store-nodes.ts"
import { addCheckpoint, type WitnessAnswer, type WitnessParts } from "../../src/ledger/witness.ts"
import { witnessServer } from "../../src/ledger/witness-server.ts"
import { openWitnessStore } from "../../src/ledger/witness-store.ts"
import { freePort } from "../e2e/gateway.ts"
import { answered, forge, honestLeaves, ORIGIN, signer, uuid } from "./leaves.ts"

const crypto = { hash: sha256, verify: verifyEd25519 }
const logs = [parseVkey(sha256, signer.vkey)]
const auditor = witnessSigner("auditor.example/w", generateKeyPairSync("ed25519").privateKey)

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "witness-"))
})
afterAll(() => rm(root, { recursive: true }))

let files = 0
const fresh = (): string => join(root, `${++files}.db`)
const partsOn = (file: string): WitnessParts & { store: ReturnType<typeof openWitnessStore> } => ({
  store: openWitnessStore(file),
  signer: auditor,
  logs,
  crypto,
  now: () => 1_795_000_000,
})

/** One log in two futures: after 19 common leaves, `ours` and `theirs` differ. */
const common = honestLeaves()
const ours = [...common, ...Array.from({ length: 300 }, () => answered(uuid()))]
const theirs = [...common, ...Array.from({ length: 300 }, () => answered(uuid()))]
async function noteAt(leaves: typeof ours, size: number, by: NoteSigner = signer): Promise<string> {
  const store = await forge(leaves.slice(0, size))
  const { root: treeRoot } = (await store.latestCheckpoint())!
  return signCheckpoint(sha256, { origin: ORIGIN, size, root: treeRoot }, by)
}
async function body(leaves: typeof ours, old: number, size: number): Promise<string> {
  const store = await forge(leaves)
  const proof = await consistencyProof(sha256, storeNodes(store), old, size)
  return formatAddCheckpoint({ old, proof, checkpoint: await noteAt(leaves, size) })
}
const signedTime = async (answer: WitnessAnswer, note: string): Promise<number | null> =>
  verifiedBy(parseNote(note + answer.body), parseVkey(sha256, auditor.vkey), crypto)

describe("a witness", () => {
  test("cosigns a log that grows, from the empty one on, with its time", async () => {
    const parts = partsOn(fresh())
    const first = await addCheckpoint(parts, await body(ours, 0, 19))
    expect(first).toMatchObject({ status: 200 })
    expect(await signedTime(first, await noteAt(ours, 19))).toBe(1_795_000_000)
    for (const [old, size] of [
      [19, 20],
      [20, 256],
      [256, 257],
      [257, 319],
      [319, 319],
    ] as const) {
      const answer = await addCheckpoint(parts, await body(ours, old, size))
      expect(answer).toMatchObject({ status: 200 })
      expect(await signedTime(answer, await noteAt(ours, size))).not.toBeNull()
    }
  })

  test("never signs what does not extend what it signed", async () => {
    const parts = partsOn(fresh())
    await addCheckpoint(parts, await body(ours, 0, 200))
    const proofOfOurs = (await body(ours, 200, 250)).split("\n\n")[0]!
    const refusals: readonly [string, string, number][] = [
      ["a fork of the same size", await body(theirs, 200, 200), 409],
      ["a larger fork with its own proof", await body(theirs, 200, 250), 422],
      ["a larger fork with our proof", `${proofOfOurs}\n\n${await noteAt(theirs, 250)}`, 422],
      ["a smaller tree", await body(ours, 100, 150), 409],
      [
        "a smaller tree as if from its size",
        formatAddCheckpoint({ old: 200, proof: [], checkpoint: await noteAt(ours, 150) }),
        400,
      ],
      ["a fork from the start", await body(theirs, 0, 250), 409],
      [
        "growth without a proof",
        formatAddCheckpoint({ old: 200, proof: [], checkpoint: await noteAt(ours, 250) }),
        422,
      ],
      [
        "a proof where there is nothing to prove",
        `${proofOfOurs.replace(/^old \d+/, "old 200")}\n\n${await noteAt(ours, 200)}`,
        422,
      ],
    ]
    for (const [what, request, status] of refusals) {
      const answer = await addCheckpoint(parts, request)
      expect([what, answer.status]).toEqual([what, status])
      expect(answer.body).not.toContain("—")
      if (status === 409) expect(answer).toMatchObject({ type: "text/x.tlog.size", body: "200\n" })
    }
    expect(await addCheckpoint(parts, await body(ours, 200, 250))).toMatchObject({ status: 200 })
  })

  test("remembers across a restart", async () => {
    const file = fresh()
    const before = partsOn(file)
    await addCheckpoint(before, await body(ours, 0, 200))
    before.store.close()
    expect(await addCheckpoint(partsOn(file), await body(theirs, 0, 250))).toMatchObject({ status: 409, body: "200\n" })
  })

  test("signs one of two that race, also from two processes", async () => {
    const file = fresh()
    const [a, b] = [partsOn(file), partsOn(file)]
    await addCheckpoint(a, await body(ours, 0, 19))
    // Both have read 19 before either swaps.
    const slow: WitnessParts = {
      ...b,
      store: { ...b.store, last: () => ({ size: 19, root: rootAt(common) }) },
    }
    expect(await addCheckpoint(a, await body(ours, 19, 100))).toMatchObject({ status: 200 })
    expect((await addCheckpoint(slow, await body(theirs, 19, 100))).status).toBe(409)
  })

  const stranger = noteSigner(ORIGIN, generateKeyPairSync("ed25519").privateKey)
  test.each([
    ["nonsense", async () => "nonsense", 400],
    ["no old size", async () => `\n\n${await noteAt(ours, 19)}`, 400],
    ["an old size with a sign", async () => `old +1\n\n${await noteAt(ours, 19)}`, 400],
    ["64 hashes", async () => `old 1\n${`${"A".repeat(43)}=\n`.repeat(64)}\n${await noteAt(ours, 19)}`, 400],
    ["a line that is no hash", async () => `old 1\nAAAA\n\n${await noteAt(ours, 19)}`, 400],
    ["an old size above the checkpoint's", async () => `old 20\n\n${await noteAt(ours, 19)}`, 400],
    [
      "a checkpoint signed by another key of the same name",
      async () => `old 0\n\n${await noteAt(ours, 19, stranger)}`,
      403,
    ],
    ["an unsigned checkpoint", async () => `old 0\n\n${(await noteAt(ours, 19)).split("\n\n")[0]!}\n\n`, 400],
    ["another log", async () => `old 0\n\n${(await noteAt(ours, 19)).replace(ORIGIN, "other.example/log")}`, 404],
  ])("refuses %s", async (_, request, status) => {
    expect(await addCheckpoint(partsOn(fresh()), await request())).toMatchObject({ status })
  })
})

function rootAt(leaves: typeof ours): Uint8Array {
  const hashes = leaves.map((leaf) => sealLeaf(leaf).hash)
  return rootOf(sha256, appendLeaves(sha256, { size: 0, frontier: [] }, hashes).head.frontier)
}

describe("over HTTP", () => {
  const post = (
    port: number,
    path: string,
    method: string,
    text: string,
  ): Promise<{ status: number; type: string; body: string }> =>
    new Promise((resolve, reject) => {
      const sent = request({ host: "127.0.0.1", port, path, method }, (response) => {
        let said = ""
        response.setEncoding("utf8").on("data", (chunk: string) => (said += chunk))
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, type: response.headers["content-type"] ?? "", body: said }),
        )
      })
      sent.on("error", reject)
      sent.end(text)
    })

  test("a witness answers as c2sp.org/tlog-witness says, and nothing but that", async () => {
    const server = witnessServer(partsOn(fresh()), () => undefined)
    server.listen(0, "127.0.0.1")
    await once(server, "listening")
    const { port } = server.address() as AddressInfo
    expect(await post(port, "/add-checkpoint", "POST", await body(ours, 0, 19))).toMatchObject({ status: 200 })
    expect(await post(port, "/add-checkpoint", "POST", await body(ours, 0, 30))).toMatchObject({
      status: 409,
      type: "text/x.tlog.size",
      body: "19\n",
    })
    expect((await post(port, "/add-checkpoint", "GET", "")).status).toBe(405)
    expect((await post(port, "/", "POST", "")).status).toBe(404)
    expect((await post(port, "/add-checkpoint", "POST", "x".repeat(100_000))).status).toBe(413)
    server.closeAllConnections()
    server.close()
  })

  test(
    "`assent witness` prints its key, survives kill -9 after each answer, and refuses a folder that lost its memory",
    { timeout: 60_000 },
    async () => {
      const state = join(root, "state")
      const port = await freePort()
      await writeFile(join(root, "log.vkey"), `${signer.vkey}\n`)
      const start = async () => {
        const cli = join(import.meta.dirname, "../../src/cli/assent.mjs")
        const args = [cli, "witness", "--name", "auditor.example/w", "--state", state]
        const child = spawn(process.execPath, [
          ...args,
          "--log-vkey",
          join(root, "log.vkey"),
          "--listen",
          `127.0.0.1:${port}`,
        ])
        let said = ""
        child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()))
        child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()))
        await new Promise<void>((ready) => {
          child.stdout.on("data", () => said.includes("ledger.witnesses") && ready())
          child.on("exit", () => ready())
        })
        return { child, said: () => said }
      }
      let size = 0
      let vkey: string | undefined
      for (const next of [19, 60, 300]) {
        const { child, said } = await start()
        vkey ??= /auditor\.example\/w\+[0-9a-f]{8}\+\S+/.exec(said())?.[0]
        const answer = await post(port, "/add-checkpoint", "POST", await body(ours, size, next))
        expect(answer.status).toBe(200)
        child.kill("SIGKILL")
        await once(child, "exit")
        const note = await noteAt(ours, next)
        expect(await verifiedBy(parseNote(note + answer.body), parseVkey(sha256, vkey ?? ""), crypto)).not.toBeNull()
        size = next
      }
      await rm(join(state, "witness.db"))
      const { child, said } = await start()
      if (child.exitCode === null) await once(child, "exit")
      expect(said()).toMatch(/not what it signed/)
      expect(child.exitCode).toBe(2)
    },
  )
})
