/*
 * The one place that runs ffmpeg: decodes an uploaded file that is not a WAV. The bytes are a stranger's, so ffmpeg is
 * told which container to expect (found from the first bytes; playlists and the like are never on the list), may open
 * nothing but files and pipes, reads a name of ours in a private folder, and is stopped at a size, a length and a time.
 */
import ffmpeg from "fluent-ffmpeg"
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type Wav, parseWav } from "../audio/wav.ts"
import { AssentError } from "../errors.ts"
import { ffmpegPath } from "./find-ffmpeg.ts"

export const MAX_UPLOAD_BYTES = 25 << 20
export const MAX_SECONDS = 120
/** Twice what the line carries: more would only cost time in this process. */
const DECODED_RATE = 16_000
/** PCM16, with room for one second more than is allowed: that is how too long a file is noticed. */
const MAX_DECODED_BYTES = (MAX_SECONDS + 1) * DECODED_RATE * 2 + 4096
const TIMEOUT_MS = 20_000

/** The ffmpeg demuxer for a file that begins like this, or `null` for anything else. */
export function sniffContainer(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 16))
  const starts = (text: string, at = 0) => head.toString("latin1", at, at + text.length) === text
  if (starts("OggS")) return "ogg"
  if (starts("fLaC")) return "flac"
  if (starts("#!AMR")) return "amr"
  if (starts("FORM") && (starts("AIFF", 8) || starts("AIFC", 8))) return "aiff"
  if (starts("caff")) return "caf"
  if (starts(".snd")) return "au"
  if (starts("ftyp", 4)) return "mov"
  if (starts("\x1aE\xdf\xa3")) return "matroska"
  if (starts("ID3")) return "mp3"
  // MPEG audio frame sync; layer 0 is ADTS, that is AAC without a container.
  if (head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0) return ((head[1] ?? 0) & 0x06) === 0 ? "aac" : "mp3"
  return null
}

/**
 * Decodes to 16-bit mono at 16 kHz.
 * @throws UNSUPPORTED_AUDIO; FFMPEG_MISSING when there is no ffmpeg; CONFIG_INVALID for a wrong FFMPEG_PATH.
 */
export async function decodeWithFfmpeg(
  input: Uint8Array,
  { env = process.env, timeoutMs = TIMEOUT_MS }: { env?: NodeJS.ProcessEnv; timeoutMs?: number } = {},
): Promise<Wav> {
  if (input.length > MAX_UPLOAD_BYTES) throw unsupported("the audio file is larger than 25 MiB")
  const container = sniffContainer(input)
  if (container === null) {
    throw unsupported("this file is not read as audio: use WAV, MP3, M4A, Ogg, Opus, WebM, FLAC, AIFF or AMR")
  }
  const found = ffmpegPath(env)
  if (found === null) {
    throw new AssentError(
      "FFMPEG_MISSING",
      "only WAV files can be read without ffmpeg: upload a WAV file, or install ffmpeg or set FFMPEG_PATH",
      { field: "audio" },
    )
  }
  const folder = await mkdtemp(join(tmpdir(), "assent-audio-"))
  try {
    const from = join(folder, "in")
    const to = join(folder, "out.wav")
    await writeFile(from, input, { mode: 0o600, flag: "wx" })
    await run({ program: found.path, container, from, to, timeoutMs })
    const wav = parseWav(await readFile(to))
    if (wav.data.length > MAX_SECONDS * DECODED_RATE * 2) throw tooLong()
    return wav
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export const tooLong = () => unsupported("a prompt may last at most 120 seconds: cut the audio file")

function unsupported(message: string, cause?: unknown): AssentError {
  return new AssentError("UNSUPPORTED_AUDIO", message, { field: "audio", cause })
}

interface Run {
  readonly program: string
  readonly container: string
  readonly from: string
  readonly to: string
  readonly timeoutMs: number
}

function run({ program, container, from, to, timeoutMs }: Run): Promise<void> {
  return new Promise((resolve, reject) => {
    const command = ffmpeg(from)
      .setFfmpegPath(program)
      .inputOptions(["-protocol_whitelist", "file,pipe", "-f", container, "-t", String(MAX_SECONDS + 1)])
      .outputOptions(["-map", "0:a:0", "-vn", "-sn", "-dn", "-map_metadata", "-1", "-threads", "1"])
      .outputOptions(["-ac", "1", "-ar", String(DECODED_RATE), "-c:a", "pcm_s16le", "-fs", String(MAX_DECODED_BYTES)])
      .output(to)
    const timer = setTimeout(() => {
      command.kill("SIGKILL")
      reject(unsupported("the audio file took too long to decode"))
    }, timeoutMs)
    command
      .on("end", () => {
        clearTimeout(timer)
        resolve()
      })
      .on("error", (cause: Error) => {
        clearTimeout(timer)
        reject(unsupported("the audio file is damaged, or is not what its first bytes say", cause))
      })
    command.run()
  })
}
