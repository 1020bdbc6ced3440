/* Checks a backup where it lies: with the log's public key, and with nothing that opens it. */
import { existsSync } from "node:fs"
import { dirname, join } from "node:path"
import { hasCode } from "../errors.ts"
import { type Manifest, openManifest, OBJECTS, refused, type Trusted } from "./manifest.ts"
import { objectPath, readObjects } from "./objects.ts"
import { digestOf } from "./seal.ts"

export interface BackupCheck {
  readonly manifest: Manifest
  /** Files read whole, and found to be what was signed. */
  readonly files: number
}

/**
 * @param folder of one backup
 * @param told of the objects read so far
 * @throws INPUT_INVALID naming what is missing, cut or changed
 */
export async function verifyBackup(
  folder: string,
  trusted: Trusted,
  told: (done: number, total: number) => void,
): Promise<BackupCheck> {
  const { manifest } = await openManifest(folder, trusted)
  await checkFiles(folder, manifest)
  let count = 0
  let bytes = 0
  if (manifest.kind === "data") {
    for await (const object of readObjects(join(folder, OBJECTS))) {
      const path = objectPath(dirname(folder), object.sha256)
      if (!existsSync(path)) throw refused("lacks a file of audio")
      const found = await digestOf(path)
      if (found.bytes !== object.bytes || found.sha256 !== object.sha256)
        throw refused("has a damaged or cut file of audio")
      count += 1
      bytes += object.bytes
      told(count, manifest.objects.count)
    }
  }
  if (count !== manifest.objects.count || bytes !== manifest.objects.bytes)
    throw refused("lists other audio than was signed")
  return { manifest, files: Object.keys(manifest.files).length + count }
}

/** The files of the backup's own folder. @throws INPUT_INVALID naming the one that is not as it was signed */
export async function checkFiles(folder: string, { files }: Manifest): Promise<void> {
  for (const [name, signed] of Object.entries(files)) {
    const found = await digestOf(join(folder, name)).catch((error: unknown) => {
      if (hasCode(error, "NOT_FOUND")) throw refused(`lacks ${name}`)
      throw error
    })
    if (found.bytes !== signed.bytes) throw refused(`is cut: ${name} is not as long as when it was made`)
    if (found.sha256 !== signed.sha256) throw refused(`is damaged: ${name} is not what was signed`)
  }
}
