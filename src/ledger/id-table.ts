/** Words of 32 bits in a UUID. */
const WORDS = 4
/** Filled to at most two thirds, so that a look-up stays a step or two. */
const FILL = 2 / 3

/**
 * The UUIDs that were seen, 24 to 48 bytes each where a Set of strings takes well over a hundred: a verifier has to
 * remember all of them to find one that comes twice. Open addressing with linear steps (Knuth, 6.4, algorithm L).
 */
export class IdTable {
  #words = new Uint32Array(WORDS * 1024)
  #count = 0
  /** The nil UUID is what a free place looks like, so it is kept apart. */
  #nil = false
  readonly #id = new Uint32Array(WORDS)

  /** @param uuid as the leaf schema has it. @returns false when it was there before. */
  add(uuid: string): boolean {
    parseUuid(uuid, this.#id)
    if (isFree(this.#id, 0)) {
      const first = !this.#nil
      this.#nil = true
      return first
    }
    if (!insert(this.#words, this.#id, 0)) return false
    this.#count++
    if (this.#count * WORDS > this.#words.length * FILL) this.#grow()
    return true
  }

  #grow(): void {
    const before = this.#words
    this.#words = new Uint32Array(2 * before.length)
    for (let at = 0; at < before.length; at += WORDS) if (!isFree(before, at)) insert(this.#words, before, at)
  }
}

/** Puts the UUID at `from` of `source` into `words`. @returns false when it is there. */
function insert(words: Uint32Array, source: Uint32Array, from: number): boolean {
  const a = source[from] ?? 0
  const b = source[from + 1] ?? 0
  const c = source[from + 2] ?? 0
  const d = source[from + 3] ?? 0
  const last = words.length / WORDS - 1
  // The last words of a UUIDv7 are random; the first are its time, mixed in for ids that are not.
  for (let place = (a ^ b ^ Math.imul(c, 0x9e3779b1) ^ d) & last; ; place = (place + 1) & last) {
    const at = place * WORDS
    if (isFree(words, at)) {
      words[at] = a
      words[at + 1] = b
      words[at + 2] = c
      words[at + 3] = d
      return true
    }
    if (words[at + 3] === d && words[at + 2] === c && words[at + 1] === b && words[at] === a) return false
  }
}

function isFree(words: Uint32Array, at: number): boolean {
  return words[at + 3] === 0 && words[at + 2] === 0 && words[at + 1] === 0 && words[at] === 0
}

function parseUuid(uuid: string, into: Uint32Array): void {
  let word = 0
  let digits = 0
  for (let i = 0; i < uuid.length; i++) {
    const code = uuid.charCodeAt(i)
    if (code === 0x2d) continue
    // 0-9, or a-f in either case.
    word = (word << 4) | (code < 0x3a ? code - 0x30 : (code & 0x1f) + 9)
    digits++
    if ((digits & 7) === 0) into[(digits >> 3) - 1] = word
  }
}
