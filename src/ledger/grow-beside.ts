import { Worker } from "node:worker_threads"
import type { Grower, Grown } from "./leaf-batch.ts"

/** Below it a thread has hardly started when all is done. */
const WORTH_A_THREAD = 20_000

/**
 * For `verifyLedger`: a thread of its own that hashes. It is handed the bytes that are judged here, which were read once,
 * so that what is hashed and what is judged cannot differ. @returns `null` for a log that is too small to be worth it
 */
export function growBeside(size: number): Grower | null {
  if (size < WORTH_A_THREAD) return null
  const name = import.meta.url.endsWith(".ts") ? "grow-thread.ts" : "grow-thread.js"
  const thread = new Worker(new URL(name, import.meta.url), { resourceLimits: { maxYoungGenerationSizeMb: 4 } })
  const waiting: PromiseWithResolvers<Grown>[] = []
  let failure: Error | null = null
  const fail = (cause: unknown): void => {
    failure ??= new Error("the thread that hashes the leaves has ended", { cause })
    for (const { reject } of waiting.splice(0)) reject(failure)
  }
  thread.on("message", (grown: Grown) => waiting.shift()?.resolve(grown))
  thread.on("error", fail)
  thread.on("exit", fail)
  return {
    grow: (batch) => {
      if (failure) return Promise.reject(failure)
      const next = Promise.withResolvers<Grown>()
      waiting.push(next)
      thread.postMessage(batch, [batch.bytes.buffer, batch.ends.buffer])
      return next.promise
    },
    end: async () => {
      await thread.terminate()
    },
  }
}
