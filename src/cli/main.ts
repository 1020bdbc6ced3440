import { confirm, isCancel } from "@clack/prompts"
import { backupCommand } from "./backup.ts"
import { devCommand } from "./dev.ts"
import { fsckCommand } from "./fsck.ts"
import { initCommand } from "./init.ts"
import type { Io } from "./io.ts"
import { run, type AddCommand } from "./program.ts"
import { serveCommand } from "./serve.ts"

/** `dev`, `serve` and `init` start a gateway in this process, `fsck` and `backup` open a data folder: the only ones that do. */
const gatewayCommands: readonly AddCommand[] = [devCommand, initCommand, serveCommand, fsckCommand, backupCommand]

/** Runs the command line of this process and leaves its exit code. */
export async function runMain(): Promise<void> {
  const { stdin, stdout, stderr, env } = process
  // A reader that went away (`assent calls list | head -1`) is no failure.
  stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1))
  const io: Io = {
    env,
    cwd: process.cwd(),
    stdout: (text) => void stdout.write(text),
    stderr: (text) => void stderr.write(text),
    stdoutIsTty: stdout.isTTY,
    stderrIsTty: stderr.isTTY,
    confirm: stdin.isTTY && stdout.isTTY ? ask : null,
  }
  process.exitCode = await run(process.argv.slice(2), io, gatewayCommands)
}

async function ask(message: string): Promise<boolean> {
  const answered = await confirm({ message, initialValue: false })
  return !isCancel(answered) && answered
}

if (import.meta.main) await runMain()
