import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises"
import { constants, createPrivateKey, createPublicKey, publicEncrypt, randomBytes } from "node:crypto"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { beforeAll, expect, test } from "vitest"
import { createFileKek, FileKeyProvider, fingerprintOf, usableKek } from "../../src/keys/kek.ts"
import { openKeyring } from "../../src/keys/keyring.ts"
import type { KekRow } from "../../src/keys/ports.ts"
import { MemoryKeyStore } from "../fakes/memory-key-store.ts"
import { freshKek } from "./fixture.ts"

let dir: string
let kek: KekRow
let provider: FileKeyProvider
let other: KekRow

beforeAll(async () => {
  ;({ dir, kek, provider } = await freshKek())
  other = await createFileKek({ dir, epoch: 2, notBefore: new Date(0), notAfter: new Date(kek.notAfter) })
})

const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" }

test("a new KEK is RSA-4096 in a file only its owner reads, and its row has the public half and its fingerprint", async () => {
  const path = join(dir, "kek-1.pem")
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  const pem = await readFile(path, "utf8")
  expect(pem).toContain("-----BEGIN PRIVATE KEY-----")
  const publicKey = createPublicKey(createPrivateKey(pem))
  expect(publicKey.asymmetricKeyDetails?.modulusLength).toBe(4096)
  expect(publicKey.export({ type: "spki", format: "pem" })).toBe(kek.publicPem)
  expect(kek).toMatchObject({ id: "kek-1", epoch: 1, state: "active", fingerprint: fingerprintOf(kek.publicPem) })
})

test("a KEK is never overwritten", async () => {
  const taken = await mkdtemp(join(tmpdir(), "assent-keys-"))
  await writeFile(join(taken, "kek-7.pem"), "precious")
  const attempt = createFileKek({ dir: taken, epoch: 7, notBefore: new Date(), notAfter: new Date() })
  await expect(attempt).rejects.toMatchObject({ code: "CONFLICT" })
  expect(await readFile(join(taken, "kek-7.pem"), "utf8")).toBe("precious")
})

test("the provider unwraps what was wrapped to a KEK, and refuses what was wrapped to another", async () => {
  const cek = randomBytes(32)
  const wrapped = publicEncrypt({ key: kek.publicPem, ...oaep }, cek)
  expect(Buffer.from(await provider.unwrapCek("kek-1", wrapped))).toEqual(cek)
  await expect(provider.unwrapCek("kek-2", wrapped)).rejects.toMatchObject({ code: "KEY_REFUSED" })
  const sha1 = publicEncrypt({ key: kek.publicPem, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha1" }, cek)
  await expect(provider.unwrapCek("kek-1", sha1)).rejects.toMatchObject({ code: "KEY_REFUSED" })
})

test("a key file that others can read is refused, naming the file and the mend", async () => {
  const path = join(dir, "kek-2.pem")
  for (const mode of [0o640, 0o604, 0o620, 0o601]) {
    await chmod(path, mode)
    const attempt = provider.unwrapCek("kek-2", Buffer.alloc(512))
    await expect(attempt).rejects.toMatchObject({ code: "KEY_REFUSED" })
    await expect(attempt).rejects.toThrow(/kek-2\.pem.*chmod 600/)
  }
  await chmod(path, 0o600)
  const wrapped = publicEncrypt({ key: other.publicPem, ...oaep }, randomBytes(32))
  await expect(provider.unwrapCek("kek-2", wrapped)).resolves.toHaveLength(32)
})

test("a destroyed file is a destroyed key at once, and a damaged one says so", async () => {
  const own = await mkdtemp(join(tmpdir(), "assent-keys-"))
  const path = join(own, "kek-1.pem")
  await writeFile(path, await readFile(join(dir, "kek-1.pem")), { mode: 0o600 })
  const wrapped = publicEncrypt({ key: kek.publicPem, ...oaep }, randomBytes(32))
  const local = new FileKeyProvider(own)
  await local.unwrapCek("kek-1", wrapped)
  await rm(path)
  await expect(local.unwrapCek("kek-1", wrapped)).rejects.toMatchObject({ code: "KEY_DESTROYED" })
  await writeFile(path, "no key", { mode: 0o600 })
  await expect(local.unwrapCek("kek-1", wrapped)).rejects.toMatchObject({ code: "KEY_PROVIDER_UNREACHABLE" })
})

test("a key id never leads to another file", async () => {
  for (const kid of ["../kek-1", "kek-1.pem", "kek-", "", "kek-1/../kek-1", "/etc/passwd"]) {
    await expect(provider.unwrapCek(kid, Buffer.alloc(512))).rejects.toMatchObject({ code: "KEY_REFUSED" })
  }
})

test("nothing is wrapped to a KEK that is not the pinned one, not active, or past its time", async () => {
  const now = new Date()
  expect(usableKek(kek, kek.fingerprint, now)).toBe(kek)
  const bad: [KekRow, string, Date][] = [
    [kek, other.fingerprint, now],
    // An insider's public key under the pinned fingerprint's name.
    [{ ...kek, publicPem: other.publicPem }, kek.fingerprint, now],
    [{ ...kek, state: "retiring" }, kek.fingerprint, now],
    [{ ...kek, state: "destroyed" }, kek.fingerprint, now],
    [kek, kek.fingerprint, new Date(Date.parse(kek.notAfter) + 1)],
    [{ ...kek, notAfter: "never" }, kek.fingerprint, now],
  ]
  for (const [row, pin, at] of bad) {
    expect(() => usableKek(row, pin, at)).toThrow(expect.objectContaining({ code: "KEY_REFUSED" }))
    const attempt = openKeyring({
      store: new MemoryKeyStore(),
      provider,
      kek: row,
      pinnedFingerprint: pin,
      now: () => at,
    })
    await expect(attempt).rejects.toMatchObject({ code: "KEY_REFUSED" })
  }
})
