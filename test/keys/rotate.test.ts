/* Rotation on the real key store with real KEK files, cut short at every step. */
import { copyFile, mkdir, readdir, rm } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { unwrapCallKey } from "../../src/keys/call-key.ts"
import { createFileKek, destroyFileKek, FileKeyProvider, resumeFileKek } from "../../src/keys/kek.ts"
import { openKeyring } from "../../src/keys/keyring.ts"
import { openOpenings } from "../../src/keys/opening.ts"
import type { CallKeyRow, KekRow, RecordingKeyRow } from "../../src/keys/ports.ts"
import { openRecordingKey, unwrapRecordingKey } from "../../src/keys/recording-key.ts"
import { rotateKek, type RotateParts } from "../../src/keys/rotate.ts"
import { uuidv7 } from "../../src/ids.ts"
import { openEmbedded, type Embedded } from "../../src/storage/embedded/open.ts"
import { freshFolder } from "../storage/embedded/folder.ts"

const HASH = "h".repeat(43)
const NUMBER = "+4915112345678"
const life = { notBefore: new Date("2026-11-23T00:00:00Z"), notAfter: new Date("2036-11-23T00:00:00Z") }
let pems = ""
let first: KekRow

// Two RSA-4096 pairs take seconds: all tests share them.
beforeAll(async () => {
  pems = await freshFolder()
  ;[first] = await Promise.all([
    createFileKek({ dir: pems, epoch: 1, ...life }),
    createFileKek({ dir: pems, epoch: 2, ...life }),
  ])
}, 60_000)
afterAll(() => rm(pems, { recursive: true }))

interface World {
  readonly folder: string
  readonly dir: string
  readonly provider: FileKeyProvider
  storage: Embedded
  readonly said: Map<string, string>
  backups: number
}

async function open(world: Omit<World, "storage">): Promise<World> {
  return Object.assign(world, { storage: await openEmbedded(world.folder, { quickCheck: false }) })
}

async function freshWorld(): Promise<World> {
  const folder = await freshFolder()
  const dir = join(folder, "keys")
  await mkdir(dir, { mode: 0o700 })
  for (const name of await readdir(pems)) await copyFile(join(pems, name), join(dir, name))
  const world = await open({ folder, dir, provider: new FileKeyProvider(dir), said: new Map(), backups: 0 })
  await world.storage.keyStore.putKek(first)
  return world
}

async function keyringOf({ storage, provider }: World) {
  const kek = (await storage.keyStore.keks()).find((row) => row.state === "active")!
  return openKeyring({ store: storage.keyStore, provider, kek, pinnedFingerprint: kek.fingerprint, poolSize: 0 })
}

async function partsOf(world: World): Promise<RotateParts & { close: () => void }> {
  const keyring = await keyringOf(world)
  return {
    store: world.storage.keyStore,
    provider: world.provider,
    maker: {
      make: (epoch) => resumeFileKek({ dir: world.dir, epoch, ...life }),
      destroy: (kek) => destroyFileKek(world.dir, kek),
    },
    announce: async (kek) =>
      void world.said.set(`${kek.id} ${kek.destroyedAt === null ? "created" : "destroyed"}`, kek.id),
    use: (kek) => keyring.use(kek),
    isLive: () => false,
    backup: async () => void (world.backups += 1),
    now: () => new Date("2026-11-30T12:00:00Z"),
    close: () => keyring.close(),
  }
}

/** Three calls: one that lost one of two recordings, one whole, one without a recording. */
async function calls(world: World) {
  const keyring = await keyringOf(world)
  const ids = [uuidv7(1), uuidv7(2), uuidv7(3)]
  const keys = new Map<string, Buffer>()
  for (const [i, callId] of ids.entries()) {
    await keyring.begin(callId, NUMBER)
    await keyring.seal(callId, uuidv7(), [`disclosure ${i}`])
    for (const recId of [uuidv7(), uuidv7()].slice(0, i === 2 ? 0 : 2)) {
      const key = keyring.newRecordingKey(callId, recId)
      keys.set(recId, Buffer.from(key.key))
      await key.store(HASH)
      key.destroy()
    }
  }
  const [lost = ""] = keys.keys()
  const store = world.storage.keyStore
  // What a backup of this moment holds.
  const backup = {
    recordingKey: (await store.recordingKey(lost)) as RecordingKeyRow,
    callKeys: (await Promise.all(ids.map((id) => store.callKeyOfCall(id)))) as CallKeyRow[],
  }
  await store.shredRecordingKey(lost)
  keys.delete(lost)
  const lookup = keyring.lookup(NUMBER)
  for (const id of ids) keyring.end(id)
  keyring.close()
  return { ids, keys, lost, backup, lookup }
}

