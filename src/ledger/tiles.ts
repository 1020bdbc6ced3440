/*
 * c2sp.org/tlog-tiles, tile height 8. A hash tile is up to 256 nodes of level 8 * L, an entry bundle the leaves under a
 * level-0 tile, each as uint16be length and bytes. A tile that is not full is published as `.p/<width>`.
 */
import { AssentError } from "../errors.ts"
import { HASH_BYTES, type NodeReader } from "./merkle.ts"

export const TILE_WIDTH = 256
/** Levels of the tree in a tile. */
export const HEIGHT = 8

export interface Tile {
  /** 0 and up, or "entries". */
  readonly level: number | "entries"
  readonly index: number
  /** 1 to 256. */
  readonly width: number
}

/** `tile/<L>/<N>[.p/<W>]`, N in groups of three digits, all but the last marked with an x. */
export function tilePath({ level, index, width }: Tile): string {
  const digits = String(index)
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, "0")
  const groups = (padded.match(/.{3}/g) ?? []).join("/x")
  const name = groups.includes("/") ? `x${groups}`.replace(/x(...)$/, "$1") : groups
  return `tile/${level}/${name}${width === TILE_WIDTH ? "" : `.p/${width}`}`
}

/** @returns The tile a path names, or `null` unless it is the one spelling of a tile's path. The path is the client's. */
export function parseTilePath(path: string): Tile | null {
  const match = /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/([0-9]{1,3}))?$/.exec(path)
  if (!match) return null
  const [, level = "", name = "", width] = match
  const tile: Tile = {
    level: level === "entries" ? level : Number(level),
    index: Number(name.replace(/[x/]/g, "")),
    width: width === undefined ? TILE_WIDTH : Number(width),
  }
  return tile.width >= 1 && Number.isSafeInteger(tile.index) && tilePath(tile) === path ? tile : null
}

/** All tiles of a log of this size, hash tiles level by level. */
export function* tilesOf(size: number, kind: "hashes" | "entries"): Generator<Tile> {
  let nodes = size
  for (let level = 0; nodes > 0; level++, nodes = Math.floor(nodes / TILE_WIDTH)) {
    for (let index = 0; index * TILE_WIDTH < nodes; index++) {
      const width = Math.min(TILE_WIDTH, nodes - index * TILE_WIDTH)
      yield { level: kind === "entries" ? kind : level, index, width }
    }
    if (kind === "entries") return
  }
}

export async function hashTile(read: NodeReader, level: number, index: number, width: number): Promise<Uint8Array> {
  const first = index * TILE_WIDTH
  const hashes = await Promise.all(Array.from({ length: width }, (_, i) => read(level * HEIGHT, first + i)))
  return concat(hashes)
}

export function entryBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concat(entries.flatMap((entry) => [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry]))
}

/** @throws LEDGER_CORRUPT unless `bytes` are at least `count` whole entries, and exactly `count` if `exact`. */
export function parseEntryBundle(bytes: Uint8Array, count: number, exact: boolean): readonly Uint8Array[] {
  const entries: Uint8Array[] = []
  let at = 0
  while (entries.length < count) {
    const length = (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)
    if (at + 2 + length > bytes.length) throw damaged()
    entries.push(bytes.subarray(at + 2, at + 2 + length))
    at += 2 + length
  }
  if (exact && at !== bytes.length) throw damaged()
  return entries
}

export const MAX_BUNDLE_BYTES = TILE_WIDTH * (2 + 0xffff)
export const HASH_TILE_BYTES = TILE_WIDTH * HASH_BYTES

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function damaged(): AssentError {
  return new AssentError("LEDGER_CORRUPT", "an entry bundle does not hold the entries it should")
}
