import { randomBytes } from "node:crypto"
import { mkdir, open, rename, unlink } from "node:fs/promises"
import { dirname } from "node:path"
import { errnoOf } from "./failure.ts"

/** Makes the entries of a folder durable: created, renamed and removed names. Windows has no such call and needs none. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return
  const folder = await open(path, "r")
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Creates a folder and its parents (0700), each entry durable when this resolves. */
export async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  for (let made = path; ; made = dirname(made)) {
    await syncFolder(dirname(made))
    if (made === first || made === dirname(made)) return
  }
}

/** Replaces a file (0600) as a whole: a crash leaves the old bytes or the new ones, and the new ones once this resolves. */
export async function replaceFile(path: string, bytes: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`
  try {
    const file = await open(temporary, "wx", 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await removeFile(temporary).catch(() => undefined)
    throw error
  }
  await syncFolder(dirname(path))
}

/** Unlinks; a file that is not there is no error. */
export async function removeFile(path: string): Promise<void> {
  try {
    await unlink(path)
  } catch (error) {
    if (errnoOf(error) !== "ENOENT") throw error
  }
}
