import Database from "better-sqlite3"
import { AssentError, type ErrorCode } from "../../errors.ts"

/** Codes after which SQLite may have rolled the whole transaction back by itself: it must not go on. */
const ENVIRONMENT = /^SQLITE_(FULL|IOERR|CANTOPEN|READONLY|NOMEM|BUSY|LOCKED|PERM|PROTOCOL|INTERRUPT)/
const DAMAGED = /^SQLITE_(CORRUPT|NOTADB)/

/** What a failure of the environment (disk, lock, closed store) and of the file is called by this store's port. */
export interface FailureCodes {
  readonly unavailable: ErrorCode
  readonly damaged: ErrorCode
}

export const ledgerFailures: FailureCodes = { unavailable: "LEDGER_UNAVAILABLE", damaged: "LEDGER_CORRUPT" }
export const storageFailures: FailureCodes = { unavailable: "STORAGE_FAILED", damaged: "STORAGE_FAILED" }

export function isSqliteError(error: unknown): error is InstanceType<typeof Database.SqliteError> {
  return error instanceof Database.SqliteError
}

/** True when the environment failed, not the statement: nothing more may be written in that transaction. */
export function endsTransaction(error: unknown): boolean {
  return isSqliteError(error) && (ENVIRONMENT.test(error.code) || DAMAGED.test(error.code))
}

export const isBusy = (error: unknown): boolean => isSqliteError(error) && error.code.startsWith("SQLITE_BUSY")

/**
 * SQLite's error as ours; anything else unchanged, so that a caller's own error reaches the caller. SQLite's text names
 * tables and columns, never values, but it stays in the cause.
 */
export function translate(error: unknown, codes: FailureCodes): unknown {
  if (!isSqliteError(error)) return error
  const { code } = error
  if (DAMAGED.test(code)) return new AssentError(codes.damaged, "the database file is damaged", { cause: error })
  if (code.startsWith("SQLITE_FULL")) return new AssentError(codes.unavailable, "the disk is full", { cause: error })
  if (ENVIRONMENT.test(code)) {
    return new AssentError(codes.unavailable, "the database cannot be written or read", { cause: error })
  }
  if (code === "SQLITE_CONSTRAINT_FOREIGNKEY") {
    return new AssentError("NOT_FOUND", "a row refers to one that is not there", { cause: error })
  }
  if (code === "SQLITE_CONSTRAINT_PRIMARYKEY" || code === "SQLITE_CONSTRAINT_UNIQUE") {
    return new AssentError("CONFLICT", "a row with this key exists", { cause: error })
  }
  return new AssentError("STORAGE_FAILED", "the database refused the statement", { cause: error })
}

/** A file system error as ours: ENOENT is NOT_FOUND, the rest (ENOSPC, EIO, EACCES ...) STORAGE_FAILED with its errno. */
export function fileFailure(error: unknown, what: string): AssentError {
  if (error instanceof AssentError) return error
  const errno = errnoOf(error)
  if (errno === "ENOENT") return new AssentError("NOT_FOUND", `${what}: there is no such file`, { cause: error })
  return new AssentError("STORAGE_FAILED", `${what} failed${errno === null ? "" : ` (${errno})`}`, { cause: error })
}

export function errnoOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null
}
