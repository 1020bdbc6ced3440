import type { Command } from "commander"
import type { TrunkConfig } from "../config-trunks.ts"
import { AssentError } from "../errors.ts"
import { wantsJson } from "./answer.ts"
import { sayFinding } from "./doctor.ts"
import { openClient } from "./client.ts"
import { badInput } from "./exit.ts"
import { durationOption, numberOption } from "./input.ts"
import { paint, print, printJson, type Io } from "./io.ts"
import { readConfig } from "./read-config.ts"
import type { Outgoing } from "../outgoing/client.ts"
import { openOutgoing } from "../wiring/outgoing.ts"
import { checkTrunk } from "./trunk-checks.ts"
import { checkKeys, type TestOrder } from "./trunk-test-call.ts"
import { pastesOf } from "./trunk-urls.ts"

interface TrunkOptions {
  readonly config: string
}

interface CheckOptions extends TrunkOptions {
  readonly call?: string
  readonly from?: string
  readonly part: string
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
    .option("--call <number>", "also have the running gateway call this phone, and press keys there: says which arrive")
    .option("--from <number>", "a number of the trunk to call from; without it, the trunk's caller_id")
    .option("--part <time>", "how long each part of that call waits for keys, 1s to 30s", "12s")
    .addHelpText(
      "after",
      "\nExamples:\n  assent trunk check main --config /etc/assent/assent.yaml\n  assent trunk check main --config /etc/assent/assent.yaml --call +4915112345678\n\nRun it where the gateway runs. Exit code 1 when something is broken; warnings alone are 0. A test call is never recorded.",
    )
    .action(async (name: string, options: CheckOptions, command: Command) => {
      const order = options.call === undefined ? null : orderOf(options, options.call)
      const { config, publicUrl, outgoing } = named(io, options, name)
      // As the gateway itself asks: what it may not reach is seen here.
      const findings = [...(await checkTrunk(config, publicUrl, outgoing.fetch))]
      outgoing.close()
      const tested = { name, carries: config.kind !== "signalwire-relay" }
      if (order) findings.push(...(await checkKeys(openClient(io), tested, order)))
      if (wantsJson(command)) printJson(io, { data: findings })
      else for (const finding of findings) sayFinding(io, finding)
      const broken = findings.filter(({ status }) => status === "broken").length
      if (broken > 0) throw new AssentError("CONFLICT", `${broken} ${broken === 1 ? "thing is" : "things are"} broken`)
    })
}

function orderOf({ from, part }: CheckOptions, to: string): TestOrder {
  const seconds = durationOption("part", part) / 1000
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 30)
    throw badInput("part", "give 1s to 30s, in whole seconds")
  const called = { to: numberOption("call", to), seconds }
  return from === undefined ? called : { ...called, from: numberOption("from", from) }
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
