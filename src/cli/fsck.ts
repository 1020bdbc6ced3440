import { existsSync } from "node:fs"
import { join, resolve } from "node:path"
import type { Command } from "commander"
import { AssentError } from "../errors.ts"
import { openLogKey } from "../keys/log-key.ts"
import { type Ledger, openLedger } from "../ledger/ledger.ts"
import { noteSigner } from "../ledger/node-crypto.ts"
import { openEmbedded, type SqliteTx } from "../storage/embedded/open.ts"
import { fsck, type FsckReport } from "../wiring/fsck.ts"
import { answer } from "./answer.ts"
import { badInput } from "./exit.ts"
import { DEV_FOLDER } from "./find-gateway.ts"
import { paint, print, type Io } from "./io.ts"

export function fsckCommand(program: Command, io: Io): void {
  program
    .command("fsck")
    .description("compare ledger, rows, files and keys of a stopped gateway's data folder; name what is lost")
    .option("--data <folder>", "the data folder", DEV_FOLDER)
    .option("--repair", "make again what follows from the ledger, and remove what should not be there")
    .addHelpText(
      "after",
      "\nExamples:\n  assent fsck --data /var/lib/assent\n  assent fsck --data /var/lib/assent --repair\n\n" +
        "It takes the folder's lock, so the gateway must be stopped. Exit code 1 when anything is left that is not right.",
    )
    .action(async (options: { data: string; repair?: boolean }, command: Command) => {
      const report = await check(resolve(io.cwd, options.data), options.repair === true)
      answer(io, command, report, () => say(io, report, options.repair === true))
      const left = report.findings.filter(({ kind }) => kind !== "repaired").length
      if (left > 0) throw new AssentError("CONFLICT", `${left} ${left === 1 ? "thing is" : "things are"} not right`)
    })
}

async function check(folder: string, repair: boolean): Promise<FsckReport> {
  if (!existsSync(join(folder, "assent.db"))) {
    throw badInput("--data", "there is no data folder of a gateway here: name the one its configuration names")
  }
  await using storage = await openEmbedded(folder)
  const { ledgerStore } = storage
  const origin = await ledgerStore.origin()
  if (origin === null) throw new AssentError("NOT_FOUND", "this folder holds no ledger: restore it from a backup")
  const signer = noteSigner(origin, await openLogKey(join(folder, "keys", "log.pem"), false))
  let opened: Promise<Ledger<SqliteTx>> | null = null
  try {
    return await fsck(
      {
        ...storage,
        vkey: signer.vkey,
        openLedger: () => (opened ??= openLedger({ store: ledgerStore, origin, signer, create: false })),
      },
      { repair },
    )
  } finally {
    await closing(opened)
  }
}

async function closing(ledger: Promise<Ledger<SqliteTx>> | null): Promise<void> {
  await (await ledger)?.close()
}

const colours = { repairable: "yellow", repaired: "green", lost: "red", contradiction: "red" } as const

function say(io: Io, { leaves, calls, recordings, files, findings }: FsckReport, repair: boolean): void {
  for (const { kind, about, id, detail } of findings) {
    print(
      io,
      `${paint(io, colours[kind], kind.padEnd(13))}  ${about.padEnd(6)}  ${id === null ? "" : `${id}: `}${detail}`,
    )
  }
  const can = findings.some(({ kind }) => kind === "repairable")
  print(io, `Compared ${leaves} entries, ${calls} calls and ${recordings} recordings, ${files} files whole`)
  if (findings.length === 0) print(io, paint(io, "green", "Everything agrees"))
  if (can && !repair) print(io, "What is repairable is made right by: assent fsck --repair")
}
