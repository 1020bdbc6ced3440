/* People sign in, machines hold tokens, and both end when they should. */
import { randomBytes, scryptSync } from "node:crypto"
import { Secret, TOTP } from "otpauth"
import { beforeEach, describe, expect, test, vi } from "vitest"
import { buildApi } from "../../src/api/server.ts"
import { uuidv7 } from "../../src/ids.ts"
import { createApprovals } from "../../src/retention/approval.ts"
import { KEY, MemoryApi, NUMBER, auth, callId, recId } from "../fakes/api.ts"

const PASSWORD = "correct horse battery staple"
let world: MemoryApi
let app: ReturnType<typeof buildApi>
beforeEach(() => {
  world = new MemoryApi().addCalls(4)
  app = buildApi(world.parts)
})

const send = (method: "GET" | "POST" | "PATCH" | "DELETE", url: string, payload?: object, headers: object = auth) =>
  app.inject({
    method,
    url,
    headers: { "idempotency-key": uuidv7(), "if-match": "*", ...headers },
    ...(payload ? { payload } : {}),
  })

interface Joined {
  readonly id: string
  readonly totp: TOTP | null
  readonly codes: readonly string[]
}
async function invite(login: string, role: string, more: object = {}): Promise<{ id: string; secret: string }> {
  const answer = await send("POST", "/v1/users", { login, role, ...more })
  expect(answer.statusCode, answer.body).toBe(201)
  const { user, invitation } = answer.json<{ user: { id: string }; invitation: string }>()
  expect(invitation).toMatch(/^http:\/\/127\.0\.0\.1:7080\/join#[\w-]{43}$/)
  return { id: user.id, secret: invitation.split("#")[1]! }
}
async function join(secret: string): Promise<Joined> {
  const answer = await send("POST", "/v1/invitations", { invitation: secret, password: PASSWORD }, {})
  expect(answer.statusCode, answer.body).toBe(200)
  const { user, totp_uri, recovery_codes } = answer.json<{
    user: { id: string }
    totp_uri: string | null
    recovery_codes: string[]
  }>()
  const base32 = totp_uri === null ? null : new URL(totp_uri).searchParams.get("secret")
  return { id: user.id, totp: base32 ? new TOTP({ secret: Secret.fromBase32(base32) }) : null, codes: recovery_codes }
}
const signIn = (login: string, code?: string, password = PASSWORD, headers: object = {}) =>
  send("POST", "/v1/session", { login, password, ...(code === undefined ? {} : { code }) }, headers)
const cookieOf = (answer: Awaited<ReturnType<typeof signIn>>): { cookie: string; "x-assent-csrf": string } => ({
  cookie: String(answer.headers["set-cookie"]).split(";")[0]!,
  "x-assent-csrf": answer.json<{ csrf_token: string }>().csrf_token,
})
/** Joined long ago, under parameters that were cheaper than today's: they stand beside the hash. */
async function auditor({ lines = null }: { lines?: readonly string[] | null } = {}) {
  const id = uuidv7()
  const salt = randomBytes(16)
  const hash = scryptSync(PASSWORD, salt, 32, { N: 1024, r: 8, p: 1 })
  await world.people.addUser(null, {
    id,
    login: "mira@example.org",
    role: "auditor",
    lines,
    state: "active",
    password: `scrypt$10$8$1$${salt.toString("base64url")}$${hash.toString("base64url")}`,
    totpSecret: null,
    totpStep: null,
    recovery: [],
    inviteHash: null,
    inviteUntil: null,
    oidc: null,
    createdAt: new Date().toISOString(),
    revision: 1,
  })
  return { id: `user_${id}`, headers: cookieOf(await signIn("Mira@Example.org")) }
}

describe("people", () => {
  test("an invitation opens once, and the person signs in with password and code", async () => {
    const { secret, id } = await invite("olaf@example.org", "owner")
    expect((await signIn("olaf@example.org")).statusCode).toBe(401)
    const { totp, codes } = await join(secret)
    expect(totp).not.toBeNull()
    expect(codes).toHaveLength(10)
    expect((await send("POST", "/v1/invitations", { invitation: secret, password: PASSWORD }, {})).statusCode).toBe(401)
    expect((await signIn("olaf@example.org")).json()).toMatchObject({ code: "sign-in-refused" })
    const code = totp!.generate()
    const answer = await signIn("olaf@example.org", code)
    expect(answer.statusCode, answer.body).toBe(200)
    expect(String(answer.headers["set-cookie"])).toMatch(/^assent_dev=[\w-]{43};.*HttpOnly.*SameSite=Strict/)
    expect((await send("GET", "/v1/me", undefined, cookieOf(answer))).json()).toMatchObject({
      id,
      role: "owner",
      kind: "user",
    })
    // Nothing that was typed once opens twice.
    expect((await signIn("olaf@example.org", code)).statusCode).toBe(401)
    expect((await signIn("olaf@example.org", codes[0]!.toLowerCase())).statusCode).toBe(200)
    expect((await signIn("olaf@example.org", codes[0])).statusCode).toBe(401)
    const stored = JSON.stringify([...world.people.people.values(), ...world.people.signIns.values()])
    for (const plain of [PASSWORD, secret, codes[1]!, cookieOf(answer).cookie.split("=")[1]!]) {
      expect(stored).not.toContain(plain)
    }
  })

  test("over TLS the cookie is __Host-, and Secure", async () => {
    const { settings } = world.parts
    world.parts = { ...world.parts, settings: { ...settings, dev: false, baseUrl: "https://assent.example.org" } }
    app = buildApi(world.parts)
    const { secret } = await world.parts.people.users.invite({ login: "mira", role: "auditor", lines: null }, "test")
    await world.parts.people.users.join(secret, PASSWORD, false)
    const set = String((await signIn("mira")).headers["set-cookie"])
    expect(set).toMatch(/^__Host-assent=[\w-]{43};/)
    expect(set).toMatch(/Secure/)
    expect(set).toMatch(/Path=\//)
    expect(set).not.toMatch(/Domain/i)
  })

  test("a sign-in changes nothing without the page's own token, nor from another site", async () => {
    const { headers } = await auditor()
    const { cookie } = headers
    expect((await send("GET", "/v1/calls", undefined, { cookie })).statusCode).toBe(200)
    for (const bad of [
      { cookie },
      { cookie, "x-assent-csrf": "x".repeat(43) },
      { ...headers, "sec-fetch-site": "cross-site" },
      { ...headers, "sec-fetch-site": "same-site" },
    ]) {
      expect((await send("DELETE", "/v1/session", undefined, bad)).json()).toMatchObject({
        code: "csrf-token-required",
      })
    }
    expect(
      (await send("DELETE", "/v1/session", undefined, { ...headers, origin: "https://evil.example" })).statusCode,
    ).toBe(403)
    expect((await send("DELETE", "/v1/session", undefined, headers)).json()).toEqual({ ended: true })
    expect((await send("GET", "/v1/calls", undefined, { cookie })).statusCode).toBe(401)
  })

  test("each sign-in has a new secret, and ends the one this browser had; others are listed and ended", async () => {
    const { headers } = await auditor()
    const second = cookieOf(await signIn("mira@example.org", undefined, PASSWORD, { cookie: headers.cookie }))
    expect(second.cookie).not.toBe(headers.cookie)
    expect((await send("GET", "/v1/me", undefined, headers)).statusCode).toBe(401)
    const third = cookieOf(await signIn("mira@example.org"))
    const { data } = (await send("GET", "/v1/sessions", undefined, third)).json<{
      data: { id: string; current: boolean }[]
    }>()
    expect(data.map(({ current }) => current)).toEqual([true, false])
    expect((await send("DELETE", `/v1/sessions/${data[1]!.id}`, undefined, third)).statusCode).toBe(200)
    expect((await send("DELETE", `/v1/sessions/${data[1]!.id}`, undefined, third)).statusCode).toBe(404)
    expect((await send("GET", "/v1/me", undefined, second)).statusCode).toBe(401)
  })

  test("a sign-in ends by idleness and by age", async () => {
    vi.useFakeTimers({ toFake: ["Date"] })
    try {
      const { headers } = await auditor()
      const alive = async () => (await send("GET", "/v1/me", undefined, headers)).statusCode
      const pass = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000)
      pass(29)
      expect(await alive()).toBe(200)
      pass(29)
      expect(await alive()).toBe(200)
      pass(31)
      expect(await alive()).toBe(401)
      const again = cookieOf(await signIn("mira@example.org"))
      for (let half = 0; half < 24; half += 1) {
        expect((await send("GET", "/v1/me", undefined, again)).statusCode).toBe(200)
        pass(half === 0 ? 29 : 30)
      }
      pass(1)
      expect((await send("GET", "/v1/me", undefined, again)).statusCode).toBe(401)
    } finally {
      vi.useRealTimers()
    }
  })

  test("another role ends every sign-in; somebody is always owner", async () => {
    const { id, headers } = await auditor()
    expect((await send("PATCH", `/v1/users/${id}`, { role: "owner" })).json()).toMatchObject({ code: "conflict" })
    expect((await send("PATCH", `/v1/users/${id}`, { role: "editor" })).json()).toMatchObject({ role: "editor" })
    expect((await send("GET", "/v1/me", undefined, headers)).statusCode).toBe(401)
    const owner = await invite("olaf@example.org", "owner")
    await join(owner.secret)
    expect((await send("PATCH", `/v1/users/${owner.id}`, { state: "disabled" })).json()).toMatchObject({ status: 409 })
    const other = await invite("ole@example.org", "owner")
    expect((await send("PATCH", `/v1/users/${owner.id}`, { role: "agent" })).json()).toMatchObject({ status: 409 })
    await join(other.secret)
    expect((await send("PATCH", `/v1/users/${owner.id}`, { role: "agent" })).statusCode).toBe(200)
    expect((await send("POST", "/v1/users", { login: "OLE@example.org", role: "agent" })).json()).toMatchObject({
      status: 409,
      errors: [{ pointer: "/body/login" }],
    })
  })

  test("who lost the password gets a new link; a disabled person gets in by none", async () => {
    const { id, headers } = await auditor()
    const again = (await send("POST", `/v1/users/${id}/invite`))
      .json<{ invitation: string }>()
      .invitation.split("#")[1]!
    expect((await send("GET", "/v1/me", undefined, headers)).statusCode).toBe(200)
    await join(again)
    expect((await send("GET", "/v1/me", undefined, headers)).statusCode).toBe(401)
    expect((await send("PATCH", `/v1/users/${id}`, { state: "disabled" })).statusCode).toBe(200)
    expect((await signIn("mira@example.org")).statusCode).toBe(401)
    expect((await send("POST", `/v1/users/${id}/invite`)).statusCode).toBe(409)
  })

  test("guessing is slowed from where it comes, and delays nobody elsewhere", async () => {
    await auditor()
    const from = (address: string, password: string) =>
      app.inject({
        method: "POST",
        url: "/v1/session",
        remoteAddress: address,
        payload: { login: "mira@example.org", password },
      })
    const seen: number[] = []
    for (let i = 0; i < 7; i += 1) seen.push((await from("192.0.2.7", "wrong password here")).statusCode)
    expect(seen).toEqual([401, 401, 401, 401, 401, 429, 429])
    const slowed = await from("192.0.2.7", PASSWORD)
    expect(slowed.statusCode).toBe(429)
    expect(Number(slowed.headers["retry-after"])).toBeGreaterThan(0)
    expect((await from("198.51.100.9", PASSWORD)).statusCode).toBe(200)
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 16 * 60_000 })
    try {
      expect((await from("192.0.2.7", PASSWORD)).statusCode).toBe(200)
    } finally {
      vi.useRealTimers()
    }
  })

  test("more sign-ins at once than are checked at once wait for their turn", async () => {
    await auditor()
    const tries = Array.from({ length: 9 }, (_, n) =>
      app.inject({
        method: "POST",
        url: "/v1/session",
        remoteAddress: `198.51.100.${n}`,
        payload: { login: "mira@example.org", password: n === 4 ? "wrong password here" : PASSWORD },
      }),
    )
    const seen = (await Promise.all(tries)).map(({ statusCode }) => statusCode)
    expect(seen).toEqual([200, 200, 200, 200, 401, 200, 200, 200, 200])
  })

  test("a short password is refused, and the link still opens", async () => {
    const { secret } = await invite("mira@example.org", "auditor")
    const short = await send("POST", "/v1/invitations", { invitation: secret, password: "short" }, {})
    expect(short.json()).toMatchObject({ status: 400, errors: [{ pointer: "/body/password" }] })
    await join(secret)
  })

  test("whoever is limited to lines sees those alone, and learns of no other", async () => {
    const { headers } = await auditor({ lines: ["other"] })
    const get = async (url: string) => (await send("GET", url, undefined, headers)).statusCode
    expect(await get(`/v1/calls/${callId(1)}`)).toBe(200)
    expect(await get(`/v1/calls/${callId(0)}`)).toBe(404)
    expect(world.leaves.at(-1)).toMatchObject({ type: "people.denied", call: callId(0) })
    expect(await get(`/v1/calls/${callId(99)}`)).toBe(404)
    expect(await get("/v1/calls")).toBe(403)
    expect(await get("/v1/calls?line=main")).toBe(403)
    expect(await get("/v1/calls?line=other")).toBe(200)
    expect(await get(`/v1/recordings/${recId(3)}`)).toBe(200)
    expect(await get(`/v1/recordings/${recId(0)}`)).toBe(404)
    expect(await get(`/v1/recordings?call=${callId(3)}`)).toBe(200)
    expect(await get(`/v1/recordings?call=${callId(0)}`)).toBe(403)
    expect(await get("/v1/lines/other")).toBe(200)
    expect(await get("/v1/lines/main")).toBe(404)
    expect(await get("/v1/audit-pack?from=2026-11-01&to=2026-11-02")).toBe(403)
    expect(await get("/v1/me")).toBe(200)
  })
})

