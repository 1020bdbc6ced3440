import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Io } from "../../src/cli/io.ts"
import { run } from "../../src/cli/program.ts"

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs one command line in this process, as a script would see it: piped, nobody to ask. */
export async function assent(argv: readonly string[], changes: Partial<Io> = {}): Promise<Ran> {
  let out = ""
  let err = ""
  const io: Io = {
    env: {},
    cwd: mkdtempSync(join(tmpdir(), "assent-cli-")),
    stdout: (text) => (out += text),
    stderr: (text) => (err += text),
    stdoutIsTty: false,
    stderrIsTty: false,
    confirm: null,
    ...changes,
  }
  const code = await run(argv, io)
  return { code, out, err }
}
