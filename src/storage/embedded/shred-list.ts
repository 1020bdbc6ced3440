import { type FileHandle, open } from "node:fs/promises"
import { dirname } from "node:path"
import type { KeyStore } from "../../keys/ports.ts"
import { fileFailure } from "./failure.ts"
import { makeFolder, syncFolder } from "./files.ts"

/**
 * The append-only file of what was destroyed, for restores: `rec_<id>` for a recording's key, `ck_<id>` for a call's. It
 * names no person and no time. Kept apart from the backups, since it has to know what happened after they were made.
 */
export interface ShredList {
  /** Durable when it resolves. */
  add(ids: readonly string[]): Promise<void>
  close(): Promise<void>
}

export async function openShredList(path: string): Promise<ShredList> {
  let file: FileHandle
  try {
    await makeFolder(dirname(path))
    file = await open(path, "a+", 0o600)
    await syncFolder(dirname(path))
  } catch (error) {
    throw fileFailure(error, "opening the shred list")
  }
  // A write that was cut off: its keys still stood. What follows begins a line of its own.
  const { size } = await file.stat()
  const last = Buffer.alloc(1)
  if (size > 0) await file.read(last, 0, 1, size - 1)
  let lead = size > 0 && last.toString() !== "\n" ? "\n" : ""
  let queue: Promise<unknown> = Promise.resolve()

  async function append(ids: readonly string[]): Promise<void> {
    try {
      await file.appendFile(lead + ids.map((id) => `${id}\n`).join(""))
      await file.datasync()
      lead = ""
    } catch (error) {
      // Nobody knows how much of it arrived.
      lead = "\n"
      throw fileFailure(error, "writing the shred list")
    }
  }

  return {
    add(ids) {
      const done = queue.then(() => append(ids))
      queue = done.catch(() => undefined)
      return done
    },
    async close() {
      await queue
      await file.close()
    },
  }
}

/** A key is on the list before it dies: a crash in between leaves an intent that destroys it, and a name too many does no harm. */
export function listed<Store extends KeyStore>(store: Store, list: ShredList): Store {
  return {
    ...store,
    async shredRecordingKey(...ids: readonly string[]) {
      await list.add(ids.map((id) => `rec_${id}`))
      await store.shredRecordingKey(...ids)
    },
    async shredCallKeys(ids: readonly string[], lookup: string | null = null) {
      if (ids.length > 0) await list.add(ids)
      await store.shredCallKeys(ids, lookup)
    },
  }
}
