import type { Command } from "commander"
import { parseCheckpoint } from "../ledger/checkpoint.ts"
import { parseNote } from "../ledger/note.ts"
import { openCertificate } from "../rights/certificate.ts"
import { answer } from "./answer.ts"
import { openClient } from "./client.ts"
import { fileOption } from "./input.ts"
import { paint, print, type Io } from "./io.ts"

/** `assent verify certificate`: added to `verify`, which takes --vkey for both. */
export function verifyCertificateCommand(program: Command, io: Io): void {
  program.commands
    .find((command) => command.name() === "verify")
    ?.command("certificate")
    .description("check an erasure's certificate: its signature, and that its checkpoint is the log's own")
    .argument("<file>", "the .jws file of `assent requests certificate`")
    .addHelpText("after", "\nExample:\n  assent verify certificate certificate.jws --vkey log.vkey")
    .action(async (file: string, _options: object, command: Command) => {
      const given: unknown = command.optsWithGlobals()["vkey"]
      const vkey = typeof given === "string" ? fileOption(io, "--vkey", given) : await ownKey(io)
      const certificate = await openCertificate(fileOption(io, "FILE", file).toString("utf8"), vkey.toString("utf8"))
      answer(io, command, { verified: true, ...certificate }, () => {
        const { recordings, keys, retained, recipients, backups } = certificate
        const { size } = parseCheckpoint(parseNote(certificate.checkpoint).text)
        const untold = recipients.filter(({ told_on }) => told_on === null).length
        const rows: [string, string][] = [
          ["Verified", `${certificate.kind} of request dsr_${certificate.request}, made ${certificate.made_at}`],
          ["Ledger", `${certificate.origin}, ${size} entries when it was made`],
          ["Erased", `${recordings.length} recordings, ${keys.length} keys`],
          ["Kept", retained.length === 0 ? "nothing" : retained.map(({ sentence }) => sentence).join("; ")],
          ["Recipients", `${recipients.length - untold} told, ${untold} not yet`],
          ["Backups", backups.sentence],
        ]
        for (const [name, text] of rows)
          print(io, `${paint(io, name === "Verified" ? "green" : "dim", name.padEnd(10))}  ${text}`)
        if (typeof given !== "string")
          print(io, paint(io, "dim", "The key came from the gateway. To check without trusting it: --vkey FILE"))
      })
    })
}

async function ownKey(io: Io): Promise<Buffer> {
  return Buffer.from((await openClient(io).bytes("/ledger/log.vkey")) ?? [])
}
