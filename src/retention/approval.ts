/* Bulk erasures: what was shown is what is erased, and where two must agree, two have looked. */
import { createHash } from "node:crypto"
import { AssentError } from "../errors.ts"
import type { ErasePlan } from "./eraser.ts"

const VALID_MS = 24 * 3_600_000
const MAX = 1000

export interface Approvals {
  /** Somebody was shown a plan. @param by `null` for a machine, which is no second person. @returns its name */
  shown(scope: string, plan: readonly ErasePlan[], by: string | null): string
  /**
   * Lets a plan be carried out.
   * @param preview the name under which it was shown; `null` when it was not looked at
   * @throws VERSION_STALE when the plan is no longer the one that was shown; CONFLICT when a second person must approve
   */
  allow(scope: string, plan: readonly ErasePlan[], preview: string | null, by: string): void
}

/** Kept in memory: after a restart the plan is looked at again. */
export function createApprovals(options: { readonly twoPersons: boolean; readonly now: () => Date }): Approvals {
  const seen = new Map<string, { readonly by: readonly string[]; readonly at: number }>()
  return {
    shown(scope, plan, by) {
      const name = nameOf(scope, plan)
      const at = options.now().getTime()
      for (const [old, entry] of seen) if (seen.size >= MAX || at - entry.at > VALID_MS) seen.delete(old)
      seen.set(name, { by: [...(seen.get(name)?.by ?? []), ...(by === null ? [] : [by])], at })
      return name
    },
    allow(scope, plan, preview, by) {
      const name = nameOf(scope, plan)
      const entry = seen.get(name)
      const fresh = entry !== undefined && options.now().getTime() - entry.at <= VALID_MS
      if (preview !== null && (preview !== name || !fresh)) {
        throw new AssentError("VERSION_STALE", "this is not what was shown: do the dry run again and look at it", {
          field: "preview",
        })
      }
      if (!options.twoPersons) return
      if (preview === null || !entry?.by.some((other) => other !== by)) {
        throw new AssentError(
          "CONFLICT",
          "a second person must approve: one does the dry run, another sends its preview",
        )
      }
    },
  }
}

function nameOf(scope: string, plan: readonly ErasePlan[]): string {
  const digest = createHash("sha256").update(scope)
  const lines = plan.map(({ recordingId, outcome, retained }) => `${recordingId} ${outcome} ${retained?.reason ?? ""}`)
  return digest.update(lines.sort().join("\n")).digest("base64url")
}
