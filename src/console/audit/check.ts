/*
 * The whole ledger, fetched as an auditor's own tools fetch it and checked here by the verifier they run. Loaded when it
 * is asked for.
 */
import { portableSha256 } from "../../ledger/portable-sha256.ts"
import { parseEntryBundle, TILE_WIDTH, type Tile, tilePath, tilesOf } from "../../ledger/tiles.ts"
import { type LedgerSource, type LedgerSummary, verifyLedger } from "../../ledger/verify.ts"
import { raw } from "../data/client.ts"
import { Problem, textAt } from "../data/problem.ts"

export interface Access {
  readonly index: number
  readonly at: string
  readonly type: string
  readonly recording: string | null
  readonly call: string | null
}

export interface CheckedLedger {
  readonly summary: LedgerSummary
  readonly vkey: string
  /** Whether this browser knew the log's key before. A key it never saw proves nothing about whose log it is. */
  readonly keyKnown: boolean
  /** The newest first. */
  readonly accesses: readonly Access[]
}

/** The same as a call's proof uses: one key for all this browser has seen. */
const KNOWN_KEY = "assent.vkey"
const SHOWN = 200
const BUSY_MS = 5_000

/** @throws Problem when the gateway gives none; an Error naming the contradiction when it does not hold */
export async function checkLedger(onProgress: (checked: number, size: number) => void): Promise<CheckedLedger> {
  const vkey = (await (await raw("/ledger/log.vkey")).text()).trim()
  const known = localStorage.getItem(KNOWN_KEY)
  const accesses: Access[] = []
  let index = 0
  const note = (entry: Uint8Array): void => {
    const access = accessOf(entry, index)
    index += 1
    if (access === null) return
    accesses.unshift(access)
    accesses.splice(SHOWN)
  }
  const source: LedgerSource = {
    checkpoint: async () => (await raw("/ledger/checkpoint")).text(),
    witnesses: async () =>
      (await (await raw("/ledger/witness.vkeys")).text()).split("\n").filter((line) => line !== ""),
    entries: (size) => entries(size, note),
    oldCheckpoint: async () => null,
    consistency: async () => null,
  }
  const summary = await verifyLedger(source, known ?? vkey, { hash: portableSha256, verify, onProgress })
  if (known === null) localStorage.setItem(KNOWN_KEY, vkey)
  return { summary, vkey, keyKnown: known !== null, accesses }
}

async function* entries(size: number, note: (entry: Uint8Array) => void): AsyncGenerator<readonly Uint8Array[], void> {
  for (const tile of tilesOf(size, "entries")) {
    const batch = await entriesOf(tile)
    batch.forEach(note)
    yield batch
  }
}

async function entriesOf(tile: Tile): Promise<readonly Uint8Array[]> {
  try {
    return parseEntryBundle(await fetched(tile), tile.width, true)
  } catch (error) {
    // The log has grown since: the whole tile stands in its place (c2sp.org/tlog-tiles, partial tiles).
    if (!(error instanceof Problem) || error.status !== 404 || tile.width === TILE_WIDTH) throw error
    return parseEntryBundle(await fetched({ ...tile, width: TILE_WIDTH }), tile.width, false)
  }
}

async function fetched(tile: Tile): Promise<Uint8Array> {
  for (;;) {
    try {
      return new Uint8Array(await (await raw(`/ledger/${tilePath(tile)}`)).arrayBuffer())
    } catch (error) {
      // So many a minute, and no more: a long ledger takes its time.
      if (!(error instanceof Problem) || error.status !== 429) throw error
      await new Promise((resolve) => setTimeout(resolve, BUSY_MS))
    }
  }
}

function accessOf(entry: Uint8Array, index: number): Access | null {
  const leaf: unknown = JSON.parse(new TextDecoder().decode(entry))
  const type = textAt(leaf, "type") ?? ""
  if (!type.startsWith("access.")) return null
  return { index, at: textAt(leaf, "ts") ?? "", type, recording: textAt(leaf, "rec"), call: textAt(leaf, "call") }
}

async function verify(key: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const imported = await crypto.subtle.importKey("raw", Uint8Array.from(key), "Ed25519", false, ["verify"])
  return crypto.subtle.verify("Ed25519", imported, Uint8Array.from(signature), Uint8Array.from(message))
}
