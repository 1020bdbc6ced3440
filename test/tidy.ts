import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** Runs in the vitest process itself: all that the tests leave in the temporary folder is in one, and goes with it. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "assent-run-"))
  process.env["TMPDIR"] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
