/* People and machines from the command line, through a real gateway: what they do stands in a ledger that verifies. */
import { mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Secret, TOTP } from "otpauth"
import { afterAll, beforeAll, expect, test } from "vitest"
import { everyByte, KEY, testGateway, type TestGateway } from "../e2e/gateway.ts"
import { assent, type Ran } from "./cli-io.ts"

const PASSWORD = "correct horse battery staple"
let gateway: TestGateway
let cwd: string
const cli = (argv: readonly string[], key = KEY): Promise<Ran> =>
  assent(argv, { cwd, env: { ASSENT_URL: gateway.gateway.url, ASSENT_KEY: key } })

beforeAll(async () => {
  gateway = await testGateway()
  cwd = mkdtempSync(join(tmpdir(), "assent-cli-"))
  writeFileSync(join(cwd, "password"), `${PASSWORD}\n`)
})
afterAll(async () => gateway[Symbol.asyncDispose]())

async function signIn(body: object): Promise<Response> {
  return fetch(`${gateway.gateway.url}/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  })
}

test("the first owner joins by a link that opens once, and signs in with the app's code or a recovery code", async () => {
  const { out } = await cli(["user", "invite", "olaf@example.org", "--role", "owner"])
  const link = /^http.*$/m.exec(out)![0]
  expect(await cli(["user", "join", "not a link", "--password-file", "password"])).toMatchObject({ code: 2 })
  const joined = await cli(["user", "join", link, "--password-file", "password"])
  expect(joined).toMatchObject({ code: 0, err: "" })
  const again = await cli(["user", "join", link, "--password-file", "password"])
  expect(again).toMatchObject({ code: 1, out: "" })
  const secret = new URL(/otpauth:\S+/.exec(joined.out)![0]).searchParams.get("secret")!
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  const me = { login: "olaf@example.org", password: PASSWORD }
  expect((await signIn({ ...me, code: totp.generate() })).status).toBe(200)
  expect((await signIn({ ...me, code: /^ {2}(\w{5}-\w{5})$/m.exec(joined.out)![1] })).status).toBe(200)
  expect((await signIn(me)).status).toBe(401)
  const listed = await cli(["user", "list"])
  expect(listed.out).toMatch(/olaf@example\.org +owner +active +yes +all/)
  expect(await cli(["user", "change", /user_\S+/.exec(listed.out)![0], "--disable"])).toMatchObject({ code: 1 })
})

test("a token does its scopes' work on the command line, and what it may not do is refused and on record", async () => {
  const made = await cli(["service-account", "create", "crm"])
  const account = /svc_[0-9a-f-]{36}/.exec(made.out)![0]
  const issued = await cli([
    "token",
    "issue",
    "--account",
    account,
    "--scope",
    "calls:read",
    "lines:read",
    "--days",
    "3",
  ])
  const token = /asnt_live_\S+/.exec(issued.out)![0]
  expect(await cli(["calls", "list"], token)).toMatchObject({ code: 0 })
  const refused = await cli(["keys", "list"], token)
  expect(refused).toMatchObject({ code: 1, out: "" })
  expect(refused.err).toContain("permission audit:read")
  const id = /tok_[0-9a-f-]{36}/.exec(issued.out)![0]
  expect((await cli(["token", "list", "--account", account])).out).toMatch(
    new RegExp(`${id} +calls:read lines:read +anywhere`),
  )
  expect(await cli(["token", "issue", "--account", account, "--scope", "erasure:approve"])).toMatchObject({ code: 2 })
  expect(await cli(["token", "revoke", id, "--account", account])).toMatchObject({ code: 0 })
  expect(await cli(["calls", "list"], token)).toMatchObject({ code: 1 })
  expect(await cli(["service-account", "disable", account])).toMatchObject({ code: 0 })
  expect((await cli(["service-account", "list"])).out).toMatch(/crm +integrator +disabled/)

  const bytes = everyByte(gateway.folder).toString("latin1")
  expect(bytes).toContain(`"permission":"audit:read","principal":"${account}"`)
  expect(bytes).toContain('"type":"people.changed"')
  for (const secret of [token.slice(-43), PASSWORD]) expect(bytes).not.toContain(secret)
  expect(await cli(["verify"])).toMatchObject({ code: 0, err: "" })
})