async function expectRotated(world: World, before: Awaited<ReturnType<typeof calls>>): Promise<void> {
  const { storage, provider, dir } = world
  const store = storage.keyStore
  expect((await store.keks()).map(({ id, state }) => `${id} ${state}`)).toEqual(["kek-1 destroyed", "kek-2 active"])
  expect((await readdir(dir)).sort()).toEqual(["kek-2.pem"])
  expect([...world.said.keys()].sort()).toEqual(["kek-1 destroyed", "kek-2 created"])
  expect(world.backups).toBeGreaterThan(0)
  for (const [recId, key] of before.keys) {
    expect(await openRecordingKey(store, provider, recId, HASH)).toEqual(key)
  }
  for (const [i, callId] of before.ids.entries()) {
    const row = (await store.callKeyOfCall(callId))!
    expect(row.kekId).toBe("kek-2")
    expect(row.gen).toBe(i === 0 ? 2 : 1)
    const openings = await openOpenings(store, provider, row.id)
    expect(openings.map((opening) => opening.disclosures)).toEqual([[`disclosure ${i}`]])
  }
  const keyring = await keyringOf(world)
  expect(keyring.lookup(NUMBER)).toBe(before.lookup)
  keyring.close()
  // The backup: its call keys are wrapped to a KEK that is gone, and what opens the lost recording's wrap is gone too.
  for (const row of before.backup.callKeys) {
    await expect(unwrapCallKey(row, provider)).rejects.toMatchObject({ code: "KEY_DESTROYED" })
  }
  const { recordingKey } = before.backup
  const today = await unwrapCallKey((await store.callKey(recordingKey.callKeyId))!, provider)
  const facts = { recordingId: before.lost, headerSha256: HASH, callKeyId: recordingKey.callKeyId }
  await expect(unwrapRecordingKey(recordingKey.wrappedJwe, today, facts)).rejects.toMatchObject({ code: "KEY_REFUSED" })
}

test("an epoch ends: everything that lives opens under the new KEK, and nothing of an older backup opens at all", async () => {
  const world = await freshWorld()
  const before = await calls(world)
  // Before the rotation the backup does open it: that is what the epoch ends.
  const ck = before.backup.callKeys[0]!
  const facts = { recordingId: before.lost, headerSha256: HASH, callKeyId: ck.id }
  const old = await unwrapCallKey(ck, world.provider)
  expect(await unwrapRecordingKey(before.backup.recordingKey.wrappedJwe, old, facts)).toHaveLength(32)
  const parts = await partsOf(world)
  await rotateKek(parts)
  await expectRotated(world, before)
  parts.close()
  await world.storage.close()
  await rm(world.folder, { recursive: true })
})

const steps = [
  ["maker", "make"],
  ["store", "succeed"],
  ["", "announce"],
  ["", "use"],
  ["store", "replaceIndexKey"],
  ["store", "renewed"],
  ["store", "rewrapped"],
  ["store", "settle"],
  ["", "backup"],
  ["maker", "destroy"],
  ["store", "putKek"],
] as const

test.each(steps.flatMap(([port, step]) => [false, true].map((late) => ({ port, step, late }))))(
  "a rotation that dies at $step (after it took effect: $late) is finished by the next one",
  async ({ port, step, late }) => {
    const world = await freshWorld()
    const before = await calls(world)
    const parts = await partsOf(world)
    const dying = port === "" ? dyingAt(parts, step, late) : { ...parts, [port]: dyingAt(parts[port], step, late) }
    await expect(rotateKek(dying)).rejects.toThrow("dies here")
    parts.close()
    await world.storage.close()

    const again = await open(world)
    const resumed = await partsOf(again)
    // After the last row nothing is left to do but to say it, as every start does.
    if (step === "putKek" && late) world.said.set("kek-1 destroyed", "kek-1")
    else await rotateKek(resumed)
    await expectRotated(again, before)
    resumed.close()
    await again.storage.close()
    await rm(world.folder, { recursive: true })
  },
)

test("a call that rings while the KEK is replaced is wrapped anew like every other, and the next one at once", async () => {
  const world = await freshWorld()
  const before = await calls(world)
  const parts = await partsOf(world)
  const keyring = await keyringOf(world)
  const ringing = uuidv7()
  let begun = Promise.resolve()
  await rotateKek({
    ...parts,
    // A call that begins under the old KEK just as it is replaced.
    use: async (kek) => {
      begun = keyring.begin(ringing, null)
      await keyring.use(kek)
    },
  })
  await begun
  expect(await unwrapCallKey((await world.storage.keyStore.callKeyOfCall(ringing))!, world.provider)).toBeDefined()
  const late = uuidv7()
  await keyring.begin(late, null)
  expect((await world.storage.keyStore.callKeyOfCall(late))?.kekId).toBe("kek-2")
  await expectRotated(world, before)
  keyring.close()
  parts.close()
  await world.storage.close()
  await rm(world.folder, { recursive: true })
})

test("with the key service away nothing is destroyed, and the rotation goes on when it is back", async () => {
  const world = await freshWorld()
  const before = await calls(world)
  const parts = await partsOf(world)
  let away = true
  const provider = {
    unwrapCek: (kid: string, key: Uint8Array) =>
      away ? Promise.reject(new Error("away")) : world.provider.unwrapCek(kid, key),
  }
  await expect(rotateKek({ ...parts, provider })).rejects.toThrow("away")
  expect((await readdir(world.dir)).sort()).toEqual(["kek-1.pem", "kek-2.pem"])
  away = false
  await rotateKek({ ...parts, provider })
  await expectRotated(world, before)
  parts.close()
  await world.storage.close()
  await rm(world.folder, { recursive: true })
})

/** The port, except that `method` throws: before it does anything, or after. */
function dyingAt<T extends object>(port: T, method: string, late: boolean): T {
  return new Proxy(port, {
    get(target, name): unknown {
      const original: unknown = Reflect.get(target, name)
      if (name !== method || typeof original !== "function") return original
      return async (...args: unknown[]) => {
        if (late) await Reflect.apply(original, target, args)
        throw new Error("dies here")
      }
    },
  })
}
