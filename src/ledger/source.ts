/* Where the verifier reads from: a bundle of files that anybody may have written, or a store of our own. */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs"
import { join } from "node:path"
import { AssentError } from "../errors.ts"
import type { LedgerStore } from "./store.ts"
import { MAX_BUNDLE_BYTES, parseEntryBundle, TILE_WIDTH, type Tile, tilePath, tilesOf } from "./tiles.ts"
import type { LedgerSource } from "./verify.ts"

const MAX_NOTE_BYTES = 1_000_000
const READ_AHEAD = 4

/** Reads one file of a bundle, `null` when there is none. Paths are made by us, contents are not. */
export type ReadFile = (path: string, maxBytes: number) => Promise<Uint8Array | null>

/** The bundle `exportLedger` writes, read from a folder. */
export function folderSource(folder: string): LedgerSource {
  return fileSource(async (path, maxBytes) => readBounded(join(folder, path), path, maxBytes))
}

/** A bundle behind any reader of files, for example HTTP. `timestamp`: where it is found, if not beside the checkpoint. */
export function fileSource(read: ReadFile, options: Pick<LedgerSource, "timestamp"> = {}): LedgerSource {
  const text = async (path: string): Promise<string | null> => {
    const bytes = await read(path, MAX_NOTE_BYTES)
    return bytes && decode(bytes, path)
  }
  return {
    checkpoint: async () => {
      const note = await text("checkpoint")
      if (note === null) throw new AssentError("LEDGER_CORRUPT", "the bundle has no checkpoint")
      return note
    },
    witnesses: async () => (await text("witness.vkeys"))?.split("\n").filter((line) => line !== "") ?? [],
    oldCheckpoint: () => text("old-checkpoint"),
    consistency: () => text("consistency"),
    timestamp: options.timestamp ?? (() => read("checkpoint.tsr", MAX_NOTE_BYTES)),
    tile: (tile) => read(tilePath(tile), TILE_WIDTH * 32),
    entries: (size) => ahead(tilesOf(size, "entries"), (tile) => readEntries(read, tile)),
  }
}

async function readEntries(read: ReadFile, tile: Tile): Promise<readonly Uint8Array[]> {
  const exact = await read(tilePath(tile), MAX_BUNDLE_BYTES)
  // A log that has grown may publish the full bundle only (c2sp.org/tlog-tiles, partial tiles).
  const bytes = exact ?? (await read(tilePath({ ...tile, width: TILE_WIDTH }), MAX_BUNDLE_BYTES))
  if (!bytes) throw new AssentError("LEDGER_CORRUPT", `the bundle lacks ${tilePath(tile)}`)
  return parseEntryBundle(bytes, tile.width, exact !== null)
}

/** Reads a few items ahead of whoever walks them, in order: the disk or the network works while they are checked. */
async function* ahead<A, B>(items: Iterable<A>, read: (item: A) => Promise<B>): AsyncGenerator<B, void> {
  const reading: Promise<B>[] = []
  for (const item of items) {
    const next = read(item)
    // Its failure is told when its turn comes.
    next.catch(() => undefined)
    reading.push(next)
    const [first] = reading
    if (reading.length > READ_AHEAD && first) yield await first.finally(() => reading.shift())
  }
  for (const next of reading) yield await next
}

/** A store, read as an auditor would read its export. */
export function storeSource(store: LedgerStore<unknown>, witnesses: readonly string[] = []): LedgerSource {
  return {
    checkpoint: async () => {
      const latest = await store.latestCheckpoint()
      if (!latest) throw new AssentError("LEDGER_CORRUPT", "nothing of this log was ever signed")
      return latest.note
    },
    witnesses: async () => witnesses,
    oldCheckpoint: async () => null,
    consistency: async () => null,
    async *entries(size) {
      let batch: Uint8Array[] = []
      for await (const row of store.leaves(0, size)) {
        batch.push(row.entry)
        if (batch.length < TILE_WIDTH) continue
        yield batch
        batch = []
      }
      yield batch
    },
  }
}

/*
 * The folder is a stranger's: no links, devices or pipes, and no file larger than what it may be. Read at once, since a
 * tile takes less time than handing its four calls to another thread; only programs that do nothing else read folders.
 */
export function readBounded(file: string, path: string, maxBytes: number): Uint8Array | null {
  const handle = openPlain(file, path)
  if (handle === null) return null
  try {
    const stat = fstatSync(handle)
    if (!stat.isFile()) throw new AssentError("LEDGER_CORRUPT", `the bundle's ${path} is not a plain file`)
    if (stat.size > maxBytes) throw new AssentError("LEDGER_CORRUPT", `the bundle's ${path} is too large`)
    const bytes = Buffer.allocUnsafe(stat.size)
    return bytes.subarray(0, readSync(handle, bytes, 0, stat.size, 0))
  } finally {
    closeSync(handle)
  }
}

function openPlain(file: string, path: string): number | null {
  try {
    return openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null
    throw new AssentError("LEDGER_CORRUPT", `the bundle's ${path} cannot be read`, { cause: error })
  }
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new AssentError("LEDGER_CORRUPT", `the bundle's ${path} is not UTF-8`, { cause })
  }
}
