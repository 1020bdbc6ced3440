const ID_WORDS = 4
const PAGE_ROWS = 4096
/** Filled to at most two thirds, so that a look-up stays a step or two. */
const FILL = 2 / 3

interface Page {
  readonly ids: Uint32Array
  readonly payload: DataView
}

export interface Row {
  readonly view: DataView
  /** Where its own bytes begin. */
  readonly at: number
}

/**
 * Rows of a fixed number of bytes, numbered from 0 and found by their UUID: 16 bytes for the id, what the row holds, and
 * 6 to 12 for the index, where a Map of strings and objects takes hundreds. Pages, so that growing copies only the index;
 * open addressing with linear steps (Knuth, 6.4, algorithm L). Ids are in lower case, as the leaf schema has them.
 */
export class IdRows {
  readonly #bytes: number
  readonly #pages: Page[] = []
  /** Row + 1; 0 is free. */
  #slots = new Uint32Array(1024)
  #size = 0
  readonly #id = new Uint32Array(ID_WORDS)
  /** The ids are a stranger's, who must not know where they collide. */
  readonly #seed = globalThis.crypto.getRandomValues(new Uint32Array(1))[0] ?? 0

  /** @param payload bytes of a row beside its id */
  constructor(payload: number) {
    this.#bytes = payload
  }

  get size(): number {
    return this.#size
  }

  /** @returns the number of a new row of zeros, or -1 when there is one already */
  add(uuid: string): number {
    const free = this.#place(uuid)
    if (free < 0) return -1
    const row = this.#size++
    if (row % PAGE_ROWS === 0) {
      const payload = new DataView(new ArrayBuffer(PAGE_ROWS * this.#bytes))
      this.#pages.push({ ids: new Uint32Array(PAGE_ROWS * ID_WORDS), payload })
    }
    const { ids } = this.#page(row)
    const at = (row % PAGE_ROWS) * ID_WORDS
    for (let i = 0; i < ID_WORDS; i++) ids[at + i] = this.#id[i] ?? 0
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
    return { view: this.#page(row).payload, at: (row % PAGE_ROWS) * this.#bytes }
  }

  idOf(row: number): string {
    const at = (row % PAGE_ROWS) * ID_WORDS
    const words = this.#page(row).ids.subarray(at, at + ID_WORDS)
    const hex = Array.from(words, (word) => word.toString(16).padStart(8, "0")).join("")
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }

  #page(row: number): Page {
    const page = this.#pages[Math.floor(row / PAGE_ROWS)]
    if (!page || row >= this.#size) throw new RangeError("there is no such row")
    return page
  }

  /** @returns the free slot for this id; or, less than 0, -1 - row of the row that has it */
  #place(uuid: string): number {
    const id = this.#id
    parseUuid(uuid, id)
    const last = this.#slots.length - 1
    for (let slot = this.#hash(id, 0) & last; ; slot = (slot + 1) & last) {
      const row = (this.#slots[slot] ?? 0) - 1
      if (row < 0) return slot
      const { ids } = this.#page(row)
      const at = (row % PAGE_ROWS) * ID_WORDS
      // The last words of a UUIDv7 are random: what differs differs there.
      if (ids[at + 3] !== id[3] || ids[at + 2] !== id[2] || ids[at + 1] !== id[1] || ids[at] !== id[0]) continue
      return -1 - row
    }
  }

  #hash(ids: Uint32Array, at: number): number {
    let hash = this.#seed
    hash = Math.imul(hash ^ (ids[at] ?? 0), 0x9e3779b1)
    hash = Math.imul(hash ^ (hash >>> 15) ^ (ids[at + 1] ?? 0), 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13) ^ (ids[at + 2] ?? 0), 0xc2b2ae35)
    hash = Math.imul(hash ^ (hash >>> 16) ^ (ids[at + 3] ?? 0), 0x27d4eb2f)
    return hash ^ (hash >>> 15)
  }

  #grow(): void {
    this.#slots = new Uint32Array(2 * this.#slots.length)
    const last = this.#slots.length - 1
    for (let row = 0; row < this.#size; row++) {
      let slot = this.#hash(this.#page(row).ids, (row % PAGE_ROWS) * ID_WORDS) & last
      while (this.#slots[slot] !== 0) slot = (slot + 1) & last
      this.#slots[slot] = row + 1
    }
  }
}

function parseUuid(uuid: string, into: Uint32Array): void {
  into[0] = (digits(uuid, 0) << 16) | digits(uuid, 4)
  into[1] = (digits(uuid, 9) << 16) | digits(uuid, 14)
  into[2] = (digits(uuid, 19) << 16) | digits(uuid, 24)
  into[3] = (digits(uuid, 28) << 16) | digits(uuid, 32)
}

/** Four of them. */
function digits(uuid: string, at: number): number {
  return (digit(uuid, at) << 12) | (digit(uuid, at + 1) << 8) | (digit(uuid, at + 2) << 4) | digit(uuid, at + 3)
}

/** 0 to 9 are 0x30 and up, a to f are 0x61 and up. */
function digit(uuid: string, at: number): number {
  const code = uuid.charCodeAt(at)
  return (code & 0x0f) + 9 * (code >> 6)
}
