import { Worker } from "node:worker_threads"

/** Beside this file, and compiled where it is. */
const name = import.meta.url.endsWith(".ts") ? "./log-copy-thread.ts" : "./log-copy-thread.js"

/**
 * Copies a write-ahead log back into its database and begins the log anew, in a thread of its own with a connection of
 * its own: the two or three fsyncs that this takes stop nobody. Resolves when the thread has ended.
 * @throws when it could not; the log is then as it was, or longer
 */
export function copyBack(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(name, import.meta.url), { workerData: path })
    worker.on("error", reject)
    worker.on("exit", (code) => {
      if (code === 0) resolve()
      else reject(new Error(`the thread that copies the log back ended with ${code}`))
    })
  })
}
