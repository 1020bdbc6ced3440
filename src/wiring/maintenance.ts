import type { Ledger } from "../ledger/ledger.ts"
import type { Eraser } from "../retention/erase.ts"
import { flushOutbox } from "../retention/outbox.ts"
import type { RetentionRows } from "../retention/ports.ts"
import { dayOf } from "../retention/schedule.ts"
import { clockWatch, sweep } from "../retention/sweep.ts"
import type { RecordingRows } from "../recording/ports.ts"
import type { GatewayLog } from "./log.ts"

export interface MaintenanceParts<Tx> {
  readonly eraser: Eraser
  readonly rows: RetentionRows<Tx>
  readonly recordings: RecordingRows<Tx>
  readonly ledger: Ledger<Tx>
  readonly everyMs: number
  readonly log: GatewayLog
}

/**
 * What runs behind the calls: the retention sweep, and the daily batch that carries tombstones into the ledger.
 * @returns how to run one round now, and how to stop
 */
export function startMaintenance<Tx>(parts: MaintenanceParts<Tx>): {
  round: () => Promise<void>
  stop: () => Promise<void>
} {
  const { eraser, rows, recordings, ledger, log } = parts
  const clock = clockWatch(Date.now, () => performance.now())
  const now = () => new Date()

  const once = async (): Promise<void> => {
    const { refused, shredded, left } = await sweep({ eraser, rows, recordings, now, clockLead: clock.lead })
    if (refused !== null) log.error({ refused }, "the retention sweep touched nothing: the wall clock jumped, check it")
    if (left.length > 0) log.warn({ left: left.length }, "recordings are due and could not be shredded yet")
    const leaves = await flushOutbox({ rows, ledger }, dayOf(now()))
    if (shredded + leaves > 0) log.info({ shredded, leaves }, "the retention sweep ran")
  }

  let running: Promise<void> = Promise.resolve()
  const round = (): Promise<void> => {
    running = running.then(once).catch((error: unknown) => log.error({ err: error }, "the retention sweep failed"))
    return running
  }
  const timer = setInterval(() => void round(), parts.everyMs).unref()
  return {
    round,
    stop: () => {
      clearInterval(timer)
      return running
    },
  }
}
