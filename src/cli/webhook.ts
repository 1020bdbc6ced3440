import type { Command } from "commander"
import { z } from "zod"
import { answer } from "./answer.ts"
import { openClient, read } from "./client.ts"
import { badInput } from "./exit.ts"
import { print, table, type Io } from "./io.ts"

const endpoint = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  recipient: z.string(),
  enabled: z.boolean(),
  disabled_reason: z.string().nullable(),
  failing_since: z.string().nullable(),
  keys: z.array(z.object({ public_key: z.string().nullable() })),
  secret: z.string().nullable().optional(),
})
const delivery = z.object({
  id: z.string(),
  type: z.string(),
  state: z.string(),
  tries: z.number(),
  due_at: z.string().nullable(),
  created_at: z.string(),
})

interface AddOptions {
  readonly recipient: string
  readonly events?: string
  readonly lines?: string
  readonly hmac?: true
}

export function webhookCommand(program: Command, io: Io): void {
  const webhooks = program.command("webhook").description("Who is told what happens: list, add, remove, replay")
  webhooks
    .command("list")
    .description("list endpoints, and which of them do not answer")
    .addHelpText("after", "\nExample:\n  assent webhook list")
    .action(async (_options: object, command: Command) => {
      const value = await openClient(io).get("/v1/webhooks?limit=100")
      answer(io, command, value, () => {
        const { data } = read(z.object({ data: z.array(endpoint) }), value)
        const rows = data.map((row) => [row.id, stateOf(row), row.recipient, row.events.join(","), row.url])
        if (rows.length === 0) print(io, "Nobody is told what happens. Add one: assent webhook add URL --recipient ID")
        else table(io, ["id", "state", "recipient", "events", "url"], rows)
      })
    })
  webhooks
    .command("add <url>")
    .description("add an endpoint: it is told what happens from now on")
    .requiredOption("--recipient <id>", "the party on the register that receives it: assent recipient list")
    .option("--events <types>", "with commas; default: all")
    .option("--lines <ids>", "only what is of these lines, with commas")
    .option("--hmac", "sign with a shared secret (v1) instead of Ed25519 (v1a)")
    .addHelpText(
      "after",
      "\nExample:\n  assent webhook add https://example.com/assent --recipient archive --events recording.stored,recording.erased",
    )
    .action(async (url: string, { recipient, events, lines, hmac }: AddOptions, command: Command) => {
      const value = await openClient(io).send("POST", "/v1/webhooks", {
        url,
        recipient,
        ...(events === undefined ? {} : { events: events.split(",") }),
        ...(lines === undefined ? {} : { lines: lines.split(",") }),
        ...(hmac ? { signature: "v1" } : {}),
      })
      answer(io, command, value, () => sayKey(io, read(endpoint, value)))
    })
  webhooks
    .command("rotate <id>")
    .description("sign with a new key, and with the old one beside it for a while")
    .option("--overlap <hours>", "how long both sign", "24")
    .addHelpText("after", "\nExample:\n  assent webhook rotate whk_… --overlap 48")
    .action(async (id: string, { overlap }: { readonly overlap: string }, command: Command) => {
      if (!/^\d{1,3}$/.test(overlap)) throw badInput("--overlap", "give whole hours, such as 24")
      const body = { overlap_hours: Number(overlap) }
      const value = await openClient(io).send("POST", `${pathOf(id)}/rotate`, body)
      answer(io, command, value, () => sayKey(io, read(endpoint, value)))
    })
  for (const [verb, enabled, description] of [
    ["enable", true, "tell an endpoint again, and what it was not told meanwhile"],
    ["disable", false, "tell an endpoint nothing until it is enabled: what happens waits"],
  ] as const) {
    webhooks
      .command(`${verb} <id>`)
      .description(description)
      .addHelpText("after", `\nExample:\n  assent webhook ${verb} whk_…`)
      .action(async (id: string, _options: object, command: Command) => {
        const value = await openClient(io).send("PATCH", pathOf(id), { enabled }, { "if-match": "*" })
        answer(io, command, value, () => print(io, `${read(endpoint, value).id} is ${verb}d.`))
      })
  }
  webhooks
    .command("remove <id>")
    .description("remove an endpoint with its deliveries: it is told nothing more")
    .addHelpText("after", "\nExample:\n  assent webhook remove whk_…")
    .action(async (id: string, _options: object, command: Command) => {
      const value = await openClient(io).send("DELETE", pathOf(id), undefined, { "if-match": "*" })
      answer(io, command, value, () => print(io, `${read(endpoint, value).id} is removed.`))
    })
  webhooks
    .command("test <id>")
    .description("send a test event")
    .addHelpText("after", "\nExample:\n  assent webhook test whk_…\n  assent webhook deliveries whk_…")
    .action(async (id: string, _options: object, command: Command) => {
      const value = await openClient(io).send("POST", `${pathOf(id)}/test`)
      answer(io, command, value, () => print(io, `A test event is on its way: assent webhook deliveries ${id}`))
    })
  webhooks
    .command("deliveries <id>")
    .description("list the newest deliveries of an endpoint")
    .option("--state <state>", "waiting, pending, delivered, failed")
    .addHelpText("after", "\nExample:\n  assent webhook deliveries whk_… --state failed")
    .action(async (id: string, { state }: { readonly state?: string }, command: Command) => {
      const filter = state === undefined ? "" : `&state=${encodeURIComponent(state)}`
      const value = await openClient(io).get(`${pathOf(id)}/deliveries?limit=100${filter}`)
      answer(io, command, value, () => {
        const { data } = read(z.object({ data: z.array(delivery) }), value)
        table(
          io,
          ["id", "type", "state", "tries", "made", "next"],
          data.map((row) => [row.id, row.type, row.state, String(row.tries), row.created_at, row.due_at ?? "-"]),
        )
      })
    })
  webhooks
    .command("replay <id> <delivery>")
    .description("send a delivery that ended once more")
    .addHelpText("after", "\nExample:\n  assent webhook replay whk_… dlv_…")
    .action(async (id: string, which: string, _options: object, command: Command) => {
      if (!/^(dlv_)?[0-9a-f-]{36}$/.test(which)) throw badInput("DELIVERY", "give an id as `deliveries` shows it")
      const value = await openClient(io).send("POST", `${pathOf(id)}/deliveries/${which}/replay`)
      answer(io, command, value, () => print(io, `${read(delivery, value).id} is sent again.`))
    })
}

function pathOf(id: string): string {
  if (!/^(whk_)?[0-9a-f-]{36}$/.test(id)) throw badInput("ID", "give an id as `assent webhook list` shows it")
  return `/v1/webhooks/${id}`
}

function stateOf({ enabled, disabled_reason: reason, failing_since: since }: z.infer<typeof endpoint>): string {
  if (!enabled) return `disabled: ${reason ?? ""}`
  return since === null ? "ok" : `failing since ${since}`
}

function sayKey(io: Io, { id, keys, secret }: z.infer<typeof endpoint>): void {
  print(io, `${id} signs with:`)
  print(io, secret ?? keys[0]?.public_key ?? "")
  if (typeof secret === "string") print(io, "This secret is shown this once.")
}
