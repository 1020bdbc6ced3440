import { AssentError } from "../errors.ts"
import { toBase64 } from "../ledger/base64.ts"
import { openCheckpoint, type OpenedCheckpoint } from "../ledger/checkpoint.ts"
import { writeBundle, type LedgerFile } from "../ledger/export.ts"
import { consistencyProof, hashChildren, HASH_BYTES, type NodeReader } from "../ledger/merkle.ts"
import { sha256, verifyEd25519 } from "../ledger/node-crypto.ts"
import { parseVkey } from "../ledger/note.ts"
import { folderSource } from "../ledger/source.ts"
import { TILE_WIDTH, tilePath, tilesOf } from "../ledger/tiles.ts"
import { verifyLedger, type LedgerSummary } from "../ledger/verify.ts"
import type { Client } from "./client.ts"
import { badInput } from "./exit.ts"
import { endProgress, progress, type Io } from "./io.ts"

const crypto = { hash: sha256, verify: verifyEd25519 }

/** Fetches every file of the checkpoint's log, writes them, then verifies what was written, from the folder alone. */
export async function fetchLedger(
  io: Io,
  client: Client,
  folder: string,
  oldCheckpoint: string | null,
): Promise<LedgerSummary> {
  const vkey = await fetchText(client, "log.vkey")
  const note = await fetchText(client, "checkpoint")
  const signed = await openCheckpoint(note, parseVkey(sha256, vkey.trim()), crypto)
  const older = oldCheckpoint === null ? null : await openOlder(oldCheckpoint, vkey, signed)
  await writeBundle(folder, files())
  endProgress(io)
  return verifyLedger(folderSource(folder), vkey, crypto)

  async function* files(): AsyncGenerator<LedgerFile> {
    yield text("log.vkey", vkey)
    yield text("witness.vkeys", await fetchText(client, "witness.vkeys"))
    yield text("checkpoint", note)
    for (const [path, from] of [
      ["checkpoint.tsr", `timestamp/${signed.size}`],
      ["tsa.pem", "tsa.pem"],
    ] as const) {
      const bytes = await client.bytes(`/ledger/${from}`)
      if (bytes) yield { path, bytes }
    }
    const hashTiles = new Map<string, Uint8Array>()
    for (const kind of ["hashes", "entries"] as const) {
      for (const tile of tilesOf(signed.size, kind)) {
        const path = tilePath(tile)
        progress(io, `fetching ${path}`)
        const bytes = await fetchFile(client, path)
        if (kind === "hashes" && older) hashTiles.set(path, bytes)
        yield { path, bytes }
      }
    }
    if (!older || oldCheckpoint === null) return
    const proof = await consistencyProof(sha256, tileNodes(hashTiles, signed.size), older.size, signed.size)
    const lines = proof.map((hash) => `${toBase64(hash)}\n`).join("")
    yield text("old-checkpoint", oldCheckpoint)
    yield text("consistency", `old ${older.size}\n${lines}\n${note}`)
  }
}

async function openOlder(note: string, vkey: string, signed: OpenedCheckpoint): Promise<OpenedCheckpoint> {
  let older: OpenedCheckpoint
  try {
    older = await openCheckpoint(note, parseVkey(sha256, vkey.trim()), crypto)
  } catch {
    throw badInput("--old-checkpoint", "this file is not a checkpoint that this ledger's key has signed")
  }
  if (older.size > signed.size)
    throw new AssentError(
      "LEDGER_CORRUPT",
      "the ledger is shorter than the old checkpoint says: it was cut or replaced",
    )
  return older
}

/** Nodes of the tree from its hash tiles: a tile of level L holds the nodes of level 8L, those between are computed. */
function tileNodes(tiles: ReadonlyMap<string, Uint8Array>, size: number): NodeReader {
  return async function read(level: number, index: number): Promise<Uint8Array> {
    if (level % 8 !== 0)
      return hashChildren(sha256, await read(level - 1, 2 * index), await read(level - 1, 2 * index + 1))
    const tile = Math.floor(index / TILE_WIDTH)
    const nodes = Math.floor(size / 2 ** level)
    const width = Math.min(TILE_WIDTH, nodes - tile * TILE_WIDTH)
    const at = (index % TILE_WIDTH) * HASH_BYTES
    const bytes = tiles.get(tilePath({ level: level / 8, index: tile, width }))?.subarray(at, at + HASH_BYTES)
    if (bytes?.length !== HASH_BYTES) throw new AssentError("LEDGER_CORRUPT", "the ledger lacks a hash tile")
    // Copied: the next hashing may reuse what it is handed.
    return Uint8Array.from(bytes)
  }
}

async function fetchFile(client: Client, path: string): Promise<Uint8Array> {
  const bytes = await client.bytes(`/ledger/${path}`)
  if (!bytes) throw new AssentError("LEDGER_CORRUPT", `the gateway's ledger lacks ${path}`)
  return bytes
}

async function fetchText(client: Client, path: string): Promise<string> {
  return Buffer.from(await fetchFile(client, path)).toString("utf8")
}

function text(path: string, content: string): LedgerFile {
  return { path, bytes: Buffer.from(content) }
}
