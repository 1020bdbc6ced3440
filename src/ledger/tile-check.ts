import { AssentError } from "../errors.ts"
import { sameBytes } from "./base64.ts"
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
    for (const hash of leafHashes) await this.#push(0, hash)
    for (const { level, hash } of nodes) if (level % 8 === 0) await this.#push(level / 8, hash)
  }

  /** The tiles that are not full. */
  async end(): Promise<void> {
    for (let level = 0; level < this.#levels.length; level++) await this.#compare(level)
  }

  async #push(level: number, hash: Uint8Array): Promise<void> {
    const tile = (this.#levels[level] ??= { index: 0, hashes: [] })
    tile.hashes.push(hash)
    if (tile.hashes.length < TILE_WIDTH) return
    await this.#compare(level)
    this.#levels[level] = { index: tile.index + 1, hashes: [] }
  }

  async #compare(level: number): Promise<void> {
    const { index, hashes } = this.#levels[level] ?? { index: 0, hashes: [] }
    if (hashes.length === 0) return
    const bytes = await this.#read({ level, index, width: hashes.length })
    if (!bytes) return
    const wrong = hashes.findIndex((hash, i) => !sameBytes(hash, bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES)))
    if (wrong < 0 && bytes.length === hashes.length * HASH_BYTES) return
    if (level === 0 && wrong >= 0) {
      const leaf = index * TILE_WIDTH + wrong
      throw new AssentError("LEDGER_CORRUPT", `leaf ${leaf} does not have the hash that its tile states`)
    }
    throw new AssentError("LEDGER_CORRUPT", `the hash tile ${index} of level ${level} does not fit the entries`)
  }
}
