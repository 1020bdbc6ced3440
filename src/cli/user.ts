/* People who may sign in: invited, listed, changed, and how one takes an invitation without the console. */
import type { Command } from "commander"
import { z } from "zod"
import { answer } from "./answer.ts"
import { clientOf, dataOf, openClient, read } from "./client.ts"
import { badInput } from "./exit.ts"
import { fileOption } from "./input.ts"
import { print, type Io } from "./io.ts"
import { type ListOptions, pageOptions, printList, queryOf } from "./list.ts"

const user = z.object({
  id: z.string(),
  login: z.string(),
  role: z.string(),
  lines: z.array(z.string()).nullable(),
  state: z.string(),
  second_factor: z.boolean(),
})
const invited = z.object({ user, invitation: z.string() })
const joined = z.object({ user, totp_uri: z.string().nullable(), recovery_codes: z.array(z.string()) })

interface InviteOptions {
  readonly role: string
  readonly line?: readonly string[]
}
interface ChangeOptions {
  readonly role?: string
  readonly disable?: boolean
  readonly enable?: boolean
}
interface JoinOptions {
  readonly passwordFile: string
  readonly secondFactor?: boolean
}

const roles = ["owner", "editor", "auditor", "privacy_officer", "operator", "agent"] as const

function roleOption(text: string): (typeof roles)[number] {
  const role = roles.find((name) => name === text)
  if (role === undefined) throw badInput("--role", `give one of ${roles.join(", ")}`)
  return role
}

export function userCommand(program: Command, io: Io): void {
  const users = program.command("user").description("People who may sign in: invite, list, change, join")
  const tellInvited = (value: unknown): void => {
    const { user: person, invitation } = read(invited, value)
    print(io, `${person.id} (${person.role}) is invited. Hand them this link; it opens once, for 24 hours:`)
    print(io, invitation)
  }

  users
    .command("invite")
    .description("invite a person; of one who is known already, with their id, make a new link")
    .argument("<login>", "an e-mail address or a name, or user_... for a new link")
    .option("--role <role>", roles.join(", "), "auditor")
    .option("--line <id...>", "limit them to these lines")
    .addHelpText(
      "after",
      "\nExamples:\n  assent user invite mira@example.org --role owner\n  assent user invite user_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
    )
    .action(async (login: string, { role, line }: InviteOptions, command: Command) => {
      const client = openClient(io)
      const value = login.startsWith("user_")
        ? dataOf(await client.api.POST("/v1/users/{id}/invite", { params: { path: { id: login } } }))
        : dataOf(
            await client.api.POST("/v1/users", {
              body: { login, role: roleOption(role), ...(line === undefined ? {} : { lines: [...line] }) },
            }),
          )
      answer(io, command, value, () => tellInvited(value))
    })

  pageOptions(users.command("list").description("list the people who may sign in"))
    .addHelpText("after", "\nExample:\n  assent user list")
    .action((options: ListOptions, command: Command) =>
      printList(io, command, `/v1/users?${queryOf(options)}`, user, {
        user: (row) => row.id,
        login: (row) => row.login,
        role: (row) => row.role,
        state: (row) => row.state,
        "second factor": (row) => (row.second_factor ? "yes" : "no"),
        lines: (row) => row.lines?.join(", ") ?? "all",
      }),
    )

  users
    .command("change")
    .description("change a person's role, disable or enable them; every sign-in of theirs ends")
    .argument("<id>", "user_...")
    .option("--role <role>", "the new role")
    .option("--disable", "let them in no more")
    .option("--enable", "let them in again")
    .addHelpText("after", "\nExample:\n  assent user change user_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 --disable")
    .action(async (id: string, { role, disable, enable }: ChangeOptions, command: Command) => {
      if (disable === enable && role === undefined)
        throw badInput("--role", "say what to change: --role, --disable or --enable")
      const disabled = { state: "disabled" } as const
      const active = { state: "active" } as const
      const state = disable === true ? disabled : enable === true ? active : {}
      const change = { ...state, ...(role === undefined ? {} : { role: roleOption(role) }) }
      const params = { path: { id }, header: { "if-match": "*" } }
      const value = dataOf(await openClient(io).api.PATCH("/v1/users/{id}", { params, body: change }))
      answer(io, command, value, () => {
        const person = read(user, value)
        print(io, `${person.id} is ${person.state}, as ${person.role}. Their sign-ins have ended.`)
      })
    })

  users
    .command("join")
    .description("take an invitation from a terminal: set the password, get the second factor")
    .argument("<link>", "as `assent user invite` printed it")
    .requiredOption("--password-file <file>", "holds the new password, 12 to 200 characters")
    .option("--second-factor", "also where the role does not ask for one")
    .addHelpText(
      "after",
      '\nExample:\n  assent user join "https://assent.example.org/join#..." --password-file secret.txt',
    )
    .action(async (link: string, options: JoinOptions, command: Command) => {
      const url = URL.canParse(link) ? new URL(link) : null
      if (!url || url.hash.length < 2) throw badInput("LINK", "give the whole link, with what follows the #, in quotes")
      const password = fileOption(io, "--password-file", options.passwordFile)
        .toString("utf8")
        .replace(/\r?\n$/, "")
      // The link is the key: whoever joins has no other yet.
      const value = await clientOf({ url: url.origin, key: "none" }).send("POST", "/v1/invitations", {
        invitation: url.hash.slice(1),
        password,
        second_factor: options.secondFactor ?? false,
      })
      answer(io, command, value, () => {
        const { user: person, totp_uri: uri, recovery_codes: codes } = read(joined, value)
        print(io, `${person.login} may sign in now.`)
        if (uri === null) return
        print(io, `\nFor the authenticator app:\n  ${uri}`)
        print(io, `\nRecovery codes, each opens once in place of the app's. None of this is shown again:`)
        for (const code of codes) print(io, `  ${code}`)
      })
    })
}
