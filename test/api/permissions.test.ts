/* Who may do what, cell by cell: every role against every route there is. */
import { afterAll, beforeAll, expect, test } from "vitest"
import { buildApi } from "../../src/api/server.ts"
import { permissions, type Role, roles, scopesOf } from "../../src/people/permissions.ts"
import type { UserRow } from "../../src/people/ports.ts"
import { uuidv7 } from "../../src/ids.ts"
import { MemoryApi, auth, callId, recId } from "../fakes/api.ts"

const letters = {
  O: "owner",
  E: "editor",
  A: "auditor",
  P: "privacy_officer",
  U: "operator",
  I: "integrator",
  G: "agent",
} as const

const letterOf = (role: Role): string => Object.entries(letters).find(([, name]) => name === role)![0]

/** O owner, E editor, A auditor, P privacy officer, U operator, I integrator, G agent. Written by hand, not derived. */
const matrix: Readonly<Record<string, string>> = {
  "GET /v1/lines": "OEAPUI",
  "GET /v1/lines/:id": "OEAPUI",
  "GET /v1/lines/:id/explain": "OEAPUI",
  "POST /v1/lines": "OU",
  "PATCH /v1/lines/:id": "OU",
  "DELETE /v1/lines/:id": "OU",
  "GET /v1/schedules": "OEAPUI",
  "GET /v1/schedules/:id": "OEAPUI",
  "POST /v1/schedules": "OU",
  "PATCH /v1/schedules/:id": "OU",
  "DELETE /v1/schedules/:id": "OU",
  "GET /v1/calls": "OAPUIG",
  "GET /v1/calls/:id": "OAPUIG",
  "GET /v1/calls/:id/events": "OAPUIG",
  "GET /v1/calls/:id/timeline": "OAPUIG",
  "GET /v1/events": "OAPUIG",
  "POST /v1/calls/:id/pause": "OIG",
  "POST /v1/calls/:id/resume": "OIG",
  "POST /v1/calls/:id/stop": "OIG",
  "POST /v1/calls/:id/withdraw": "OIG",
  "POST /v1/calls/:id/consent": "OIG",
  "POST /v1/calls/:id/unmask": "OP",
  "GET /v1/calls/:id/evidence": "OAP",
  "GET /v1/consents": "OAPUIG",
  "GET /v1/consents/:id": "OAPUIG",
  "GET /v1/recordings": "OAPUI",
  "GET /v1/recordings/:id": "OAPUI",
  "DELETE /v1/recordings/:id": "OPI",
  "GET /v1/recordings/:id/audio": "OPI",
  "POST /v1/recordings/:id/listening": "OPI",
  "GET /v1/recordings/:id/peaks": "OPI",
  "GET /v1/recordings/:id/encrypted": "OI",
  "GET /v1/recordings/:id/ciphertext": "OI",
  "POST /v1/recordings/:id/elsewhere": "OI",
  "GET /v1/recordings/:id/header": "OAPUI",
  "GET /v1/recordings/:id/proof": "OAPUI",
  "GET /v1/recordings/:id/access": "OAPU",
  "GET /v1/recordings/:id/retention": "OAPU",
  "PUT /v1/recordings/:id/restriction": "OP",
  "DELETE /v1/recordings/:id/restriction": "OP",
  "GET /v1/audit-pack": "OA",
  "GET /v1/exports/calls": "OA",
  "POST /v1/erasures": "OPI",
  "GET /v1/jobs": "OPI",
  "GET /v1/jobs/:id": "OPI",
  "GET /v1/jobs/:id/items": "OPI",
  "GET /v1/jobs/:id/events": "OPI",
  "POST /v1/jobs/:id/cancel": "OP",
  "GET /v1/holds": "OAPU",
  "POST /v1/holds": "OP",
  "DELETE /v1/holds/:id": "OP",
  "GET /v1/retention": "OAPU",
  "POST /v1/retention/confirm": "OU",
  "GET /v1/retention/rules": "OAPU",
  "POST /v1/retention/rules": "OP",
  "POST /v1/retention/rules/:id/remove": "OP",
  "GET /v1/data-map": "OAPU",
  "GET /v1/processing-register": "OAPU",
  "POST /v1/policy/explain": "OEAPUI",
  "GET /v1/policy/rules": "OEAPUI",
  "GET /v1/policy/warnings": "OEAPUI",
  "GET /v1/policy/replay": "OAPU",
  "GET /v1/recipients": "OAPU",
  "GET /v1/recipients/versions": "OAPU",
  "GET /v1/recipients/:id": "OAPU",
  "POST /v1/recipients": "OP",
  "DELETE /v1/recipients/:id": "OP",
  "GET /v1/webhooks": "OAUI",
  "POST /v1/webhooks": "OUI",
  "GET /v1/webhooks/:id": "OAUI",
  "PATCH /v1/webhooks/:id": "OUI",
  "DELETE /v1/webhooks/:id": "OUI",
  "POST /v1/webhooks/:id/rotate": "OUI",
  "POST /v1/webhooks/:id/test": "OUI",
  "POST /v1/webhooks/:id/replay": "OUI",
  "GET /v1/webhooks/:id/deliveries": "OAUI",
  "GET /v1/webhooks/:id/deliveries/:delivery": "OAUI",
  "POST /v1/webhooks/:id/deliveries/:delivery/replay": "OUI",
  "GET /ledger/tsa.pem": "OAPU",
  "POST /v1/incidents/query": "OAPU",
  "GET /v1/keys": "OAPU",
  "POST /v1/keys/rotate": "O",
  "POST /v1/requests": "OPI",
  "GET /v1/requests": "OAP",
  "GET /v1/requests/:id": "OAP",
  "POST /v1/requests/:id/verify": "OP",
  "POST /v1/requests/:id/assess": "OP",
  "POST /v1/requests/:id/execute": "OP",
  "POST /v1/requests/:id/refuse": "OP",
  "POST /v1/requests/:id/extend": "OP",
  "POST /v1/requests/:id/notified": "OP",
  "GET /v1/requests/:id/copy": "OP",
  "GET /v1/requests/:id/certificate": "OAP",
  "GET /v1/requests/:id/handover": "OP",
  "GET /v1/requests/:id/documents": "OP",
  "POST /v1/requests/:id/documents": "OP",
  "GET /v1/requests/:id/documents/:document": "OP",
  "DELETE /v1/requests/:id/documents/:document": "OP",
  "GET /v1/contacts": "OPI",
  "POST /v1/contacts": "OPI",
  "GET /v1/contacts/:id": "OPI",
  "PUT /v1/contacts/:id": "OPI",
  "DELETE /v1/contacts/:id": "OP",
  "GET /v1/agents": "OPI",
  "GET /v1/agents/:id": "OPI",
  "PUT /v1/agents/:id": "OPI",
  "DELETE /v1/agents/:id": "OP",
  "GET /v1/calls/:id/agent": "OAPUIG",
  "PUT /v1/calls/:id/agent": "OIG",
  "GET /v1/calls/:id/notes": "OPIG",
  "PUT /v1/calls/:id/notes": "OPIG",
  "DELETE /v1/calls/:id/notes": "OPIG",
  "GET /v1/calls/:id/tags": "OPIG",
  "PUT /v1/calls/:id/tags": "OPIG",
  "DELETE /v1/calls/:id/tags": "OPIG",
  "GET /v1/greetings": "OEAPI",
  "GET /v1/greetings/:id": "OEAPI",
  "POST /v1/greetings/:id/versions": "OEI",
  "PUT /v1/greetings/:id/versions/:version/:language/:prompt": "OEI",
  "POST /v1/greetings/:id/versions/:version/validate": "OEAPI",
  "POST /v1/greetings/:id/versions/:version/publish": "OE",
  "POST /v1/greetings": "OEI",
  "POST /v1/greetings/:id/versions/:version/:language/:prompt/speech": "OEI",
  "PUT /v1/greetings/:id/versions/:version/says/:language": "OEI",
  "POST /v1/greetings/:id/versions/:version/waivers": "OEI",
  "POST /v1/greetings/:id/versions/:version/review": "OE",
  "DELETE /v1/greetings/:id/versions/:version/schedule": "OE",
  "POST /v1/greetings/:id/rollback": "OE",
  "GET /v1/greetings/:id/diff": "OEAPI",
  "GET /v1/greetings/:id/stats": "OEAPI",
  "GET /v1/greetings/:id/versions/:version/:language/:prompt/preview": "OEAPI",
  "POST /v1/test-calls": "OUI",
  "POST /v1/trunks/:name/test-calls": "OU",
  "GET /v1/trunks/:name/test-calls/:id": "OU",
  "GET /v1/ledger/checkpoint": "OAPU",
  "GET /v1/version": "OEAPUIG",
  "GET /ledger/checkpoint": "OAPU",
  "GET /ledger/log.vkey": "OAPU",
  "GET /ledger/witness.vkeys": "OAPU",
  "GET /ledger/tile/*": "OAPU",
  "GET /ledger/timestamp/:size": "OAPU",
  "GET /v1/me": "OEAPUIG",
  "DELETE /v1/session": "OEAPUIG",
  "GET /v1/sessions": "OEAPUIG",
  "DELETE /v1/sessions/:id": "OEAPUIG",
  "GET /v1/users": "O",
  "POST /v1/users": "O",
  "GET /v1/users/:id": "O",
  "PATCH /v1/users/:id": "O",
  "POST /v1/users/:id/invite": "O",
  "GET /v1/service-accounts": "O",
  "GET /v1/health/deep": "OAPU",
  "POST /v1/service-accounts": "O",
  "GET /v1/service-accounts/:id": "O",
  "POST /v1/service-accounts/:id/disable": "O",
  "POST /v1/service-accounts/:id/tokens": "O",
  "DELETE /v1/service-accounts/:id/tokens/:token": "O",
}

