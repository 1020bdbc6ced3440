import { rmSync } from "node:fs"
import { templateOf } from "./gateway.ts"

/** Runs in the vitest process itself, after all tests. */
export function teardown(): void {
  rmSync(templateOf(process.pid), { recursive: true, force: true })
}
