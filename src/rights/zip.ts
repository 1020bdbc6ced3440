/* ZIP archives that are made while they are read: nothing of them is held whole. */
import { Zip, ZipPassThrough } from "fflate"
import { AssentError } from "../errors.ts"

export interface ZipFile {
  readonly path: string
  readonly read: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

/** The format's own limit: sizes are 32 bits. */
const MAX_BYTES = 0xffff_0000

/** Stored, not compressed: speech in PCMU hardly shrinks. @throws CONFLICT for more than a ZIP archive can hold */
export async function* zipOf(files: AsyncIterable<ZipFile>): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = []
  const zip = new Zip((error, bytes) => {
    // Typed as an error always; it is null where all is well.
    if (bytes.length > 0) made.push(bytes)
    else if (error instanceof Error) throw error
  })
  let total = 0
  for await (const { path, read } of files) {
    const entry = new ZipPassThrough(path)
    zip.add(entry)
    for await (const bytes of read()) {
      total += bytes.length
      if (total > MAX_BYTES) {
        throw new AssentError("CONFLICT", "this is more than one archive can hold: ask for recordings one by one")
      }
      // A copy: the archive may hand the very bytes on, and the source may use its buffer again.
      entry.push(bytes.slice())
      yield* made.splice(0)
    }
    entry.push(new Uint8Array(0), true)
    yield* made.splice(0)
  }
  zip.end()
  yield* made.splice(0)
}
