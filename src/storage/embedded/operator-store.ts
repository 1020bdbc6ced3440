import { Low } from "lowdb"
import { AssentError } from "../../errors.ts"
import type { OperatorDocument, OperatorStore } from "../../greetings/document.ts"
import { OperatorFile, validate } from "./operator-file.ts"

const EMPTY: OperatorDocument = { version: 0, lines: [], greetings: [] }

/** Opens the document; without a file it is empty. @throws CONFIG_INVALID naming path and problems of a broken file. */
export async function openOperatorStore(path: string): Promise<OperatorStore> {
  const low = new Low<OperatorDocument>(new OperatorFile(path), structuredClone(EMPTY))
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
    const next = validate({ ...draft, version: current.version + 1 }, "the operator document", "INPUT_INVALID")
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
  }
}

function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) freeze(part)
  }
  return value
}
