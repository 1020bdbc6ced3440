/*
 * The kernel refuses, or kills, at every write, sync, rename and unlink of ledger and recorder, one after the other:
 * each in a process of its own, on a copy of the same folder. Then the folder is compared, started and compared again.
 *
 * Occurrences are counted by thread, as strace injects: whichever thread makes a call, each of its calls has its turn.
 */
import { spawn, spawnSync } from "node:child_process"
import type { KeyObject } from "node:crypto"
import { appendFileSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { uuidv7 } from "../../src/ids.ts"
import { FileKeyProvider } from "../../src/keys/kek.ts"
import { parseLeaf } from "../../src/ledger/jcs.ts"
import { type Ledger, openLedger } from "../../src/ledger/ledger.ts"
import { openLogKey } from "../../src/keys/log-key.ts"
import { noteSigner, sha256, verifyEd25519 } from "../../src/ledger/node-crypto.ts"
import type { RecordingFiles } from "../../src/ledger/recording-files.ts"
import { storeSource } from "../../src/ledger/source.ts"
import { verifyLedger } from "../../src/ledger/verify.ts"
import { openStored } from "../../src/recording/playback.ts"
import { blobUri } from "../../src/storage/embedded/blobs.ts"
import { type Embedded, openEmbedded, type SqliteTx } from "../../src/storage/embedded/open.ts"
import { fsck } from "../../src/wiring/fsck.ts"
import { collect } from "../recording/streams.ts"
import { ORIGIN } from "./every-fault-config.ts"
import { freshFolder, testGateway } from "./gateway.ts"

const child = join(import.meta.dirname, "every-fault-child.ts")
/** Memory, where there is: what a sync costs is no matter here, and there are thousands. */
const root = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "assent-faults-"))
const mayTrace = spawnSync("strace", ["-f", "-o", "/dev/null", "true"]).status === 0
const calls = "write,pwrite64,pwritev,fsync,fdatasync,sync_file_range,rename,renameat2,unlink,ftruncate"

let base: string
let logKey: KeyObject
/** Names that exist before a child begins, below the folder. */
let databases: readonly string[]
let names: readonly string[]

beforeAll(async () => {
  base = join(root, "base")
  const fresh = await freshFolder()
  cpSync(fresh, base, { recursive: true })
  rmSync(fresh, { recursive: true })
  const { lines } = await child_(base, [], ["left"])
  expect(lines.at(-1)).toBe("end")
  logKey = await openLogKey(join(base, "keys", "log.pem"), false)
  // A call was cut off, its file with a torn tail; and a file lies there that no row names.
  const [open = ""] = lines.flatMap((line) => (line.startsWith("started ") ? [line.slice(8)] : []))
  appendFileSync(join(base, blobUri(open)), Buffer.alloc(1000, 1))
  const stray = blobUri(uuidv7())
  appendFileSync(join(base, stray), Buffer.alloc(5000, 1))
  databases = ["assent.db", "keys.db"].flatMap((name) => [name, `${name}-wal`, `${name}-shm`])
  names = [".", "quarantine", "shred.list", "recordings", stray.split("/").slice(0, -1).join("/"), stray, blobUri(open)]
}, 60_000)
afterAll(() => rmSync(root, { recursive: true, force: true }))

interface Ran {
  readonly lines: readonly string[]
  /** Of strace, a system call a line. */
  readonly log: string
}

let runs = 0
const freshCopy = (): string => {
  const folder = join(root, String(++runs))
  cpSync(base, folder, { recursive: true })
  return folder
}

/** @param strace what to trace and to inject; none: untraced */
async function child_(folder: string, strace: readonly string[], how: readonly string[] = []): Promise<Ran> {
  const log = join(root, `${folder.slice(root.length + 1)}.log`)
  const node = [process.execPath, "--disable-warning=ExperimentalWarning", child, folder, ...how]
  const [program = "", ...args] = strace.length === 0 ? node : ["strace", "-f", "-o", log, ...strace, ...node]
  const running = spawn(program, args, {
    env: { ...process.env, UV_THREADPOOL_SIZE: "1", NODE_COMPILE_CACHE: join(root, "compiled") },
    stdio: ["ignore", "pipe", "ignore"],
    timeout: 60_000,
    killSignal: "SIGKILL",
  })
  let said = ""
  running.stdout.on("data", (bytes: Buffer) => (said += bytes.toString()))
  await new Promise((resolve) => running.on("close", resolve))
  const traced = strace.length === 0 ? "" : readFileSync(log, "utf8")
  rmSync(log, { force: true })
  return { lines: said.split("\n").filter((line) => line !== ""), log: traced }
}

