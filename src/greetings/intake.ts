/* From an uploaded file to PCMU for the line: WAV here, everything else through ffmpeg first, then the same way. */
import { lineAudio } from "../audio/line.ts"
import { downmix } from "../audio/samples.ts"
import { decodeWav, framesOf, isWav, lineBytes, parseWav } from "../audio/wav.ts"
import { AssentError } from "../errors.ts"
import { decodeWithFfmpeg, MAX_SECONDS, MAX_UPLOAD_BYTES, tooLong } from "./transcode.ts"

/**
 * What the line will play. A WAV of 8 kHz mono mu-law is taken byte for byte; everything else is levelled to -19 LUFS.
 * @throws UNSUPPORTED_AUDIO; FFMPEG_MISSING when the file is no WAV and there is no ffmpeg.
 */
export async function toLineAudio(file: Uint8Array): Promise<Uint8Array> {
  if (file.length > MAX_UPLOAD_BYTES) {
    throw new AssentError("UNSUPPORTED_AUDIO", "the audio file is larger than 25 MiB", { field: "audio" })
  }
  const wav = isWav(file) ? parseWav(file) : await decodeWithFfmpeg(file)
  if (framesOf(wav) > MAX_SECONDS * wav.rate) throw tooLong()
  const ready = lineBytes(wav)
  return ready === null ? lineAudio(downmix(decodeWav(wav)), wav.rate) : new Uint8Array(ready)
}
