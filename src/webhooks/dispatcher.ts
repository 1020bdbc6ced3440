/*
 * Sends what is due, behind the calls: a few requests at a time, few of them to one endpoint, so that a sink that is slow
 * or down holds up itself alone. What is under way when the process dies is still due at the next start, and a receiver
 * knows it by its id: at least once, never lost.
 */
import { randomUUID } from "node:crypto"
import { hasCode } from "../errors.ts"
import type { Endpoints } from "./endpoints.ts"
import type { DeliveryRow, EndpointRow, HappenedEvent, WebhookRows } from "./ports.ts"
import { inPieces, PIECE } from "./pieces.ts"
import { relayEvents, relayFacts, type RelayDeps } from "./relay.ts"
import { FAILING_MS, waitBefore } from "./schedule.ts"
import { send, type SendDeps } from "./send.ts"

export interface DispatcherLog {
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

export interface DispatcherDeps<Tx> extends SendDeps {
  readonly rows: WebhookRows<Tx>
  readonly relay: RelayDeps<Tx>
  readonly endpoints: Pick<Endpoints, "disable">
  /** @throws RECIPIENT_REFUSED */
  readonly admit: (recipient: string) => void
  readonly random: () => number
  /** What is so now, asked every hour. */
  readonly facts: () => Promise<readonly HappenedEvent[]>
  readonly log: DispatcherLog
}

export interface Dispatcher {
  start(): void
  /** Something may be due. */
  wake(): void
  /** Looks once, and begins to send. Resolves before the sinks have answered. */
  round(): Promise<void>
  /** Resolves when nothing is under way. For tests. */
  idle(): Promise<void>
  /** Gives up what is under way: it is due again at the next start. */
  stop(): Promise<void>
}

const EVERY_MS = 1000
const LEASE_MS = 30_000
const AT_ONCE = 16
const AT_ONCE_PER_ENDPOINT = 4
const KEPT_MS = 30 * 24 * 3_600_000
const HOUR_MS = 3_600_000
const OUTAGE_MS = 10 * 60_000
const MAX_ENDPOINTS = 100

export function createDispatcher<Tx>(deps: DispatcherDeps<Tx>): Dispatcher {
  const { rows, now, log } = deps
  const holder = randomUUID()
  const closing = new AbortController()
  /** Deliveries under way, with their endpoint. */
  const underWay = new Map<string, { readonly endpointId: string; readonly done: Promise<void> }>()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | null = null
  let again = false
  let hourAt = 0
  let leasedAt = -Infinity

  async function once(): Promise<void> {
    const at = now()
    const endpoints = await rows.endpoints({ limit: MAX_ENDPOINTS, after: null })
    if (endpoints.length === 0 && (await rows.happenedYet(1)).length === 0) return
    if (!(await holdsLease(at))) return
    await relayEvents(deps.relay, endpoints)
    await everyHour(endpoints, at)
    for (const endpoint of endpoints) {
      if (endpoint.disabledAt === null) await begin(endpoint)
    }
  }

  async function everyHour(endpoints: readonly EndpointRow[], at: Date): Promise<void> {
    if (at.getTime() - hourAt < HOUR_MS) return
    hourAt = at.getTime()
    await relayFacts(deps.relay, endpoints, await deps.facts())
    await rows.purge(new Date(hourAt - KEPT_MS).toISOString())
  }

  /** Renewed at half its time: not a write for each look. */
  async function holdsLease(at: Date): Promise<boolean> {
    const ms = at.getTime()
    if (ms >= leasedAt && ms - leasedAt < LEASE_MS / 2) return true
    if (!(await rows.lease(holder, at.toISOString(), new Date(ms + LEASE_MS).toISOString()))) return false
    leasedAt = ms
    return true
  }

  async function begin(endpoint: EndpointRow): Promise<void> {
    const own = [...underWay.values()].filter(({ endpointId }) => endpointId === endpoint.id).length
    const free = Math.min(AT_ONCE_PER_ENDPOINT - own, AT_ONCE - underWay.size)
    if (free <= 0) return
    // Those under way are due too, as long as nothing is known of them.
    const due = await rows.due(endpoint.id, now().toISOString(), free + own)
    const next = due.filter(({ id }) => !underWay.has(id)).slice(0, free)
    if (next.length === 0 || !(await mayReceive(endpoint))) return
    for (const delivery of next) {
      const done = attempt(endpoint, delivery)
        .then(
          () => true,
          (error: unknown) => {
            log.error({ err: error }, "a webhook's attempt could not be written down")
            return false
          },
        )
        .then((written) => {
          underWay.delete(delivery.id)
          // Else not at once: what cannot be written down would be sent again and again.
          if (written) wake()
        })
      underWay.set(delivery.id, { endpointId: endpoint.id, done })
    }
  }

  /** Fails closed: who was taken off the register is told nothing more. */
  async function mayReceive({ id, recipient }: EndpointRow): Promise<boolean> {
    try {
      deps.admit(recipient)
      return true
    } catch (error) {
      if (!hasCode(error, "RECIPIENT_REFUSED")) throw error
      await disable(id, "recipient")
      return false
    }
  }

  async function attempt(endpoint: EndpointRow, delivery: DeliveryRow): Promise<void> {
    const began = now()
    const sent = await send(deps, endpoint, delivery, closing.signal).catch((error: unknown) => {
      if (closing.signal.aborted) return null
      throw error
    })
    if (sent === null) return
    const at = now()
    const wait = sent.delivered ? null : waitBefore(delivery.tries + 1, sent.retryAfterMs, deps.random())
    const state = sent.delivered ? "delivered" : wait === null ? "failed" : "pending"
    const failedSince = await rows.attempted({
      deliveryId: delivery.id,
      attempt: { at: at.toISOString(), ms: at.getTime() - began.getTime(), status: sent.status, result: sent.result },
      state,
      dueAt: new Date(at.getTime() + (wait ?? 0)).toISOString(),
    })
    // After an outage what waits is sent at once. One bad event among good ones keeps its own schedule.
    if (failedSince !== null && at.getTime() - Date.parse(failedSince) >= OUTAGE_MS) {
      await inPieces(() => rows.hasten(endpoint.id, at.toISOString(), PIECE))
    }
    if (sent.delivered) return
    if (sent.status === 410) await disable(endpoint.id, "gone")
    else if (state === "failed" && (await failsForLong(endpoint.id, at))) await disable(endpoint.id, "failing")
  }

  async function failsForLong(id: string, at: Date): Promise<boolean> {
    const since = (await rows.endpoint(id))?.failingSince ?? null
    return since !== null && at.getTime() - Date.parse(since) >= FAILING_MS
  }

  async function disable(id: string, reason: "gone" | "failing" | "recipient"): Promise<void> {
    await deps.endpoints.disable(id, reason)
    log.error({ webhook: `whk_${id}`, reason }, "a webhook was disabled: what it is not told waits until it is enabled")
  }

  const round = (): Promise<void> => {
    if (closing.signal.aborted) return Promise.resolve()
    again = true
    running ??= rounds().finally(() => (running = null))
    return running
  }
  async function rounds(): Promise<void> {
    while (again && !closing.signal.aborted) {
      again = false
      await once().catch((error: unknown) => log.error({ err: error }, "webhooks could not be looked after"))
    }
  }
  const wake = (): void => void round()

  return {
    wake,
    round,
    start: () => {
      timer = setInterval(wake, EVERY_MS).unref()
      wake()
    },
    idle: async () => {
      while (running !== null || underWay.size > 0) {
        await running
        await Promise.all([...underWay.values()].map(({ done }) => done))
      }
    },
    stop: async () => {
      clearInterval(timer)
      closing.abort()
      await running
      await Promise.all([...underWay.values()].map(({ done }) => done))
      // Whoever starts next need not wait for it to run out.
      if (leasedAt > -Infinity) await rows.lease(holder, now().toISOString(), new Date(leasedAt).toISOString())
    },
  }
}
