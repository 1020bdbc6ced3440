/* Who is signed in, asked once at the start: what the console offers follows from it. */
import { createContext, useContext } from "react"
import { api, bodyOf, type Schemas, setCsrf } from "./client.ts"
import { Problem } from "./problem.ts"

export type Permission = Schemas["Me"]["permissions"][number]

export interface Me {
  readonly id: string
  readonly login: string
  readonly role: Schemas["Me"]["role"]
  readonly lines: readonly string[] | null
  /** What the matrix gives: what it does not is not offered, and would be refused. */
  may(permission: Permission): boolean
}

/** `null` for who is not signed in. */
export async function whoAmI(): Promise<Me | null> {
  try {
    const me = await bodyOf(api.GET("/v1/me"))
    setCsrf(me.csrf_token ?? "")
    const held = new Set<string>(me.permissions)
    return {
      id: me.id,
      login: me.login ?? me.id,
      role: me.role,
      lines: me.lines,
      may: (permission) => held.has(permission),
    }
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null
    throw error
  }
}

/** To the sign-in, and back to this very view. */
export function leaveForSignIn(): void {
  location.assign(`/signin?next=${encodeURIComponent(location.pathname + location.search)}`)
}

export async function signOut(): Promise<void> {
  await bodyOf(api.DELETE("/v1/session"))
  location.assign("/signin")
}

export const MeContext = createContext<Me | null>(null)

export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error("nothing of the console is shown to nobody")
  return me
}
