import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto"
import { mkdir, open, readFile, stat } from "node:fs/promises"
import { basename, dirname } from "node:path"
import { AssentError } from "../errors.ts"

/**
 * The ledger's Ed25519 key, from a PKCS#8 PEM file (0600).
 * @param create makes the key if there is no file; without it a missing key is refused, as a new one would begin another ledger
 * @throws NOT_FOUND; KEY_REFUSED when others may read the file, or it holds something else
 */
export async function openLogKey(path: string, create: boolean): Promise<KeyObject> {
  const found = await stat(path).catch(() => null)
  if (!found) {
    if (!create) throw new AssentError("NOT_FOUND", `there is no log key ${basename(path)}: restore it from its backup`)
    return createLogKey(path)
  }
  if (process.platform !== "win32" && (found.mode & 0o077) !== 0) {
    throw new AssentError("KEY_REFUSED", `others may read ${basename(path)}: run chmod 600 on it`)
  }
  const key = createPrivateKey(await readFile(path))
  if (key.asymmetricKeyType !== "ed25519") {
    throw new AssentError("KEY_REFUSED", `${basename(path)} is not an Ed25519 private key`)
  }
  return key
}

async function createLogKey(path: string): Promise<KeyObject> {
  const { privateKey } = generateKeyPairSync("ed25519")
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(path, "wx", 0o600)
  try {
    await file.writeFile(privateKey.export({ type: "pkcs8", format: "pem" }))
    await file.sync()
  } finally {
    await file.close()
  }
  return privateKey
}
