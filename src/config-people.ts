import { z } from "zod"
import { roles } from "./people/permissions.ts"

const isLoopback = (url: string): boolean => /^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|\/|$)/.test(url)

/** OpenID Connect, code flow with PKCE. */
const oidc = z.strictObject({
  /** Exactly as the provider spells it. */
  issuer: z
    .url({ protocol: /^https?$/ })
    .refine((url) => url.startsWith("https:") || isLoopback(url), "https, or http on loopback"),
  client_id: z.string().min(1).max(300),
  /** Holds the client secret alone; `null` for a public client. */
  secret_file: z.string().min(1).nullable().default(null),
  /** Asked for beside openid. */
  scopes: z
    .array(z.string().regex(/^[\x21-\x7e]+$/))
    .max(20)
    .default(["profile", "email"]),
  /** The claim of the ID token that names groups or roles. */
  role_claim: z.string().min(1).max(200).default("roles"),
  /** Which role each of its values gives; of several, the first named here. Whoever has none is not let in. */
  roles: z.record(z.string().min(1).max(200), z.enum(roles)),
})

/** How people sign in. */
export const peopleConfig = z.strictObject({
  /** A sign-in that was not used for so long is over. */
  session_idle_minutes: z.int().min(1).max(1440).default(30),
  /** And every sign-in after so long, however much it was used. */
  session_hours: z.int().min(1).max(168).default(12),
  /** A provider beside the local accounts; `null`: none. */
  oidc: oidc.nullable().default(null),
})
