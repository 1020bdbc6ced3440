/* Who is told: endpoints, their keys, and what people do with deliveries. Every change is a leaf beside its rows. */
import { AssentError } from "../errors.ts"
import { uuidv7 } from "../ids.ts"
import type { Ledger } from "../ledger/ledger.ts"
import { TEST_EVENT } from "./events.ts"
import type { AttemptRow, DeliveryRow, DeliveryState, DisabledReason, EndpointRow, Page, WebhookRows } from "./ports.ts"
import { inPieces, PIECE } from "./pieces.ts"
import { newKey, rotated, type SignatureKind } from "./signing.ts"

export interface EndpointFacts {
  readonly url: string
  readonly events: readonly string[]
  readonly lines: readonly string[] | null
  readonly recipient: string
}

export interface Endpoints {
  /** @throws NOT_FOUND */
  get(id: string): Promise<EndpointRow>
  list(page: Page): Promise<readonly EndpointRow[]>
  /** @throws INPUT_INVALID, ADDRESS_BLOCKED, RECIPIENT_REFUSED, CONFLICT */
  create(facts: EndpointFacts & { readonly signature: SignatureKind }, by: string): Promise<EndpointRow>
  /** Of `row` as it was read. @throws as `create`; CONFLICT when it was changed meanwhile */
  change(
    row: EndpointRow,
    facts: Partial<EndpointFacts> & { readonly enabled?: boolean },
    by: string,
  ): Promise<EndpointRow>
  /** A new key signs from now on, and the old ones beside it for `overlapMs`. @throws as `change` */
  rotate(row: EndpointRow, overlapMs: number, by: string): Promise<EndpointRow>
  /** @throws NOT_FOUND */
  remove(id: string, by: string): Promise<void>
  /** By the gateway itself; told to the other endpoints. One that is disabled stays as it is. */
  disable(id: string, reason: Exclude<DisabledReason, "operator">): Promise<void>
  /** Queues a test event for this endpoint alone. @throws NOT_FOUND; CONFLICT when it is disabled */
  test(id: string, by: string): Promise<void>

  deliveries(
    id: string,
    filter: { readonly state?: DeliveryState | undefined; readonly type?: string | undefined },
    page: Page,
  ): Promise<readonly DeliveryRow[]>
  /** @throws NOT_FOUND */
  delivery(
    id: string,
    deliveryId: string,
  ): Promise<{ readonly row: DeliveryRow; readonly attempts: readonly AttemptRow[] }>
  /** @throws NOT_FOUND, CONFLICT */
  replay(id: string, deliveryId: string): Promise<DeliveryRow>
  /** @returns how many are sent again */
  replayAll(
    id: string,
    which: { readonly state: "delivered" | "failed"; readonly since: string; readonly until: string },
  ): Promise<number>
}

export interface EndpointsDeps<Tx> {
  readonly rows: WebhookRows<Tx>
  readonly ledger: Pick<Ledger<Tx>, "append">
  readonly now: () => Date
  /** @throws ADDRESS_BLOCKED for a host that is an address which may not be reached */
  readonly check: (url: URL) => void
  /** Whether http will do where the host is this machine. */
  readonly dev: boolean
  /** @throws RECIPIENT_REFUSED for who is not on the register with a country */
  readonly admit: (recipient: string) => void
  /** Something is to be sent. */
  readonly wake: () => void
}

const MAX_ENDPOINTS = 100
const isLoopback = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host)

