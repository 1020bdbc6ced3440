import { chmod } from "node:fs/promises"
import Database from "better-sqlite3"
import { AssentError } from "../../errors.ts"
import { isBusy, translate, storageFailures } from "./failure.ts"

/**
 * Takes the folder for this process. The lock is the operating system's, on an empty SQLite file inside an exclusive
 * transaction, so it ends with the process, also with a killed one, and no stale file can be left behind.
 * @throws STORAGE_FAILED when another process has it.
 */
export async function lockFolder(folder: string, file: string, busy = "another gateway uses"): Promise<() => void> {
  const lock = new Database(file, { timeout: 0 })
  try {
    await chmod(file, 0o600)
    lock.exec("begin exclusive")
  } catch (error) {
    lock.close()
    if (isBusy(error)) throw new AssentError("STORAGE_FAILED", `${busy} ${folder}: stop it first`)
    throw translate(error, storageFailures)
  }
  return () => lock.close()
}
