import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  randomBytes,
  webcrypto,
  type KeyObject,
} from "node:crypto"
import { mkdir, open, readFile, stat, unlink, constants } from "node:fs/promises"
import { join } from "node:path"
import { promisify } from "node:util"
import { AssentError, hasCode } from "../errors.ts"
import type { KekRow, KeyProvider } from "./ports.ts"

const generate = promisify(generateKeyPair)

/** base64url SHA-256 of the SPKI DER of a public key. */
export function fingerprintOf(publicPem: string): string {
  const der = createPublicKey(publicPem).export({ type: "spki", format: "der" })
  return createHash("sha256").update(der).digest("base64url")
}

/**
 * Makes the RSA-4096 KEK of one epoch as `<dir>/kek-<epoch>.pem` (PKCS#8, 0600), durable when it resolves. Takes a
 * second or more, off the event loop.
 * @returns the row for the key store, which the caller puts there
 * @throws CONFLICT when that file exists: a KEK is never overwritten, everything wrapped to it would be lost
 */
export async function createFileKek(options: {
  readonly dir: string
  readonly epoch: number
  readonly notBefore: Date
  readonly notAfter: Date
}): Promise<KekRow> {
  const id = `kek-${options.epoch}`
  const path = join(options.dir, fileOf(id))
  // Only to answer sooner: what counts is the exclusive creation below.
  if (await exists(path)) throw new AssentError("CONFLICT", "a key file of this epoch already exists")
  const { publicKey, privateKey } = await generate("rsa", {
    modulusLength: 4096,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  })
  await mkdir(options.dir, { recursive: true, mode: 0o700 })
  await writeOnce(path, privateKey)
  await syncFolder(options.dir)
  return rowOf(options, path, publicKey)
}

function rowOf(
  { epoch, notBefore, notAfter }: Parameters<typeof createFileKek>[0],
  ref: string,
  publicPem: string,
): KekRow {
  return {
    id: `kek-${epoch}`,
    epoch,
    provider: "file",
    ref,
    publicPem,
    fingerprint: fingerprintOf(publicPem),
    state: "active",
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
    destroyedAt: null,
  }
}

/**
 * As createFileKek; a file that a crash left behind before its row was stored is taken, or made anew when it is torn.
 * Only for an epoch no row names.
 */
export async function resumeFileKek(options: Parameters<typeof createFileKek>[0]): Promise<KekRow> {
  const id = `kek-${options.epoch}`
  const path = join(options.dir, fileOf(id))
  const publicPem = await publicHalf(path)
  if (publicPem === null) return createFileKek(options)
  return rowOf(options, path, publicPem)
}

async function publicHalf(path: string): Promise<string | null> {
  let pem: Buffer
  try {
    pem = await readFile(path)
  } catch (error) {
    if (isErrno(error, "ENOENT")) return null
    throw new AssentError("KEY_PROVIDER_UNREACHABLE", "the next key file cannot be read", { cause: error })
  }
  try {
    return createPublicKey(createPrivateKey(pem)).export({ type: "spki", format: "pem" }).toString()
  } catch {
    await unlink(path)
    return null
  } finally {
    pem.fill(0)
  }
}

/**
 * Destroys a private half: overwritten, fsynced, unlinked, and the folder fsynced. A disk that moves blocks by itself
 * (flash) may keep the old ones until it reuses them: encrypt the disk. Idempotent.
 */
