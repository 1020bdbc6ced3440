/*
 * Makes a backup of a data folder, whether or not a gateway uses it: data into one folder, keys into another. Order: the
 * shred list as it is, then data, then keys, so that every recording of the data has its key, and whatever is destroyed
 * from the first byte on is on the list behind what the manifest names. Neither has a private key in it.
 */
import { type KeyObject, randomBytes } from "node:crypto"
import { existsSync } from "node:fs"
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises"
import { join, relative, resolve, sep } from "node:path"
import { type Manifest, MANIFEST, OBJECTS, signManifest } from "../backup/manifest.ts"
import { clearObjects, keepObject, objectPath, settleObjects, syncFolder } from "../backup/objects.ts"
import { sealFile, writeNew, type Written } from "../backup/seal.ts"
import { shredListNow } from "../backup/shreds.ts"
import { AssentError } from "../errors.ts"
import { wrapBackupKey } from "../keys/backup-key.ts"
import { openLogKey } from "../keys/log-key.ts"
import type { KekRow } from "../keys/ports.ts"
import { openSnapshots, type Snapshot, type SnapshotRecording, type Snapshots } from "../storage/embedded/snapshot.ts"

export interface BackupParts {
  readonly folder: string
  /** Repository of data backups, and of key backups: two places, since whoever has both and a private key has everything. */
  readonly out: string
  readonly keysOut: string
  readonly shredList: string
  readonly told: (what: string, done: number, total: number) => void
  readonly now: () => Date
}

export interface BackupMade {
  readonly data: Made
  readonly keys: Made
}

interface Made {
  readonly folder: string
  readonly manifest: Manifest
}

/** @throws INPUT_INVALID for places that are one, STORAGE_FAILED: what was cut off is no backup, and cleared by the next one */
export async function createBackup(parts: BackupParts): Promise<BackupMade> {
  checkPlaces(parts)
  const logKey = await openLogKey(join(parts.folder, "keys", "log.pem"), false)
  await using snapshots = await openSnapshots(parts.folder)
  const shredList = await shredListNow(parts.shredList)
  const madeAt = parts.now().toISOString()
  const run: Run = { ...parts, snapshots, logKey, shredList, madeAt, id: madeAt.replace(/[-:.]/g, "") }
  const kek = await snapshots.with(
    "keys.db",
    () => undefined,
    async (snapshot) => activeKek(snapshot),
  )
  const data = await dataBackup(run, kek)
  return { data, keys: await keysBackup(run, data.manifest.origin) }
}

export interface BackupPlan {
  readonly databaseBytes: number
  readonly audioFiles: number
  /** Files that the repository has not got. A file's content is only known when it is read: prompts count by name. */
  readonly newFiles: number
}

/** What a backup would copy now; copies nothing, and takes no snapshot. @throws as createBackup */
export async function planBackup(places: Pick<BackupParts, "folder" | "out" | "keysOut">): Promise<BackupPlan> {
  checkPlaces(places)
  await openLogKey(join(places.folder, "keys", "log.pem"), false)
  let databaseBytes = 0
  for (const name of ["assent.db", "keys.db"]) databaseBytes += (await stat(join(places.folder, name))).size
  const plan = { databaseBytes, audioFiles: 0, newFiles: 0 }
  await using snapshots = await openSnapshots(places.folder)
  const names = await prompts(places.folder)
  for (const { known } of paths(snapshots.live(), names)) {
    plan.audioFiles += 1
    if (known === null || !existsSync(objectPath(places.out, known))) plan.newFiles += 1
  }
  return plan
}

interface Run extends Omit<BackupParts, "shredList"> {
  readonly snapshots: Snapshots
  readonly logKey: KeyObject
  readonly shredList: Written
  readonly madeAt: string
  readonly id: string
}

async function dataBackup(run: Run, kek: KekRow): Promise<Made> {
  await clearObjects(run.out)
  return inPlace(run.out, run.id, (folder) =>
    run.snapshots
      .with("assent.db", told(run, "copying assent.db"), async (snapshot) => {
        const origin = snapshot.origin()
        if (origin === null)
          throw new AssentError("NOT_FOUND", "this folder holds no ledger: there is nothing to back up")
        const key = randomBytes(32)
        try {
          const objects = { count: 0, bytes: 0 }
          const list = await writeNew(join(folder, OBJECTS), () => objectLines(run, snapshot, objects))
          await settleObjects(run.out)
          const files: Record<string, Written> = { [OBJECTS]: list }
          const sealing = { backup: run.id, told: () => undefined }
          const operator = join(run.folder, "operator.json")
          for (const [name, from] of [
            ["assent.db", snapshot.path],
            ["operator.json", operator],
          ] as const) {
            files[`${name}.sealed`] = await sealFile(from, join(folder, `${name}.sealed`), key, { ...sealing, name })
          }
          const ledger = { size: snapshot.ledgerSize(), checkpoint: snapshot.checkpoint() }
          const wrapped = await wrapBackupKey(key, kek, run.id)
          return { kind: "data", origin, kek: kek.id, wrapped_key: wrapped, files, ledger, objects }
        } finally {
          key.fill(0)
        }
      })
      .then((members) => manifestOf(run, folder, { ...members, kind: "data" })),
  )
}

