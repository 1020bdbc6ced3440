import { Command, CommanderError } from "commander"
import { agentCommand } from "./agent.ts"
import { auditCommand } from "./audit.ts"
import { auditIncidentCommand } from "./audit-incident.ts"
import { callCommand } from "./call.ts"
import { callsCommand } from "./calls.ts"
import { configCommand } from "./config.ts"
import { consentsCommand } from "./consents.ts"
import { contactCommand } from "./contact.ts"
import { dataMapCommand } from "./data-map.ts"
import { doctorCommand } from "./doctor.ts"
import { eraseCommand } from "./erase.ts"
import { exitCodeOf, exitCodes, sentenceOf } from "./exit.ts"
import { exportCommand } from "./export.ts"
import { exportCallsCommand } from "./export-calls.ts"
import { greetingCommand } from "./greeting.ts"
import { printJson, type Io } from "./io.ts"
import { holdCommand } from "./hold.ts"
import { keysCommand } from "./keys.ts"
import { lineCommand } from "./line.ts"
import { policyCommand } from "./policy.ts"
import { recordingsCommand } from "./recordings.ts"
import { scheduleCommand } from "./schedule.ts"
import { trunkCommand } from "./trunk.ts"
import { recipientCommand } from "./recipient.ts"
import { serviceAccountCommand, tokenCommand } from "./token.ts"
import { requestsCommand } from "./requests.ts"
import { retentionCommand } from "./retention.ts"
import { userCommand } from "./user.ts"
import { verifyCommand } from "./verify.ts"
import { verifyCertificateCommand } from "./verify-certificate.ts"
import { webhookCommand } from "./webhook.ts"
import { witnessCommand } from "./witness.ts"

/** Adds one noun or verb to the program. `dev` and `serve` are handed in by main.ts, which may start a gateway. */
export type AddCommand = (program: Command, io: Io) => void

const commands: readonly AddCommand[] = [
  callCommand,
  callsCommand,
  consentsCommand,
  recordingsCommand,
  eraseCommand,
  holdCommand,
  retentionCommand,
  keysCommand,
  userCommand,
  serviceAccountCommand,
  tokenCommand,
  requestsCommand,
  contactCommand,
  agentCommand,
  dataMapCommand,
  recipientCommand,
  webhookCommand,
  exportCommand,
  exportCallsCommand,
  verifyCommand,
  verifyCertificateCommand,
  auditCommand,
  auditIncidentCommand,
  witnessCommand,
  lineCommand,
  scheduleCommand,
  policyCommand,
  greetingCommand,
  trunkCommand,
  configCommand,
  doctorCommand,
]

const help = `
Every command finds the gateway that \`assent dev\` started here, or takes ASSENT_URL and ASSENT_KEY.
Exit codes: 0 ok, 1 failed or contradicted, 2 usage or bad input, 3 gateway not reachable.

Examples:
  assent call --press 1            ring, agree, and see what happens
  assent recordings list --json    what the API answers, as JSON
  assent verify                    check the whole ledger of the running gateway`

/** Runs one command line (without node and script) and answers its exit code. Never throws. */
export async function run(argv: readonly string[], io: Io, more: readonly AddCommand[] = []): Promise<number> {
  const program = new Command("assent")
    .description("Asks for consent, records only with it, and proves both")
    .option("--json", "print what the API answers, as JSON")
    .addHelpText("after", help)
  const told = { any: false }
  const stdout = (text: string): void => {
    told.any = true
    io.stdout(text)
  }
  for (const add of [...more, ...commands]) add(program, { ...io, stdout })
  prepare(program, io)
  try {
    await program.parseAsync(argv, { from: "user" })
    return exitCodes.ok
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.input
    // One document: what was found is the answer, and the exit code says the rest.
    if (argv.includes("--json") && !told.any)
      printJson(io, { error: { message: sentenceOf(error), exit_code: exitCodeOf(error) } })
    io.stderr(`assent: ${sentenceOf(error)}\n`)
    return exitCodeOf(error)
  }
}

/** Settings that commander does not hand down to commands that were built on their own. */
function prepare(command: Command, io: Io): void {
  command.exitOverride().showHelpAfterError("(see --help)").allowExcessArguments(false)
  command.configureOutput({
    writeOut: (text) => io.stdout(text),
    writeErr: (text) => io.stderr(text.replace(/^error:/, "assent:")),
  })
  if (command.parent && command.commands.length === 0) command.option("--json", "print what the API answers, as JSON")
  for (const child of command.commands) prepare(child, io)
}
