/*
 * Brings a data folder back. Nothing serves it before the last step: until then a file named `restoring` stands in it,
 * and every open of the folder is refused. A restore that was cut off is begun anew by running it again.
 *
 *   checks (nothing is written) -> `restoring` -> key files, shred list -> databases, documents -> audio of who is not on
 *   the shred list -> keys on the list destroyed -> their recordings become tombstones -> whoever came in then is put
 *   out -> `restoring` goes
 */
import type { KeyObject } from "node:crypto"
import { existsSync } from "node:fs"
import { copyFile, chmod, mkdir, readdir, readFile, rm, stat, unlink } from "node:fs/promises"
import { dirname, join, relative, resolve, sep } from "node:path"
import { type Manifest, OBJECTS, openManifest } from "../backup/manifest.ts"
import { bringBack, readObjects, recordingOf, syncFolder } from "../backup/objects.ts"
import { unsealFile, writeNew } from "../backup/seal.ts"
import { readShreds, type Shreds } from "../backup/shreds.ts"
import { checkFiles, verifyBackup } from "../backup/verify.ts"
import { AssentError, hasCode } from "../errors.ts"
import { openBackupKey } from "../keys/backup-key.ts"
import { FileKeyProvider } from "../keys/kek.ts"
import { openLogKey } from "../keys/log-key.ts"
import { sha256, verifyEd25519 } from "../ledger/node-crypto.ts"
import { openCheckpoint, type OpenedCheckpoint } from "../ledger/checkpoint.ts"
import type { Vkey } from "../ledger/note.ts"
import { openEmbedded, RESTORING } from "../storage/embedded/open.ts"
import { overwrite } from "../storage/embedded/snapshot.ts"
import type { EndedAccess } from "../storage/embedded/restored-access.ts"
import { endAccess } from "./restore-access.ts"
import { settleRestore } from "./restore-settle.ts"

export type RestoreStep = "key files" | "databases" | "audio" | "shreds" | "tombstones" | "access" | "serving"

export interface RestoreParts {
  /** Folders of one backup each. */
  readonly data: string
  readonly keys: string
  /** Holds log.pem and kek-<epoch>.pem, which no backup has. */
  readonly keyFiles: string
  readonly shredList: string
  /** The newest signed checkpoint that anybody holds; `null`: a person says that nothing was signed since the backup. */
  readonly checkpoint: string | null
  /** A person says that nobody was disabled, and no token revoked, since the backup. */
  readonly accessUnchanged: boolean
  readonly target: string
  /** Checks everything, writes nothing. */
  readonly dryRun: boolean
  /** Told when a step begins, and of its progress. What it throws ends the restore, as a kill would. */
  readonly told: (step: RestoreStep | "checks", done: number, total: number) => void
  readonly now: () => Date
}

export interface Restored {
  readonly origin: string
  readonly madeAt: string
  readonly ledgerSize: number
  /** Files of audio brought back. */
  readonly audio: number
  /** Recordings that were erased after the backup, and stay erased. 0 in a dry run, which opens no database. */
  readonly erasedSince: number
  /** `null` in a dry run. */
  readonly ended: EndedAccess | null
}

interface Checked {
  readonly data: Manifest
  readonly keys: Manifest
  readonly vkey: Vkey
  readonly shreds: Shreds
  readonly checkpoint: OpenedCheckpoint | null
  readonly dataKey: Buffer
  readonly keysKey: Buffer
}

