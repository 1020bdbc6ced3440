import { createWriteStream, existsSync, readdirSync } from "node:fs"
import { mkdir } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { AssentError, hasCode } from "../errors.ts"
import { untar, type UntarLimits } from "../ledger/tar.ts"
import { badInput } from "./exit.ts"
import type { Io } from "./io.ts"

/** A folder that is new or empty: an export is never mixed with what was there. */
export function newFolder(io: Io, path: string): string {
  const folder = resolve(io.cwd, path)
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw badInput("--out", "this folder holds something already: name a new one")
  }
  return folder
}

/**
 * Writes the files of an archive, each for its owner alone and below `folder`: the archive's names are plain relative
 * paths, or it is refused.
 * @param limitOf the most bytes of a file of this name, `null` for a name that the archive should not hold
 * @throws GATEWAY_REFUSED for an archive that is not what it should be, or ends too early
 * @returns how many files were written
 */
export async function unpack(
  response: Response,
  folder: string,
  limits: UntarLimits,
  limitOf: (path: string) => number | null,
): Promise<number> {
  const { body } = response
  if (!body) throw new AssentError("GATEWAY_REFUSED", "the gateway sent no archive")
  let files = 0
  try {
    for await (const { path, size, content } of untar(body, limits)) {
      const limit = limitOf(path)
      if (limit === null || size > limit)
        throw new AssentError("INPUT_INVALID", "the archive holds a file that it should not")
      const target = join(folder, path)
      await mkdir(dirname(target), { recursive: true, mode: 0o700 })
      await pipeline(Readable.from(content), createWriteStream(target, { flags: "wx", mode: 0o600 }))
      files++
    }
    return files
  } catch (cause) {
    if (hasCode(cause, "INPUT_INVALID")) {
      throw new AssentError("GATEWAY_REFUSED", `${cause.message}: what was written is not whole, delete it`, { cause })
    }
    throw new AssentError(
      "GATEWAY_REFUSED",
      "the archive could not be written whole: check the disk and the gateway's log",
      { cause },
    )
  }
}