/** Without a principal. */
const open = new Set([
  "GET /health/live",
  "GET /health/ready",
  "GET /openapi.json",
  "POST /v1/session",
  "POST /v1/invitations",
  "GET /v1/session/oidc",
  "GET /v1/session/oidc/callback",
  "POST /v1/receipt",
  "POST /v1/receipt/withdraw",
  "POST /v1/receipt/requests",
])

const world = new MemoryApi().addCalls(3)
const app = buildApi(world.parts)
const declared: { method: string; url: string }[] = []
app.addHook("onRoute", ({ method, url }) => {
  for (const verb of [method].flat()) {
    if (!url.startsWith("/docs") && verb !== "HEAD") declared.push({ method: verb, url })
  }
})
const nobody: UserRow = {
  id: "",
  login: "",
  role: "agent",
  lines: null,
  state: "active",
  password: null,
  totpSecret: null,
  totpStep: null,
  recovery: [],
  inviteHash: null,
  inviteUntil: null,
  oidc: null,
  createdAt: "2026-11-23T10:00:00.000Z",
  revision: 1,
}
const cookies = new Map<Role, { cookie: string; "x-assent-csrf": string }>()
beforeAll(async () => {
  await app.ready()
  for (const role of roles) {
    const user: UserRow = { ...nobody, id: uuidv7(), login: role, role }
    await world.people.addUser(null, user)
    const signedIn = await world.parts.people.sessions.begin(user, "password", null)
    const cookie = `assent_dev=${signedIn.secret}`
    const me = await app.inject({ url: "/v1/me", headers: { cookie } })
    expect(me.json(), role).toMatchObject({ id: `user_${user.id}`, role })
    cookies.set(role, { cookie, "x-assent-csrf": me.json<{ csrf_token: string }>().csrf_token })
  }
})
afterAll(() => app.close())