/** @throws INPUT_INVALID, LEDGER_CORRUPT (older than the checkpoint), KEY_DESTROYED (its epoch has ended), STORAGE_FAILED */
export async function restoreBackup(parts: RestoreParts): Promise<Restored> {
  await checkTarget(parts)
  parts.told("checks", 0, 0)
  const logKey = await openLogKey(join(parts.keyFiles, "log.pem"), false)
  const checked = await check(parts, logKey)
  const { data, dataKey, keysKey, shreds } = checked
  const known = { origin: data.origin, madeAt: data.made_at, ledgerSize: data.ledger?.size ?? 0 }
  try {
    if (parts.dryRun) {
      await verifyBackup(parts.data, { logKey }, (done, total) => parts.told("checks", done, total))
      return { ...known, audio: data.objects.count, erasedSince: 0, ended: null }
    }
    await begin(parts)
    await bringDatabases(parts, checked)
    const audio = await bringAudio(parts, data, shreds)
    const settled = await settle(parts, checked)
    parts.told("serving", 0, 1)
    // THE commit point: from here on a gateway may open the folder.
    await unlink(join(parts.target, RESTORING))
    await syncFolder(parts.target)
    return { ...known, audio, ...settled }
  } finally {
    dataKey.fill(0)
    keysKey.fill(0)
  }
}

async function checkTarget({ target, data, keys }: RestoreParts): Promise<void> {
  for (const backup of [data, keys]) {
    const path = relative(resolve(dirname(backup)), resolve(target))
    if (path === "" || (path !== ".." && !path.startsWith(`..${sep}`))) {
      throw refused("--to", "the folder must not lie among the backups")
    }
  }
  if (!existsSync(target)) return
  if ((await readdir(target)).length > 0 && !existsSync(join(target, RESTORING))) {
    throw refused("--to", "the folder is not empty: a restore never writes over what is there. Name a new one")
  }
}

/** Everything that can be known before a byte is written. */
async function check(parts: RestoreParts, logKey: KeyObject): Promise<Checked> {
  const { manifest: data, vkey } = await openManifest(parts.data, { logKey })
  const { manifest: keys } = await openManifest(parts.keys, { logKey })
  if (data.kind !== "data" || keys.kind !== "keys") {
    throw refused("backup", "give a backup of data and one of keys, each by its own option")
  }
  if (data.origin !== keys.origin) throw refused("--keys", "the keys are of another gateway than the data")
  if (keys.made_at < data.made_at) {
    throw refused(
      "--keys",
      "the keys are older than the data: recordings made in between could not be opened. Take newer keys",
    )
  }
  const checkpoint = await highWater(parts, data, vkey)
  const shreds = await readShreds(parts.shredList, [data.shred_list, keys.shred_list])
  await checkFiles(parts.data, data)
  await checkFiles(parts.keys, keys)
  const provider = new FileKeyProvider(parts.keyFiles)
  const open = async (manifest: Manifest): Promise<Buffer> => {
    try {
      return await openBackupKey(manifest.wrapped_key, provider, manifest.id)
    } catch (cause) {
      if (!hasCode(cause, "KEY_DESTROYED")) throw cause
      throw new AssentError(
        "KEY_DESTROYED",
        `the backup was sealed to ${manifest.kek}, whose private half is not among the key files. If it was destroyed, ` +
          "its epoch has ended and nobody can open this backup: take a newer one",
        { cause },
      )
    }
  }
  return { data, keys, vkey, shreds, checkpoint, dataKey: await open(data), keysKey: await open(keys) }
}

/** A ledger shorter than what was signed would sign a second history over the first. */
async function highWater(
  { checkpoint }: RestoreParts,
  { ledger }: Manifest,
  vkey: Vkey,
): Promise<OpenedCheckpoint | null> {
  if (checkpoint === null) return null
  const opened = await openCheckpoint(checkpoint, vkey, { hash: sha256, verify: verifyEd25519 }).catch(
    (cause: unknown) => {
      throw new AssentError("INPUT_INVALID", "this is not a checkpoint that this ledger's key has signed", {
        field: "--checkpoint",
        cause,
      })
    },
  )
  if (opened.size <= (ledger?.size ?? 0)) return opened
  throw new AssentError(
    "LEDGER_CORRUPT",
    `the backup's ledger has ${ledger?.size ?? 0} entries, and ${opened.size} have been signed: restoring it would forget ` +
      "consents and erasures that others can prove. The only ways out: restore a backup that was made after this " +
      "checkpoint, or begin a new ledger under a new origin in an empty folder (`assent serve --create`) and keep this " +
      "backup for auditors",
  )
}

