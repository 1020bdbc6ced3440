import { AssentError } from "../../src/errors.ts"
import type { Act, RequestRows, SubjectRequest } from "../../src/rights/ports.ts"

export class MemoryRequestRows implements RequestRows<unknown> {
  readonly requests = new Map<string, SubjectRequest>()
  readonly history: Act[] = []

  async add(_tx: unknown, request: SubjectRequest, act: Act): Promise<void> {
    if (this.requests.has(request.id)) throw new Error("a request was added twice")
    this.requests.set(request.id, request)
    this.history.push(act)
  }

  async change(_tx: unknown, before: SubjectRequest["state"], request: SubjectRequest, act: Act): Promise<void> {
    if (this.requests.get(request.id)?.state !== before) throw new AssentError("CONFLICT", "changed meanwhile")
    this.requests.set(request.id, request)
    this.history.push(act)
  }

  async deny(_tx: unknown, act: Act): Promise<void> {
    this.history.push(act)
  }

  async get(id: string): Promise<SubjectRequest | null> {
    return this.requests.get(id) ?? null
  }

  async acts(id: string): Promise<readonly Act[]> {
    return this.history.filter((act) => act.requestId === id)
  }

  async list(
    { state, kind }: { state?: SubjectRequest["state"]; kind?: SubjectRequest["kind"] },
    { limit, after }: { limit: number; after: string | null },
  ): Promise<readonly SubjectRequest[]> {
    return [...this.requests.values()]
      .filter((row) => (state === undefined || row.state === state) && (kind === undefined || row.kind === kind))
      .filter((row) => after === null || row.id < after)
      .sort((a, b) => (a.id < b.id ? 1 : -1))
      .slice(0, limit)
  }
}
