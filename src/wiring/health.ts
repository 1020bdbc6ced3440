import type { Health } from "../api/parts.ts"
import type { KekRow } from "../keys/ports.ts"
import type { Ledger } from "../ledger/ledger.ts"

export interface HealthParts<Tx> {
  readonly ledger: Ledger<Tx>
  readonly kek: KekRow
}

/** What must hold for calls to be asked and recorded, each checked when asked. */
export function healthOf<Tx>(parts: HealthParts<Tx>): Health {
  const checks: Readonly<Record<string, () => Promise<void> | void>> = {
    ledger: async () => {
      await parts.ledger.size()
    },
    kek: () => {
      if (Date.now() > Date.parse(parts.kek.notAfter)) throw new Error("the key encryption key is past its time")
    },
  }
  return {
    ready: () =>
      Promise.all(
        Object.entries(checks).map(async ([name, check]) => {
          try {
            await check()
            return { name, status: "ok" as const, detail: null }
          } catch {
            return { name, status: "failed" as const, detail: `${name} does not answer as it should; see the log` }
          }
        }),
      ),
  }
}
