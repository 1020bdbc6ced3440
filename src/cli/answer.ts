import type { Command } from "commander"
import { printJson, type Io } from "./io.ts"

/** `--json` before or after the verb. */
export function wantsJson(command: Command): boolean {
  return command.optsWithGlobals()["json"] === true
}

/** The usual end of a command: the answer as it is, or in words. */
export function answer(io: Io, command: Command, value: unknown, inWords: () => void): void {
  if (wantsJson(command)) printJson(io, value)
  else inWords()
}