export function createEndpoints<Tx>(deps: EndpointsDeps<Tx>): Endpoints {
  const { rows, ledger, now } = deps

  async function found(id: string): Promise<EndpointRow> {
    const endpoint = await rows.endpoint(id)
    if (!endpoint) throw new AssentError("NOT_FOUND", "there is no such webhook")
    return endpoint
  }

  function checked({ url, recipient }: Pick<EndpointFacts, "url" | "recipient">): void {
    const parsed = new URL(url)
    const plain = deps.dev && parsed.protocol === "http:" && isLoopback(parsed.hostname)
    if (parsed.protocol !== "https:" && !plain) throw badUrl("begin with https://")
    if (parsed.username !== "" || parsed.password !== "")
      throw badUrl("put no password into the URL: it is signed, not locked")
    if (parsed.hash !== "") throw badUrl("leave out what follows #: it is not sent")
    deps.check(parsed)
    deps.admit(recipient)
  }

  async function record(
    id: string,
    change: string,
    by: string,
    write: (tx: Tx, index: number) => Promise<void>,
  ): Promise<void> {
    const at = now()
    const base = { v: 1 as const, id: uuidv7(at.getTime()), ts: at.toISOString(), type: "people.changed" as const }
    await ledger.append([{ ...base, subject: `whk_${id}`, change, by }], (tx, [index = 0]) => write(tx, index))
  }

  async function changed(row: EndpointRow, change: string, by: string): Promise<EndpointRow> {
    await record(row.id, change, by, (tx) => rows.changeEndpoint(tx, row))
    return { ...row, revision: row.revision + 1 }
  }

  return {
    get: found,
    list: (page) => rows.endpoints(page),

    async create({ signature, ...facts }, by) {
      checked(facts)
      if ((await rows.endpoints({ limit: MAX_ENDPOINTS, after: null })).length >= MAX_ENDPOINTS) {
        throw new AssentError("CONFLICT", "there are as many webhooks as there may be: remove one first")
      }
      const createdAt = now().toISOString()
      const fresh = { failingSince: null, disabledAt: null, disabledReason: null, revision: 1 }
      const row = { ...facts, ...fresh, id: uuidv7(), keys: [newKey(signature, createdAt)], createdAt, sinceLeaf: 0 }
      let sinceLeaf = 0
      await record(row.id, `created for ${facts.recipient}`, by, async (tx, index) => {
        sinceLeaf = index
        await rows.addEndpoint(tx, { ...row, sinceLeaf })
      })
      return { ...row, sinceLeaf }
    },

    async change(row, { enabled, ...facts }, by) {
      const next = { ...row, ...facts }
      checked(next)
      if (enabled === false && row.disabledAt === null) {
        return changed({ ...next, disabledAt: now().toISOString(), disabledReason: "operator" }, "disabled", by)
      }
      if (enabled !== true || row.disabledAt === null) return changed(next, "changed", by)
      const open = { ...next, disabledAt: null, disabledReason: null, failingSince: null }
      await record(row.id, "enabled", by, (tx) => rows.changeEndpoint(tx, open))
      const at = now().toISOString()
      await inPieces(() => rows.hasten(row.id, at, PIECE))
      deps.wake()
      return { ...open, revision: row.revision + 1 }
    },

    rotate: (row, overlapMs, by) => changed({ ...row, keys: rotated(row.keys, now(), overlapMs) }, "key rotated", by),

    async remove(id, by) {
      await found(id)
      await record(id, "removed", by, (tx) => rows.removeEndpoint(tx, id))
    },

    async disable(id, reason) {
      const row = await found(id)
      if (row.disabledAt !== null) return
      const at = now().toISOString()
      await record(id, `disabled: ${reason}`, "gateway", async (tx) => {
        await rows.changeEndpoint(tx, { ...row, disabledAt: at, disabledReason: reason })
        await rows.happened(tx, { id: uuidv7(), at, type: "webhook.disabled", about: { endpoint: id } })
      })
    },

    async test(id, by) {
      const row = await found(id)
      if (row.disabledAt !== null) throw new AssentError("CONFLICT", "this webhook is disabled: enable it first")
      const event = { id: uuidv7(), at: now().toISOString(), type: TEST_EVENT, about: { endpoint: id }, only: id }
      await record(id, "tested", by, (tx) => rows.happened(tx, event))
      deps.wake()
    },

    deliveries: async (id, filter, page) => {
      await found(id)
      return rows.deliveries(id, filter, page)
    },

    async delivery(id, deliveryId) {
      const row = await rows.delivery(deliveryId)
      if (row?.endpointId !== id) throw new AssentError("NOT_FOUND", "there is no such delivery")
      return { row, attempts: await rows.attempts(deliveryId) }
    },

    async replay(id, deliveryId) {
      const { row } = await this.delivery(id, deliveryId)
      await rows.replay(row.id, now().toISOString())
      deps.wake()
      return (await this.delivery(id, deliveryId)).row
    },

    async replayAll(id, which) {
      await found(id)
      const at = now().toISOString()
      const count = await inPieces(() => rows.replayAll(id, which, at, PIECE))
      deps.wake()
      return count
    },
  }
}

function badUrl(mend: string): AssentError {
  return new AssentError("INPUT_INVALID", mend, { field: "/body/url" })
}
