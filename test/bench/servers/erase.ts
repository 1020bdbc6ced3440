/* Erases subjects of ten recordings from stores of two sizes, through the eraser and storage of the gateway. */
import { closeSync, fdatasyncSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs"
import { dirname, join } from "node:path"
import { assessor } from "../../../src/retention/assess.ts"
import { createEraser } from "../../../src/retention/erase.ts"
import { blobUri } from "../../../src/storage/embedded/blobs.ts"
import { openEmbedded, type Embedded } from "../../../src/storage/embedded/open.ts"
import { serve } from "../lib/child.ts"
import { lookupOf, writeLargeStore } from "../lib/large-store.ts"

const scratch = process.argv[2] ?? "."
const RAW_WRITES = 5
const AUDIO_BYTES = 480_000

interface Store {
  readonly storage: Embedded
  erase(lookup: string): Promise<number>
  next: number
}
const stores = new Map<number, Store>()

serve({
  /** @param subjects how many of them will be erased: their recordings get files */
  prepare: async ({ recordings, subjects }: { recordings: number; subjects: number }): Promise<void> => {
    const folder = join(scratch, `erase-${recordings}`)
    const calls = await writeLargeStore(folder, recordings, subjects)
    const audio = Buffer.alloc(AUDIO_BYTES, 0x55)
    for (const { recordingId } of calls.flat()) {
      const file = join(folder, blobUri(recordingId))
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, audio)
    }
    const storage = await openEmbedded(folder, { quickCheck: false })
    const assess = assessor({
      rules: storage.rules,
      holds: storage.holds,
      rows: storage.retention,
      lineOf: async () => ({ line: "main", category: null, purposes: [], region: null }),
    })
    const { keyStore, blobs, recordings: rows, retention } = storage
    const eraser = createEraser({
      keys: keyStore,
      blobs,
      recordings: rows,
      rows: retention,
      assess,
      isLive: () => false,
      now: () => new Date("2026-11-23T18:00:00.000Z"),
    })
    const erase = async (lookup: string): Promise<number> => (await eraser.eraseSubject(lookup)).recordings.length
    stores.set(recordings, { storage, erase, next: 0 })
  },
  /** Milliseconds from the request to the answer: keys, files, tombstones and the entries for the ledger are durable then. */
  erase: async (recordings: number): Promise<number> => {
    const store = stores.get(recordings)
    if (!store) throw new Error("no such store")
    const began = performance.now()
    const erased = await store.erase(lookupOf(store.next++))
    const ms = performance.now() - began
    if (erased !== 10) throw new Error(`${erased} recordings were erased`)
    return ms
  },
  /** Milliseconds of one write of 212 bytes and its fdatasync, on the same disk. */
  raw: (): number => {
    const file = openSync(join(scratch, "raw"), "a")
    const began = performance.now()
    for (let i = 0; i < RAW_WRITES; i++) {
      writeSync(file, Buffer.alloc(212))
      fdatasyncSync(file)
    }
    closeSync(file)
    return (performance.now() - began) / RAW_WRITES
  },
  end: async (): Promise<void> => {
    for (const [recordings, { storage }] of stores) {
      await storage.close()
      rmSync(join(scratch, `erase-${recordings}`), { recursive: true, force: true })
    }
  },
})
