/** Bytes of a UUID, with which each row begins. */
export const ID_BYTES = 16
const PAGE_ROWS = 4096
/** Filled to at most two thirds, so that a look-up stays a step or two. */
const FILL = 2 / 3

export interface Row {
  readonly view: DataView
  /** Where its own bytes begin, behind the id. */
  readonly at: number
}

/**
 * Rows of a fixed number of bytes, numbered from 0 and found by their UUID: 16 bytes for the id, what the row holds, and
 * 6 to 12 for the index, where a Map of strings and objects takes hundreds. Pages, so that growing copies only the index;
 * open addressing with linear steps (Knuth, 6.4, algorithm L). Ids are in lower case, as the leaf schema has them.
 */
export class IdRows {
  readonly #bytes: number
  readonly #pages: DataView[] = []
  /** Row + 1; 0 is free. */
  #slots = new Uint32Array(1024)
  #size = 0
  readonly #id = new Uint32Array(ID_BYTES / 4)
  /** The ids are a stranger's, who must not know where they collide. */
  readonly #seed = globalThis.crypto.getRandomValues(new Uint32Array(1))[0] ?? 0

  /** @param payload bytes of a row beside its id */
  constructor(payload: number) {
    this.#bytes = ID_BYTES + payload
  }

  get size(): number {
    return this.#size
  }

  /** @returns the number of a new row of zeros, or -1 when there is one already */
  add(uuid: string): number {
    const free = this.#place(uuid)
    if (free < 0) return -1
    const row = this.#size++
    if (row % PAGE_ROWS === 0) this.#pages.push(new DataView(new ArrayBuffer(PAGE_ROWS * this.#bytes)))
    const { view, at } = this.row(row)
    this.#id.forEach((word, i) => view.setUint32(at - ID_BYTES + 4 * i, word))
    this.#slots[free] = row + 1
    if (this.#size > this.#slots.length * FILL) this.#grow()
    return row
  }

  /** @returns the number of the row, or -1 */
  find(uuid: string): number {
    const place = this.#place(uuid)
    return place < 0 ? -1 - place : -1
  }

  row(row: number): Row {
    const view = this.#pages[Math.floor(row / PAGE_ROWS)]
    if (!view || row >= this.#size) throw new RangeError("there is no such row")
    return { view, at: (row % PAGE_ROWS) * this.#bytes + ID_BYTES }
  }

  idOf(row: number): string {
    const { view, at } = this.row(row)
    let hex = ""
    for (let i = at - ID_BYTES; i < at; i += 4) hex += view.getUint32(i).toString(16).padStart(8, "0")
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }

  /** @returns the free slot for this id; or, less than 0, -1 - row of the row that has it */
  #place(uuid: string): number {
    parseUuid(uuid, this.#id)
    const a = this.#id[0] ?? 0
    const b = this.#id[1] ?? 0
    const c = this.#id[2] ?? 0
    const d = this.#id[3] ?? 0
    const last = this.#slots.length - 1
    for (let slot = this.#hash(a, b, c, d) & last; ; slot = (slot + 1) & last) {
      const row = (this.#slots[slot] ?? 0) - 1
      if (row < 0) return slot
      const page = this.#pages[Math.floor(row / PAGE_ROWS)]
      const at = (row % PAGE_ROWS) * this.#bytes
      // The last words of a UUIDv7 are random: what differs differs there.
      if (page?.getUint32(at + 12) !== d || page.getUint32(at + 8) !== c) continue
      if (page.getUint32(at + 4) === b && page.getUint32(at) === a) return -1 - row
    }
  }

  #hash(a: number, b: number, c: number, d: number): number {
    let hash = this.#seed
    hash = Math.imul(hash ^ d, 0x9e3779b1)
    hash = Math.imul(hash ^ (hash >>> 15) ^ c, 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13) ^ b, 0xc2b2ae35)
    hash = Math.imul(hash ^ (hash >>> 16) ^ a, 0x27d4eb2f)
    return hash ^ (hash >>> 15)
  }

  #grow(): void {
    this.#slots = new Uint32Array(2 * this.#slots.length)
    const last = this.#slots.length - 1
    for (let row = 0; row < this.#size; row++) {
      const { view, at } = this.row(row)
      const word = (i: number): number => view.getUint32(at - ID_BYTES + 4 * i)
      let slot = this.#hash(word(0), word(1), word(2), word(3)) & last
      while (this.#slots[slot] !== 0) slot = (slot + 1) & last
      this.#slots[slot] = row + 1
    }
  }
}

function parseUuid(uuid: string, into: Uint32Array): void {
  let word = 0
  let digits = 0
  for (let i = 0; i < uuid.length; i++) {
    const code = uuid.charCodeAt(i)
    if (code === 0x2d) continue
    word = (word << 4) | (code < 0x3a ? code - 0x30 : code - 0x57)
    digits++
    if ((digits & 7) === 0) into[(digits >> 3) - 1] = word
  }
}