/** Nothing is erased by walking the matrix. */
const address = (url: string, method = ""): string =>
  (method + url === "DELETE/v1/recordings/:id" ? `${url}?dry_run=true` : url)
    .replace(":id", url.includes("recordings") ? recId(0) : callId(0))
    .replace(":version/:language/:prompt", "2/en/notice")
    .replace(":version", "2")
    .replace(":token", uuidv7())
    .replace(":size", "9")
    .replace("*", "0/000.p/9")

test("every route is in the matrix, and nothing else is", () => {
  const names = declared.map(({ method, url }) => `${method} ${url}`)
  expect(names.filter((name) => !open.has(name)).sort()).toEqual(Object.keys(matrix).sort())
  expect(names).toEqual(expect.arrayContaining([...open]))
})

test.each(roles)("%s may do what the matrix says, and every refusal is on record", async (role) => {
  const denied = new Set<string>()
  for (const [name, who] of Object.entries(matrix)) {
    const [method = "", url = ""] = name.split(" ")
    // It would end the session that the next rows need.
    if (name === "DELETE /v1/session") continue
    const before = world.leaves.length
    const headers = cookies.get(role)!
    // Without an end for whoever may: only its head is waited for.
    const payloadAsStream = url === "/v1/events" && who.includes(letterOf(role))
    const answer = await app.inject({ method: method as "GET", url: address(url, method), headers, payloadAsStream })
    const may = who.includes(letterOf(role))
    const refused = answer.statusCode === 403 && answer.json<{ code: string }>().code === "permission-denied"
    expect(refused, `${role}: ${name} -> ${answer.statusCode}`).toBe(!may)
    // What differs only in an id is one refusal of one permission, told of once.
    const told = world.leaves.slice(before).map((leaf) => (leaf.type === "people.denied" ? leaf.permission : leaf.type))
    for (const permission of told.filter(() => refused)) denied.add(permission)
    if (refused) expect([...denied], name).toContain(/permission ([a-z:]+)/.exec(answer.body)?.[1])
    expect(answer.statusCode, `${role}: ${name}`).not.toBe(401)
  }
})

