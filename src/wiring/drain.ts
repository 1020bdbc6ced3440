/* How a gateway stops: no new calls first, then a wait for those that live, and only then the end. */
import type { Config } from "../config.ts"
import type { GatewayLog } from "./log.ts"
import type { Metrics } from "./metrics.ts"

export interface Drain {
  /** New calls are for the carrier's fallback: connected, not asked, not recorded. */
  readonly isOn: () => boolean
  /**
   * Takes no new calls from here on. Resolves when none lives any more, when `drain_seconds` are over, or when `hurry`
   * aborts. What lives then is for `close` to end in an orderly way: recordings sealed, evidence written.
   */
  readonly run: (hurry: AbortSignal) => Promise<void>
}

const LOOK_MS = 100

export function openDrain(parts: {
  readonly live: () => number
  /** Tells the carriers, once. */
  readonly begin: () => void
  readonly now: () => Pick<Config, "drain_seconds">
  readonly metrics: Pick<Metrics, "draining" | "drainForced">
  readonly log: GatewayLog
}): Drain {
  const { live, metrics, log } = parts
  let on = false
  return {
    isOn: () => on,
    run: async (hurry) => {
      if (!on) parts.begin()
      on = true
      metrics.draining.set(1)
      const { drain_seconds: seconds } = parts.now()
      log.info({ live: live(), seconds }, "no new calls are taken: those that live may end by themselves")
      const until = performance.now() + seconds * 1000
      while (live() > 0 && performance.now() < until && !hurry.aborted) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
      }
      metrics.drainForced.inc(live())
      if (live() > 0) log.warn({ live: live() }, "calls still live: they are ended in an orderly way now")
    },
  }
}
