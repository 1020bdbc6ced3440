import type { Command } from "commander"
import { AssentError } from "../errors.ts"
import { wantsJson } from "./answer.ts"
import { checkGateway, checkMachine, type Finding } from "./doctor-checks.ts"
import { checkLines } from "./doctor-lines.ts"
import { paint, print, printJson, type Io } from "./io.ts"

export function doctorCommand(program: Command, io: Io): void {
  program
    .command("doctor")
    .description("look for what would keep Assent from working, and say how to mend it")
    .addHelpText("after", "\nExample:\n  assent doctor\n\nExit code 1 when something is broken; warnings alone are 0.")
    .action(async (_options: object, command: Command) => {
      const findings = [...(await checkMachine(io)), await checkGateway(io), ...(await checkLines(io))]
      if (wantsJson(command)) printJson(io, { data: findings })
      else for (const finding of findings) sayFinding(io, finding)
      const broken = findings.filter(({ status }) => status === "broken").length
      if (broken > 0) throw new AssentError("CONFLICT", `${broken} ${broken === 1 ? "thing is" : "things are"} broken`)
    })
}

const marks = { ok: ["ok", "green"], warning: ["warn", "yellow"], broken: ["BROKEN", "red"] } as const

export function sayFinding(io: Io, { name, status, detail, mend }: Finding): void {
  const [word, colour] = marks[status]
  print(io, `${paint(io, colour, word.padEnd(6))}  ${name.padEnd(12)}  ${detail}`)
  if (mend !== null) print(io, `${" ".repeat(22)}To mend: ${mend}`)
}
