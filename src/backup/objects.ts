/* Audio in a backup: files by the hash of their bytes, so that a second backup copies only what is new. */
import { randomBytes } from "node:crypto"
import { existsSync } from "node:fs"
import { mkdir, open, readdir, rename, stat, unlink } from "node:fs/promises"
import { dirname, join } from "node:path"
import { createInterface } from "node:readline"
import { Readable } from "node:stream"
import { z } from "zod"
import { hasCode } from "../errors.ts"
import { refused } from "./manifest.ts"
import { readPieces, writeNew, type Written } from "./seal.ts"

/** Where it stood in the data folder. Nothing else is ever restored: no name leads out of the folder, or over another file. */
const PATH =
  /^(recordings\/\d{4}\/\d{2}\/([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})\.tink|prompts\/[A-Za-z0-9_-]{43}\.ulaw)$/

const line = z.strictObject({
  path: z.string().regex(PATH),
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
})
export type BackupObject = Readonly<z.infer<typeof line>>

/** The recording an object is of, `null` for a prompt. */
export function recordingOf({ path }: BackupObject): string | null {
  return PATH.exec(path)?.[2] ?? null
}

export function objectPath(repository: string, sha256: string): string {
  // Base64url distinguishes case, and not every disk does.
  const name = Buffer.from(sha256, "base64url").toString("hex")
  return join(repository, "objects", name.slice(0, 2), name)
}

/**
 * Copies a file into the repository unless its content is there. @param known its hash, if it is known
 * @returns `null` when the file went meanwhile: it was erased
 */
export async function keepObject(repository: string, file: string, known: string | null): Promise<Written | null> {
  if (!existsSync(file)) return null
  if (known !== null && existsSync(objectPath(repository, known))) {
    return { bytes: (await stat(objectPath(repository, known))).size, sha256: known }
  }
  const folder = join(repository, "objects")
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const temporary = join(folder, `${randomBytes(8).toString("hex")}.tmp`)
  let kept: Written
  try {
    kept = await writeNew(temporary, () => readPieces(file))
  } catch (error) {
    await unlink(temporary).catch(() => undefined)
    if (hasCode(error, "NOT_FOUND")) return null
    throw error
  }
  const target = objectPath(repository, kept.sha256)
  await mkdir(dirname(target), { recursive: true, mode: 0o700 })
  await rename(temporary, target)
  await syncFolder(dirname(target))
  return kept
}

/** What copies that were cut off left in the repository. One backup at a time writes to it. */
export async function clearObjects(repository: string): Promise<void> {
  const folder = join(repository, "objects")
  if (!existsSync(folder)) return
  for (const name of await readdir(folder)) if (/^[0-9a-f]{16}\.tmp$/.test(name)) await unlink(join(folder, name))
}

/** Makes the folders of what was kept durable; the files are already. */
export async function settleObjects(repository: string): Promise<void> {
  const folder = join(repository, "objects")
  if (existsSync(folder)) await syncFolder(folder)
}

/** The lines of a list of objects. @throws INPUT_INVALID for a path that a gateway does not make */
export async function* readObjects(list: string): AsyncGenerator<BackupObject> {
  for await (const text of createInterface({ input: Readable.from(readPieces(list)), crlfDelay: Infinity })) {
    const parsed = line.safeParse(parseJson(text))
    if (!parsed.success) throw refused("lists a file that a gateway does not have: its path or size is not one of ours")
    yield parsed.data
  }
}

/** Copies an object to where it stood. @throws INPUT_INVALID when its bytes are not what the backup says */
export async function bringBack(repository: string, object: BackupObject, folder: string): Promise<void> {
  const target = join(folder, ...object.path.split("/"))
  await mkdir(dirname(target), { recursive: true, mode: 0o700 })
  const { bytes, sha256 } = await writeNew(target, () => readPieces(objectPath(repository, object.sha256)))
  if (bytes !== object.bytes || sha256 !== object.sha256) throw refused("has a damaged or cut file of audio")
  await syncFolder(dirname(target))
}

export async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return
  const folder = await open(path, "r")
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