describe("machines", () => {
  async function account(more: object = {}): Promise<string> {
    const answer = await send("POST", "/v1/service-accounts", { name: "crm", ...more })
    expect(answer.statusCode, answer.body).toBe(201)
    return answer.json<{ id: string }>().id
  }
  async function issue(id: string, order: object): Promise<{ id: string; token: string; bearer: object }> {
    const answer = await send("POST", `/v1/service-accounts/${id}/tokens`, order)
    expect(answer.statusCode, answer.body).toBe(201)
    const body = answer.json<{ id: string; token: string }>()
    return { ...body, bearer: { authorization: `Bearer ${body.token}` } }
  }
  const asks = async (headers: object, url = "/v1/calls") => (await send("GET", url, undefined, headers)).statusCode

  test("a token does what its scopes name and nothing else, and is shown once", async () => {
    const id = await account()
    const { token, bearer } = await issue(id, { scopes: ["calls:read"] })
    expect(token).toMatch(/^asnt_live_[0-9a-f]{32}_[\w-]{43}$/)
    expect(await asks(bearer)).toBe(200)
    expect(await asks(bearer, "/v1/recordings")).toBe(403)
    expect(world.leaves.at(-1)).toMatchObject({ type: "people.denied", principal: id, permission: "recordings:read" })
    expect(JSON.stringify([...world.people.keys.values()])).not.toContain(token.slice(-43))
    const shown = await send("GET", `/v1/service-accounts/${id}`)
    expect(shown.body).not.toContain(token.slice(-43))
    expect(shown.json<{ tokens: { last_used_at: string }[] }>().tokens[0]!.last_used_at).toMatch(/^20/)
    expect([...world.people.keys.values()][0]!.lastUsedAt).toBeNull()
    for (const wrong of [
      token.slice(0, -1),
      `${token}x`,
      token.replace("live", "dev"),
      token.slice(0, -43) + "A".repeat(43),
    ]) {
      expect(await asks({ authorization: `Bearer ${wrong}` })).toBe(401)
    }
    expect(await asks({ cookie: `assent_dev=${token}` })).toBe(401)
  })

  test("no token approves an erasure or reaches beyond its account's role", async () => {
    const id = await account()
    for (const scopes of [["erasure:approve"], ["people:write"], ["audit:read"], ["calls:unmask"], []]) {
      const answer = await send("POST", `/v1/service-accounts/${id}/tokens`, { scopes })
      expect(answer.statusCode, scopes.join()).toBe(400)
    }
    const owner = await account({ role: "owner" })
    expect(
      (await send("POST", `/v1/service-accounts/${owner}/tokens`, { scopes: ["erasure:approve"] })).statusCode,
    ).toBe(400)
  })

  test("tokens of one account follow one another; expired, revoked and disabled ones open nothing", async () => {
    const id = await account()
    const first = await issue(id, { scopes: ["calls:read"], expires_in_days: 1 })
    const next = await issue(id, { scopes: ["calls:read"] })
    expect([await asks(first.bearer), await asks(next.bearer)]).toEqual([200, 200])
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 25 * 3_600_000 })
    try {
      expect([await asks(first.bearer), await asks(next.bearer)]).toEqual([401, 200])
    } finally {
      vi.useRealTimers()
    }
    const other = await account()
    expect((await send("DELETE", `/v1/service-accounts/${other}/tokens/${first.id}`)).statusCode).toBe(404)
    expect((await send("DELETE", `/v1/service-accounts/${id}/tokens/${first.id}`)).json()).toMatchObject({
      revoked_at: expect.stringMatching(/^20/) as string,
    })
    expect([await asks(first.bearer), await asks(next.bearer)]).toEqual([401, 200])
    expect((await send("POST", `/v1/service-accounts/${id}/disable`)).json()).toMatchObject({ state: "disabled" })
    expect(await asks(next.bearer)).toBe(401)
    expect((await send("POST", `/v1/service-accounts/${id}/tokens`, { scopes: ["calls:read"] })).statusCode).toBe(409)
  })

  test.each([
    [["192.0.2.0/24"], "192.0.2.77", 200],
    [["192.0.2.0/24"], "192.0.3.1", 401],
    [["192.0.2.0/24"], "::ffff:192.0.2.77", 200],
    [["2001:db8::/32"], "2001:db8:1::5", 200],
    [["2001:db8::/32"], "192.0.2.1", 401],
    [["198.51.100.4", "10.0.0.0/8"], "198.51.100.4", 200],
    [["198.51.100.4"], "198.51.100.5", 401],
  ])("a token for %j from %s is answered %i", async (networks, remoteAddress, status) => {
    const { bearer } = await issue(await account(), { scopes: ["calls:read"], networks })
    expect((await app.inject({ url: "/v1/calls", headers: { ...bearer }, remoteAddress })).statusCode).toBe(status)
  })

  test("what is no network is refused by name", async () => {
    const id = await account()
    const answer = await send("POST", `/v1/service-accounts/${id}/tokens`, {
      scopes: ["calls:read"],
      networks: ["10.0.0.0/99"],
    })
    expect(answer.json()).toMatchObject({ status: 400, errors: [{ pointer: "/body/networks" }] })
  })
})

