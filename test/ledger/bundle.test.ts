import { generateKeyPairSync, sign } from "node:crypto"
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, truncate, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { canonicalBytes } from "../../src/ledger/jcs.ts"
import { toBase64Url } from "../../src/ledger/base64.ts"
import { exportLedger, readTile, writeBundle } from "../../src/ledger/export.ts"
import { noteSigner, sha256, verifyEd25519, vkeyFor } from "../../src/ledger/node-crypto.ts"
import { COSIGNATURE_V1, formatVkey, signatureLine, vkeyOf } from "../../src/ledger/note.ts"
import { folderSource } from "../../src/ledger/source.ts"
import { type LedgerSummary, verifyLedger, type VerifyOptions } from "../../src/ledger/verify.ts"
import {
  answered,
  calls,
  consent,
  forge,
  hashOf,
  honestLeaves,
  moved,
  ORIGIN,
  recs,
  sealed,
  signer,
  started,
  uuid,
} from "./leaves.ts"

const crypto = { hash: sha256, verify: verifyEd25519 }
const verify = (folder: string, vkey = signer.vkey, options?: Partial<VerifyOptions>): Promise<LedgerSummary> =>
  verifyLedger(folderSource(folder), vkey, { ...crypto, ...options })

let root: string
let whole: string
let folders = 0
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "ledger-bundle-"))
  const more = Array.from({ length: 600 }, () => answered(uuid()))
  const leaves = [...honestLeaves(), ...more]
  const old = (await (await forge(leaves.slice(0, 300))).latestCheckpoint())!.note
  const store = await forge(leaves)
  whole = join(root, "whole")
  const checkpoint = (await store.latestCheckpoint())!.note
  await writeBundle(whole, exportLedger({ store, vkey: signer.vkey, checkpoint, oldCheckpoint: old }))
})
afterAll(() => rm(root, { recursive: true }))

const copy = async (): Promise<string> => {
  const folder = join(root, `copy-${++folders}`)
  await cp(whole, folder, { recursive: true })
  return folder
}

test("a bundle has exactly the files an auditor was told of", async () => {
  const paths = await readdir(whole, { recursive: true, withFileTypes: true })
  const files = paths
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(whole.length + 1))
  expect(files.sort()).toEqual([
    "checkpoint",
    "consistency",
    "log.vkey",
    "old-checkpoint",
    "tile/0/000",
    "tile/0/001",
    "tile/0/002.p/107",
    "tile/1/000.p/2",
    "tile/entries/000",
    "tile/entries/001",
    "tile/entries/002.p/107",
    "witness.vkeys",
  ])
  expect(await readFile(join(whole, "log.vkey"), "utf8")).toBe(`${signer.vkey}\n`)
  expect((await readFile(join(whole, "witness.vkeys"))).length).toBe(0)
  expect(await readFile(join(whole, "consistency"), "utf8")).toMatch(
    /^old 300\n([A-Za-z0-9+/]{43}=\n)+\nledger\.example\/test\n619\n/,
  )
})

test("a bundle is checked with nothing but its files and the key", async () => {
  const progress: number[] = []
  const summary = await verify(whole, signer.vkey, { onProgress: (checked) => progress.push(checked) })
  expect(summary).toMatchObject({ origin: ORIGIN, size: 619, calls: 604, extends: 300, witnesses: 0 })
  expect(summary.openCalls).toHaveLength(601)
  expect(progress).toEqual([256, 512, 619])
})

test("a log that has grown since may give the full tile for a partial one", async () => {
  const folder = await copy()
  const entries = await readFile(join(folder, "tile/entries/002.p/107"))
  await rm(join(folder, "tile/entries/002.p"), { recursive: true })
  await rm(join(folder, "tile/0/002.p"), { recursive: true })
  await writeFile(join(folder, "tile/entries/002"), Buffer.concat([entries, Buffer.from([0, 1, 7])]))
  expect(await verify(folder)).toMatchObject({ size: 619 })
})

