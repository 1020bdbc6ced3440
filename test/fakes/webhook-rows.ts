/* Webhooks in memory, for tests of the API. What a database does for them is tried on the real one. */
import { AssentError } from "../../src/errors.ts"
import type {
  AttemptRow,
  DeliveryRow,
  EndpointRow,
  HappenedEvent,
  Page,
  WebhookRows,
} from "../../src/webhooks/ports.ts"

export class MemoryWebhookRows implements WebhookRows<unknown> {
  readonly rows = new Map<string, EndpointRow>()
  readonly events: HappenedEvent[] = []
  readonly sent = new Map<string, { row: DeliveryRow; attempts: AttemptRow[] }>()

  async addEndpoint(_tx: unknown, endpoint: EndpointRow): Promise<void> {
    this.rows.set(endpoint.id, endpoint)
  }
  async changeEndpoint(_tx: unknown, endpoint: EndpointRow): Promise<void> {
    if (this.rows.get(endpoint.id)?.revision !== endpoint.revision)
      throw new AssentError("CONFLICT", "changed meanwhile")
    this.rows.set(endpoint.id, { ...endpoint, revision: endpoint.revision + 1 })
  }
  async removeEndpoint(_tx: unknown, id: string): Promise<void> {
    if (!this.rows.delete(id)) throw new AssentError("NOT_FOUND", "there is no such webhook")
  }
  async endpoint(id: string): Promise<EndpointRow | null> {
    return this.rows.get(id) ?? null
  }
  async endpoints(page: Page): Promise<readonly EndpointRow[]> {
    return newest([...this.rows.values()], page)
  }
  async hasten(): Promise<number> {
    return 0
  }
  async happened(_tx: unknown, event: HappenedEvent): Promise<void> {
    this.events.push(event)
  }
  async deliveries(
    endpointId: string,
    filter: Parameters<WebhookRows<unknown>["deliveries"]>[1],
    page: Page,
  ): Promise<readonly DeliveryRow[]> {
    const own = [...this.sent.values()].map(({ row }) => row).filter((row) => row.endpointId === endpointId)
    const { state, type } = filter
    return newest(
      own.filter((row) => (state ?? row.state) === row.state && (type ?? row.type) === row.type),
      page,
    )
  }
  async delivery(id: string): Promise<DeliveryRow | null> {
    return this.sent.get(id)?.row ?? null
  }
  async attempts(id: string): Promise<readonly AttemptRow[]> {
    return this.sent.get(id)?.attempts ?? []
  }
  async replay(id: string, now: string): Promise<void> {
    const known = this.sent.get(id)
    if (!known?.row.endedAt) throw new AssentError("CONFLICT", "this delivery is still under way")
    known.row = { ...known.row, state: "pending", tries: 0, dueAt: now, endedAt: null }
  }
  async replayAll(): Promise<number> {
    return 0
  }
  async happenedYet(): Promise<never> {
    throw new Error("nothing is dispatched here")
  }
  async cursor(): Promise<never> {
    throw new Error("nothing is dispatched here")
  }
  async queue(): Promise<never> {
    throw new Error("nothing is dispatched here")
  }
  async due(): Promise<never> {
    throw new Error("nothing is dispatched here")
  }
  async attempted(): Promise<never> {
    throw new Error("nothing is dispatched here")
  }
  async purge(): Promise<never> {
    throw new Error("nothing is dispatched here")
  }
  async lease(): Promise<never> {
    throw new Error("nothing is dispatched here")
  }
}

function newest<R extends { readonly id: string }>(rows: readonly R[], { limit, after }: Page): readonly R[] {
  const sorted = rows.toSorted((a, b) => (a.id < b.id ? 1 : -1))
  return sorted.filter(({ id }) => after === null || id < after).slice(0, limit)
}
