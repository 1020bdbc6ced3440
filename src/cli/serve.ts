import type { Command } from "commander"
import { startGateway } from "../main.ts"
import { print, type Io } from "./io.ts"
import { readConfig } from "./read-config.ts"
import { stopSignals } from "./signals.ts"

interface ServeOptions {
  readonly config: string
  readonly create?: boolean
}

export function serveCommand(program: Command, io: Io): void {
  program
    .command("serve")
    .description("run the gateway of a configuration file")
    .requiredOption("--config <file>", "YAML or JSON; config/single-server.yaml is a commented example")
    .option("--create", "begin a new ledger and key in an empty data folder, and print what to pin")
    .addHelpText(
      "after",
      "\nExamples:\n  assent serve --config /etc/assent/assent.yaml --create\n  assent serve --config /etc/assent/assent.yaml",
    )
    .action((options: ServeOptions) => serve(io, options))
}

async function serve(io: Io, { config: file, create = false }: ServeOptions): Promise<void> {
  // What systemctl reload sends. Without a listener it would end the process, also while it starts.
  let reload = (): void => undefined
  process.on("SIGHUP", () => reload())
  const gateway = await startGateway(readConfig(io, file), { create })
  if (create) {
    print(io, "Pin these, and give the second to your auditors by another way than the exports:")
    print(io, `  keys.kek_fingerprint: ${gateway.kekFingerprint}`)
    print(io, `  log.vkey: ${gateway.vkey}`)
  }
  reload = () => gateway.reload(() => readConfig(io, file))
  const { asked, hurry } = stopSignals()
  await asked
  await gateway.drain(hurry)
  await gateway.close()
}