describe("a bundle is refused when", () => {
  const edit = async (path: string, change: (bytes: Buffer) => Buffer): Promise<string> => {
    const folder = await copy()
    await writeFile(join(folder, path), change(await readFile(join(folder, path))))
    return folder
  }
  const flip = (at: number) => (bytes: Buffer) => {
    bytes[at] = (bytes[at] ?? 0) ^ 1
    return bytes
  }

  test.each([
    [
      "a leaf was edited",
      () => edit("tile/entries/001", flip(100)),
      /^leaf 256 does not have the hash that its tile states$/,
    ],
    [
      "a leaf was edited to another honest one",
      async () => {
        const folder = await copy()
        const path = join(folder, "tile/entries/001")
        const text = (await readFile(path)).toString("latin1")
        await writeFile(path, Buffer.from(text.replace('"line":"main"', '"line":"mine"'), "latin1"))
        await rm(join(folder, "tile/0"), { recursive: true })
        await rm(join(folder, "tile/1"), { recursive: true })
        await rm(join(folder, "old-checkpoint"))
        return folder
      },
      /^the leaves do not give the root that was signed$/,
    ],
    [
      "two bundles were swapped",
      async () => {
        const folder = await copy()
        await rename(join(folder, "tile/entries/000"), join(folder, "tile/entries/x"))
        await rename(join(folder, "tile/entries/001"), join(folder, "tile/entries/000"))
        await rename(join(folder, "tile/entries/x"), join(folder, "tile/entries/001"))
        return folder
      },
      /^leaf 0 does not have the hash that its tile states$/,
    ],
    [
      "its end was cut off",
      async () => {
        const folder = await copy()
        await rm(join(folder, "tile/entries/002.p"), { recursive: true })
        return folder
      },
      /^the bundle lacks tile\/entries\/002\.p\/107$/,
    ],
    [
      "an entry bundle was cut",
      async () => {
        const folder = await copy()
        await truncate(join(folder, "tile/entries/002.p/107"), 1000)
        return folder
      },
      /does not hold the entries it should/,
    ],
    [
      "an entry bundle was lengthened",
      () => edit("tile/entries/000", (b) => Buffer.concat([b, Buffer.of(0, 0)])),
      /does not hold the entries|too large/,
    ],
    [
      "a hash tile was edited",
      () => edit("tile/0/001", flip(40)),
      /^leaf 257 does not have the hash that its tile states$/,
    ],
    [
      "an upper hash tile was edited",
      () => edit("tile/1/000.p/2", flip(40)),
      /^the hash tile 0 of level 1 does not fit the entries$/,
    ],
    [
      "its checkpoint was edited",
      () => edit("checkpoint", (b) => Buffer.from(b.toString().replace("619", "618"))),
      /^the checkpoint: .*wrong signature/,
    ],
    [
      "its checkpoint is gone",
      async () => {
        const folder = await copy()
        await rm(join(folder, "checkpoint"))
        return folder
      },
      /^the bundle has no checkpoint$/,
    ],
    ["its checkpoint is not text", () => edit("checkpoint", () => Buffer.of(0xff, 0xfe)), /not UTF-8/],
    [
      "its checkpoint is huge",
      async () => {
        const folder = await copy()
        await truncate(join(folder, "checkpoint"), 2_000_000)
        return folder
      },
      /too large$/,
    ],
    [
      "the proof from the old checkpoint is gone",
      async () => {
        const folder = await copy()
        await rm(join(folder, "consistency"))
        return folder
      },
      /consistency proof is missing/,
    ],
    [
      "the proof from the old checkpoint was edited",
      () => edit("consistency", (b) => Buffer.from(b.toString().replace(/\n[A-Za-z0-9]/, "\nA"))),
      /not shown to extend|no hash|not of the new/,
    ],
    [
      "a file is a link to elsewhere",
      async () => {
        const folder = await copy()
        await rm(join(folder, "tile/entries/000"))
        await symlink("/dev/zero", join(folder, "tile/entries/000"))
        return folder
      },
      /cannot be read/,
    ],
    [
      "a file is a folder",
      async () => {
        const folder = await copy()
        await rm(join(folder, "tile/entries/000"))
        await mkdir(join(folder, "tile/entries/000"))
        return folder
      },
      /not a plain file/,
    ],
  ])("%s", async (_, damage, sentence) => {
    const verdict = verify(await damage())
    await expect(verdict).rejects.toMatchObject({ code: "LEDGER_CORRUPT" })
    await expect(verdict).rejects.toThrow(sentence)
  })

  test("its history was forked: the same length, signed by the same key, but other leaves before the old checkpoint", async () => {
    const folder = await copy()
    const store = await forge([...honestLeaves(), ...Array.from({ length: 600 }, () => answered(uuid()))])
    const checkpoint = (await store.latestCheckpoint())!.note
    const old = await readFile(join(whole, "old-checkpoint"), "utf8")
    const files = exportLedger({ store, vkey: signer.vkey, checkpoint, oldCheckpoint: old })
    await expect(writeBundle(join(root, "refused"), files)).rejects.toThrow("does not extend the old checkpoint")

    const forked = join(root, "forked")
    await writeBundle(forked, exportLedger({ store, vkey: signer.vkey, checkpoint }))
    expect(await verify(forked)).toMatchObject({ size: 619 })
    await writeFile(join(forked, "old-checkpoint"), old)
    const proof = (await readFile(join(folder, "consistency"), "utf8")).split("\n\n")[0]!
    await writeFile(join(forked, "consistency"), `${proof}\n\n${checkpoint}`)
    await expect(verify(forked)).rejects.toThrow("not shown to extend the old checkpoint")
  })

  test("it is another log's, or signed by another key", async () => {
    const stranger = noteSigner(ORIGIN, generateKeyPairSync("ed25519").privateKey)
    await expect(verify(whole, stranger.vkey)).rejects.toThrow("not signed by the log's key")
    await expect(verify(whole, "nonsense")).rejects.toMatchObject({ code: "INPUT_INVALID", field: "vkey" })
  })
})

