import type { Command } from "commander"
import type { TrunkConfig } from "../config-trunks.ts"
import { AssentError } from "../errors.ts"
import { wantsJson } from "./answer.ts"
import { sayFinding } from "./doctor.ts"
import { badInput } from "./exit.ts"
import { paint, print, printJson, type Io } from "./io.ts"
import { readConfig } from "./read-config.ts"
import type { Outgoing } from "../outgoing/client.ts"
import { openOutgoing } from "../wiring/outgoing.ts"
import { checkTrunk } from "./trunk-checks.ts"
import { pastesOf } from "./trunk-urls.ts"

interface TrunkOptions {
  readonly config: string
}

export function trunkCommand(program: Command, io: Io): void {
  const trunk = program.command("trunk").description("the carriers that calls come from")
  const file = ["--config <file>", "the gateway's configuration, YAML or JSON"] as const
  trunk
    .command("urls <name>")
    .description("print what to paste where at the carrier")
    .requiredOption(...file)
    .addHelpText("after", "\nExample:\n  assent trunk urls main --config /etc/assent/assent.yaml")
    .action((name: string, options: TrunkOptions, command: Command) => {
      const { config, publicUrl } = named(io, options, name)
      const pastes = pastesOf(config, publicUrl)
      if (wantsJson(command)) printJson(io, { data: pastes })
      else for (const { where, value } of pastes) print(io, `${paint(io, "bold", where)}\n  ${value}`)
    })
  trunk
    .command("check <name>")
    .description("look for what would keep calls of a trunk from coming, and say how to mend it")
    .requiredOption(...file)
    .addHelpText(
      "after",
      "\nExample:\n  assent trunk check main --config /etc/assent/assent.yaml\n\nRun it where the gateway runs. Exit code 1 when something is broken; warnings alone are 0.",
    )
    .action(async (name: string, options: TrunkOptions, command: Command) => {
      const { config, publicUrl, outgoing } = named(io, options, name)
      // As the gateway itself asks: what it may not reach is seen here.
      const findings = await checkTrunk(config, publicUrl, outgoing.fetch)
      outgoing.close()
      if (wantsJson(command)) printJson(io, { data: findings })
      else for (const finding of findings) sayFinding(io, finding)
      const broken = findings.filter(({ status }) => status === "broken").length
      if (broken > 0) throw new AssentError("CONFLICT", `${broken} ${broken === 1 ? "thing is" : "things are"} broken`)
    })
}

interface Named {
  readonly config: TrunkConfig
  readonly publicUrl: string
  readonly outgoing: Outgoing
}

function named(io: Io, { config: file }: TrunkOptions, name: string): Named {
  const config = readConfig(io, file)
  const trunk = config.trunks.find((each) => each.name === name)
  if (!trunk)
    throw badInput(
      "name",
      `no trunk is called ${name}; there are: ${config.trunks.map((each) => each.name).join(", ")}`,
    )
  const own = trunk.kind === "test-phone" ? undefined : trunk.public_url
  return { config: trunk, publicUrl: own ?? config.public_url, outgoing: openOutgoing(config) }
}