const below = (folder: string, paths: readonly string[]): string[] =>
  paths.flatMap((path) => ["-P", join(folder, path)])

/** The most calls of this name that one thread makes. */
function most(log: string, name: string): number {
  const byThread = new Map<string, number>()
  for (const [, thread = ""] of log.matchAll(new RegExp(`^(\\d+) +${name}\\(`, "gm"))) {
    byThread.set(thread, (byThread.get(thread) ?? 0) + 1)
  }
  return Math.max(0, ...byThread.values())
}

const told = (lines: readonly string[], what: string): string[] =>
  lines.flatMap((line) => (line.startsWith(`${what} `) ? [line.slice(what.length + 1)] : []))

async function compared(storage: Embedded, repair: boolean) {
  const { ledgerStore: store } = storage
  const signer = noteSigner(ORIGIN, logKey)
  const opened: Promise<Ledger<SqliteTx>>[] = []
  const open = () => {
    const [ledger = openLedger({ store, origin: ORIGIN, signer, create: false })] = opened.splice(0)
    opened.push(ledger)
    return ledger
  }
  const { findings } = await fsck({ ...storage, vkey: signer.vkey, openLedger: open }, { repair })
  await (await opened[0])?.close()
  return findings
}

const failures: string[] = []
const seen = { met: 0, refused: 0, killed: 0, failed: 0, recovered: 0 }

/** What a restricted recording was before. */
async function closedAs(store: Embedded["ledgerStore"], index: number | null) {
  const closed = index === null ? null : await store.leaf(index)
  if (!closed) return "failed"
  return parseLeaf(closed.entry).type === "recording.recovered" ? "recovered" : "sealed"
}

/** Nothing acknowledged is lost; nothing is kept without consent; what is sealed opens; what is lost is named. */
async function holds(folder: string, lines: readonly string[], fault: string): Promise<void> {
  const before = await (async () => {
    await using storage = await openEmbedded(folder)
    return await compared(storage, false)
  })()
  expect(
    before.filter(({ kind }) => kind === "contradiction"),
    `${fault}: before the start`,
  ).toEqual([])
  const { gateway } = await testGateway({ folder })
  if (gateway.recovery.recoveredRecordings > 0) seen.recovered++
  await gateway.close()
  await using storage = await openEmbedded(folder)
  // The key of a recording that did not start is swept by a repair; nothing else is left to repair, and nothing lost.
  const repaired = (await compared(storage, true)).filter(({ kind, about }) => kind !== "repaired" || about !== "key")
  expect(repaired, `${fault}: after the start`).toEqual([])
  expect(await compared(storage, false), `${fault}: after the repair`).toEqual([])
  const { ledgerStore, recordings, blobs, keyStore: store, views } = storage
  const { size } = await ledgerStore.head()
  const leaves = new Set<string>()
  for await (const { eventId } of ledgerStore.leaves(0, size)) leaves.add(eventId)
  expect(
    told(lines, "leaf").filter((id) => !leaves.has(id)),
    `${fault}: lost leaves`,
  ).toEqual([])
  for (const row of told(lines, "row")) {
    const [state = "", callId = ""] = row.split(" ")
    const kept =
      state === "ended"
        ? (await views.call(callId))?.state === "ended"
        : (await views.consents({ callId }, { limit: 10, after: null })).some((consent) => consent.state === state)
    expect([fault, row, kept]).toEqual([fault, row, true])
  }

  const rows = new Map((await views.recordings({}, { limit: 100, after: null })).map((row) => [row.id, row] as const))
  const erased = new Set(told(lines, "erased"))
  for (const id of told(lines, "started")) expect([fault, id, rows.has(id)]).toEqual([fault, id, true])
  for (const id of told(lines, "sealed")) {
    // One that was to be erased may be, although nobody was told.
    const wanted = erased.has(id) ? ["shredded"] : ["sealed", "restricted", "shredded"]
    expect(wanted, `${fault}: ${id}`).toContain(rows.get(id)?.state)
  }
  const provider = new FileKeyProvider(join(folder, "keys"))
  const header = new Map<string, Uint8Array>()
  for (const { id } of rows.values()) {
    const row = await recordings.get(id)
    if (!row) continue
    header.set(id, row.header)
    const state = row.state === "restricted" ? await closedAs(ledgerStore, row.sealedLeaf) : row.state
    const size = await blobs.size(row.blobUri)
    if (state === "failed") seen.failed++
    if (state === "shredded" || state === "lost") {
      expect([fault, size]).toEqual([fault, null])
    } else if (state !== "failed" || (size ?? 0) >= 4096) {
      // Every sealed segment opens: reading authenticates each.
      const opened = { ...row, state }
      const wav = await openStored(opened, { store, provider, blobs })
      expect((await collect(wav.read(0, wav.totalBytes))).length).toBe(wav.totalBytes)
      wav.close()
    }
  }

  const files: RecordingFiles = {
    header: async (rec) => header.get(rec) ?? null,
    ciphertext: async (rec) => {
      const path = join(folder, blobUri(rec))
      if (!existsSync(path)) return null
      const bytes = readFileSync(path)
      return { length: bytes.length, sha256: sha256(bytes) }
    },
  }
  // The last checkpoint that was handed out holds those before it.
  for (const note of [undefined, ...told(lines, "signed").map((text) => JSON.parse(text) as string)].slice(-1)) {
    const options = { hash: sha256, verify: verifyEd25519, recordings: files }
    const summary = await verifyLedger(storeSource(ledgerStore), noteSigner(ORIGIN, logKey).vkey, {
      ...options,
      ...(note === undefined ? {} : { oldCheckpoint: note }),
    })
    // That it was erased enters the ledger with the day's batch.
    const missing = summary.filesMissing.filter((id) => rows.get(id)?.state !== "shredded")
    expect([fault, missing, summary.openCalls]).toEqual([fault, [], []])
  }
}

