/*
 * Signing in through somebody else's provider: OpenID Connect, code flow with PKCE, state and nonce (RFC 9700, 2.1.1).
 * The provider says who somebody is and, by one claim, their role; what a role may do is said here.
 */
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  type Configuration,
  customFetch,
  type CustomFetch,
  discovery,
  enableNonRepudiationChecks,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client"
import { AssentError } from "../errors.ts"
import type { Role } from "./permissions.ts"

export interface OidcSettings {
  readonly issuer: string
  readonly clientId: string
  /** `null` for a public client: PKCE alone then binds the code. */
  readonly clientSecret: string | null
  /** Asked for beside `openid`. */
  readonly scopes: readonly string[]
  /** The claim of the ID token that names the person's groups or roles: a text or a list of texts. */
  readonly roleClaim: string
  /** Which of our roles a value of that claim gives. */
  readonly roles: Readonly<Record<string, Role>>
}

/** What must be remembered of a sign-in that was begun, until the browser comes back. */
export interface OidcFlow {
  readonly verifier: string
  readonly state: string
  readonly nonce: string
}

export interface OidcIdentity {
  /** `<issuer> <subject>`: what never changes about a person there. */
  readonly key: string
  readonly login: string
  readonly role: Role
}

export interface OidcProvider {
  /** @throws PROVIDER_UNREACHABLE */
  begin(redirectUri: string): Promise<{ readonly url: string; readonly flow: OidcFlow }>
  /** @param callback the address the browser came back to. @throws SIGN_IN_REFUSED, PROVIDER_UNREACHABLE */
  finish(callback: URL, flow: OidcFlow): Promise<OidcIdentity>
}

const DISCOVERED_FOR_MS = 3_600_000
const TIMEOUT_S = 10

/** @param fetch by which every request to the provider goes out */
export function createOidc(settings: OidcSettings, fetch: CustomFetch): OidcProvider {
  let known: { readonly at: number; readonly configuration: Promise<Configuration> } | null = null

  async function configured(): Promise<Configuration> {
    const found =
      known && Date.now() - known.at < DISCOVERED_FOR_MS ? known : { at: Date.now(), configuration: discover() }
    known = found
    try {
      return await found.configuration
    } catch (cause) {
      known = null
      throw new AssentError("PROVIDER_UNREACHABLE", "the sign-in provider cannot be reached", { cause })
    }
  }

  function discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = settings
    const client = clientSecret === null ? None() : ClientSecretBasic(clientSecret)
    // Signatures of ID tokens are checked, though TLS would do (OpenID Connect Core, 3.1.3.7). The configuration lets
    // plain HTTP pass for loopback alone.
    const execute = [enableNonRepudiationChecks, ...(issuer.startsWith("http:") ? [allowInsecureRequests] : [])]
    return discovery(new URL(issuer), clientId, undefined, client, {
      execute,
      timeout: TIMEOUT_S,
      [customFetch]: fetch,
    })
  }

  return {
    async begin(redirectUri) {
      const configuration = await configured()
      const flow = { verifier: randomPKCECodeVerifier(), state: randomState(), nonce: randomNonce() }
      const url = buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: ["openid", ...settings.scopes].join(" "),
        code_challenge: await calculatePKCECodeChallenge(flow.verifier),
        code_challenge_method: "S256",
        state: flow.state,
        nonce: flow.nonce,
      })
      return { url: url.href, flow }
    },

    async finish(callback, { verifier, state, nonce }) {
      const configuration = await configured()
      const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true }
      let claims: Readonly<Record<string, unknown>> | undefined
      try {
        claims = (await authorizationCodeGrant(configuration, callback, checks)).claims()
      } catch (cause) {
        throw new AssentError("SIGN_IN_REFUSED", "the provider's answer was refused: begin again", { cause })
      }
      const subject = claims?.["sub"]
      if (!claims || typeof subject !== "string") throw new AssentError("SIGN_IN_REFUSED", "the provider named nobody")
      const role = roleOf(claims, settings)
      if (role === null) throw new AssentError("SIGN_IN_REFUSED", "the provider gives you no role here: ask an owner")
      return { key: `${settings.issuer} ${subject}`, login: loginOf(claims, subject), role }
    },
  }
}

/** Of several, the one that the configuration names first. */
function roleOf(claims: Readonly<Record<string, unknown>>, { roleClaim, roles }: OidcSettings): Role | null {
  const given = new Set([claims[roleClaim]].flat())
  return Object.entries(roles).find(([value]) => given.has(value))?.[1] ?? null
}

/** For people to recognise; never to find somebody by: an address can pass from one person to another. */
function loginOf(claims: Readonly<Record<string, unknown>>, subject: string): string {
  const names = [claims["email"], claims["preferred_username"], subject]
  const name = names.find((value) => typeof value === "string" && /^[^\s\p{C}]{1,200}$/u.test(value))
  return typeof name === "string" ? name.toLowerCase() : "provider"
}
