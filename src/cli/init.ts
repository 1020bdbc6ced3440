import { createHash, randomBytes } from "node:crypto"
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { join, relative, resolve } from "node:path"
import type { Command } from "commander"
import { parse } from "yaml"
import { z } from "zod"
import { parseConfig, type Config } from "../config.ts"
import { startGateway } from "../main.ts"
import { openLog } from "../wiring/log.ts"
import { answer } from "./answer.ts"
import { clientOf, dataOf } from "./client.ts"
import { badInput } from "./exit.ts"
import { initFile, secretFile } from "./init-file.ts"
import { answersOf, terminal, type Answers, type InitOptions, type Questions } from "./init-questions.ts"
import { print, progress, endProgress, type Io } from "./io.ts"

interface Options extends InitOptions {
  readonly port: string
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]

export function initCommand(program: Command, io: Io, ask: Questions = terminal): void {
  program
    .command("init")
    .description("make a production configuration, its keys and its ledger, and a link for the first owner")
    .argument("[folder]", "where to; nothing that is there is overwritten", ".")
    .option("--organisation <name>", "who decides why calls are recorded")
    .option("--contact <text>", "how callers reach them about privacy")
    .option("--public-url <url>", "what clients and carriers use: https://...")
    .option("--owner <login>", "the first owner: an e-mail address or a name")
    .option("--carrier <kind>", "test-phone, twilio, signalwire-cxml, telnyx or signalwire-relay")
    .option("--trunk <name=value>", "a setting of the carrier; once for each", collect)
    .option("--secret <name=file>", "a secret of the carrier, from a file; once for each", collect)
    .option("--port <port>", "on 127.0.0.1, behind your proxy", "7080")
    .addHelpText(
      "after",
      `
Asks for what no flag says; where nobody can be asked, the flags have to say it.

Examples:
  assent init /etc/assent
  assent init /etc/assent --organisation "Example GmbH" --contact privacy@example.org \\
    --public-url https://assent.example.org --owner mira@example.org \\
    --carrier twilio --trunk account_sid=AC... --secret auth_token=./token`,
    )
    .action((folder: string, options: Options, command: Command) => init(io, ask, folder, options, command))
}

const invited = z.object({ invitation: z.url() })

async function init(io: Io, ask: Questions, to: string, options: Options, command: Command): Promise<void> {
  const port = portOption(options.port)
  const folder = resolve(io.cwd, to)
  const paths = ["assent.yaml", "data", "secrets", "operator.key", "log.vkey"].map((name) => join(folder, name))
  const there = paths.filter((path) => existsSync(path))
  if (there[0] !== undefined) throw badInput("FOLDER", `${there[0]} is there already, and nothing is overwritten`)
  const answers = await answersOf(io, options, ask)
  const made = existsSync(folder) ? null : mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    const { file, invitation, vkey } = await write(io, folder, answers, port)
    const value = { config: file, invitation, vkey, operator_key_file: join(folder, "operator.key") }
    answer(io, command, value, () => tell(io, answers, value))
  } catch (error) {
    // All of it was made here, and is of no use without the configuration, which is written last.
    for (const path of paths) rmSync(path, { recursive: true, force: true })
    if (made) rmSync(made, { recursive: true, force: true })
    throw error
  }
}

async function write(io: Io, folder: string, answers: Answers, port: number) {
  const key = `asnt_${randomBytes(24).toString("hex")}`
  const keySha256 = createHash("sha256").update(key).digest("hex")
  const places = { folder, credentials: undefined }
  if (answers.secrets.size > 0) mkdirSync(join(folder, "secrets"), { mode: 0o700 })
  for (const [name, value] of answers.secrets) keep(join(folder, secretFile(answers, name)), `${value}\n`)
  keep(join(folder, "operator.key"), `${key}\n`)
  const config = parseConfig(parse(initFile(answers, { keySha256, kekFingerprint: null, port })), {}, places)

  progress(io, "Making the keys and the ledger (some seconds)")
  const alone = await unseen(config)
  const gateway = await startGateway(alone, { create: true, log: openLog("error") })
  try {
    const client = clientOf({ url: `http://127.0.0.1:${alone.listen.port}`, key })
    const { invitation } = invited.parse(
      dataOf(await client.api.POST("/v1/users", { body: { login: answers.owner, role: "owner" } })),
    )
    keep(join(folder, "log.vkey"), `${gateway.vkey}\n`)
    const file = join(folder, "assent.yaml")
    // What is pinned now is what every later start demands.
    keep(file, initFile(answers, { keySha256, kekFingerprint: gateway.kekFingerprint, port }))
    return { file, invitation, vkey: gateway.vkey }
  } finally {
    await gateway.close()
    endProgress(io)
  }
}

/** The same gateway, for the moment of its making: nobody but this process knows where it listens, and no carrier is met. */
async function unseen(config: Config): Promise<Config> {
  const port = await new Promise<number>((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address()
      server.close(() => found(address !== null && typeof address === "object" ? address.port : 0))
    })
  })
  const trunks = config.trunks.filter(({ kind }) => kind === "test-phone")
  return { ...config, listen: { ...config.listen, host: "127.0.0.1", port, tls: null }, metrics: null, trunks }
}

/** For this user alone, and never over something that is there. */
function keep(path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o600, flag: "wx" })
}

function tell(io: Io, answers: Answers, made: { config: string; invitation: string; vkey: string }): void {
  const near = relative(io.cwd, made.config)
  const file = near.startsWith("..") ? made.config : near
  const next = [
    [`assent serve --config ${file}`, "start it; it listens on 127.0.0.1, so put your TLS proxy in front"],
    [`assent user join "${made.invitation}" --password-file FILE`, "or open the link: single use, 24 hours"],
    answers.carrier === "test-phone"
      ? [`assent doctor --config ${file}`, "what is still missing"]
      : [`assent trunk urls ${answers.carrier} --config ${file}`, "what to paste where at the carrier"],
  ]
  print(io, `Written: ${file}, and beside it data/ (keys and ledger), operator.key and log.vkey`)
  print(io, `Give log.vkey to your auditors by another way than the exports: ${made.vkey}`)
  print(io, "Back up data/keys apart from everything else: without it no recording can ever be heard again.")
  print(io)
  print(io, `The link of the first owner, ${answers.owner}: ${made.invitation}`)
  print(io)
  print(io, "Next:")
  for (const [line = "", why = ""] of next) print(io, `  ${line}\n      ${why}`)
}

function portOption(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) < 1 || Number(text) > 65_535) {
    throw badInput("--port", "give a port between 1 and 65535")
  }
  return Number(text)
}