test("where two must approve, two people do: a token looks for nobody, and nobody approves what they looked at alone", async () => {
  const now = () => world.destruction.now
  world.parts = { ...world.parts, approvals: createApprovals({ twoPersons: true, now }) }
  app = buildApi(world.parts)
  const svc = (await send("POST", "/v1/service-accounts", { name: "crm" })).json<{ id: string }>().id
  const order = { scopes: ["erasure:file"] }
  const { token } = (await send("POST", `/v1/service-accounts/${svc}/tokens`, order)).json<{ token: string }>()
  const { secret } = await invite("paula@example.org", "privacy_officer")
  const { totp } = await join(secret)
  const paula = cookieOf(await signIn("paula@example.org", totp!.generate()))
  const look = async (headers: object): Promise<string> =>
    (await send("POST", "/v1/erasures", { number: NUMBER, dry_run: true }, headers)).json<{ preview: string }>().preview
  const erase = async (preview: string, headers: object): Promise<number> =>
    (await send("POST", "/v1/erasures", { number: NUMBER, preview }, headers)).statusCode
  const bearer = { authorization: `Bearer ${token}` }
  const preview = await look(bearer)
  expect(await erase(preview, bearer)).toBe(403)
  expect(await erase(preview, paula)).toBe(409)
  expect(await look(paula)).toBe(preview)
  expect(await erase(preview, paula)).toBe(409)
  expect(world.destruction.readable(recId(0))).toBe(true)
  expect(await erase(preview, auth)).toBe(200)
  expect(world.destruction.readable(recId(0))).toBe(false)
})

test("every change of people is a leaf of ids, without a name", async () => {
  const { id, secret } = await invite("mira@example.org", "auditor")
  await join(secret)
  const svc = (await send("POST", "/v1/service-accounts", { name: "secret project" })).json<{ id: string }>().id
  await send("POST", `/v1/service-accounts/${svc}/tokens`, { scopes: ["calls:read"] })
  await send("PATCH", `/v1/users/${id}`, { state: "disabled" })
  const changes = world.leaves.flatMap((leaf) => (leaf.type === "people.changed" ? [[leaf.change, leaf.by]] : []))
  expect(changes).toEqual([
    ["invited auditor", "dev"],
    ["joined", id],
    ["created integrator", "dev"],
    [`issued to ${svc}`, "dev"],
    ["disabled", "dev"],
  ])
  expect(JSON.stringify([world.leaves, world.logged])).not.toMatch(new RegExp(`mira|secret project|${KEY}`))
})
