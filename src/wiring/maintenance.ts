import type { Ledger } from "../ledger/ledger.ts"
import type { Assess } from "../retention/assess.ts"
import type { Eraser } from "../retention/eraser.ts"
import { flushOutbox } from "../retention/outbox.ts"
import type { RetentionRows } from "../retention/ports.ts"
import type { Rules } from "../retention/rules.ts"
import { dayOf } from "../retention/schedule.ts"
import { clockWatch, confirmBatch, retentionOverdue, sweep, type SweepResult } from "../retention/sweep.ts"
import type { AccessEntries } from "../rights/incident.ts"
import type { RecordingRows } from "../recording/ports.ts"
import { type IndexedLedger, noteLeaves } from "./leaves-about.ts"
import type { GatewayLog } from "./log.ts"

export interface MaintenanceParts<Tx> {
  readonly eraser: Eraser
  readonly rows: RetentionRows<Tx>
  readonly recordings: RecordingRows<Tx>
  readonly assess: Assess
  readonly rules: Pick<Rules, "resume">
  /** Of what is held about people beside calls. @returns how many */
  readonly endRecords: (now: Date) => Promise<number>
  readonly epochs: { due(): Promise<boolean>; rotate(): Promise<unknown> }
  readonly ledger: Ledger<Tx>
  readonly storage: IndexedLedger & { readonly accessEntries: Pick<AccessEntries<Tx>, "purge"> }
  /** How long the index of accesses is kept. */
  readonly auditDays: number
  readonly everyMs: number
  readonly log: GatewayLog
}

export interface Upkeep {
  /** Runs one round now. */
  readonly round: () => Promise<void>
  /** Why the last sweep touched nothing, or `null`. */
  asks(): SweepResult["refused"]
  /** A person looked at clock and batch and says that both are right; the next round goes on. @returns how many are due */
  confirm(): Promise<number>
  /** Recordings that should be gone and are not. */
  overdue(): Promise<number>
}

/**
 * What runs behind the calls: the retention sweep, and the daily batch that carries tombstones into the ledger.
 * @returns how to run one round now, and how to stop
 */
export function startMaintenance<Tx>(parts: MaintenanceParts<Tx>): Upkeep & { readonly stop: () => Promise<void> } {
  const { eraser, rows, recordings, assess, ledger, log } = parts
  const clock = clockWatch(Date.now, () => performance.now())
  const now = () => new Date()

  const once = async (): Promise<void> => {
    // Before the sweep: a change that keeps recordings longer must have reached all of them.
    await parts.rules.resume()
    const swept = await sweep({ eraser, rows, recordings, assess, now, clockLead: clock.lead })
    const { refused, shredded, left, policyLess } = swept
    asked = refused
    if (refused !== null) log.error({ refused }, "the retention sweep touched nothing: check the clock and the rules")
    if (policyLess.length > 0)
      log.error({ policyLess: policyLess.length }, "recordings have no readable retention policy")
    if (left.length > 0) log.warn({ left: left.length }, "recordings are due and could not be shredded yet")
    const leaves = await flushOutbox({ rows, ledger }, dayOf(now()))
    if (shredded + leaves > 0) log.info({ shredded, leaves }, "the retention sweep ran")
  }

  const endRecords = async (): Promise<void> => {
    if (asked !== null) return
    try {
      const ended = await parts.endRecords(now())
      if (ended > 0) log.info({ ended }, "contacts, notes or documents came to their end")
    } catch (error) {
      log.error({ err: error }, "what is held about people beside calls could not be ended")
    }
  }

  const forgetAccesses = async (): Promise<void> => {
    // A clock that jumped would take what is to be kept.
    if (asked !== null) return
    try {
      await parts.storage.accessEntries.purge(new Date(Date.now() - parts.auditDays * 86_400_000).toISOString())
    } catch (error) {
      log.error({ err: error }, "old entries of the index of accesses could not be removed")
    }
  }

  /** By itself: a sweep that fails must not keep an epoch from ending, nor the other way round. */
  const endEpoch = async (): Promise<void> => {
    try {
      if (await parts.epochs.due()) {
        await parts.epochs.rotate()
        log.info({}, "a key epoch ended: older backups of the key store open nothing any more")
      }
    } catch (error) {
      log.error({ err: error }, "the key epoch could not be ended: it is tried again in the next round")
    }
  }

  const index = async (): Promise<void> => {
    try {
      await noteLeaves(parts.storage)
    } catch (error) {
      log.error({ err: error }, "the index of the ledger fell behind: it is brought up when it is next needed")
    }
  }

  let asked: SweepResult["refused"] = null
  let running: Promise<void> = Promise.resolve()
  const round = (): Promise<void> => {
    running = running
      .then(once)
      .catch((error: unknown) => log.error({ err: error }, "the retention sweep failed"))
      .then(endRecords)
      .then(endEpoch)
      .then(forgetAccesses)
      .then(index)
    return running
  }
  const timer = setInterval(() => void round(), parts.everyMs).unref()
  return {
    round,
    asks: () => asked,
    confirm: () => {
      clock.accept()
      return confirmBatch(rows, now())
    },
    overdue: () => retentionOverdue({ rows, recordings, assess }, now()),
    stop: () => {
      clearInterval(timer)
      return running
    },
  }
}