test("the matrix has every role in some row and refuses every role something but the owner", () => {
  for (const letter of Object.keys(letters)) {
    const rows = Object.values(matrix).filter((who) => who.includes(letter))
    expect(rows.length).toBeGreaterThan(3)
    expect(rows.length === Object.keys(matrix).length).toBe(letter === "O")
  }
})

test("nobody without a principal is let in anywhere but at the open routes", async () => {
  for (const name of Object.keys(matrix)) {
    const [method = "", url = ""] = name.split(" ")
    expect((await app.inject({ method: method as "GET", url: address(url) })).statusCode, name).toBe(401)
  }
})

test("no token of any role approves an erasure, changes people or destroys keys", () => {
  for (const role of roles) {
    for (const personal of ["erasure:approve", "people:write", "keys:write"] as const) {
      expect(scopesOf(role)).not.toContain(personal)
    }
  }
  expect(permissions.length).toBe(new Set(permissions).size)
})

test("a route that names no permission stops the start", () => {
  const other = buildApi(new MemoryApi().parts)
  expect(() => other.get("/v1/forgotten", async () => "open")).toThrow(/names no permission/)
})

test("an integrator files, and may look, but an erasure that erases needs who may approve", async () => {
  const headers = cookies.get("integrator")!
  const dry = await app.inject({ method: "DELETE", url: `/v1/recordings/${recId(0)}?dry_run=true`, headers })
  expect(dry.statusCode).toBe(200)
  const erase = await app.inject({ method: "DELETE", url: `/v1/recordings/${recId(0)}`, headers })
  expect(erase.json()).toMatchObject({ status: 403, code: "permission-denied" })
  expect(world.leaves.at(-1)).toMatchObject({ type: "people.denied", permission: "erasure:approve", rec: recId(0) })
  const keyed = { ...headers, "idempotency-key": uuidv7() }
  const bulk = { method: "POST", url: "/v1/erasures", headers: keyed, payload: { recording_id: recId(0) } } as const
  expect((await app.inject(bulk)).statusCode).toBe(403)
  expect(world.destruction.readable(recId(0))).toBe(true)
})

test("a person who hears a recording says why; an auditor's evidence opens no number", async () => {
  const url = `/v1/recordings/${recId(0)}/audio`
  const officer = cookies.get("privacy_officer")!
  expect((await app.inject({ url, headers: officer })).statusCode).toBe(400)
  expect((await app.inject({ url, headers: { ...officer, "x-assent-reason": "complaint 4711" } })).statusCode).toBe(200)
  const evidence = `/v1/calls/${callId(0)}/evidence`
  const auditor = { headers: cookies.get("auditor")! }
  expect((await app.inject({ url: evidence, ...auditor })).statusCode).toBe(200)
  expect((await app.inject({ url: `${evidence}?release=number`, ...auditor })).statusCode).toBe(403)
  expect((await app.inject({ url: `${evidence}?audio=true`, ...auditor })).statusCode).toBe(403)
})

test("a refusal that is repeated stands in the ledger once a minute, with ids and no name", async () => {
  const count = () =>
    world.leaves.filter((leaf) => leaf.type === "people.denied" && leaf.permission === "keys:write").length
  const before = count()
  for (let i = 0; i < 5; i += 1)
    await app.inject({ method: "POST", url: "/v1/keys/rotate", headers: cookies.get("agent")! })
  expect(count() - before).toBeLessThanOrEqual(1)
  const texts = world.leaves.map((leaf) => JSON.stringify(leaf))
  expect(texts.filter((text) => text.includes("people.denied")).length).toBeGreaterThan(50)
  expect(texts.join()).not.toMatch(/password of|@|login/)
  expect((await app.inject({ url: "/v1/keys", headers: auth })).statusCode).toBe(200)
})
