import { setTimeout as sleep } from "node:timers/promises"
import type { Command } from "commander"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import type { paths } from "../api/openapi.d.ts"
import { answer } from "./answer.ts"
import { type Client, dataOf, openClient, read } from "./client.ts"
import { badInput } from "./exit.ts"
import { idArgument, numberOption } from "./input.ts"
import { print, table, type Io } from "./io.ts"

export interface EraseOptions {
  readonly dryRun?: boolean
  readonly yes?: boolean
  readonly preview?: string
}

type Erasure = paths["/v1/erasures"]["post"]["requestBody"]["content"]["application/json"]

interface Scope {
  readonly recording?: string
  readonly subject?: string
  readonly line?: string
  readonly agent?: string
  readonly from?: string
  readonly to?: string
}

const erasure = z.object({
  dry_run: z.boolean(),
  calls: z.number().nullable(),
  items: z.array(
    z.object({
      recording_id: z.string(),
      outcome: z.string(),
      retained: z.object({ sentence: z.string(), until: z.string().nullable() }).nullable().optional(),
    }),
  ),
  preview: z.string().nullable().optional(),
})

const job = z.object({
  id: z.string(),
  state: z.enum(["running", "done", "cancelled"]),
  total: z.number(),
  done: z.number(),
  failed: z.number(),
  result_url: z.string(),
})
const POLL_MS = 200

export function eraseCommand(program: Command, io: Io): void {
  program
    .command("erase")
    .description("erase one recording, everything held about one caller, or a line, agent and period, for good")
    .option("--recording <id>", "rec_... or the bare UUID")
    .option("--subject <number>", "the caller's number, with country code")
    .option("--line <id>", "every recording of this line")
    .option("--agent <id>", "every recording of this agent's calls; without a period the agent as well")
    .option("--from <moment>", "of calls answered from here on, RFC 3339")
    .option("--to <moment>", "of calls answered before, RFC 3339")
    .option("--preview <name>", "of a dry run that somebody else did: approves exactly that")
    .option("--dry-run", "say what would happen and change nothing")
    .option("--yes", "do not ask")
    .addHelpText(
      "after",
      "\nExamples:\n  assent erase --subject +4915112345678 --dry-run\n  assent erase --recording rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 --yes",
    )
    .action(async (options: EraseOptions & Scope, command: Command) => {
      const { recording, subject, line, agent, from, to } = options
      const bulk = line ?? agent ?? from ?? to
      if ([recording, subject, bulk].filter((scope) => scope !== undefined).length !== 1)
        throw badInput("--recording or --subject or --line, --agent, --from, --to", "give exactly one of these")
      if (recording !== undefined) await eraseRecording(io, command, recording, options)
      else if (subject !== undefined) await erase(io, command, { number: numberOption("--subject", subject) }, options)
      else
        await erase(
          io,
          command,
          { ...(line && { line }), ...(agent && { agent }), ...(from && { since: from }), ...(to && { before: to }) },
          options,
        )
    })
}

export function eraseRecording(io: Io, command: Command, id: string, options: EraseOptions): Promise<void> {
  return erase(io, command, { recording_id: idArgument("rec", id) }, options)
}

async function erase(io: Io, command: Command, what: Erasure, options: EraseOptions): Promise<void> {
  const client = openClient(io)
  const file = async (body: Erasure): Promise<unknown> => dataOf(await client.api.POST("/v1/erasures", { body }))
  const dryRun = options.dryRun === true
  let { preview } = options
  if (!dryRun && preview === undefined) {
    const plan = read(erasure, await file({ ...what, dry_run: true }))
    if (options.yes !== true) await askFirst(io, plan)
    preview = plan.preview ?? undefined
  }
  const approved = dryRun || preview === undefined || "recording_id" in what ? {} : { preview }
  const value = await file({ ...what, dry_run: dryRun, ...approved })
  const begun = job.safeParse(value).data
  if (begun) return followJob(io, command, client, begun)
  answer(io, command, value, () => {
    const { calls, items, preview: plannedAs } = read(erasure, value)
    if (items.length > 0)
      table(
        io,
        ["recording", "outcome"],
        items.map((item) => [item.recording_id, item.outcome]),
      )
    else print(io, "No recording is held.")
    if (calls !== null)
      print(io, `${calls} ${calls === 1 ? "call's keys" : "calls' keys"} ${dryRun ? "would be" : "are"} destroyed.`)
    for (const { recording_id: id, retained } of items) if (retained) print(io, `${id}: ${retained.sentence}`)
    if (dryRun) print(io, "Nothing was changed: this was a dry run.")
    if (dryRun && plannedAs) print(io, `To erase exactly this: --preview ${plannedAs}`)
  })
}

/** A line or a period: waits until the last is decided. Interrupted here, it goes on in the gateway. */
async function followJob(io: Io, command: Command, client: Client, begun: z.infer<typeof job>): Promise<void> {
  let now = begun
  while (now.state === "running") {
    await sleep(POLL_MS)
    now = read(job, dataOf(await client.api.GET("/v1/jobs/{id}", { params: { path: { id: begun.id } } })))
  }
  answer(io, command, now, () => {
    const { total, done, failed } = now
    print(io, `${done} of ${total} ${total === 1 ? "recording" : "recordings"} decided, ${failed} failed.`)
    if (now.state === "cancelled") print(io, "Somebody cancelled the rest.")
    print(io, `What became of each: GET ${now.result_url}`)
  })
  if (now.failed > 0) throw new AssentError("CONFLICT", "some could not be erased now: the gateway's log says why")
}

async function askFirst(io: Io, { calls, items }: z.infer<typeof erasure>): Promise<void> {
  if (!io.confirm) throw badInput("--yes", "nobody can be asked here: add --yes to erase, or --dry-run to look first")
  const recordings = `${items.length} ${items.length === 1 ? "recording" : "recordings"}`
  const of = calls === null ? "" : ` of ${calls} ${calls === 1 ? "call" : "calls"}`
  if (!(await io.confirm(`Erase ${recordings}${of} for good? Nobody can undo this.`)))
    throw new AssentError("CONFLICT", "nothing was erased")
}