test("a witness's line is told with its time, and a wrong one refused", async () => {
  const pair = generateKeyPairSync("ed25519")
  const witness = vkeyOf(sha256, "witness.example", COSIGNATURE_V1, vkeyFor("w", pair.privateKey).publicKey)
  const folder = await copy()
  const checkpoint = await readFile(join(folder, "checkpoint"), "utf8")
  const text = checkpoint.slice(0, checkpoint.indexOf("\n\n") + 1)
  const cosign = async (stated: number, signed: number): Promise<void> => {
    const stamp = Buffer.alloc(8)
    stamp.writeBigUInt64BE(BigInt(stated))
    const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${signed}\n${text}`), pair.privateKey)
    const line = signatureLine(witness.name, witness.keyId, Buffer.concat([stamp, signature]))
    await writeFile(join(folder, "checkpoint"), checkpoint + line)
  }
  await writeFile(join(folder, "witness.vkeys"), `${formatVkey(witness)}\n`)
  expect(await verify(folder)).toMatchObject({ witnesses: 1, anchoredBy: [] })
  await cosign(1_795_480_000, 1_795_480_000)
  expect(await verify(folder)).toMatchObject({
    anchoredBy: [{ name: "witness.example", at: "2026-11-24T00:26:40.000Z" }],
  })
  await cosign(1_795_480_000, 1_795_480_001)
  await expect(verify(folder)).rejects.toThrow("the witnesses: the note carries a wrong signature")
})

test("tiles are given to clients by their paths, and nothing outside the log is", async () => {
  const store = await forge(honestLeaves())
  expect((await readTile(store, "tile/0/000.p/19", 19))?.length).toBe(19 * 32)
  expect((await readTile(store, "tile/entries/000.p/3", 19))?.length).toBeGreaterThan(300)
  for (const path of [
    "tile/0/000",
    "tile/0/000.p/20",
    "tile/1/000.p/1",
    "tile/0/001.p/1",
    "tile/99/000",
    "../checkpoint",
  ]) {
    expect(await readTile(store, path, 19)).toBeNull()
  }
})

describe("the recordings beside the log", () => {
  const call = calls.open
  const rec = uuid()
  const ciphertext = Buffer.from("ciphertext")
  const granted = consent("consent.granted", call, 18)
  const leafHash = sha256(Buffer.concat([Buffer.of(0), canonicalBytes(granted)]))
  const header = {
    authority: { index: 19, leaf_hash: toBase64Url(leafHash) },
    call_id: call,
    key_commitment: hashOf(`commitment ${rec}`),
    recording_id: rec,
  }
  const check = async (
    given: object | null,
    stored: Buffer | null,
    stated: { header?: object; length?: number; moved?: boolean } = {},
  ): Promise<LedgerSummary> => {
    const bytes = given && canonicalBytes(given)
    const headerSha256 = toBase64Url(sha256(canonicalBytes(stated.header ?? given ?? header)))
    const store = await forge([
      ...honestLeaves().slice(0, 4),
      ...honestLeaves()
        .slice(7, 10)
        .map((leaf) => ("answered" in leaf ? { ...leaf, answered: 4 } : leaf)),
      ...Array.from({ length: 11 }, () => answered(uuid())),
      answered(call),
      granted,
      consent("consent.not_required", call, 18, "agent"),
      { ...started(call, rec, 19), header_sha256: headerSha256 },
      { ...sealed(rec), ciphertext_sha256: hashOf("ciphertext"), ciphertext_len: stated.length ?? ciphertext.length },
      ...(stated.moved ? [{ ...moved(rec), ciphertext_sha256: hashOf("ciphertext") }] : []),
    ])
    const folder = join(root, `recordings-${++folders}`)
    const checkpoint = (await store.latestCheckpoint())!.note
    await writeBundle(folder, exportLedger({ store, vkey: signer.vkey, checkpoint }))
    const recordings = {
      header: async () => bytes,
      ciphertext: async () => stored && { length: stored.length, sha256: sha256(stored) },
    }
    return verify(folder, signer.vkey, { recordings })
  }

  test("are checked to the byte", async () => {
    expect(await check(header, ciphertext)).toMatchObject({ filesChecked: 1, filesMissing: [] })
  })

  test("are told when they are not there", async () => {
    expect(await check(header, null)).toMatchObject({ filesChecked: 0, filesMissing: [rec] })
    expect(await check(null, ciphertext)).toMatchObject({ filesChecked: 0, filesMissing: [rec] })
  })

  test("are not missed where the log says that another place holds them, and are checked if they are there", async () => {
    const elsewhere = { filesChecked: 0, filesMissing: [], filesElsewhere: [rec] }
    expect(await check(header, null, { moved: true })).toMatchObject(elsewhere)
    expect(await check(header, ciphertext, { moved: true })).toMatchObject({ filesChecked: 1, filesElsewhere: [] })
    await expect(check(header, Buffer.from("x"), { moved: true })).rejects.toThrow("another length than its ciphertext")
  })

  test.each([
    [
      "another header",
      () => check({ ...header, more: 1 }, ciphertext, { header }),
      /^leaf 21 states another hash than its recording's header/,
    ],
    [
      "a header of another call",
      () => check({ ...header, call_id: calls.refused }, ciphertext),
      /^leaf 21 names a header that tells of another/,
    ],
    [
      "a header of another consent",
      () => check({ ...header, authority: { index: 2, leaf_hash: "x" } }, ciphertext),
      /^leaf 21 names a header that tells of another/,
    ],
    [
      "a header with another key",
      () => check({ ...header, key_commitment: hashOf("x") }, ciphertext),
      /^leaf 21 names a header that tells of another/,
    ],
    ["a header that is none", () => check({}, ciphertext), /^leaf 21 names a header that is not a recording's header$/],
    [
      "another ciphertext",
      () => check(header, Buffer.from("Ciphertext")),
      /^leaf 22 states another hash than its ciphertext has$/,
    ],
    [
      "a cut ciphertext",
      () => check(header, ciphertext.subarray(1)),
      /^leaf 22 states another length than its ciphertext has$/,
    ],
  ])("with %s are refused", async (_, run, sentence) => {
    const verdict = run()
    await expect(verdict).rejects.toMatchObject({ code: "LEDGER_CORRUPT" })
    await expect(verdict).rejects.toThrow(sentence)
  })

  test("are not looked for once they are shredded", async () => {
    expect(
      await verify(whole, signer.vkey, { recordings: { header: async () => null, ciphertext: async () => null } }),
    ).toMatchObject({
      filesMissing: [recs.kept],
    })
  })
})
