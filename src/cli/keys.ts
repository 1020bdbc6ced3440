import type { Command } from "commander"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { answer } from "./answer.ts"
import { openClient, read } from "./client.ts"
import { badInput } from "./exit.ts"
import { print, table, type Io } from "./io.ts"

const key = z.object({
  id: z.string(),
  state: z.string(),
  fingerprint: z.string(),
  created_at: z.string(),
  destroyed_at: z.string().nullable(),
})

export function keysCommand(program: Command, io: Io): void {
  const keys = program.command("keys").description("Key encryption keys: list, rotate")
  keys
    .command("list")
    .description("list the key encryption keys, one per epoch, destroyed ones included")
    .addHelpText("after", "\nExample:\n  assent keys list")
    .action(async (_options: object, command: Command) => {
      const value = await openClient(io).get("/v1/keys")
      answer(io, command, value, () => {
        const { data } = read(z.object({ data: z.array(key) }), value)
        table(
          io,
          ["key", "state", "since", "destroyed", "fingerprint"],
          data.map((row) => [row.id, row.state, row.created_at, row.destroyed_at ?? "-", row.fingerprint]),
        )
      })
    })
  keys
    .command("rotate")
    .description("end the key epoch now: older backups of the key store open nothing from then on")
    .option("--yes", "do not ask")
    .addHelpText("after", "\nExample:\n  assent keys rotate --yes")
    .action(async (options: { yes?: boolean }, command: Command) => {
      if (options.yes !== true) await askFirst(io)
      const value = await openClient(io).send("POST", "/v1/keys/rotate")
      answer(io, command, value, () => print(io, `${read(key, value).id} is destroyed. Make a new backup of the keys.`))
    })
}

async function askFirst(io: Io): Promise<void> {
  if (!io.confirm) throw badInput("--yes", "nobody can be asked here: add --yes to rotate")
  if (!(await io.confirm("Destroy the present key encryption key, when all keys are wrapped anew?")))
    throw new AssentError("CONFLICT", "nothing was rotated")
}
