import { readFileSync } from "node:fs"
import { dirname, resolve } from "node:path"
import type { Command } from "commander"
import { parse, YAMLParseError } from "yaml"
import { parseConfig } from "../config.ts"
import { AssentError } from "../errors.ts"
import { startGateway } from "../main.ts"
import { badInput } from "./exit.ts"
import { print, type Io } from "./io.ts"
import { untilStopped } from "./signals.ts"

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
  const path = resolve(io.cwd, file)
  const config = parseConfig(readYaml(path), io.env)
  const gateway = await startGateway({ ...config, data: resolve(dirname(path), config.data) }, { create })
  if (create) {
    print(io, "Pin these, and give the second to your auditors by another way than the exports:")
    print(io, `  keys.kek_fingerprint: ${gateway.kekFingerprint}`)
    print(io, `  log.vkey: ${gateway.vkey}`)
  }
  await untilStopped()
  await gateway.close()
}

function readYaml(path: string): unknown {
  let text: string
  try {
    text = readFileSync(path, "utf8")
  } catch (cause) {
    throw new AssentError("CONFIG_INVALID", `cannot be read: ${path}`, { field: "--config", cause })
  }
  try {
    return parse(text)
  } catch (error) {
    if (error instanceof YAMLParseError) throw badInput("--config", `is not YAML: ${error.message}`)
    throw error
  }
}