/** A faulted run, judged. */
async function judged(fault: string, folder: string, { lines, log }: Ran): Promise<void> {
  const ended = lines.at(-1) === "end"
  if (log.includes("(INJECTED)") || (fault.includes("signal=KILL") && !ended)) seen.met++
  if (lines.some((line) => line.startsWith("refused "))) seen.refused++
  if (!ended) seen.killed++
  try {
    await holds(folder, lines, fault)
  } catch (error) {
    const said = lines.filter((line) => /^(refused|end)/.test(line)).join()
    failures.push(`${fault} [${said}]: ${error instanceof Error ? (error.stack ?? "").slice(0, 1500) : "?"}`)
    if (failures.length === 3) throw new Error(failures.join("\n\n"), { cause: error })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function run(fault: string, paths: readonly string[]): Promise<void> {
  const folder = freshCopy()
  const name = fault.slice(0, fault.indexOf(":"))
  const injected = ["-e", `trace=${name}`, ...below(folder, paths), "-e", `inject=${fault}`]
  await judged(fault, folder, await child_(folder, injected))
}

/** Errors and kills at each occurrence of these calls in a run without a fault. */
function faultsAt(kinds: readonly string[], log: string): readonly string[] {
  return kinds.flatMap((kind) =>
    Array.from({ length: most(log, kind) }, (_each, i) => {
      const error = kind.includes("write") && i % 2 === 0 ? "ENOSPC" : "EIO"
      const kill = kind.startsWith("pwrite") ? [] : [`${kind}:signal=KILL:when=${i + 1}`]
      return [`${kind}:error=${error}:when=${i + 1}`, ...kill]
    }).flat(),
  )
}

/** A run whose `nth` recording's file, which has no name before, is traced from its first byte on. */
async function attached(nth: number, injected: readonly string[]): Promise<Ran & { readonly folder: string }> {
  const folder = freshCopy()
  const log = join(root, `${folder.slice(root.length + 1)}.log`)
  const waiting = spawn(process.execPath, [child, folder, "wait", String(nth)], {
    env: { ...process.env, UV_THREADPOOL_SIZE: "1", NODE_COMPILE_CACHE: join(root, "compiled") },
    stdio: ["pipe", "pipe", "ignore"],
  })
  let said = ""
  const begun = new Promise<string>((resolve) => {
    waiting.stdout.on("data", (bytes: Buffer) => {
      said += bytes.toString()
      const id = told(said.split("\n").slice(0, -1), "started")[nth - 1]
      if (id !== undefined) resolve(id)
    })
  })
  const gone = new Promise((resolve) => waiting.on("close", resolve))
  const file = join(folder, blobUri(await begun))
  const pid = String(waiting.pid)
  const tracer = spawn("strace", ["-f", "-o", log, "-p", pid, "-P", file, "-e", `trace=${calls}`, ...injected], {
    stdio: ["ignore", "ignore", "pipe"],
  })
  const left = new Promise((resolve) => tracer.on("close", resolve))
  await new Promise<void>((resolve, reject) => {
    tracer.stderr.on("data", (bytes: Buffer) => {
      if (bytes.toString().includes("attached")) resolve()
    })
    tracer.on("close", () => reject(new Error("strace may not trace a running process here")))
  })
  waiting.stdin.write("\n")
  await Promise.all([gone, left])
  const traced = readFileSync(log, "utf8")
  rmSync(log)
  return { folder, lines: said.split("\n").filter((line) => line !== ""), log: traced }
}

/** Two at a time, as there are cores. */
async function all<T>(work: readonly T[], each: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...work]
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await each(item)
  }
  await Promise.all([worker(), worker()])
}

