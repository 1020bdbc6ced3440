import { createHash } from "node:crypto"
import { constants, createReadStream } from "node:fs"
import { open } from "node:fs/promises"
import { join } from "node:path"
import type { RecordingFiles } from "./recording-files.ts"

const MAX_HEADER = 20_000

/** Recordings in a folder as the gateway keeps them: `<id>.header.json` and `<id>.tink`. Ids are UUIDs by the schema. */
export function folderRecordings(folder: string): RecordingFiles {
  return {
    header: async (rec) => {
      const file = await plain(join(folder, `${rec}.header.json`))
      if (!file) return null
      try {
        // One byte more than it may have, so that a longer one is seen to be longer by its hash.
        const bytes = Buffer.alloc(MAX_HEADER + 1)
        return bytes.subarray(0, (await file.read(bytes, 0, bytes.length, 0)).bytesRead)
      } finally {
        await file.close()
      }
    },
    ciphertext: async (rec) => {
      const file = await plain(join(folder, `${rec}.tink`))
      if (!file) return null
      const hash = createHash("sha256")
      let length = 0
      const chunks: AsyncIterable<Buffer> = createReadStream("", { fd: file })
      for await (const chunk of chunks) {
        hash.update(chunk)
        length += chunk.length
      }
      return { length, sha256: hash.digest() }
    },
  }
}

/** The folder may be a stranger's: no links, no pipes. */
async function plain(path: string) {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(() => null)
  if (!file || (await file.stat()).isFile()) return file
  await file.close()
  return null
}