async function keysBackup(run: Run, origin: string): Promise<Made> {
  return inPlace(run.keysOut, run.id, (folder) =>
    run.snapshots
      .with("keys.db", told(run, "copying keys.db"), async (snapshot) => {
        const kek = activeKek(snapshot)
        const key = randomBytes(32)
        try {
          const sealing = { backup: run.id, name: "keys.db", told: () => undefined }
          const sealed = await sealFile(snapshot.path, join(folder, "keys.db.sealed"), key, sealing)
          const wrapped = await wrapBackupKey(key, kek, run.id)
          return { kek: kek.id, wrapped_key: wrapped, files: { "keys.db.sealed": sealed } }
        } finally {
          key.fill(0)
        }
      })
      .then((members) =>
        manifestOf(run, folder, { ...members, kind: "keys", origin, ledger: null, objects: { count: 0, bytes: 0 } }),
      ),
  )
}

/** Audio of the recordings in the snapshot, and of prompts. What was erased since is passed over. */
async function* objectLines(
  run: Run,
  snapshot: Snapshot,
  sum: { count: number; bytes: number },
): AsyncGenerator<Uint8Array> {
  for (const { path, known } of paths(snapshot.recordings(), await prompts(run.folder))) {
    const kept = await keepObject(run.out, join(run.folder, ...path.split("/")), known)
    if (!kept) continue
    sum.count += 1
    sum.bytes += kept.bytes
    run.told("audio", sum.count, 0)
    yield Buffer.from(`${JSON.stringify({ path, ...kept })}\n`)
  }
}

function* paths(recordings: Iterable<SnapshotRecording>, names: readonly string[]) {
  for (const name of names) yield { path: `prompts/${name}`, known: name.slice(0, 43) }
  for (const { uri, sha256 } of recordings) yield { path: uri, known: sha256 }
}

async function prompts(folder: string): Promise<string[]> {
  const path = join(folder, "prompts")
  return existsSync(path) ? (await readdir(path)).filter((name) => /^[A-Za-z0-9_-]{43}\.ulaw$/.test(name)).sort() : []
}

type Members = Omit<Manifest, "v" | "id" | "made_at" | "shred_list">

async function manifestOf(run: Run, folder: string, members: Members): Promise<Manifest> {
  const manifest: Manifest = { v: 1, id: run.id, made_at: run.madeAt, shred_list: run.shredList, ...members }
  const jws = await signManifest(manifest, run.logKey)
  await writeNew(join(folder, MANIFEST), async function* () {
    yield Buffer.from(`${jws}\n`)
  })
  return manifest
}

/** Under another name until it is whole: what a crash leaves is no backup, and the next run clears it. */
async function inPlace(repository: string, id: string, make: (folder: string) => Promise<Manifest>): Promise<Made> {
  await mkdir(repository, { recursive: true, mode: 0o700 })
  for (const name of await readdir(repository)) {
    if (/^\d{8}T\d{9}Z\.partial$/.test(name)) await rm(join(repository, name), { recursive: true })
  }
  const partial = join(repository, `${id}.partial`)
  await mkdir(partial, { mode: 0o700 })
  const manifest = await make(partial)
  await syncFolder(partial)
  // THE commit point of a backup.
  await rename(partial, join(repository, id))
  await syncFolder(repository)
  return { folder: join(repository, id), manifest }
}

function activeKek(snapshot: Snapshot): KekRow {
  const kek = snapshot.kek()
  if (!kek) throw new AssentError("NOT_FOUND", "there is no active key encryption key here: nothing can be sealed")
  return kek
}

function told({ told: tell }: Pick<Run, "told">, what: string) {
  return (done: number, total: number): void => tell(what, done, total)
}

/** One inside the other is one archive to whoever copies the outer. */
function checkPlaces({ folder, out, keysOut }: Pick<BackupParts, "folder" | "out" | "keysOut">): void {
  const within = (inner: string, outer: string): boolean => {
    const path = relative(resolve(outer), resolve(inner))
    return path === "" || (path !== ".." && !path.startsWith(`..${sep}`))
  }
  if (within(out, keysOut) || within(keysOut, out)) {
    throw new AssentError("INPUT_INVALID", "keys and data must not lie in one place: name a folder apart from --out", {
      field: "--keys-out",
    })
  }
  for (const [field, place] of [
    ["--out", out],
    ["--keys-out", keysOut],
  ] as const) {
    if (within(place, folder)) {
      throw new AssentError("INPUT_INVALID", "a backup inside the data folder is lost with it: name another", { field })
    }
  }
}
