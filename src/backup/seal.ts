/*
 * Database snapshots on their way into a backup and out of it: sealed in the recordings' own stream format, so that a
 * cut, a swap or a change of one bit is noticed, in memory that does not grow with the file.
 */
import { createHash } from "node:crypto"
import { existsSync } from "node:fs"
import { open } from "node:fs/promises"
import { AssentError } from "../errors.ts"
import { openStream } from "../recording/opener.ts"
import { SegmentSealer } from "../recording/sealer.ts"

const PIECE = 1_048_576

export interface Written {
  readonly bytes: number
  /** base64url */
  readonly sha256: string
}

/** Binds the stream to its place: the backup's id and the file's name. */
function aadOf(backup: string, name: string): Buffer {
  return Buffer.from(`assent-backup-v1\0${backup}\0${name}`, "utf8")
}

/** @param from a file; one that is not there is sealed as an empty one */
export async function sealFile(
  from: string,
  to: string,
  key: Uint8Array,
  { backup, name, told }: { readonly backup: string; readonly name: string; readonly told: (bytes: number) => void },
): Promise<Written> {
  const pending: Buffer[] = []
  const sealer = new SegmentSealer(key, aadOf(backup, name), (bytes) => void pending.push(bytes))
  const source = existsSync(from) ? await open(from, "r") : null
  try {
    const written = await writeNew(to, async function* () {
      const piece = Buffer.alloc(PIECE)
      for (let at = 0; source !== null;) {
        const { bytesRead } = await source.read(piece, 0, PIECE, at)
        if (bytesRead === 0) break
        at += bytesRead
        sealer.push(piece, 0, bytesRead)
        told(at)
        yield Buffer.concat(pending.splice(0))
      }
      piece.fill(0)
      sealer.final()
      yield Buffer.concat(pending.splice(0))
    })
    return written
  } finally {
    sealer.destroy()
    await source?.close()
  }
}

/** @throws RECORDING_CORRUPT when a byte of it is not what was sealed */
export async function unsealFile(
  from: string,
  to: string,
  key: Uint8Array,
  { backup, name }: { readonly backup: string; readonly name: string },
): Promise<void> {
  const handle = await open(from, "r")
  try {
    const source = {
      size: (await handle.stat()).size,
      read: async (offset: number, length: number) => {
        const bytes = Buffer.alloc(length)
        const { bytesRead } = await handle.read(bytes, 0, length, offset)
        return bytes.subarray(0, bytesRead)
      },
    }
    const opened = await openStream(source, key, aadOf(backup, name))
    try {
      await writeNew(to, () => opened.range())
    } finally {
      opened.destroy()
    }
  } finally {
    await handle.close()
  }
}

/** A new file (0600), durable when it resolves. What stands under the name already is never written over. */
export async function writeNew(path: string, content: () => AsyncIterable<Uint8Array>): Promise<Written> {
  const hash = createHash("sha256")
  let bytes = 0
  const file = await open(path, "wx", 0o600).catch((cause: unknown) => {
    throw new AssentError("STORAGE_FAILED", "a file of the backup or the restore cannot be created", { cause })
  })
  try {
    for await (const piece of content()) {
      hash.update(piece)
      for (let done = 0; done < piece.length;) done += (await file.write(piece, done)).bytesWritten
      bytes += piece.length
    }
    await file.sync()
  } catch (cause) {
    if (cause instanceof AssentError) throw cause
    throw new AssentError("STORAGE_FAILED", "the disk refused a file of the backup or the restore: is it full?", {
      cause,
    })
  } finally {
    await file.close()
  }
  return { bytes, sha256: hash.digest("base64url") }
}

/** A file in pieces. @throws NOT_FOUND, STORAGE_FAILED */
export async function* readPieces(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, "r").catch((cause: unknown) => {
    throw new AssentError("NOT_FOUND", "a file of the backup is not there or cannot be read", { cause })
  })
  try {
    for (;;) {
      const piece = Buffer.allocUnsafe(PIECE)
      const { bytesRead } = await file.read(piece, 0, PIECE, null)
      if (bytesRead === 0) return
      yield piece.subarray(0, bytesRead)
    }
  } catch (cause) {
    if (cause instanceof AssentError) throw cause
    throw new AssentError("STORAGE_FAILED", "a file of the backup cannot be read", { cause })
  } finally {
    await file.close()
  }
}

export async function digestOf(path: string): Promise<Written> {
  const hash = createHash("sha256")
  let bytes = 0
  for await (const piece of readPieces(path)) {
    hash.update(piece)
    bytes += piece.length
  }
  return { bytes, sha256: hash.digest("base64url") }
}
