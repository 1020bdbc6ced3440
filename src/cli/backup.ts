import { existsSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import type { Command } from "commander"
import { verifyBackup } from "../backup/verify.ts"
import { createBackup, planBackup } from "../wiring/backup.ts"
import { readCheckpoint, type Restored, restoreBackup } from "../wiring/restore.ts"
import { answer } from "./answer.ts"
import { badInput } from "./exit.ts"
import { DEV_FOLDER } from "./find-gateway.ts"
import { endProgress, paint, print, progress, type Io } from "./io.ts"
import { readConfig } from "./read-config.ts"

interface CreateOptions {
  readonly out: string
  readonly keysOut: string
  readonly config?: string
  readonly data: string
  readonly dryRun?: boolean
}

interface RestoreOptions {
  readonly data: string
  readonly keys: string
  readonly keyFiles: string
  readonly shredList: string
  readonly checkpoint?: string
  readonly nothingSignedSince?: boolean
  readonly accessUnchangedSince?: boolean
  readonly to: string
  readonly dryRun?: boolean
}

/** Works on folders, beside a gateway or without one. */
export function backupCommand(program: Command, io: Io): void {
  const group = program.command("backup").description("Backups: create, verify, restore")
  group
    .command("create")
    .description("copy data and keys, each to its own place; a running gateway goes on")
    .requiredOption("--out <dir>", "where data backups are kept; audio that is there already is not copied again")
    .requiredOption("--keys-out <dir>", "where key backups are kept: another place, for other people")
    .option("--config <file>", "of the gateway")
    .option("--data <folder>", "the data folder, where there is no configuration file", DEV_FOLDER)
    .option("--dry-run", "say what would be copied and copy nothing")
    .addHelpText(
      "after",
      "\nExample:\n  assent backup create --config /etc/assent/assent.yaml --out /mnt/backup --keys-out /mnt/keys\n\n" +
        "Neither place gets a private key. Keep the data folder's keys/*.pem and shred.list in a third, and delete the copy\n" +
        "of a key encryption key when its epoch has ended.",
    )
    .action((options: CreateOptions, command: Command) => create(io, options, command))
  group
    .command("verify")
    .description("check one backup where it lies: every file against what the log's key signed")
    .argument("<folder>", "of one backup, such as /mnt/backup/20261123T210000000Z")
    .requiredOption("--vkey <file>", "the ledger's public key (log.vkey)")
    .addHelpText("after", "\nExample:\n  assent backup verify /mnt/backup/20261123T210000000Z --vkey log.vkey")
    .action((folder: string, options: { vkey: string }, command: Command) => verify(io, folder, options.vkey, command))
  group
    .command("restore")
    .description("bring a data folder back; whoever was erased since the backup stays erased")
    .requiredOption("--data <folder>", "one backup of data")
    .requiredOption("--keys <folder>", "one backup of keys, of the same time or newer")
    .requiredOption("--key-files <dir>", "holds log.pem and the kek-<epoch>.pem of that time")
    .requiredOption("--shred-list <file>", "the newest copy of shred.list")
    .option("--checkpoint <file>", "the newest checkpoint that anybody holds: a witness, an auditor, an export")
    .option("--nothing-signed-since", "you say that the ledger has not grown since the backup; nobody can check it")
    .option(
      "--access-unchanged-since",
      "you say that nobody was disabled and no token revoked since the backup; without it, all people are disabled and all tokens revoked",
    )
    .requiredOption("--to <folder>", "a new or empty folder")
    .option("--dry-run", "check everything and write nothing")
    .addHelpText(
      "after",
      "\nExample:\n  assent backup restore --data /mnt/backup/20261123T210000000Z --keys /mnt/keys/20261123T210000000Z \\\n" +
        "    --key-files /mnt/pem --shred-list /mnt/pem/shred.list --checkpoint checkpoint --to /var/lib/assent\n\n" +
        "Every sign-in, invitation and recovery code of that time ends. The api_keys of the configuration open as before:\n" +
        "with one of them, or as a person it lets in first, `assent user change ID --enable` lets people in again.\n" +
        "profile: hipaa takes no such key: start once without the profile, with one.",
    )
    .action((options: RestoreOptions, command: Command) => restore(io, options, command))
}

async function create(io: Io, options: CreateOptions, command: Command): Promise<void> {
  const config = options.config === undefined ? null : readConfig(io, options.config)
  const folder = config?.data ?? resolve(io.cwd, options.data)
  if (!existsSync(join(folder, "assent.db"))) {
    throw badInput(config ? "--config" : "--data", "there is no data folder of a gateway here")
  }
  const places = { folder, out: resolve(io.cwd, options.out), keysOut: resolve(io.cwd, options.keysOut) }
  if (options.dryRun === true) {
    const plan = await planBackup(places)
    answer(io, command, plan, () => {
      print(
        io,
        `Databases: ${megabytes(plan.databaseBytes)}. Audio: ${plan.audioFiles} files, ${plan.newFiles} of them new.`,
      )
      print(io, "Nothing was copied: this was a dry run.")
    })
    return
  }
  const made = await createBackup({
    ...places,
    shredList: config?.keys.shred_list ?? join(folder, "shred.list"),
    told: (what, done, total) => progress(io, `${what}: ${total > 0 ? `${Math.round((100 * done) / total)} %` : done}`),
    now: () => new Date(),
  }).finally(() => endProgress(io))
  const { objects, kek } = made.data.manifest
  answer(io, command, { data: made.data.folder, keys: made.keys.folder, kek, objects }, () => {
    print(io, `Data: ${made.data.folder} (${objects.count} files of audio, ${megabytes(objects.bytes)})`)
    print(io, `Keys: ${made.keys.folder}`)
    print(io, `Both open with ${kek} alone. When its epoch ends they open nothing any more: make new ones each day.`)
  })
}

async function verify(io: Io, folder: string, vkeyFile: string, command: Command): Promise<void> {
  let vkey: string
  try {
    vkey = readFileSync(resolve(io.cwd, vkeyFile), "utf8")
  } catch {
    throw badInput("--vkey", "this file cannot be read: check the path and its permissions")
  }
  const { manifest, files } = await verifyBackup(resolve(io.cwd, folder), { vkey }, (done, total) =>
    progress(io, `checking audio: ${done} of ${total}`),
  ).finally(() => endProgress(io))
  const { id, kind, origin, made_at, kek, ledger } = manifest
  answer(io, command, { id, kind, origin, made_at, kek, ledger_size: ledger?.size ?? null, files }, () => {
    print(io, `${paint(io, "green", "Whole")}: a backup of ${kind} of ${origin}, made ${made_at}, ${files} files`)
    print(io, `It opens with ${kek} alone.`)
  })
}

async function restore(io: Io, options: RestoreOptions, command: Command): Promise<void> {
  const at = (path: string): string => resolve(io.cwd, path)
  const { checkpoint, nothingSignedSince = false, dryRun = false } = options
  if ((checkpoint === undefined) === !nothingSignedSince) {
    throw badInput(
      "--checkpoint or --nothing-signed-since",
      "give the newest checkpoint that anybody holds, or say that nothing was signed since the backup",
    )
  }
  const restored = await restoreBackup({
    data: at(options.data),
    keys: at(options.keys),
    keyFiles: at(options.keyFiles),
    shredList: at(options.shredList),
    checkpoint: checkpoint === undefined ? null : await readCheckpoint(at(checkpoint)),
    accessUnchanged: options.accessUnchangedSince === true,
    target: at(options.to),
    dryRun,
    told: (step, done, total) => progress(io, total > 1 ? `${step}: ${done} of ${total}` : step),
    now: () => new Date(),
  }).finally(() => endProgress(io))
  const { origin, madeAt, ledgerSize, audio, erasedSince, ended } = restored
  answer(io, command, { ...restored, target: at(options.to), dry_run: dryRun }, () => {
    print(
      io,
      `${dryRun ? "Would restore" : "Restored"} ${origin} as of ${madeAt}: ${ledgerSize} entries, ${audio} files of audio`,
    )
    if (dryRun) print(io, "Nothing was written: this was a dry run.")
    else {
      print(
        io,
        `${erasedSince} ${erasedSince === 1 ? "recording" : "recordings"} erased since the backup stayed erased`,
      )
      if (ended) sayAccess(io, ended, options.accessUnchangedSince === true)
      print(io, `Check it: assent fsck --data ${at(options.to)}`)
    }
  })
}

function sayAccess(
  io: Io,
  { signIns, links, people, tokens }: NonNullable<Restored["ended"]>,
  unchanged: boolean,
): void {
  print(io, `Ended: ${signIns} sign-ins, ${links} invitations, every recovery code`)
  if (unchanged) {
    print(io, "People and tokens open as then, by your word that nothing was taken back since.")
    return
  }
  print(
    io,
    `Disabled: ${people} people. Revoked: ${tokens} tokens. The backup cannot know which were taken back since.`,
  )
  print(
    io,
    "Let each person in again: assent user change ID --enable. Then, for a new password and new recovery codes:",
  )
  print(io, "assent user invite ID. Give each machine a new token: assent token issue")
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