async function begin(parts: RestoreParts): Promise<void> {
  const { target, keyFiles, shredList } = parts
  await mkdir(target, { recursive: true, mode: 0o700 })
  const marker = join(target, RESTORING)
  if (existsSync(marker)) await clear(target)
  else await writeNew(marker, async function* () {})
  await syncFolder(target)
  parts.told("key files", 0, 1)
  await mkdir(join(target, "keys"), { recursive: true, mode: 0o700 })
  for (const name of (await readdir(keyFiles)).filter((each) => /^(log|kek-\d{1,9})\.pem$/.test(each))) {
    await copyFile(join(keyFiles, name), join(target, "keys", name))
    await chmod(join(target, "keys", name), 0o600)
  }
  await copyFile(shredList, join(target, "shred.list"))
  await chmod(join(target, "shred.list"), 0o600)
}

/** What a restore that was cut off had brought. Its keys are overwritten: some of them are on the shred list. */
async function clear(target: string): Promise<void> {
  await overwrite(join(target, "keys.db"))
  for (const name of await readdir(target)) {
    if (name !== RESTORING) await rm(join(target, name), { recursive: true })
  }
}

async function bringDatabases(parts: RestoreParts, { data, keys, dataKey, keysKey }: Checked): Promise<void> {
  const { target } = parts
  parts.told("databases", 0, 3)
  await unsealFile(join(parts.keys, "keys.db.sealed"), join(target, "keys.db"), keysKey, {
    backup: keys.id,
    name: "keys.db",
  })
  for (const [at, name] of (["assent.db", "operator.json"] as const).entries()) {
    parts.told("databases", at + 1, 3)
    await unsealFile(join(parts.data, `${name}.sealed`), join(target, name), dataKey, { backup: data.id, name })
  }
  // No line was ever written.
  if ((await stat(join(target, "operator.json"))).size === 0) await unlink(join(target, "operator.json"))
}

async function bringAudio(parts: RestoreParts, { objects }: Manifest, shreds: Shreds): Promise<number> {
  let brought = 0
  let seen = 0
  for await (const object of readObjects(join(parts.data, OBJECTS))) {
    parts.told("audio", seen, objects.count)
    seen += 1
    const recording = recordingOf(object)
    if (recording !== null && shreds.recordings.has(recording)) continue
    await bringBack(dirname(parts.data), object, parts.target)
    brought += 1
  }
  if (seen !== objects.count) throw refused("backup", "the backup lists other audio than was signed")
  return brought
}

async function settle(
  parts: RestoreParts,
  { shreds, checkpoint, vkey }: Checked,
): Promise<Pick<Restored, "erasedSince" | "ended">> {
  await using storage = await openEmbedded(parts.target, { restoring: true })
  parts.told("shreds", 0, 1)
  await storage.restoredKeys.shredAll([...shreds.recordings], [...shreds.callKeys])
  const erasedSince = await settleRestore({
    storage,
    shreds,
    checkpoint,
    vkey,
    provider: new FileKeyProvider(join(parts.target, "keys")),
    told: (done) => parts.told("tombstones", done, 0),
    now: parts.now,
  })
  parts.told("access", 0, 1)
  return { erasedSince, ended: await endAccess(storage.restoredAccess, parts.accessUnchanged, parts.now()) }
}

/** The checkpoint as its file has it. */
export async function readCheckpoint(path: string): Promise<string> {
  return readFile(path, "utf8").catch((cause: unknown) => {
    throw new AssentError("INPUT_INVALID", "this file cannot be read", { field: "--checkpoint", cause })
  })
}

function refused(field: string, why: string): AssentError {
  return new AssentError("INPUT_INVALID", why, { field })
}
