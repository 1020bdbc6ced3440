/*
 * One archive out of many files: POSIX ustar, plain files only, so that `tar x` opens it too. What is read may come from
 * anybody: names are relative and plain, sizes bounded, and nothing but files is taken.
 *
 *   | name 100 | mode 8 | uid 8 | gid 8 | size 12 | mtime 12 | checksum 8 | type 1 | link 100 | "ustar\0" "00" | ... |
 *   512 bytes, then the content padded to 512; two empty blocks end the archive
 */
import { AssentError } from "../errors.ts"

export interface ArchiveFile {
  readonly path: string
  readonly size: number
  /** Exactly `size` bytes. */
  read(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

const BLOCK = 512
/** What eleven octal digits hold. */
const MAX_FILE = 8 ** 11 - 1
const encoder = new TextEncoder()

export function archived(path: string, content: Uint8Array | string): ArchiveFile {
  const bytes = typeof content === "string" ? encoder.encode(content) : content
  return { path, size: bytes.length, read: () => [bytes] }
}

/** Segments of letters, digits, `.`, `_` and `-`, none beginning with a dot: nothing that leaves the folder or hides in it. */
export function isPlainPath(path: string): boolean {
  return path.length <= 100 && /^[A-Za-z0-9_][A-Za-z0-9._-]*(\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/.test(path)
}

/** @throws INPUT_INVALID for a path or size an archive cannot hold; STORAGE_FAILED when a file gives another size than it said. */
export async function* tarOf(files: AsyncIterable<ArchiveFile>, madeAt: Date): AsyncGenerator<Uint8Array> {
  for await (const file of files) {
    yield headerOf(file, madeAt)
    let written = 0
    for await (const bytes of file.read()) {
      written += bytes.length
      yield bytes
    }
    if (written !== file.size) throw new AssentError("STORAGE_FAILED", "a file changed its size while it was exported")
    if (written % BLOCK > 0) yield new Uint8Array(BLOCK - (written % BLOCK))
  }
  yield new Uint8Array(2 * BLOCK)
}

function headerOf({ path, size }: ArchiveFile, madeAt: Date): Uint8Array {
  if (!isPlainPath(path) || size > MAX_FILE) {
    throw new AssentError("INPUT_INVALID", "an archive holds plain names and files of less than 8 GiB")
  }
  const block = new Uint8Array(BLOCK)
  const put = (at: number, text: string): void => block.set(encoder.encode(text), at)
  const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, "0")
  put(0, path)
  put(100, `${octal(0o600, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0`)
  put(124, `${octal(size, 11)} ${octal(Math.floor(madeAt.getTime() / 1000), 11)} `)
  put(148, " ".repeat(8))
  put(156, "0")
  put(257, "ustar\x0000")
  put(148, `${octal(checksum(block), 6)}\0 `)
  return block
}

export interface UntarLimits {
  readonly files: number
  readonly bytes: number
}

/**
 * The files of an archive, in order. Each content must be read to its end before the next file is asked for.
 * @throws INPUT_INVALID saying what is wrong with the archive, also when it ends too early.
 */
export async function* untar(
  archive: AsyncIterable<Uint8Array>,
  limits: UntarLimits,
): AsyncGenerator<{ readonly path: string; readonly size: number; readonly content: AsyncGenerator<Uint8Array> }> {
  const input = new Blocks(archive)
  const seen = new Set<string>()
  let total = 0
  for (;;) {
    const header = await input.exactly(BLOCK)
    if (header.every((byte) => byte === 0)) return
    const { path, size } = parseHeader(header)
    total += size
    if (seen.size >= limits.files || total > limits.bytes) throw refused("is larger than such an archive may be")
    if (seen.has(path)) throw refused("holds a file twice")
    seen.add(path)
    const content = contentOf(input, size)
    yield { path, size, content }
    // What nobody read is passed over.
    while ((await content.next()).done !== true);
  }
}

async function* contentOf(input: Blocks, size: number): AsyncGenerator<Uint8Array> {
  for (let left = size; left > 0;) {
    const piece = await input.some(left)
    left -= piece.length
    yield piece
  }
  await input.exactly((BLOCK - (size % BLOCK)) % BLOCK)
}

function parseHeader(block: Uint8Array): { path: string; size: number } {
  const text = (at: number, length: number): string => {
    const field = new TextDecoder("latin1").decode(block.subarray(at, at + length))
    return field.replace(/\0.*$/s, "")
  }
  const cleared = Uint8Array.from(block).fill(32, 148, 156)
  const stated = /^([0-7]{6,7})\s*$/.exec(text(148, 8).trim())?.[1] ?? ""
  if (Number.parseInt(stated, 8) !== checksum(cleared)) throw refused("has a damaged header")
  if (text(156, 1) !== "0" || text(345, 155) !== "") throw refused("holds something other than a plain file")
  const path = text(0, 100)
  // Behind the end of a name another could hide, for readers that look there.
  if (!isPlainPath(path) || block.subarray(path.length, 100).some((byte) => byte !== 0))
    throw refused("holds a name that is not a plain relative path")
  const size = /^([0-7]{1,11})\s?$/.exec(text(124, 12))?.[1]
  if (size === undefined) throw refused("has a damaged header")
  return { path, size: Number.parseInt(size, 8) }
}

function checksum(block: Uint8Array): number {
  return block.reduce((sum, byte) => sum + byte, 0)
}

/** Reads a stream in pieces of given sizes. */
class Blocks {
  readonly #source: AsyncIterator<Uint8Array>
  #rest: Uint8Array = new Uint8Array(0)

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** One to `most` bytes. */
  async some(most: number): Promise<Uint8Array> {
    while (this.#rest.length === 0) {
      const next = await this.#source.next()
      if (next.done === true) throw refused("ends too early")
      this.#rest = next.value
    }
    const piece = this.#rest.subarray(0, most)
    this.#rest = this.#rest.subarray(piece.length)
    return piece
  }

  async exactly(length: number): Promise<Uint8Array> {
    const whole = new Uint8Array(length)
    for (let at = 0; at < length;) {
      const piece = await this.some(length - at)
      whole.set(piece, at)
      at += piece.length
    }
    return whole
  }
}

function refused(why: string): AssentError {
  return new AssentError("INPUT_INVALID", `the archive ${why}`)
}
