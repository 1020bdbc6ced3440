/*
 * The second copy of each private half, in a folder on another disk: without one, a lost disk makes every recording of the
 * epoch unreadable. A copy lives exactly as long as its key: one that outlived it would open what was erased.
 */
import { existsSync } from "node:fs"
import { chmod, copyFile, open, readFile, realpath, rename } from "node:fs/promises"
import { join, relative, sep } from "node:path"
import { AssentError } from "../errors.ts"
import { destroyFileKek } from "./kek.ts"
import type { KekRow } from "./ports.ts"

export interface KekCopies {
  /** The copy stands and is durable when this resolves, unless the key itself is gone. Idempotent. @throws STORAGE_FAILED */
  keep(kek: KekRow): Promise<void>
  /** @throws STORAGE_FAILED when the folder has no whole copy of it */
  check(kek: KekRow): Promise<void>
  /** Idempotent. @throws STORAGE_FAILED */
  destroy(kek: KekRow): Promise<void>
}

/**
 * @param folder must be there: it is never made, or a disk that is not mounted would go unnoticed
 * @param dir where the keys are
 * @throws CONFIG_INVALID for a folder that cannot be used, or that would be lost with the data
 */
export async function openKekCopies(folder: string, dir: string, data: string): Promise<KekCopies> {
  const [at, within] = await Promise.all([realpath(folder), realpath(data)]).catch((cause: unknown) => {
    throw new AssentError(
      "CONFIG_INVALID",
      "keys.backup_folder: there is no such folder: is its disk mounted? Make it once by hand",
      { field: "keys.backup_folder", cause },
    )
  })
  const path = relative(within, at)
  if (path === "" || (path !== ".." && !path.startsWith(`..${sep}`))) {
    throw new AssentError(
      "CONFIG_INVALID",
      "keys.backup_folder: inside the data folder it is lost with it; name one on another disk",
      { field: "keys.backup_folder" },
    )
  }
  return {
    async keep(kek) {
      const name = `${kek.id}.pem`
      const partial = join(at, `${name}.partial`)
      try {
        if (!existsSync(join(dir, name)) || (await isCopied(dir, at, name))) return
        await copyFile(join(dir, name), partial)
        await chmod(partial, 0o600)
        await sync(partial)
        await rename(partial, join(at, name))
        await sync(at)
      } catch (cause) {
        throw new AssentError("STORAGE_FAILED", "the key file cannot be copied to keys.backup_folder", { cause })
      }
    },

    async check(kek) {
      if (await isCopied(dir, at, `${kek.id}.pem`)) return
      throw new AssentError(
        "STORAGE_FAILED",
        `keys.backup_folder has no copy of ${kek.id}: is its disk mounted? The next start copies what is missing`,
      )
    },

    destroy: (kek) => destroyFileKek(at, kek),
  }
}

/** Whether `folder` has the key file `name` of `dir`, byte for byte. */
export async function isCopied(dir: string, folder: string, name: string): Promise<boolean> {
  const [key, copy] = await Promise.all([dir, folder].map((each) => readFile(join(each, name)).catch(() => null)))
  const same = key != null && copy != null && key.equals(copy)
  key?.fill(0)
  copy?.fill(0)
  return same
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, "r")
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
