/* Signing in through a real OpenID provider on loopback: code, PKCE, state, nonce, and roles from a claim. */
import { afterAll, beforeAll, expect, test } from "vitest"
import { buildApi } from "../../src/api/server.ts"
import { loopback } from "../../src/outgoing/addresses.ts"
import { createOutgoing } from "../../src/outgoing/client.ts"
import { createOidc } from "../../src/people/oidc.ts"
import { providerFetch } from "../../src/wiring/people.ts"
import { createProvided } from "../../src/people/provided.ts"
import { freePort } from "../e2e/gateway.ts"
import { MemoryApi } from "../fakes/api.ts"
import { Browser, signInProvider, type SignInProvider } from "../fakes/sign-in-provider.ts"

const mira = { sub: "mira-7", email: "mira@example.org", roles: ["staff", "dpo"] }
const secret = "a client secret that is long enough for a test"
const world = new MemoryApi().addCalls(2)
const outgoing = createOutgoing({ allow: loopback })
let base: string
let provider: SignInProvider
let app: ReturnType<typeof buildApi>

beforeAll(async () => {
  base = `http://127.0.0.1:${await freePort()}`
  provider = await signInProvider(
    { client_id: "assent", client_secret: secret, redirect_uris: [`${base}/v1/session/oidc/callback`] },
    mira,
  )
  const oidc = createOidc(
    {
      issuer: provider.issuer,
      clientId: "assent",
      clientSecret: secret,
      scopes: ["email"],
      roleClaim: "roles",
      roles: { dpo: "privacy_officer", staff: "auditor", boss: "owner" },
    },
    providerFetch(outgoing.fetch),
  )
  const ledger = {
    append: async (
      leaves: readonly (typeof world.leaves)[number][],
      rows?: (tx: unknown, indexes: number[]) => unknown,
    ) => {
      await rows?.(null, [])
      world.leaves.push(...leaves)
      return []
    },
  }
  const people = world.parts.people
  const provided = createProvided({ rows: world.people, ledger, now: () => new Date(), users: people.users })
  world.parts = {
    ...world.parts,
    settings: { ...world.parts.settings, baseUrl: base },
    people: { ...people, provider: { oidc, provided } },
  }
  app = buildApi(world.parts)
  await app.listen({ host: "127.0.0.1", port: Number(new URL(base).port) })
})
afterAll(async () => {
  await app.close()
  outgoing.close()
  await provider[Symbol.asyncDispose]()
})

/** From there the page goes on, by the role of whoever it is. */
const home = (url: string): boolean => url === `${base}/signin`
async function me(browser: Browser) {
  const cookie = [...(browser.cookies.get(base) ?? [])].map(([name, value]) => `${name}=${value}`).join("; ")
  return (await app.inject({ url: "/v1/me", headers: { cookie } })).json<{ id: string; role: string; login: string }>()
}

test("a person signs in, is made with the role of their group, and is the same person next time", async () => {
  const browser = new Browser()
  const { url } = await browser.open(`${base}/v1/session/oidc`, home)
  expect(url).toBe(`${base}/signin`)
  const first = await me(browser)
  expect(first).toMatchObject({ role: "privacy_officer", login: "mira@example.org", kind: "user" })
  expect(world.leaves.at(-1)).toMatchObject({ type: "people.changed", change: "joined by provider as privacy_officer" })
  expect(JSON.stringify(world.leaves)).not.toContain("mira")
  expect(provider.asked).toEqual(
    expect.arrayContaining(["/.well-known/openid-configuration", "/auth", "/token", "/jwks"]),
  )
  const other = new Browser()
  await other.open(`${base}/v1/session/oidc`, home)
  expect((await me(other)).id).toBe(first.id)
  expect(world.people.people.size).toBe(1)
})

test("another group is another role at the next sign-in, and the earlier sign-ins end", async () => {
  const before = new Browser()
  await before.open(`${base}/v1/session/oidc`, home)
  provider.person = { ...mira, roles: "staff" }
  const browser = new Browser()
  await browser.open(`${base}/v1/session/oidc`, home)
  expect((await me(browser)).role).toBe("auditor")
  expect(await me(before)).toMatchObject({ status: 401 })
})

test("whoever has no role there, is disabled here, or bears a local person's name is not let in", async () => {
  const attempt = async () => (await new Browser().open(`${base}/v1/session/oidc`, home)).response
  provider.person = { ...mira, roles: ["guest"] }
  expect(await (await attempt()).json()).toMatchObject({ status: 401, code: "sign-in-refused" })
  provider.person = mira
  const { users } = world.parts.people
  const known = [...world.people.people.values()][0]!
  await users.change(known.id, { state: "disabled" }, "test")
  expect((await attempt()).status).toBe(401)
  await users.invite({ login: "olaf@example.org", role: "owner", lines: null }, "test")
  provider.person = { sub: "not-olaf", email: "olaf@example.org", roles: ["boss"] }
  expect(await (await attempt()).json()).toMatchObject({ status: 409 })
  expect(world.people.people.size).toBe(2)
})

test("an answer that another browser began, that comes twice, or that was altered opens nothing", async () => {
  provider.person = { sub: "nora", email: "nora@example.org", roles: ["staff"] }
  const atCallback = (url: string): boolean => url.startsWith(`${base}/v1/session/oidc/callback`)
  const browser = new Browser()
  const { url } = await browser.open(`${base}/v1/session/oidc`, atCallback)
  expect((await new Browser().open(url, home)).response.status).toBe(401)
  const altered = new URL(url)
  altered.searchParams.set("state", "x".repeat(43))
  const second = new Browser()
  const { url: other } = await second.open(`${base}/v1/session/oidc`, atCallback)
  altered.searchParams.set("code", new URL(other).searchParams.get("code")!)
  expect((await second.open(altered.href, home)).response.status).toBe(401)
  expect(home((await browser.open(url, home)).url)).toBe(true)
  expect((await me(browser)).role).toBe("auditor")
  expect((await browser.open(url, home)).response.status).toBe(401)
})

test("a code that another verifier asked for is refused by the provider", async () => {
  const { oidc } = world.parts.people.provider!
  const redirect = `${base}/v1/session/oidc/callback`
  const begun = await oidc.begin(redirect)
  const stolen = (await new Browser().open(begun.url, (url) => url.startsWith(redirect))).url
  const other = await oidc.begin(redirect)
  const finishing = oidc.finish(new URL(stolen), { ...begun.flow, verifier: other.flow.verifier })
  await expect(finishing).rejects.toMatchObject({ code: "SIGN_IN_REFUSED" })
})

test("a provider that is away is a 503, and no session", async () => {
  const gone = createOidc(
    {
      issuer: `http://127.0.0.1:${await freePort()}`,
      clientId: "a",
      clientSecret: null,
      scopes: [],
      roleClaim: "r",
      roles: {},
    },
    providerFetch(outgoing.fetch),
  )
  await expect(gone.begin(base)).rejects.toMatchObject({ code: "PROVIDER_UNREACHABLE" })
  const without = buildApi(new MemoryApi().parts)
  expect((await without.inject("/v1/session/oidc")).statusCode).toBe(404)
})
