/* A folder that a stranger made, as the verifiers of bundles and packs read it: plain files only, no links followed. */
import { createHash } from "node:crypto"
import { constants } from "node:fs"
import { open, readdir } from "node:fs/promises"
import { join } from "node:path"
import { AssentError } from "../errors.ts"
import { readBounded } from "./source.ts"
import type { BundleSource } from "./verify-bundle.ts"

const MAX_DEPTH = 8
const MAX_FILES = 1_000_000
const PIECE = 1024 * 1024

export function folderFiles(folder: string): BundleSource {
  return {
    list: async () => {
      const found: string[] = []
      await walk(folder, "", 0, found)
      return found.sort()
    },
    read: async (path, maxBytes) => readBounded(join(folder, path), path, maxBytes),
    digest: (path) => digestOf(join(folder, path), path),
  }
}

async function walk(folder: string, below: string, depth: number, found: string[]): Promise<void> {
  if (depth > MAX_DEPTH) throw new AssentError("LEDGER_CORRUPT", "the folder is nested more deeply than any export")
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) await walk(folder, path, depth + 1, found)
    // A link or a device is listed like a file: reading it is what is refused.
    else found.push(path)
    if (found.length > MAX_FILES) throw new AssentError("LEDGER_CORRUPT", "the folder holds more files than any export")
  }
}

async function digestOf(file: string, path: string): Promise<{ length: number; sha256: Uint8Array } | null> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    (cause: unknown) => {
      throw new AssentError("LEDGER_CORRUPT", `the bundle's ${path} cannot be read`, { cause })
    },
  )
  try {
    if (!(await handle.stat()).isFile()) {
      throw new AssentError("LEDGER_CORRUPT", `the bundle's ${path} is not a plain file`)
    }
    const hash = createHash("sha256")
    const piece = Buffer.allocUnsafe(PIECE)
    let length = 0
    for (;;) {
      const { bytesRead } = await handle.read(piece, 0, PIECE, length)
      if (bytesRead === 0) return { length, sha256: hash.digest() }
      hash.update(piece.subarray(0, bytesRead))
      length += bytesRead
    }
  } finally {
    await handle.close()
  }
}
