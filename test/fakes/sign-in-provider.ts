/* A real OpenID provider on loopback, which signs in at once whoever the test says, and a browser without a screen. */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { Provider } from "oidc-provider"

export interface Person {
  readonly sub: string
  readonly email: string
  readonly roles: readonly string[] | string
}

export interface SignInProvider extends AsyncDisposable {
  readonly issuer: string
  /** Who sits in front of the browser. */
  person: Person
  /** Paths that were asked for, in order. */
  readonly asked: string[]
}

export async function signInProvider(client: object, person: Person): Promise<SignInProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [client],
    cookies: { keys: ["of this test alone"] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    claims: { openid: ["sub", "roles"], email: ["email"] },
    conformIdTokenClaims: false,
    findAccount: (_ctx: unknown, sub: string) => ({ accountId: sub, claims: () => ({ ...made.person, sub }) }),
    interactions: { url: (_ctx: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
  })
  const answer = provider.callback()
  const made = {
    issuer,
    person,
    asked: [] as string[],
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  server.on("request", (request, response) => {
    made.asked.push((request.url ?? "").split("?")[0]!)
    if (!request.url?.startsWith("/interaction/")) {
      answer(request, response)
      return
    }
    void (async () => {
      const { prompt, params } = await provider.interactionDetails(request, response)
      const accountId = made.person.sub
      if (prompt.name === "login") return provider.interactionFinished(request, response, { login: { accountId } })
      const grant = new provider.Grant({ accountId, clientId: params.client_id })
      grant.addOIDCScope(params.scope)
      return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } })
    })()
  })
  return made
}

/** Follows redirects and keeps cookies, each for the origin that set it. */
export class Browser {
  readonly cookies = new Map<string, Map<string, string>>()

  async open(
    address: string,
    until: (url: string) => boolean = () => false,
  ): Promise<{ url: string; response: Response }> {
    for (let url = address, hops = 0; hops < 20; hops += 1) {
      const { origin } = new URL(url)
      const jar = this.cookies.get(origin) ?? new Map<string, string>()
      this.cookies.set(origin, jar)
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ")
      const response = await fetch(url, { redirect: "manual", headers: { cookie } })
      for (const line of response.headers.getSetCookie()) {
        const [name = "", value = ""] = line.split(";")[0]!.split(/=(.*)/s)
        if (/expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name)
        else jar.set(name, value)
      }
      const next = response.headers.get("location")
      if (next === null) return { url, response }
      url = new URL(next, url).href
      if (until(url)) return { url, response }
    }
    throw new Error("the browser went round in circles")
  }
}
