import { AssentError } from "../errors.ts"
import { HASH_BYTES } from "./merkle.ts"
import type { NodeRow } from "./store.ts"
import { TILE_WIDTH, type Tile } from "./tiles.ts"

type ReadTile = (tile: Tile) => Promise<Uint8Array | null>

/** Compares the hash tiles of a source, which other verifiers rely on, with the tree its entries give. */
export class TileCheck {
  readonly #read: ReadTile
  readonly #levels: { index: number; hashes: Uint8Array[] }[] = []

  constructor(read: ReadTile) {
    this.#read = read
  }

  /** @throws LEDGER_CORRUPT naming the tile. A source without this tile is not an error. */
  async add(leafHashes: readonly Uint8Array[], nodes: readonly NodeRow[]): Promise<void> {
    // Awaited only where a tile is full: once for 256 hashes.
    for (const hash of leafHashes) if (this.#push(0, hash)) await this.#compare(0)
    for (const { level, hash } of nodes) {
      if (level % 8 === 0 && this.#push(level / 8, hash)) await this.#compare(level / 8)
    }
  }

  /** The tiles that are not full. */
  async end(): Promise<void> {
    for (let level = 0; level < this.#levels.length; level++) await this.#compare(level)
  }

  /** @returns whether the tile is full now. */
  #push(level: number, hash: Uint8Array): boolean {
    const tile = (this.#levels[level] ??= { index: 0, hashes: [] })
    tile.hashes.push(hash)
    return tile.hashes.length === TILE_WIDTH
  }

  async #compare(level: number): Promise<void> {
    const { index, hashes } = this.#levels[level] ?? { index: 0, hashes: [] }
    if (hashes.length === 0) return
    this.#levels[level] = { index: index + 1, hashes: [] }
    const bytes = await this.#read({ level, index, width: hashes.length })
    if (!bytes) return
    const wrong = hashes.findIndex((hash, i) => !standsAt(bytes, i * HASH_BYTES, hash))
    if (wrong < 0 && bytes.length === hashes.length * HASH_BYTES) return
    if (level === 0 && wrong >= 0) {
      const leaf = index * TILE_WIDTH + wrong
      throw new AssentError("LEDGER_CORRUPT", `leaf ${leaf} does not have the hash that its tile states`)
    }
    throw new AssentError("LEDGER_CORRUPT", `the hash tile ${index} of level ${level} does not fit the entries`)
  }
}

function standsAt(bytes: Uint8Array, at: number, hash: Uint8Array): boolean {
  for (let i = 0; i < HASH_BYTES; i++) if (bytes[at + i] !== hash[i]) return false
  return true
}
