import { SegmentSealer, type VectorOptions } from "../../src/recording/sealer.ts"
import { openStream, type CiphertextSource, type OpenOptions } from "../../src/recording/opener.ts"

/** Byte i of every test plaintext, so that a moved byte is seen. */
export function pattern(length: number): Buffer {
  return Buffer.from(Uint8Array.from({ length }, (_, i) => (7 * i + 13 * (i >> 8)) & 0xff))
}

/** Seals in the pieces the caller cuts. */
export function seal(key: Uint8Array, aad: Uint8Array, pieces: readonly Buffer[], vector?: VectorOptions): Buffer {
  const out: Buffer[] = []
  const sealer = new SegmentSealer(key, aad, (bytes) => out.push(bytes), vector)
  for (const piece of pieces) sealer.push(piece)
  sealer.final()
  return Buffer.concat(out)
}

export function sourceOf(bytes: Uint8Array): CiphertextSource & { reads: number } {
  return {
    size: bytes.length,
    reads: 0,
    async read(offset, length) {
      this.reads++
      return Buffer.from(bytes.subarray(offset, offset + length))
    },
  }
}

export async function unseal(
  bytes: Uint8Array,
  key: Uint8Array,
  aad: Uint8Array,
  options?: OpenOptions,
  range: readonly [number?, number?] = [],
): Promise<Buffer> {
  const stream = await openStream(sourceOf(bytes), key, aad, options)
  const out: Buffer[] = []
  for await (const piece of stream.range(...range)) out.push(piece)
  return Buffer.concat(out)
}

export async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const out: Uint8Array[] = []
  for await (const piece of pieces) out.push(piece)
  return Buffer.concat(out)
}
