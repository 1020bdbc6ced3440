/* Why an uploaded file is not taken. Said to the uploader: constant, and of the one field `audio`. */
import { peakDb } from "../audio/level.ts"
import { AssentError } from "../errors.ts"

export const MAX_UPLOAD_BYTES = 25 << 20
export const MAX_SECONDS = 120
/** Below this nothing is heard, and what is raised to the line's loudness is noise. */
const SILENCE_DBFS = -60

export function unsupported(message: string, cause?: unknown): AssentError {
  return new AssentError("UNSUPPORTED_AUDIO", message, { field: "audio", cause })
}

/** @throws UNSUPPORTED_AUDIO */
export function refuseLarge(file: Uint8Array): void {
  if (file.length > MAX_UPLOAD_BYTES) throw unsupported("the audio file is larger than 25 MiB")
}

/** @throws UNSUPPORTED_AUDIO */
export function refuseLong(seconds: number): void {
  if (seconds > MAX_SECONDS) throw unsupported("a prompt may last at most 120 seconds: cut the audio file")
}

/** @throws UNSUPPORTED_AUDIO for samples in which nothing can be heard */
export function refuseSilence(samples: Float32Array): void {
  if (peakDb(samples) < SILENCE_DBFS) throw unsupported("nothing can be heard in the audio file: record it again")
}
