import { existsSync, readFileSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import type { Command } from "commander"
import type { Config } from "../config.ts"
import { AssentError } from "../errors.ts"
import { wantsJson } from "./answer.ts"
import { writeBundle } from "./doctor-bundle.ts"
import { checkGateway, checkMachine, type Finding } from "./doctor-checks.ts"
import { checkConfig } from "./doctor-config.ts"
import { checkCallFlow, checkDeep } from "./doctor-gateway.ts"
import { checkLines } from "./doctor-lines.ts"
import { paint, print, printJson, type Io } from "./io.ts"
import { readConfig } from "./read-config.ts"

interface Options {
  readonly config?: string
  readonly bundle?: string
}

export function doctorCommand(program: Command, io: Io): void {
  program
    .command("doctor")
    .description("look for what would keep Assent from working, and say how to mend it")
    .option("--config <file>", "also look at this configuration: files, ports, TLS expiry, trunks, its data folder")
    .option("--bundle <file>", "also write a file for whoever helps: findings, settings and figures, nothing of people")
    .addHelpText(
      "after",
      "\nExamples:\n  assent doctor\n  assent doctor --config /etc/assent/assent.yaml --bundle support.json\n\nExit code 1 when something is broken; warnings alone are 0.",
    )
    .action((options: Options, command: Command) => doctor(io, options, command))
}

async function doctor(io: Io, { config: file, bundle }: Options, command: Command): Promise<void> {
  const config = file === undefined ? null : readConfig(io, file)
  const near = config && file !== undefined ? besideConfig(io, config, file) : io
  const gateway = config && near === io && io.env["ASSENT_URL"] === undefined ? unasked : await checkGateway(near)
  const findings = [
    ...(await checkMachine(io, config?.data)),
    ...(config ? await checkConfig(config) : []),
    gateway,
    ...(gateway === unasked
      ? []
      : [...(await checkDeep(near)), ...(await checkCallFlow(near)), ...(await checkLines(near))]),
  ]
  const written = bundle === undefined ? null : await writeBundle(io, bundle, findings, config)
  if (wantsJson(command)) printJson(io, { data: findings, bundle: written })
  else for (const finding of findings) sayFinding(io, finding)
  if (written !== null && !wantsJson(command)) print(io, `Written: ${written}. Read it before you send it to anybody.`)
  const broken = findings.filter(({ status }) => status === "broken").length
  if (broken > 0) throw new AssentError("CONFLICT", `${broken} ${broken === 1 ? "thing is" : "things are"} broken`)
}

/** The gateway of this configuration, with the key that `assent init` left beside it, unless another is named. */
function besideConfig(io: Io, config: Config, file: string): Io {
  const key = join(dirname(resolve(io.cwd, file)), "operator.key")
  if (io.env["ASSENT_URL"] !== undefined || !existsSync(key) || config.listen.tls !== null) return io
  const host = config.listen.host === "0.0.0.0" ? "127.0.0.1" : config.listen.host
  const url = `http://${host}:${config.listen.port}`
  return { ...io, env: { ...io.env, ASSENT_URL: url, ASSENT_KEY: readFileSync(key, "utf8").trim() } }
}

/** A development gateway that happens to run here is not the one that was asked about. */
const unasked: Finding = {
  name: "gateway",
  status: "warning",
  detail: "not asked: no key of it is known here",
  mend: "set ASSENT_URL and ASSENT_KEY, or keep operator.key beside the configuration",
}

const marks = { ok: ["ok", "green"], warning: ["warn", "yellow"], broken: ["BROKEN", "red"] } as const

export function sayFinding(io: Io, { name, status, detail, mend }: Finding): void {
  const [word, colour] = marks[status]
  print(io, `${paint(io, colour, word.padEnd(6))}  ${name.padEnd(12)}  ${detail}`)
  if (mend !== null) print(io, `${" ".repeat(22)}To mend: ${mend}`)
}
