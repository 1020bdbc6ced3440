import { unwatchFile, watchFile } from "node:fs"
import { Low } from "lowdb"
import { AssentError } from "../../errors.ts"
import type { OperatorDocument, OperatorStore } from "../../greetings/document.ts"
import { validDocument } from "../../greetings/valid.ts"
import { fileFailure } from "./failure.ts"
import { OperatorFile } from "./operator-file.ts"

const EMPTY: OperatorDocument = { version: 0, lines: [], greetings: [] }

const LOOK_MS = 2000

export interface OperatorStoreFile extends OperatorStore {
  /**
   * Looks at the file as long as the process runs, and tells of each edit that was not made through this store: it is
   * refused, and the last good version keeps serving. @returns how to stop
   */
  watch(onRefused: (reason: AssentError) => void, everyMs?: number): () => void
}

/** Opens the document; without a file it is empty. @throws CONFIG_INVALID naming path and problems of a broken file. */
export async function openOperatorStore(path: string): Promise<OperatorStoreFile> {
  const file = new OperatorFile(path)
  const low = new Low<OperatorDocument>(file, structuredClone(EMPTY))
  await low.read()
  let current = freeze(low.data)
  let queue: Promise<unknown> = Promise.resolve()

  async function apply(change: (draft: OperatorDocument) => void, expected?: number): Promise<OperatorDocument> {
    if (expected !== undefined && expected !== current.version) {
      throw new AssentError(
        "VERSION_STALE",
        `the operator document is at version ${current.version} by now: read it again`,
      )
    }
    const draft = structuredClone(current)
    change(draft)
    const next = validDocument({ ...draft, version: current.version + 1 }, "the operator document", "INPUT_INVALID")
    // Stock lowdb keeps data that it failed to write.
    low.data = next
    try {
      await low.write()
    } catch (error) {
      low.data = current
      throw error
    }
    current = freeze(next)
    return current
  }

  return {
    current: () => current,
    update(change, expected) {
      const result = queue.then(() => apply(change, expected))
      queue = result.catch(() => undefined)
      return result
    },
    watch(onRefused, everyMs = LOOK_MS) {
      // After whatever is being written: half-way through that, the disk is ahead of memory.
      const look = (): void => {
        queue = queue.then(async () => {
          const refused = await file.refused().catch((error: unknown) => fileFailure(error, `reading ${path}`))
          if (refused) onRefused(refused)
        })
      }
      watchFile(path, { interval: everyMs, persistent: false }, look)
      return () => unwatchFile(path, look)
    },
  }
}

function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) freeze(part)
  }
  return value
}
