/* The kernel refuses, or kills, at a system call of the ledger's files; what was acknowledged must be there afterwards. */
import { execFile, spawnSync } from "node:child_process"
import { generateKeyPairSync, type KeyObject } from "node:crypto"
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { openLedger } from "../../src/ledger/ledger.ts"
import { noteSigner, sha256, verifyEd25519 } from "../../src/ledger/node-crypto.ts"
import { storeSource } from "../../src/ledger/source.ts"
import { verifyLedger } from "../../src/ledger/verify.ts"
import { openEmbedded } from "../../src/storage/embedded/open.ts"
import { ORIGIN } from "./fault-origin.ts"

const child = join(import.meta.dirname, "fault-child.ts")
const hasStrace = ((): boolean => {
  // Present is not enough: a container may forbid tracing.
  const { status } = spawnSync("strace", ["-o", "/dev/null", "-e", "trace=getpid", "true"])
  return status === 0
})()

let root: string
let key: KeyObject
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "ledger-faults-"))
  key = generateKeyPairSync("ed25519").privateKey
  const first = join(root, "first")
  mkdirSync(first)
  writeFileSync(join(first, "log.pem"), key.export({ type: "pkcs8", format: "pem" }))
  await using storage = await openEmbedded(join(first, "data"))
  const signer = noteSigner(ORIGIN, key)
  const ledger = await openLedger({ store: storage.ledgerStore, origin: ORIGIN, signer, create: true })
  await ledger.close()
})
afterAll(() => rmSync(root, { recursive: true }))

let runs = 0
/** Runs the child under `inject`, then opens what it left and checks it. @returns what it said */
async function run(inject: string | null): Promise<string[]> {
  const folder = join(root, String(++runs))
  cpSync(join(root, "first"), folder, { recursive: true })
  const files = ["assent.db", "assent.db-wal", "assent.db-shm"].flatMap((name) => ["-P", join(folder, "data", name)])
  const node = [process.execPath, "--disable-warning=ExperimentalWarning", child, folder]
  const traced =
    inject === null ? node : ["strace", "-f", "-o", "/dev/null", ...files, "-e", `inject=${inject}`, ...node]
  const [program = "", ...args] = traced
  const said = await new Promise<string>((resolve) => {
    execFile(program, args, { timeout: 20_000, killSignal: "SIGKILL" }, (_error, stdout) => resolve(stdout))
  })
  const lines = said.split("\n").filter((line) => line !== "")

  await using storage = await openEmbedded(join(folder, "data"))
  const signer = noteSigner(ORIGIN, key)
  const ledger = await openLedger({ store: storage.ledgerStore, origin: ORIGIN, signer, create: false })
  await ledger.checkpoint()
  const notes = lines.flatMap((line) => (line.startsWith("signed ") ? [JSON.parse(line.slice(7)) as string] : []))
  for (const oldCheckpoint of notes.length > 0 ? notes : [undefined]) {
    const options = { hash: sha256, verify: verifyEd25519, ...(oldCheckpoint === undefined ? {} : { oldCheckpoint }) }
    await verifyLedger(storeSource(storage.ledgerStore), signer.vkey, options)
  }
  const there = new Set<string>()
  for await (const { eventId } of storage.ledgerStore.leaves(0, await ledger.size())) there.add(eventId)
  const durable = lines.flatMap((line) => (line.startsWith("durable ") ? [line.slice(8)] : []))
  expect(durable.filter((id) => !there.has(id))).toEqual([])
  await ledger.close()
  return lines
}

test("without a fault all is acknowledged, and there", async () => {
  const lines = await run(null)
  expect(lines.filter((line) => line.startsWith("durable"))).toHaveLength(12)
  expect(lines.filter((line) => line.startsWith("signed"))).toHaveLength(4)
  expect(lines.at(-1)).toBe("end")
})

if (hasStrace) {
  const faults = [
    ...[1, 3, 6].map((when) => `fsync,fdatasync:error=EIO:when=${when}`),
    ...[2, 9, 20].map((when) => `pwrite64:error=ENOSPC:when=${when}`),
    ...[1, 5].map((when) => `fsync,fdatasync:signal=KILL:when=${when}`),
    ...[3, 17].map((when) => `pwrite64:signal=KILL:when=${when}`),
    "fsync,fdatasync:error=EIO:when=4+",
  ]
  test(
    "with a fault at a write or a sync, what was acknowledged is there, and the log goes on",
    { timeout: 60_000 },
    async () => {
      const seen = { refused: 0, killed: 0 }
      const waiting = [...faults]
      const worker = async (): Promise<void> => {
        for (let fault = waiting.shift(); fault !== undefined; fault = waiting.shift()) {
          const lines = await run(fault)
          if (lines.some((line) => line.startsWith("refused") || line === "unsigned")) seen.refused++
          if (lines.at(-1) !== "end") seen.killed++
        }
      }
      await Promise.all([worker(), worker()])
      // The faults were met: some appends were refused, some processes died.
      expect(seen.refused).toBeGreaterThan(0)
      expect(seen.killed).toBeGreaterThan(1)
    },
  )
} else {
  test("without strace the reason is printed", () => {
    const reason = "no faults were injected: strace is not on the PATH, or may not trace here"
    process.stdout.write(`${reason}\n`)
    expect(hasStrace).toBe(false)
  })
}
