/*
 * From an uploaded file to PCMU for the line. Whatever has to be worked on is worked on in a thread of its own: a minute
 * of audio takes more than a second, and live calls share the main thread.
 */
import { Worker } from "node:worker_threads"
import { z } from "zod"
import { SAMPLE_RATE } from "../audio/frame.ts"
import { decodeMulaw } from "../audio/g711.ts"
import { toFloat } from "../audio/samples.ts"
import { isWav, lineBytes, parseWav } from "../audio/wav.ts"
import { AssentError, errorCodes } from "../errors.ts"
import { MAX_SECONDS, refuseLarge, refuseSilence, unsupported } from "./refusals.ts"

const MAX_HEAP_MB = 512
const outcome = z.union([
  z.strictObject({ audio: z.instanceof(Uint8Array) }),
  z.strictObject({ code: z.enum(errorCodes), message: z.string(), field: z.string().optional() }),
])

/**
 * What the line will play. A WAV of 8 kHz mono mu-law is taken byte for byte; everything else is levelled to -19 LUFS.
 * @throws UNSUPPORTED_AUDIO; FFMPEG_MISSING when the file is no WAV and there is no ffmpeg.
 */
export async function toLineAudio(file: Uint8Array): Promise<Uint8Array> {
  refuseLarge(file)
  // What the line plays already needs no work.
  const ready = isWav(file) ? lineBytes(parseWav(file)) : null
  if (ready !== null && ready.length <= MAX_SECONDS * SAMPLE_RATE) {
    refuseSilence(toFloat(decodeMulaw(ready)))
    return new Uint8Array(ready)
  }
  const result = outcome.parse(await inThread(file))
  if ("audio" in result) return result.audio
  const { code, message, field } = result
  throw new AssentError(code, message, field === undefined ? {} : { field })
}

function inThread(file: Uint8Array): Promise<unknown> {
  const name = import.meta.url.endsWith(".ts") ? "intake-thread.ts" : "intake-thread.js"
  const thread = new Worker(new URL(name, import.meta.url), {
    workerData: file,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  })
  return new Promise((resolve, reject) => {
    thread.once("message", resolve)
    // The file is the uploader's: one that breaks the thread is refused like any other that cannot be read.
    thread.once("error", (cause) => reject(unsupported("the audio file cannot be read", cause)))
  })
}
