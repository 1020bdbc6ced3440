/* The rows under the API's conventions, in memory: they pass the same conformance as the real ones. */
import type { IdempotencyRows } from "../../src/api/idempotency-rows.ts"
import type { Job, JobItem, JobRows } from "../../src/retention/jobs.ts"

export class MemoryIdempotencyRows implements IdempotencyRows {
  readonly rows = new Map<string, { fingerprint: string; answer: Uint8Array | null; expiresAt: string }>()

  async claim({ id, fingerprint, now, expiresAt }: Parameters<IdempotencyRows["claim"]>[0]) {
    await this.purge(now)
    const found = this.rows.get(id)
    if (found) return { fingerprint: found.fingerprint, answer: found.answer }
    this.rows.set(id, { fingerprint, answer: null, expiresAt })
    return null
  }

  async finish(id: string, answer: Uint8Array): Promise<void> {
    this.rows.set(id, { ...this.rows.get(id)!, answer })
  }

  async release(id: string): Promise<void> {
    this.rows.delete(id)
  }

  async purge(now: string): Promise<number> {
    const old = [...this.rows].filter(([, row]) => row.expiresAt <= now)
    for (const [id] of old) this.rows.delete(id)
    return old.length
  }
}

type Stored = Omit<Job, "total" | "done" | "failed"> & { readonly items: Map<string, JobItem> }

export class MemoryJobRows implements JobRows {
  readonly jobs = new Map<string, Stored>()

  async add(job: Pick<Job, "id" | "filedBy" | "createdAt">, recordingIds: readonly string[]): Promise<void> {
    const waiting = (recordingId: string): JobItem => ({ recordingId, outcome: null, retained: null })
    const items = new Map(recordingIds.map((id) => [id, waiting(id)]))
    this.jobs.set(job.id, { ...job, state: "running", endedAt: null, items })
  }

  async get(id: string): Promise<Job | null> {
    const job = this.jobs.get(id)
    if (!job) return null
    const { items, ...rest } = job
    const count = (...outcomes: JobItem["outcome"][]) =>
      [...items.values()].filter(({ outcome }) => outcomes.includes(outcome)).length
    return { ...rest, total: items.size, done: count("erased", "retained"), failed: count("failed") }
  }

  async list({ limit, after }: { limit: number; after: string | null }): Promise<readonly Job[]> {
    const ids = [...this.jobs.keys()].sort().reverse()
    const wanted = ids.filter((id) => after === null || id < after).slice(0, limit)
    return Promise.all(wanted.map(async (id) => (await this.get(id))!))
  }

  async running(): Promise<readonly string[]> {
    return [...this.jobs.values()]
      .filter(({ state }) => state === "running")
      .map(({ id }) => id)
      .sort()
  }

  async next(id: string, limit: number): Promise<readonly string[]> {
    const items = await this.items(id, { limit: Infinity, after: null })
    return items
      .filter(({ outcome }) => outcome === null)
      .map(({ recordingId }) => recordingId)
      .slice(0, limit)
  }

  async decided(id: string, items: readonly JobItem[]): Promise<void> {
    for (const item of items) this.jobs.get(id)!.items.set(item.recordingId, item)
  }

  async items(id: string, { limit, after }: { limit: number; after: string | null }): Promise<readonly JobItem[]> {
    const items = [...(this.jobs.get(id)?.items.values() ?? [])]
    return items
      .sort((a, b) => (a.recordingId < b.recordingId ? -1 : 1))
      .filter(({ recordingId }) => after === null || recordingId > after)
      .slice(0, limit)
  }

  async end(id: string, state: "done" | "cancelled", at: string): Promise<boolean> {
    const job = this.jobs.get(id)
    if (job?.state !== "running") return false
    this.jobs.set(id, { ...job, state, endedAt: at })
    return true
  }

  async purge(at: string): Promise<void> {
    for (const [id, { endedAt }] of this.jobs) if (endedAt !== null && endedAt < at) this.jobs.delete(id)
  }
}
