/* No copy at the carrier: after every call its carrier is asked for recordings of it, however this process ended. */
import type { CarrierLook, CarrierLooks } from "../carriers/looks.ts"
import type { CarrierRest } from "../carriers/xml/rest.ts"
import { uuidv7 } from "../ids.ts"
import type { Ledger } from "../ledger/ledger.ts"
import type { GatewayLog } from "./log.ts"

export interface LookedTrunk {
  readonly name: string
  /** What is found is removed there, beside the alarm and the leaf. */
  readonly removes: boolean
  readonly rest: Pick<CarrierRest, "recordingsOf" | "removeRecording">
  /** `later`: the carrier may still be at it. `again`: one look is worth something, and does not settle it. */
  readonly when: (look: CarrierLook) => Promise<"now" | "again" | "later">
}

export interface Looking {
  /** @returns what to call when a call of this trunk is over */
  watch(trunk: LookedTrunk): (call: { readonly callId: string; readonly carrierCallId: string }) => void
  /** Looks after what an earlier process left, and from then on after what could not be settled at once. */
  start(): void
  /** Begins nothing more, and waits for what runs. What was not looked after stays on the list. */
  stop(): Promise<void>
}

export interface LookingParts<Tx> {
  readonly ledger: Pick<Ledger<Tx>, "append">
  readonly looks: CarrierLooks<Tx>
  readonly log: GatewayLog
  readonly timing?: { readonly listedAfterMs: number; readonly roundMs: number; readonly patienceMs: number }
}

/** How long a carrier may take to list a recording that it made; how often the list is gone through; the first wait before one is tried again. */
const TIMING = { listedAfterMs: 3000, roundMs: 60_000, patienceMs: 60_000 }
const LONGEST_WAIT_MS = 3600_000
const PER_ROUND = 1000

export function carrierLooking<Tx>({ ledger, looks, log, timing = TIMING }: LookingParts<Tx>): Looking {
  const trunks: LookedTrunk[] = []
  const alarmed = new Set<string>()
  /** When a call may be looked after again, and how long it waits after that. */
  const waits = new Map<string, { readonly until: number; readonly ms: number }>()
  const running = new Set<Promise<void>>()
  let stopped = false
  let timer: NodeJS.Timeout | null = null

  /** @returns whether the call is settled @throws when the carrier or the ledger does not answer */
  const look = async (trunk: LookedTrunk, call: CarrierLook): Promise<boolean> => {
    const { callId } = call
    const when = await trunk.when(call)
    if (when === "later") return false
    const found = await trunk.rest.recordingsOf(call.carrierCallId)
    if (found.length === 0) {
      if (when === "now") await looks.nothing(callId)
      return when === "now"
    }
    const facts = { callId, trunk: trunk.name, recordings: found.length }
    log.error(facts, "the carrier recorded this call by itself: check its account settings")
    const removed = trunk.removes && (await removeAll(trunk.rest, found))
    // What should go and did not is tried again.
    const settled = trunk.removes ? removed && when === "now" : true
    if (!removed && alarmed.has(callId)) return settled
    alarmed.add(callId)
    const leaf = { v: 1, id: uuidv7(), ts: new Date().toISOString(), type: "carrier.recording_found" } as const
    // One commit: killed before it, the call is looked after again; after it, never twice.
    await ledger.append(
      [{ ...leaf, call: callId, trunk: trunk.name, recordings: found.length, removed }],
      async (tx) => {
        if (settled) await looks.found(tx, callId)
      },
    )
    return settled
  }

  /** @returns whether the carrier answered */
  const attempt = async (trunk: LookedTrunk, call: CarrierLook): Promise<boolean> => {
    const { callId } = call
    const ms = waits.get(callId)?.ms ?? timing.patienceMs
    // Nobody else looks at the same time.
    waits.set(callId, { until: Infinity, ms })
    let answered = true
    let settled = false
    try {
      settled = await look(trunk, call)
    } catch (error) {
      answered = false
      log.error(
        { callId, trunk: trunk.name, err: error },
        "it is not known whether the carrier recorded this call by itself: it is asked again",
      )
    }
    if (settled) {
      waits.delete(callId)
      alarmed.delete(callId)
    } else waits.set(callId, { until: performance.now() + ms, ms: Math.min(ms * 2, LONGEST_WAIT_MS) })
    return answered
  }

  const round = async (): Promise<void> => {
    for (const trunk of trunks) {
      const due = await looks.due(trunk.name, PER_ROUND)
      for (const call of due) {
        if (stopped) return
        if ((waits.get(call.callId)?.until ?? 0) > performance.now()) continue
        // A carrier that does not answer for one call is not asked for all the others.
        if (!(await attempt(trunk, call))) break
      }
    }
  }
  const run = (work: () => Promise<unknown>): void => {
    if (stopped) return
    const one: Promise<void> = work()
      .catch((error: unknown) => log.error({ err: error }, "calls could not be looked after at their carriers"))
      .then(() => void running.delete(one))
    running.add(one)
  }
  /** One round at a time. */
  let rounds = Promise.resolve()
  const next = (): void => run(() => (rounds = rounds.then(round, round)))

  return {
    watch: (trunk) => {
      trunks.push(trunk)
      return ({ callId, carrierCallId }) => {
        const call = { callId, carrierCallId, answeredAt: new Date().toISOString(), mayGoOn: false }
        // Until then it is this process's own.
        waits.set(callId, { until: performance.now() + timing.listedAfterMs * 2, ms: timing.patienceMs })
        setTimeout(() => run(() => attempt(trunk, call)), timing.listedAfterMs).unref()
      }
    },
    start: () => {
      next()
      timer = setInterval(next, timing.roundMs).unref()
    },
    stop: async () => {
      stopped = true
      if (timer) clearInterval(timer)
      await Promise.all(running)
    },
  }
}

async function removeAll(rest: Pick<CarrierRest, "removeRecording">, ids: readonly string[]): Promise<boolean> {
  const removed = await Promise.allSettled(ids.map((id) => rest.removeRecording(id)))
  return removed.every(({ status }) => status === "fulfilled")
}