export async function destroyFileKek(dir: string, kek: KekRow): Promise<void> {
  const path = join(dir, fileOf(kek.id))
  try {
    const file = await open(path, "r+")
    try {
      const { size } = await file.stat()
      await file.write(randomBytes(size), 0, size, 0)
      await file.sync()
    } finally {
      await file.close()
    }
    await unlink(path)
  } catch (cause) {
    if (isErrno(cause, "ENOENT")) return
    throw new AssentError("STORAGE_FAILED", "the old key file could not be destroyed", { cause })
  }
  await syncFolder(dir)
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

async function writeOnce(path: string, text: string): Promise<void> {
  const file = await open(path, "wx", 0o600).catch((cause: unknown) => {
    if (isErrno(cause, "EEXIST"))
      throw new AssentError("CONFLICT", "a key file of this epoch already exists", { cause })
    throw new AssentError("STORAGE_FAILED", "the key file cannot be created", { cause })
  })
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r")
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

const publicKeys = new WeakMap<KekRow, KeyObject>()

/** A KEK's public half, parsed once: jose, too, keeps what it makes of it. */
export function kekPublicKey(row: KekRow): KeyObject {
  const known = publicKeys.get(row)
  if (known) return known
  const key = createPublicKey(row.publicPem)
  publicKeys.set(row, key)
  return key
}

/**
 * Checks that new keys may be wrapped to `row`. A public key keeps encrypting after its private half is gone, so what
 * is not the pinned, active KEK within its time is refused: nobody could ever read what it wraps.
 * @throws KEY_REFUSED naming what has to change
 */
export function usableKek(row: KekRow, pinnedFingerprint: string, now: Date): KekRow {
  if (row.fingerprint !== pinnedFingerprint || fingerprintOf(row.publicPem) !== pinnedFingerprint) {
    throw new AssentError("KEY_REFUSED", `${row.id} is not the KEK whose fingerprint the configuration pins`, {
      field: "keys.fingerprint",
    })
  }
  return activeKek(row, now)
}

/** The part of `usableKek` that time changes. @throws KEY_REFUSED naming what has to change */
export function activeKek(row: KekRow, now: Date): KekRow {
  if (row.state !== "active") {
    throw new AssentError("KEY_REFUSED", `${row.id} is ${row.state}: create the next epoch and pin its fingerprint`)
  }
  if (!(now.getTime() <= Date.parse(row.notAfter))) {
    throw new AssentError(
      "KEY_REFUSED",
      `${row.id} is past its not_after: create the next epoch and pin its fingerprint`,
    )
  }
  return row
}

/**
 * KEKs as files `<dir>/kek-<epoch>.pem`. The private half is read for each use and not kept, so that a destroyed file
 * is a destroyed key at once.
 */
export class FileKeyProvider implements KeyProvider {
  readonly #dir: string

  constructor(dir: string) {
    this.#dir = dir
  }

  async unwrapCek(kid: string, encryptedKey: Uint8Array): Promise<Uint8Array> {
    // `kid` stands in a stored string: it must not lead to any other file.
    if (!/^kek-[0-9]{1,9}$/.test(kid)) throw new AssentError("KEY_REFUSED", "a KEK's id is kek-<epoch>")
    const key = await this.#load(kid)
    try {
      return new Uint8Array(await webcrypto.subtle.decrypt({ name: "RSA-OAEP" }, key, Buffer.from(encryptedKey)))
    } catch (cause) {
      throw new AssentError("KEY_REFUSED", `these bytes were not wrapped to ${kid}`, { cause })
    }
  }

  async #load(kid: string): Promise<webcrypto.CryptoKey> {
    const path = join(this.#dir, fileOf(kid))
    try {
      const { mode } = await stat(path)
      if ((mode & (constants.S_IRWXG | constants.S_IRWXO)) !== 0) {
        throw new AssentError("KEY_REFUSED", `${fileOf(kid)} can be read by others: chmod 600 it`)
      }
      const pem = await readFile(path)
      const key = createPrivateKey(pem)
      pem.fill(0)
      return key.toCryptoKey({ name: "RSA-OAEP", hash: "SHA-256" }, false, ["decrypt"])
    } catch (cause) {
      if (hasCode(cause, "KEY_REFUSED")) throw cause
      if (isErrno(cause, "ENOENT"))
        throw new AssentError("KEY_DESTROYED", `the private half of ${kid} is gone`, { cause })
      throw new AssentError("KEY_PROVIDER_UNREACHABLE", `${fileOf(kid)} cannot be read as a PKCS#8 key`, { cause })
    }
  }
}

function fileOf(kid: string): string {
  return `${kid}.pem`
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code
}
