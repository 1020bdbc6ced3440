/* Service accounts and their tokens. */
import type { Command } from "commander"
import { z } from "zod"
import { answer } from "./answer.ts"
import { type Client, openClient, read } from "./client.ts"
import { badInput } from "./exit.ts"
import { print, table, type Io } from "./io.ts"
import { type ListOptions, pageOptions, printList, queryOf } from "./list.ts"

const account = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  state: z.string(),
  scopes: z.array(z.string()),
})
const token = z.object({
  id: z.string(),
  scopes: z.array(z.string()),
  networks: z.array(z.string()),
  expires_at: z.string(),
  last_used_at: z.string().nullable(),
  revoked_at: z.string().nullable(),
})
const issued = token.extend({ token: z.string() })

interface CreateOptions {
  readonly role: string
  readonly line?: readonly string[]
}
interface IssueOptions {
  readonly account: string
  readonly scope: readonly string[]
  readonly network?: readonly string[]
  readonly days: string
}

const at = (id: string): string => `/v1/service-accounts/${encodeURIComponent(id)}`

export function serviceAccountCommand(program: Command, io: Io): void {
  const accounts = program
    .command("service-account")
    .description("Machines that may use the API: create, list, disable")
  accounts
    .command("create")
    .description("make a service account; its tokens do what their scopes name")
    .argument("<name>", "what it is for")
    .option("--role <role>", "how far its tokens may reach", "integrator")
    .option("--line <id...>", "limit it to these lines")
    .addHelpText("after", "\nExample:\n  assent service-account create crm")
    .action(async (name: string, { role, line }: CreateOptions, command: Command) => {
      const body = { name, role, ...(line === undefined ? {} : { lines: line }) }
      const value = await openClient(io).send("POST", "/v1/service-accounts", body)
      answer(io, command, value, () => {
        const made = read(account, value)
        print(io, `${made.id} is made. Its tokens can be given: ${made.scopes.join(" ")}`)
      })
    })
  pageOptions(accounts.command("list").description("list the service accounts"))
    .addHelpText("after", "\nExample:\n  assent service-account list")
    .action((options: ListOptions, command: Command) =>
      printList(io, command, `/v1/service-accounts?${queryOf(options)}`, account, {
        account: (row) => row.id,
        name: (row) => row.name,
        role: (row) => row.role,
        state: (row) => row.state,
      }),
    )
  accounts
    .command("disable")
    .description("disable a service account for good: none of its tokens opens anything any more")
    .argument("<id>", "svc_...")
    .addHelpText("after", "\nExample:\n  assent service-account disable svc_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091")
    .action(async (id: string, _options: object, command: Command) => {
      const value = await openClient(io).send("POST", `${at(id)}/disable`)
      answer(io, command, value, () => print(io, `${read(account, value).id} is disabled.`))
    })
}

export function tokenCommand(program: Command, io: Io): void {
  const tokens = program.command("token").description("Tokens of service accounts: issue, list, revoke")
  tokens
    .command("issue")
    .description("issue a token; to rotate, issue the next one, use it, and revoke this one")
    .requiredOption("--account <id>", "svc_...")
    .requiredOption("--scope <scope...>", "what it may do, for example calls:read")
    .option("--network <network...>", "where it may be used from, for example 192.0.2.0/24; default: anywhere")
    .option("--days <n>", "how long it holds", "90")
    .addHelpText(
      "after",
      "\nExample:\n  assent token issue --account svc_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 --scope calls:read recordings:read",
    )
    .action(async (options: IssueOptions, command: Command) => {
      if (!/^[1-9]\d{0,2}$/.test(options.days)) throw badInput("--days", "give a number of days from 1 to 366")
      const value = await openClient(io).send("POST", `${at(options.account)}/tokens`, {
        scopes: options.scope,
        networks: options.network ?? [],
        expires_in_days: Number(options.days),
      })
      answer(io, command, value, () => {
        const made = read(issued, value)
        print(io, `${made.id} holds until ${made.expires_at}. It is shown this once:`)
        print(io, made.token)
      })
    })
  tokens
    .command("list")
    .description("list the tokens of a service account")
    .requiredOption("--account <id>", "svc_...")
    .addHelpText("after", "\nExample:\n  assent token list --account svc_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091")
    .action(async (options: Pick<IssueOptions, "account">, command: Command) => {
      const value = await tokensOf(openClient(io), options.account)
      answer(io, command, value, () => {
        const columns = ["token", "scopes", "from", "expires", "last used", "revoked"]
        const rows = value.tokens.map((row) => [
          row.id,
          row.scopes.join(" "),
          row.networks.join(" ") || "anywhere",
          row.expires_at,
          row.last_used_at ?? "never",
          row.revoked_at ?? "",
        ])
        if (rows.length === 0) print(io, "It has no token yet.")
        else table(io, columns, rows)
      })
    })
  tokens
    .command("revoke")
    .description("revoke a token: it opens nothing from now on")
    .argument("<id>", "tok_...")
    .requiredOption("--account <id>", "svc_...")
    .addHelpText(
      "after",
      "\nExample:\n  assent token revoke tok_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 --account svc_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
    )
    .action(async (id: string, options: Pick<IssueOptions, "account">, command: Command) => {
      const value = await openClient(io).send("DELETE", `${at(options.account)}/tokens/${encodeURIComponent(id)}`)
      answer(io, command, value, () => print(io, `${read(token, value).id} is revoked.`))
    })
}

async function tokensOf(client: Client, id: string): Promise<{ readonly tokens: z.infer<typeof token>[] }> {
  return read(z.object({ account, tokens: z.array(token) }), await client.get(at(id)))
}
