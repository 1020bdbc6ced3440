import { readdir, rename, stat, open } from "node:fs/promises"
import { dirname, join } from "node:path"
import { AssentError, hasCode } from "../../errors.ts"
import type { BlobStore, BlobWriter } from "../../recording/ports.ts"
import { BlobFile } from "./blob-file.ts"
import { errnoOf, fileFailure } from "./failure.ts"
import { makeFolder, removeFile, syncFolder } from "./files.ts"

const UUIDV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** How many files are unlinked at a time. */
const UNLINKS = 16

/**
 * Where a recording's ciphertext is, below the data folder: `recordings/<yyyy>/<mm>/<id>.tink`, the month being the one
 * its UUIDv7 was made in. @throws INPUT_INVALID for what is no UUIDv7, so that no path is ever made from other text.
 */
export function blobUri(recordingId: string): string {
  if (!UUIDV7.test(recordingId)) {
    throw new AssentError("INPUT_INVALID", "a recording's id must be a UUIDv7 in lower case", { field: "recordingId" })
  }
  const made = new Date(Number.parseInt(recordingId.slice(0, 8) + recordingId.slice(9, 13), 16))
  const month = String(made.getUTCMonth() + 1).padStart(2, "0")
  return `recordings/${String(made.getUTCFullYear()).padStart(4, "0")}/${month}/${recordingId}.tink`
}

/** Ciphertext in files below `folder`. Files of nobody's row go to `quarantine/`, which nothing reads. */
export function fileBlobs(folder: string): BlobStore {
  /** Only a uri that `blobUri` makes names a file. */
  function path(uri: string): string {
    const id = /\/([^/]+)\.tink$/.exec(uri)?.[1] ?? ""
    if (UUIDV7.test(id) && blobUri(id) === uri) return join(folder, ...uri.split("/"))
    throw new AssentError("INPUT_INVALID", "this is not the uri of a recording", { field: "uri" })
  }

  async function size(uri: string): Promise<number | null> {
    const file = path(uri)
    try {
      return (await stat(file)).size
    } catch (error) {
      if (errnoOf(error) === "ENOENT") return null
      throw fileFailure(error, "looking up a recording")
    }
  }

  return {
    uri: blobUri,

    async create(recordingId): Promise<BlobWriter> {
      const uri = blobUri(recordingId)
      const file = path(uri)
      return attempt("creating a recording", async () => {
        await makeFolder(dirname(file))
        const handle = await open(file, "wx", 0o600)
        try {
          await syncFolder(dirname(file))
        } catch (error) {
          await handle.close()
          throw error
        }
        return new BlobFile(uri, handle)
      })
    },

    size,

    async read(uri, offset, length) {
      const file = path(uri)
      return attempt("reading a recording", async () => {
        const handle = await open(file, "r")
        try {
          const bytes = Buffer.alloc(Math.max(0, Math.min(length, (await handle.stat()).size - offset)))
          let filled = 0
          while (filled < bytes.length) {
            const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, offset + filled)
            if (bytesRead === 0) break
            filled += bytesRead
          }
          return bytes.subarray(0, filled)
        } finally {
          await handle.close()
        }
      })
    },

    async truncate(uri, length) {
      const file = path(uri)
      await attempt("truncating a recording", async () => {
        const handle = await open(file, "r+")
        try {
          // Growing would append zeros that nobody encrypted.
          if ((await handle.stat()).size < length) {
            throw new AssentError("INPUT_INVALID", "a recording can only be cut shorter", { field: "size" })
          }
          await handle.truncate(length)
          await handle.sync()
        } finally {
          await handle.close()
        }
      })
    },

    async remove(...uris) {
      const files = uris.map(path)
      await attempt("removing a recording", async () => {
        for (let at = 0; at < files.length; at += UNLINKS) {
          await Promise.all(files.slice(at, at + UNLINKS).map(removeFile))
        }
      })
      for (const month of new Set(files.map(dirname))) {
        // Once for all of them. Also when the file was gone: an earlier unlink may have been cut off before this.
        await attempt("removing a recording", () => syncFolder(month)).catch((error: unknown) => {
          if (!hasCode(error, "NOT_FOUND")) throw error
        })
      }
    },

    async *list() {
      for (const year of await names(folder, "recordings")) {
        for (const month of await names(folder, "recordings", year)) {
          for (const name of await names(folder, "recordings", year, month)) {
            const id = name.endsWith(".tink") ? name.slice(0, -".tink".length) : ""
            const uri = `recordings/${year}/${month}/${name}`
            if (UUIDV7.test(id) && blobUri(id) === uri) yield uri
          }
        }
      }
    },

    async quarantine(uri) {
      const file = path(uri)
      await attempt("moving a recording to quarantine", async () => {
        const target = join(folder, "quarantine")
        await makeFolder(target)
        // The time keeps an earlier file of the same name from being replaced.
        await rename(file, join(target, `${String(Date.now())}-${uri.slice(uri.lastIndexOf("/") + 1)}`))
        await syncFolder(target)
        await syncFolder(dirname(file))
      })
    },
  }
}

async function names(...path: readonly string[]): Promise<string[]> {
  try {
    return (await readdir(join(...path))).sort()
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === "ENOENT" || errno === "ENOTDIR") return []
    throw fileFailure(error, "listing recordings")
  }
}

async function attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw fileFailure(error, what)
  }
}
