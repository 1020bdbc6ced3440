import type { Permission } from "./permissions.ts"

/** Who asks. Two tokens of one account, and two sign-ins of one person, are the same principal. */
export interface Principal {
  /** `user_<uuid>`, `svc_<uuid>`, or the id of a key in the configuration. Stands in leaves: an id, never a name. */
  readonly id: string
  readonly kind: "key" | "user" | "service_account"
  readonly permissions: ReadonlySet<Permission>
  /** The lines it is limited to; `null`: every line. */
  readonly lines: readonly string[] | null
  /** By which sign-in or token it came; `null` for a key of the configuration. */
  readonly credential: string | null
}

/** What a refused attempt was about, where the route says. */
export interface DeniedAbout {
  readonly call?: string
  readonly rec?: string
}
