/* espeak-ng, where it is installed: a child that reads the words from its standard input and is stopped at a time and a size. */
import { execFile } from "node:child_process"
import { AssentError } from "../errors.ts"
import { MAX_SECONDS } from "./refusals.ts"
import { type DraftVoice, readingOf } from "./voice.ts"

const TIMEOUT_MS = 20_000
/** 16 bits at its 22050 Hz, and a second more: that is how too long a text is noticed. */
const MAX_BYTES = (MAX_SECONDS + 1) * 22_050 * 2

/** @param program as the shell would find it */
export function espeak(program = "espeak-ng"): DraftVoice {
  return {
    async speak(text, language) {
      const { voice, wordsPerMinute } = readingOf(text, language)
      const audio = await run(program, ["-v", voice, "-s", String(wordsPerMinute), "--stdin", "--stdout"], text)
      return { audio, voice: `espeak-ng/${voice}` }
    },
  }
}

function run(program: string, args: readonly string[], text: string): Promise<Uint8Array> {
  const options = { encoding: "buffer", timeout: TIMEOUT_MS, maxBuffer: MAX_BYTES, killSignal: "SIGKILL" } as const
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, options, (error, stdout) => {
      if (error === null && stdout.length > 0) resolve(stdout)
      else reject(refusal(error))
    })
    // Gone already when it could not be started: the callback says so.
    child.stdin?.on("error", () => undefined)
    child.stdin?.end(text)
  })
}

function refusal(cause: Error | null): AssentError {
  const code = cause !== null && "code" in cause ? cause.code : null
  if (code === "ENOENT" || code === "EACCES") {
    return new AssentError("NOT_FOUND", "no text-to-speech is installed: install espeak-ng, or upload a recording", {
      field: "voice",
      cause,
    })
  }
  if (code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER") {
    return new AssentError("INPUT_INVALID", "a prompt may last at most 120 seconds: shorten the words", {
      field: "text",
    })
  }
  return new AssentError("INPUT_INVALID", "the voice could not speak these words", { field: "text", cause })
}
