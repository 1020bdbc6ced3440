import { z } from "zod"
import { roles } from "./people/permissions.ts"

const isLoopback = (url: string): boolean => /^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|\/|$)/.test(url)

/** OpenID Connect, code flow with PKCE. */
const oidc = z.strictObject({
  issuer: z
    .url({ protocol: /^https?$/ })
    .refine((url) => url.startsWith("https:") || isLoopback(url), "https, or http on loopback")
    .describe("Exactly as the provider spells it."),
  client_id: z.string().min(1).max(300).describe("What the provider calls this gateway."),
  secret_file: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe("Holds the client secret alone. null: a public client."),
  scopes: z
    .array(z.string().regex(/^[\x21-\x7e]+$/))
    .max(20)
    .default(["profile", "email"])
    .describe("Asked for beside openid."),
  role_claim: z
    .string()
    .min(1)
    .max(200)
    .default("roles")
    .describe("The claim of the ID token that names groups or roles."),
  roles: z
    .record(z.string().min(1).max(200), z.enum(roles))
    .describe("Which role each value of the claim gives; of several, the first named. Whoever has none is not let in."),
})

/** How people sign in. */
export const peopleConfig = z.strictObject({
  session_idle_minutes: z
    .int()
    .min(1)
    .max(1440)
    .default(30)
    .describe("A sign-in that was not used for so long is over."),
  session_hours: z
    .int()
    .min(1)
    .max(168)
    .default(12)
    .describe("Every sign-in is over after so long, however much it was used."),
  oidc: oidc.nullable().default(null).describe("A sign-in provider beside the local accounts. null: none."),
})
