import type { Command } from "commander"
import { z } from "zod"
import { answer } from "./answer.ts"
import { openClient, read } from "./client.ts"
import { badInput } from "./exit.ts"
import { idArgument } from "./input.ts"
import { print, table, type Io } from "./io.ts"

const agent = z.object({
  id: z.string(),
  name: z.string().nullable(),
  lines: z.array(z.string()),
  set_at: z.string(),
})

export function agentCommand(program: Command, io: Io): void {
  const agents = program
    .command("agent")
    .description("Who speaks on calls: set, list, assign. Erase: `assent erase --agent`")

  agents
    .command("set")
    .description("write down an agent, or correct one: name and lines are sealed")
    .argument("<id>", "as your own systems know the agent: lower-case letters, digits, - and _")
    .option("--name <name>", "as it is shown")
    .option("--line <id...>", "the lines the agent takes; may be repeated")
    .addHelpText("after", '\nExample:\n  assent agent set agent-7 --name "A. Agent" --line main')
    .action(async (id: string, { name, line = [] }: { name?: string; line?: string[] }, command: Command) => {
      const value = await openClient(io).send("PUT", `/v1/agents/${slugOf(id)}`, { name: name ?? null, lines: line })
      answer(io, command, value, () => print(io, `${read(agent, value).id} is written down.`))
    })

  agents
    .command("list")
    .description("list the agents, newest first")
    .addHelpText("after", "\nExample:\n  assent agent list")
    .action(async (_options: object, command: Command) => {
      const value = await openClient(io).get("/v1/agents")
      answer(io, command, value, () => {
        const { data } = read(z.object({ data: z.array(agent) }), value)
        const rows = data.map((row) => [row.id, row.name ?? "-", row.lines.join(", ")])
        if (rows.length === 0) print(io, "Nothing yet.")
        else table(io, ["agent", "name", "lines"], rows)
      })
    })

  agents
    .command("assign")
    .description("say who speaks on a call, live or ended")
    .argument("<call>", "call_... or the bare UUID")
    .argument("<agent>", "as `assent agent list` shows it")
    .addHelpText("after", "\nExample:\n  assent agent assign call_... agent-7")
    .action(async (call: string, id: string, _options: object, command: Command) => {
      const path = `/v1/calls/${idArgument("call", call)}/agent`
      const value = await openClient(io).send("PUT", path, { agent: slugOf(id) })
      answer(io, command, value, () => print(io, "Assigned."))
    })
}

function slugOf(id: string): string {
  if (!/^[a-z0-9][a-z0-9_-]{0,63}$/.test(id))
    throw badInput("ID", "give lower-case letters, digits, - and _, at most 64")
  return id
}
