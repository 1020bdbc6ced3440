/*
 * Erasures too large for one answer. What is to be erased is durable before the first key dies, and so is what became of
 * each: a gateway that stops goes on where it was. One job at a time, in the order they were filed.
 */
import { AssentError, hasCode } from "../errors.ts"
import { uuidv7 } from "../ids.ts"
import type { Eraser, Retained } from "./eraser.ts"

export const jobStates = ["running", "done", "cancelled"] as const

export interface Job {
  readonly id: string
  readonly state: (typeof jobStates)[number]
  readonly filedBy: string
  readonly total: number
  /** Decided so far: erased, or kept for a reason. */
  readonly done: number
  /** Could not be erased now. What was begun is finished by the next start of the gateway. */
  readonly failed: number
  /** RFC 3339, UTC. */
  readonly createdAt: string
  readonly endedAt: string | null
}

export interface JobItem {
  readonly recordingId: string
  /** `null` while it waits its turn, and for good in a cancelled job. */
  readonly outcome: "erased" | "retained" | "failed" | null
  readonly retained: KeptItem | null
}

/** As it was told when the item was decided. */
export type KeptItem = Omit<Retained, "reason"> & { readonly reason: string }

interface Page {
  readonly limit: number
  readonly after: string | null
}

export interface JobRows {
  /** The job with all it is to erase, durable when it resolves. */
  add(job: Pick<Job, "id" | "filedBy" | "createdAt">, recordingIds: readonly string[]): Promise<void>
  get(id: string): Promise<Job | null>
  /** Newest first. */
  list(page: Page): Promise<readonly Job[]>
  /** Ids of those that run, oldest first. */
  running(): Promise<readonly string[]>
  /** What is not decided yet. */
  next(id: string, limit: number): Promise<readonly string[]>
  decided(id: string, items: readonly JobItem[]): Promise<void>
  /** By recording id, ascending. */
  items(id: string, page: Page): Promise<readonly JobItem[]>
  /** Ends a job that runs. @returns false when it had ended before */
  end(id: string, state: "done" | "cancelled", at: string): Promise<boolean>
  /** Removes jobs that ended before `at`, with their items. */
  purge(at: string): Promise<void>
}

export interface EraseJobs {
  start(recordingIds: readonly string[], by: string): Promise<Job>
  /** @throws NOT_FOUND */
  get(id: string): Promise<Job>
  list(page: Page): Promise<readonly Job[]>
  items(id: string, page: Page): Promise<readonly JobItem[]>
  /** What is erased stays erased; the rest is left as it is. @throws NOT_FOUND; CONFLICT when it has ended */
  cancel(id: string): Promise<Job>
  /** Told after every step, until it is ended. @returns how to stop listening */
  follow(id: string, listener: (job: Job) => void): () => void
  /** Goes on with what an earlier run of the gateway left. */
  resume(): void
  /** Resolves when the step under way is done. */
  stop(): Promise<void>
}

const BATCH = 20
const KEPT_MS = 30 * 86_400_000

export function createEraseJobs(deps: {
  readonly rows: JobRows
  readonly eraser: Pick<Eraser, "eraseMany" | "eraseRecording" | "planRecording">
  readonly now: () => Date
  readonly onFault: (error: unknown) => void
}): EraseJobs {
  const { rows, eraser, now } = deps
  const followers = new Map<string, Set<(job: Job) => void>>()
  let work: Promise<void> = Promise.resolve()
  let stopping = false

  async function found(id: string): Promise<Job> {
    const job = await rows.get(id)
    if (!job) throw new AssentError("NOT_FOUND", "there is no such job")
    return job
  }

  async function tell(id: string): Promise<void> {
    const listeners = followers.get(id)
    if (!listeners) return
    const job = await found(id)
    for (const listener of listeners) listener(job)
  }

  async function one(id: string): Promise<JobItem> {
    try {
      await eraser.eraseRecording(id, "request")
      return { recordingId: id, outcome: "erased", retained: null }
    } catch (error) {
      const kept = hasCode(error, "RECORDING_ON_HOLD", "RECORDING_RETAINED")
      const retained = kept ? (await eraser.planRecording(id)).retained : null
      if (!kept) deps.onFault(error)
      return { recordingId: id, outcome: kept ? "retained" : "failed", retained }
    }
  }

  async function erase(ids: readonly string[]): Promise<JobItem[]> {
    try {
      return (await eraser.eraseMany(ids)).map((item) =>
        "tombstoneSha256" in item
          ? { recordingId: item.recordingId, outcome: "erased", retained: null }
          : { recordingId: item.recordingId, outcome: "retained", retained: item },
      )
    } catch {
      // One that cannot be erased must not keep the others.
      const items: JobItem[] = []
      for (const id of ids) items.push(await one(id))
      return items
    }
  }

  async function run(id: string): Promise<void> {
    while (!stopping && (await found(id)).state === "running") {
      const ids = await rows.next(id, BATCH)
      if (ids.length === 0) await rows.end(id, "done", now().toISOString())
      // A crash before this finds them erased, and decides the same again.
      else await rows.decided(id, await erase(ids))
      await tell(id)
    }
  }

  const resume = (): void => {
    work = work
      .then(async () => {
        for (const id of await rows.running()) await run(id)
      })
      .catch(deps.onFault)
  }

  return {
    async start(recordingIds, by) {
      const at = now()
      await rows.purge(new Date(at.getTime() - KEPT_MS).toISOString())
      const id = uuidv7(at.getTime())
      await rows.add({ id, filedBy: by, createdAt: at.toISOString() }, recordingIds)
      const job = await found(id)
      resume()
      return job
    },
    get: found,
    list: (page) => rows.list(page),
    items: (id, page) => rows.items(id, page),
    async cancel(id) {
      await found(id)
      if (!(await rows.end(id, "cancelled", now().toISOString()))) {
        throw new AssentError("CONFLICT", "this job has ended: there is nothing to cancel")
      }
      await tell(id)
      return found(id)
    },
    follow(id, listener) {
      const listeners = followers.get(id) ?? new Set()
      followers.set(id, listeners.add(listener))
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) followers.delete(id)
      }
    },
    resume,
    stop: () => {
      stopping = true
      return work
    },
  }
}
