/* Runs in a worker thread. WAV is read here, everything else through ffmpeg first, then the same way. */
import { parentPort, workerData } from "node:worker_threads"
import { lineAudio } from "../audio/line.ts"
import { downmix } from "../audio/samples.ts"
import { decodeWav, framesOf, isWav, lineBytes, parseWav } from "../audio/wav.ts"
import { AssentError } from "../errors.ts"
import { refuseLong, refuseSilence } from "./refusals.ts"
import { decodeWithFfmpeg } from "./transcode.ts"

async function intake(file: Uint8Array): Promise<Uint8Array> {
  const wav = isWav(file) ? parseWav(file) : await decodeWithFfmpeg(file)
  refuseLong(framesOf(wav) / wav.rate)
  const samples = downmix(decodeWav(wav))
  refuseSilence(samples)
  const ready = lineBytes(wav)
  return ready === null ? lineAudio(samples, wav.rate) : new Uint8Array(ready)
}

try {
  if (!(workerData instanceof Uint8Array)) throw new TypeError("the thread is handed the file's bytes")
  parentPort?.postMessage({ audio: await intake(workerData) })
} catch (error) {
  if (!(error instanceof AssentError)) throw error
  const { code, message, field } = error
  parentPort?.postMessage(field === undefined ? { code, message } : { code, message, field })
}
