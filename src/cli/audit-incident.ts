import type { Command } from "commander"
import { z } from "zod"
import { answer } from "./answer.ts"
import { openClient, read } from "./client.ts"
import { badInput } from "./exit.ts"
import { print, type Io } from "./io.ts"
import { reasonHeaders } from "./reason.ts"

interface IncidentOptions {
  readonly key?: string
  readonly address?: string
  readonly since?: string
  readonly until?: string
  readonly reason: string
}

const view = z.object({
  accesses: z.number(),
  first_at: z.string().nullable(),
  last_at: z.string().nullable(),
  keys: z.array(z.string()),
  addresses: z.array(z.string()),
  subjects: z.array(z.string()),
  calls: z.array(z.string()),
  recordings: z.array(z.string()),
  unattributed: z.number(),
})

/** `assent audit incident`, added to `audit`. */
export function auditIncidentCommand(program: Command, io: Io): void {
  program.commands
    .find((command) => command.name() === "audit")
    ?.command("incident")
    .description("whose data a key, an address or a period touched (Art. 33 GDPR)")
    .option("--key <id>", "the key, token or person")
    .option("--address <cidr>", "an address, or a network such as 203.0.113.0/24")
    .option("--since <time>", "a time such as 2026-11-23T16:00:00Z, or a day (UTC)")
    .option("--until <time>", "a time, or the first day (UTC) that is not looked at any more")
    .requiredOption("--reason <text>", "why: it is put on record with the query")
    .addHelpText(
      "after",
      '\nExample:\n  assent audit incident --key console --since 2026-11-01 --reason "key was leaked"',
    )
    .action(async (options: IncidentOptions, command: Command) => {
      const { key, address, since, until } = options
      if ((key ?? address ?? since) === undefined) throw badInput("--key", "give --key, --address or --since")
      const body = {
        ...(key === undefined ? {} : { key }),
        ...(address === undefined ? {} : { address }),
        ...(since === undefined ? {} : { since: moment("--since", since) }),
        ...(until === undefined ? {} : { until: moment("--until", until) }),
      }
      const value = await openClient(io).send("POST", "/v1/incidents/query", body, reasonHeaders(options.reason))
      answer(io, command, value, () => {
        const found = read(view, value)
        print(io, `${found.accesses} accesses${found.accesses === 0 ? "" : `, ${found.first_at} to ${found.last_at}`}`)
        for (const name of ["keys", "addresses", "subjects", "calls", "recordings"] as const) {
          print(io, `\n${found[name].length} ${name}`)
          for (const one of found[name]) print(io, `  ${one}`)
        }
        if (found.unattributed > 0)
          print(io, `\n${found.unattributed} accesses of the period are from before the index: look at their leaves`)
      })
    })
}

function moment(name: string, text: string): string {
  const at = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text)
  if (!/^\d{4}-\d{2}-\d{2}(T|$)/.test(text) || Number.isNaN(at.getTime()))
    throw badInput(name, "give a time such as 2026-11-23T16:00:00Z, or a day")
  return at.toISOString()
}
