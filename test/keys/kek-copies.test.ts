import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { openKekCopies } from "../../src/keys/kek-copies.ts"
import type { KekRow } from "../../src/keys/ports.ts"
import { freshFolder } from "../storage/embedded/folder.ts"

const PEM = "-----BEGIN PRIVATE KEY-----\nas far as copying goes\n-----END PRIVATE KEY-----\n"
const kek: KekRow = {
  id: "kek-7",
  epoch: 7,
  provider: "file",
  ref: "",
  publicPem: "",
  fingerprint: "",
  state: "active",
  notBefore: "2026-11-23T00:00:00.000Z",
  notAfter: "2036-11-23T00:00:00.000Z",
  destroyedAt: null,
}
let place: string
const at = (...names: string[]): string => join(place, ...names)
const open = () => openKekCopies(at("copies"), at("data", "keys"), at("data"))

beforeEach(async () => {
  place = await freshFolder()
  for (const name of ["data", "data/keys", "copies"]) mkdirSync(at(name))
  writeFileSync(at("data", "keys", "kek-7.pem"), PEM, { mode: 0o600 })
})
afterEach(() => rmSync(place, { recursive: true }))

test("a private key has a copy that its owner alone can read, and the copy goes with the key", async () => {
  const copies = await open()
  await expect(copies.check(kek)).rejects.toMatchObject({ code: "STORAGE_FAILED" })
  chmodSync(at("data", "keys", "kek-7.pem"), 0o640)
  await copies.keep(kek)
  await copies.keep(kek)
  await copies.check(kek)
  expect(readFileSync(at("copies", "kek-7.pem"), "utf8")).toBe(PEM)
  if (process.platform !== "win32") expect(statSync(at("copies", "kek-7.pem")).mode & 0o777).toBe(0o600)
  await copies.destroy(kek)
  await copies.destroy(kek)
  expect(existsSync(at("copies", "kek-7.pem"))).toBe(false)
})

test("a copy that is torn or another's is made anew, and none is made of a key that is gone", async () => {
  const copies = await open()
  writeFileSync(at("copies", "kek-7.pem"), PEM.slice(0, 30))
  writeFileSync(at("copies", "kek-7.pem.partial"), "torn")
  await expect(copies.check(kek)).rejects.toMatchObject({ code: "STORAGE_FAILED" })
  await copies.keep(kek)
  await copies.check(kek)
  rmSync(at("data", "keys", "kek-7.pem"))
  await copies.keep(kek)
  // What a lost disk leaves is the copy.
  expect(readFileSync(at("copies", "kek-7.pem"), "utf8")).toBe(PEM)
})

test("a folder that is not there, or would be lost with the data, is refused, also behind a link", async () => {
  const refused = async (folder: string, message: RegExp): Promise<void> => {
    await expect(openKekCopies(folder, at("data", "keys"), at("data"))).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      field: "keys.backup_folder",
      message: expect.stringMatching(message) as string,
    })
  }
  await refused(at("nowhere"), /no such folder: is its disk mounted/)
  await refused(at("data"), /lost with it/)
  await refused(at("data", "keys"), /lost with it/)
  symlinkSync(at("data", "keys"), at("link"))
  await refused(at("link"), /lost with it/)
})
