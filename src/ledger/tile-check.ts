import { AssentError } from "../errors.ts"
import { sameBytes } from "./base64.ts"
import { HASH_BYTES } from "./merkle.ts"
import type { NodeRow } from "./store.ts"
import { HASH_TILE_BYTES, HEIGHT, TILE_WIDTH, type Tile } from "./tiles.ts"

type ReadTile = (tile: Tile) => Promise<Uint8Array | null>

/** Compares the hash tiles of a source, which other verifiers rely on, with the tree its entries give. */
export class TileCheck {
  readonly #read: ReadTile
  readonly #levels: { index: number; width: number; readonly hashes: Uint8Array }[] = []

  constructor(read: ReadTile) {
    this.#read = read
  }

  /**
   * @param leafHashes one after the other @param nodes those that stand in tiles
   * @throws LEDGER_CORRUPT naming the tile. A source without this tile is not an error.
   */
  async add(leafHashes: Uint8Array, nodes: readonly NodeRow[]): Promise<void> {
    for (let at = 0; at < leafHashes.length;) at += await this.#push(0, leafHashes.subarray(at))
    for (const { level, hash } of nodes) await this.#push(level / HEIGHT, hash)
  }

  /** The tiles that are not full. */
  async end(): Promise<void> {
    for (let level = 0; level < this.#levels.length; level++) await this.#compare(level)
  }

  /** @returns how many bytes the tile had room for */
  async #push(level: number, hashes: Uint8Array): Promise<number> {
    const tile = (this.#levels[level] ??= { index: 0, width: 0, hashes: new Uint8Array(HASH_TILE_BYTES) })
    const taken = hashes.subarray(0, HASH_TILE_BYTES - tile.width * HASH_BYTES)
    tile.hashes.set(taken, tile.width * HASH_BYTES)
    tile.width += taken.length / HASH_BYTES
    if (tile.width === TILE_WIDTH) await this.#compare(level)
    return taken.length
  }

  async #compare(level: number): Promise<void> {
    const tile = this.#levels[level]
    if (!tile || tile.width === 0) return
    const { index, width } = tile
    tile.index++
    tile.width = 0
    const bytes = await this.#read({ level, index, width })
    if (!bytes) return
    const hashes = tile.hashes.subarray(0, width * HASH_BYTES)
    if (sameBytes(bytes, hashes)) return
    const wrong = hashes.findIndex((byte, i) => bytes[i] !== byte)
    if (level === 0 && wrong >= 0) {
      const leaf = index * TILE_WIDTH + Math.floor(wrong / HASH_BYTES)
      throw new AssentError("LEDGER_CORRUPT", `leaf ${leaf} does not have the hash that its tile states`)
    }
    throw new AssentError("LEDGER_CORRUPT", `the hash tile ${index} of level ${level} does not fit the entries`)
  }
}
