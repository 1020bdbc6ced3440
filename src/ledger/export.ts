/* What an auditor is handed: the whole log as files, in the layout of c2sp.org/tlog-tiles. */
import { mkdir, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { AssentError } from "../errors.ts"
import { toBase64 } from "./base64.ts"
import { openCheckpoint } from "./checkpoint.ts"
import { consistencyProof, isConsistent, type NodeReader } from "./merkle.ts"
import { sha256, verifyEd25519 } from "./node-crypto.ts"
import { parseVkey } from "./note.ts"
import { storeNodes } from "./store-nodes.ts"
import type { LedgerStore } from "./store.ts"
import { entryBundle, hashTile, parseTilePath, TILE_WIDTH, type Tile, tilePath, tilesOf } from "./tiles.ts"

export interface LedgerFile {
  readonly path: string
  readonly bytes: Uint8Array
}

export interface ExportOptions {
  readonly store: LedgerStore<unknown>
  readonly vkey: string
  /** The signed note that the files belong to: take it from `Ledger.checkpoint()`. */
  readonly checkpoint: string
  readonly witnesses?: readonly string[]
  /** A note this auditor was given before: adds the proof that the log only grew since. */
  readonly oldCheckpoint?: string
}

const crypto = { hash: sha256, verify: verifyEd25519 }

/**
 * Every file of the bundle, one after the other.
 * @throws INPUT_INVALID when a checkpoint is not this log's; LEDGER_CORRUPT when the log does not extend the old one.
 */
export async function* exportLedger(options: ExportOptions): AsyncGenerator<LedgerFile> {
  const { store, vkey, checkpoint, witnesses = [], oldCheckpoint } = options
  const key = parseVkey(sha256, vkey)
  const opened = await openCheckpoint(checkpoint, key, crypto)
  const read = storeNodes(store)
  yield text("log.vkey", `${vkey}\n`)
  yield text("witness.vkeys", witnesses.map((line) => `${line}\n`).join(""))
  yield text("checkpoint", checkpoint)
  for (const kind of ["hashes", "entries"] as const) {
    for (const tile of tilesOf(opened.size, kind))
      yield { path: tilePath(tile), bytes: await tileBytes(store, read, tile) }
  }
  if (oldCheckpoint === undefined) return
  const old = await openCheckpoint(oldCheckpoint, key, crypto)
  if (old.size > opened.size) {
    throw new AssentError("INPUT_INVALID", "the old checkpoint is of a larger log", { field: "old-checkpoint" })
  }
  const proof = await consistencyProof(sha256, read, old.size, opened.size)
  if (!isConsistent(sha256, proof, old, opened)) {
    throw new AssentError("LEDGER_CORRUPT", "the log does not extend the old checkpoint: it was changed since")
  }
  yield text("old-checkpoint", oldCheckpoint)
  yield text("consistency", `old ${old.size}\n${proof.map((hash) => `${toBase64(hash)}\n`).join("")}\n${checkpoint}`)
}

/** The bytes of the tile a client asks for, or `null` when `path` names none of a log of `size`. */
export async function readTile(store: LedgerStore<unknown>, path: string, size: number): Promise<Uint8Array | null> {
  const tile = parseTilePath(path)
  if (!tile) return null
  const nodes = tile.level === "entries" ? size : Math.floor(size / TILE_WIDTH ** tile.level)
  if (tile.index * TILE_WIDTH + tile.width > nodes) return null
  return tileBytes(store, storeNodes(store), tile)
}

/** Writes a bundle to a folder that must be new or empty of these files. */
export async function writeBundle(folder: string, files: AsyncIterable<LedgerFile>): Promise<void> {
  for await (const { path, bytes } of files) {
    const target = join(folder, path)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, bytes, { flag: "wx" })
  }
}

async function tileBytes(store: LedgerStore<unknown>, read: NodeReader, tile: Tile): Promise<Uint8Array> {
  const { level, index, width } = tile
  const from = index * TILE_WIDTH
  if (level !== "entries" && level > 0) return hashTile(read, level, index, width)
  const rows = []
  for await (const row of store.leaves(from, from + width)) rows.push(row)
  if (rows.length !== width) throw new AssentError("LEDGER_CORRUPT", "the log is shorter than its checkpoint")
  if (level === "entries") return entryBundle(rows.map((row) => row.entry))
  return Buffer.concat(rows.map((row) => row.hash))
}

function text(path: string, content: string): LedgerFile {
  return { path, bytes: Buffer.from(content) }
}
