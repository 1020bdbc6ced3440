import type { SqliteTx, Writer } from "./writer.ts"

interface Waiting {
  readonly work: (tx: SqliteTx) => void
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * Small writes that come at the same time share one transaction, and so one wait for the disk: a call makes five of
 * keys and openings. One that fails undoes only itself.
 */
export class GroupedWrites {
  readonly #writer: Writer
  #queue: Waiting[] = []
  #running = false

  constructor(writer: Writer) {
    this.#writer = writer
  }

  /** Durable when it resolves. */
  run(work: (tx: SqliteTx) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ work, resolve, reject })
      if (this.#running) return
      this.#running = true
      setImmediate(() => void this.#flush())
    })
  }

  async #flush(): Promise<void> {
    while (this.#queue.length > 0) await this.#commit(this.#queue.splice(0))
    this.#running = false
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    const failed = new Map<Waiting, unknown>()
    try {
      await this.#writer.transact(async (tx) => {
        for (const one of group) {
          await tx.isolated(async () => one.work(tx)).catch((error: unknown) => failed.set(one, error))
        }
      })
    } catch (error) {
      for (const { reject } of group) reject(error)
      return
    }
    for (const one of group) {
      if (failed.has(one)) one.reject(failed.get(one))
      else one.resolve()
    }
  }
}
