/*
 * Who may do what, after a restore. The ledger that came back ends where the backup does, so that nothing in it tells
 * whom an owner has disabled or which token was revoked since: unless somebody answers for it, nobody is let in as then.
 */
import { randomUUID } from "node:crypto"
import canonicalize from "canonicalize"
import type { LeafOf } from "../ledger/entry.ts"
import { dayOf } from "../retention/schedule.ts"
import type { EndedAccess, RestoredAccess } from "../storage/embedded/restored-access.ts"

/** Stands in the leaves as who did it: whoever holds the key files, and no principal of the gateway. */
const BY = "restore"

/** @param unchanged somebody's word that no right was taken back since the backup */
export async function endAccess(rows: RestoredAccess, unchanged: boolean, now: Date): Promise<EndedAccess> {
  return rows.end(!unchanged, now.toISOString(), (subject, change) => {
    const id = randomUUID()
    const leaf: Omit<LeafOf<"people.changed">, "ts"> = { v: 1, id, type: "people.changed", subject, change, by: BY }
    return { id, leaf: canonicalize(leaf) ?? "", day: dayOf(now) }
  })
}
