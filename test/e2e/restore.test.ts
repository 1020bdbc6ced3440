/* A restore brings data back, and not the rights that were taken back since: real gateways before and after it. */
import { cpSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { backupCommand } from "../../src/cli/backup.ts"
import { run } from "../../src/cli/program.ts"
import { openEmbedded } from "../../src/storage/embedded/open.ts"
import { createBackup } from "../../src/wiring/backup.ts"
import { KEY, request, testGateway, type TestGateway } from "./gateway.ts"

const PASSWORD = "correct horse battery staple"
const place = mkdtempSync(join(tmpdir(), "assent-restore-"))
const at = (...names: string[]): string => join(place, ...names)

let line: TestGateway
/** Of the time of the backup. */
let cookie: string
let invitation: string
let person: string
let revoked: { id: string; token: string }
let other: { id: string; token: string }
let restore: readonly string[]

const send = (gateway: TestGateway, method: string, path: string, body?: unknown, key?: string) =>
  request(gateway.gateway.url, method, path, body, key)

async function issue(name: string): Promise<{ id: string; token: string }> {
  const { body: account } = await line.send("POST", "/v1/service-accounts", { name })
  const scopes = ["calls:read"]
  const { status, body } = await line.send("POST", `/v1/service-accounts/${account.id}/tokens`, { scopes })
  expect(status, JSON.stringify(body)).toBe(201)
  return { id: body.id as string, token: body.token as string }
}

async function invite(login: string): Promise<{ id: string; secret: string }> {
  const { status, body } = await line.send("POST", "/v1/users", { login, role: "auditor" })
  expect(status, JSON.stringify(body)).toBe(201)
  return { id: body.user.id as string, secret: (body.invitation as string).split("#")[1]! }
}

const take = (gateway: TestGateway, secret: string) =>
  send(gateway, "POST", "/v1/invitations", { invitation: secret, password: PASSWORD })

async function signIn(gateway: TestGateway): Promise<Response> {
  return fetch(`${gateway.gateway.url}/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
    body: JSON.stringify({ login: "mira@example.org", password: PASSWORD }),
  })
}

async function byCookie(gateway: TestGateway): Promise<number> {
  return (await fetch(`${gateway.gateway.url}/v1/calls`, { headers: { cookie } })).status
}

const byToken = async (gateway: TestGateway, { token }: { token: string }): Promise<number> =>
  (await send(gateway, "GET", "/v1/calls", undefined, token)).status

async function cli(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = ""
  let err = ""
  const code = await run(
    argv,
    {
      env: {},
      cwd: place,
      stdout: (text) => void (out += text),
      stderr: (text) => void (err += text),
      stdoutIsTty: false,
      stderrIsTty: false,
      confirm: null,
    },
    [backupCommand],
  )
  return { code, out, err }
}

beforeAll(async () => {
  line = await testGateway()
  const mira = await invite("mira@example.org")
  person = mira.id
  expect((await take(line, mira.secret)).status).toBe(200)
  cookie = String((await signIn(line)).headers.get("set-cookie")).split(";")[0]!
  invitation = (await invite("nils@example.org")).secret
  revoked = await issue("crm")
  other = await issue("wallboard")
  expect([await byCookie(line), await byToken(line, revoked), await byToken(line, other)]).toEqual([200, 200, 200])

  const shredList = join(line.folder, "shred.list")
  const parts = { folder: line.folder, out: at("b"), keysOut: at("k"), shredList, told: () => undefined }
  const { data, keys } = await createBackup({ ...parts, now: () => new Date() })
  cpSync(join(line.folder, "keys"), at("pem"), { recursive: true })
  cpSync(shredList, at("shred.list"))
  restore = ["backup", "restore", "--data", data.folder, "--keys", keys.folder, "--key-files", at("pem")]
  restore = [...restore, "--shred-list", at("shred.list"), "--nothing-signed-since"]

  // After the backup: taken back, or used up.
  const { body: accounts } = await line.get("/v1/service-accounts")
  const crm = (accounts.data as { id: string; name: string }[]).find(({ name }) => name === "crm")!
  expect((await line.send("DELETE", `/v1/service-accounts/${crm.id}/tokens/${revoked.id}`)).status).toBeLessThan(300)
  expect((await line.send("PATCH", `/v1/users/${person}`, { state: "disabled" })).status).toBe(200)
  expect((await take(line, invitation)).status).toBe(200)
  await line[Symbol.asyncDispose]()
}, 30_000)

afterAll(() => rmSync(place, { recursive: true, force: true }))

test("nobody's word given, no cookie, link, person or token of that time opens the restored gateway", async () => {
  const done = await cli(...restore, "--to", at("closed"))
  expect(done, done.err).toMatchObject({ code: 0 })
  expect(done.out).toContain("Ended: 1 sign-ins, 1 invitations, every recovery code")
  expect(done.out).toContain("Disabled: 1 people. Revoked: 2 tokens.")
  {
    await using storage = await openEmbedded(at("closed"))
    const leaves = (await storage.retention.outboxBefore("9999-12-31")).map(({ leaf }) => JSON.parse(leaf) as object)
    const changed = (subject: string, change: string) =>
      expect.objectContaining({ type: "people.changed", subject, change, by: "restore" }) as object
    const wanted = [changed(person, "disabled"), changed(revoked.id, "revoked"), changed(other.id, "revoked")]
    expect(leaves).toEqual(expect.arrayContaining(wanted))
    expect(leaves).toHaveLength(3)
  }
  await using again = await testGateway({ folder: at("closed") })
  expect(await byCookie(again)).toBe(401)
  expect([await byToken(again, revoked), await byToken(again, other)]).toEqual([401, 401])
  expect((await take(again, invitation)).status).toBe(401)
  expect((await signIn(again)).status).toBe(401)

  // An owner lets a person in again, and they come in by what they know; the old cookie stays ended.
  expect((await again.send("PATCH", `/v1/users/${person}`, { state: "active" })).status).toBe(200)
  expect((await signIn(again)).status).toBe(200)
  expect(await byCookie(again)).toBe(401)
})

test("with somebody's word that nothing was taken back, people and tokens open as then, and what opens once does not", async () => {
  const done = await cli(...restore, "--access-unchanged-since", "--to", at("open"))
  expect(done, done.err).toMatchObject({ code: 0 })
  expect(done.out).toContain("by your word that nothing was taken back since")
  await using again = await testGateway({ folder: at("open") })
  expect([await byToken(again, other), (await signIn(again)).status]).toEqual([200, 200])
  expect(await byCookie(again)).toBe(401)
  expect((await take(again, invitation)).status).toBe(401)
  expect((await send(again, "GET", "/v1/calls", undefined, KEY)).status).toBe(200)
})
