import { existsSync, readFileSync } from "node:fs"
import { mkdir } from "node:fs/promises"
import { isIP } from "node:net"
import { join, resolve } from "node:path"
import type { Command } from "commander"
import { openLogKey } from "../keys/log-key.ts"
import { sha256, verifyEd25519, witnessSigner } from "../ledger/node-crypto.ts"
import { ED25519, formatVkey, type NoteSigner, parseVkey, type Vkey } from "../ledger/note.ts"
import { witnessServer } from "../ledger/witness-server.ts"
import { openWitnessStore, type OpenWitnessStore } from "../ledger/witness-store.ts"
import { badInput, sentenceOf } from "./exit.ts"
import { print, type Io } from "./io.ts"
import { untilStopped } from "./signals.ts"

interface WitnessOptions {
  readonly name: string
  readonly state: string
  readonly listen: string
  readonly logVkey: readonly string[]
}

export function witnessCommand(program: Command, io: Io): void {
  program
    .command("witness")
    .description("watch over somebody else's ledger: cosign what only grew, for as long as this runs")
    .requiredOption("--name <name>", "what this witness is known by, such as auditor.example/witness")
    .requiredOption(
      "--state <dir>",
      "its own folder: the key, and what it signed last. Never copy it to a second witness",
    )
    .requiredOption("--log-vkey <file...>", "a ledger's public key, as its operator handed it over; or the key itself")
    .option("--listen <host:port>", "where the gateway posts its checkpoints", "127.0.0.1:7090")
    .addHelpText(
      "after",
      "\nExample:\n  assent witness --name auditor.example/witness --state witness --log-vkey log.vkey --listen 0.0.0.0:7090",
    )
    .action((options: WitnessOptions) => witness(io, options))
}

async function witness(io: Io, options: WitnessOptions): Promise<void> {
  const { host, port } = address(options.listen)
  const logs = options.logVkey.map((given) => logVkey(io, given))
  const folder = resolve(io.cwd, options.state)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { store, signer } = await openState(folder, options.name)
  const server = witnessServer(
    { store, signer, logs, crypto: { hash: sha256, verify: verifyEd25519 }, now: () => Math.floor(Date.now() / 1000) },
    (error) => io.stderr(`assent: a checkpoint was not signed: ${sentenceOf(error)}\n`),
  )
  try {
    await new Promise<void>((listening, failed) => {
      server.once("error", (cause) => failed(badInput("--listen", `cannot listen there: ${cause.message}`)))
      server.listen(port, host, listening)
    })
    print(io, `Witnessing ${logs.map((log) => log.name).join(", ")} at http://${options.listen}/add-checkpoint`)
    print(io, `Give auditors this key, and the gateway's operator (ledger.witnesses): ${signer.vkey}`)
    await untilStopped()
  } finally {
    server.closeAllConnections()
    server.close()
    store.close()
  }
}

/** A witness that lost its memory must never sign under the same key: it could not know what it signed before. */
async function openState(folder: string, name: string): Promise<{ store: OpenWitnessStore; signer: NoteSigner }> {
  const key = join(folder, "witness.pem")
  const memory = join(folder, "witness.db")
  if (existsSync(key) && !existsSync(memory)) {
    throw badInput("--state", "this folder has a key but not what it signed: restore witness.db, or use a new folder")
  }
  const store = openWitnessStore(memory)
  try {
    return { store, signer: witnessSigner(name, await openLogKey(key, store.isEmpty())) }
  } catch (error) {
    store.close()
    throw error
  }
}

function address(listen: string): { host: string; port: number } {
  const match = /^(?:\[([0-9a-fA-F:]+)\]|([A-Za-z0-9.-]+)):(\d{1,5})$/.exec(listen)
  const host = match?.[1] ?? match?.[2] ?? ""
  const port = Number(match?.[3])
  if (!match || port > 65_535 || (match[1] !== undefined && isIP(match[1]) !== 6)) {
    throw badInput("--listen", "give a host and a port such as 127.0.0.1:7090")
  }
  return { host, port }
}

function logVkey(io: Io, given: string): Vkey {
  const path = resolve(io.cwd, given)
  const text = existsSync(path) ? readFileSync(path, "utf8").trim() : given
  try {
    const vkey = parseVkey(sha256, text)
    if (formatVkey(vkey) === text && vkey.type === ED25519) return vkey
  } catch {
    // Told below, with the option's name.
  }
  throw badInput("--log-vkey", "give a file with a ledger's public key (log.vkey), or the key itself")
}
