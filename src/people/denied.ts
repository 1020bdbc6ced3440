/* Attempts that a role does not allow, in the ledger. */
import { uuidv7 } from "../ids.ts"
import type { PeopleDeps } from "./changes.ts"
import type { Permission } from "./permissions.ts"
import type { DeniedAbout, Principal } from "./principal.ts"

/** Never rejects: the refusal stands. */
export type Denied = (principal: Principal, permission: Permission, about: DeniedAbout) => Promise<void>

/** A client that tries again and again is told of once in this time, or it could fill the ledger. */
const AGAIN_MS = 60_000
const MAX_ENTRIES = 10_000

export function createDenied<Tx>(
  { ledger, now }: Pick<PeopleDeps<Tx>, "ledger" | "now">,
  onFault: (error: unknown) => void,
): Denied {
  const told = new Map<string, number>()
  return async (principal, permission, about) => {
    const at = now()
    const key = [principal.id, permission, about.call, about.rec].join(" ")
    if (at.getTime() - (told.get(key) ?? -Infinity) < AGAIN_MS) return
    if (told.size >= MAX_ENTRIES) told.clear()
    told.set(key, at.getTime())
    const base = { v: 1 as const, id: uuidv7(at.getTime()), ts: at.toISOString() }
    try {
      await ledger.append([{ ...base, type: "people.denied", principal: principal.id, permission, ...about }])
    } catch (error) {
      told.delete(key)
      onFault(error)
    }
  }
}