describe.runIf(mayTrace)("with a fault at each call of ledger and recorder", () => {
  test.each([
    [
      "the databases' files",
      ["pwrite64", "pwritev", "fsync", "fdatasync", "sync_file_range", "ftruncate"],
      () => databases,
    ],
    [
      "folders, the list of destroyed keys, what a killed process left",
      ["write", "fsync", "fdatasync", "ftruncate"],
      () => names,
    ],
    ["names", ["rename", "renameat2", "unlink"], () => []],
  ])(
    "of %s, nothing acknowledged is lost and all agrees again",
    { timeout: 900_000, retry: 0 },
    async (_, kinds, pathsOf) => {
      const folder = freshCopy()
      const { lines, log } = await child_(folder, ["-e", `trace=${calls}`, ...below(folder, pathsOf())])
      expect(lines.at(-1)).toBe("end")
      const faults = faultsAt(kinds, log)
      process.stdout.write(`${faults.length} faults: ${kinds.map((kind) => `${kind} ${most(log, kind)}`).join(", ")}\n`)
      expect(faults.length).toBeGreaterThan(1)
      const before = seen.met
      await all(faults, (fault) => run(fault, pathsOf()))
      // Timers make a few calls more or less: the last occurrences of a kind are not met in every run.
      expect(failures).toEqual([])
      expect(seen.met - before).toBeGreaterThan(0.9 * faults.length)
    },
  )

  test.each([
    ["recorded to its end", 1],
    ["withdrawn", 2],
  ])(
    "of the file of a recording that is %s, the same, and every whole segment opens",
    { timeout: 300_000, retry: 0 },
    async (_, nth) => {
      const honest = await attached(nth, [])
      expect(honest.lines.at(-1)).toBe("end")
      const faults = faultsAt(["write", "fdatasync"], honest.log)
      process.stdout.write(`${faults.length} faults: ${faults.join(" ")}\n`)
      expect(faults.length).toBeGreaterThan(4)
      const before = seen.met
      await all(faults, async (fault) => {
        const { folder, ...ran } = await attached(nth, ["-e", `inject=${fault}`])
        await judged(fault, folder, ran)
      })
      expect(failures).toEqual([])
      expect(seen.met - before).toBeGreaterThan(0.7 * faults.length)
    },
  )

  test("the faults were met: calls were refused, processes died, recordings failed", () => {
    process.stdout.write(`${JSON.stringify(seen)}\n`)
    expect(seen.refused).toBeGreaterThan(50)
    expect(seen.killed).toBeGreaterThan(20)
    expect(seen.failed).toBeGreaterThan(0)
    expect(seen.recovered).toBeGreaterThan(0)
  })
})

test.runIf(!mayTrace)("without strace the reason is printed", () => {
  process.stdout.write("no faults were injected: strace is not on the PATH, or may not trace here\n")
  expect(readdirSync(root)).toContain("base")
})
