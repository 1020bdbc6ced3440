/*
 * The one place that runs ffmpeg: decodes an uploaded file that is not a WAV. The bytes are a stranger's, so ffmpeg is
 * told which container to expect (found from the first bytes), may open nothing but files and pipes and no decoder but
 * those of audio, reads a name of ours in a private folder, and is stopped at a size, a length, a time, and an amount of
 * memory.
 */
import ffmpeg from "fluent-ffmpeg"
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { framesOf, type Wav, parseWav } from "../audio/wav.ts"
import { AssentError } from "../errors.ts"
import { sniffContainer } from "./container.ts"
import { ffmpegPath, type FoundFfmpeg } from "./find-ffmpeg.ts"
import { MAX_SECONDS, refuseLarge, refuseLong, unsupported } from "./refusals.ts"
import { flacSeconds, isWhole } from "./whole.ts"

/** Twice what the line carries: more would only cost time in this process. */
const DECODED_RATE = 16_000
/** PCM16, with room for one second more than is allowed: that is how too long a file is noticed. */
const MAX_DECODED_BYTES = (MAX_SECONDS + 1) * DECODED_RATE * 2 + 4096
const TIMEOUT_MS = 20_000
/** Address space and processor time of the child; ffmpeg itself maps a quarter of this. */
const MAX_CHILD_KIB = 2 << 20
const MAX_CHILD_CPU_SECONDS = 20
/** No block larger than this, whatever a header asks for; also where no shell can limit the whole. */
const MAX_ALLOC_BYTES = 64 << 20
/** Pictures and films may lie in the same file: their decoders are never opened. */
const DECODERS = [
  ...["mp3float", "mp3", "mp2float", "mp2", "mp1float", "mp1", "aac", "aac_fixed", "alac", "flac"],
  ...["vorbis", "libvorbis", "opus", "libopus", "amrnb", "amrwb", "libopencore_amrnb", "libopencore_amrwb"],
  ...["pcm_s8", "pcm_u8", "pcm_s16be", "pcm_s16le", "pcm_s24be", "pcm_s24le", "pcm_s32be", "pcm_s32le"],
  ...["pcm_f32be", "pcm_f32le", "pcm_f64be", "pcm_f64le", "pcm_mulaw", "pcm_alaw"],
].join(",")

export interface Decoding {
  /** The ffmpeg to use; `null` when there is none. @throws CONFIG_INVALID for a wrong FFMPEG_PATH */
  readonly find?: () => FoundFfmpeg | null
  readonly timeoutMs?: number
}

/**
 * Decodes to 16-bit mono at 16 kHz.
 * @throws UNSUPPORTED_AUDIO; FFMPEG_MISSING when there is no ffmpeg; CONFIG_INVALID for a wrong FFMPEG_PATH.
 */
export async function decodeWithFfmpeg(
  input: Uint8Array,
  { find = ffmpegPath, timeoutMs = TIMEOUT_MS }: Decoding = {},
): Promise<Wav> {
  refuseLarge(input)
  const container = sniffContainer(input)
  if (container === null) {
    throw unsupported("this file is not read as audio: use WAV, MP3, M4A, AAC, Ogg, Opus, WebM, FLAC, AIFF or AMR")
  }
  if (!isWhole(container, input)) throw unsupported("the audio file is cut short or damaged: upload it again")
  const found = find()
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
    await run({ program: await limited(found.path, folder), container, from, to, timeoutMs })
    const wav = parseWav(await readFile(to))
    const seconds = framesOf(wav) / DECODED_RATE
    refuseLong(seconds)
    // FLAC names its length only in its header.
    if (container === "flac" && seconds < (flacSeconds(input) ?? 0) - 0.1) {
      throw unsupported("the audio file is cut short or damaged: upload it again")
    }
    return wav
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A program that is ffmpeg with limits its own children would keep too. Windows has no such shell: time and size still hold. */
async function limited(program: string, folder: string): Promise<string> {
  if (process.platform === "win32") return program
  const path = join(folder, "limited")
  const quoted = `'${program.replaceAll("'", `'\\''`)}'`
  const lines = [
    "#!/bin/sh",
    `ulimit -v ${MAX_CHILD_KIB} 2>/dev/null`,
    `ulimit -t ${MAX_CHILD_CPU_SECONDS} 2>/dev/null`,
  ]
  await writeFile(path, [...lines, `exec ${quoted} "$@"`, ""].join("\n"), { mode: 0o700, flag: "wx" })
  return path
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
      .inputOptions(["-max_alloc", String(MAX_ALLOC_BYTES), "-xerror", "-threads", "1", "-codec_whitelist", DECODERS])
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
        reject(notRun(cause) ?? unsupported("the audio file is damaged, or is not what its first bytes say", cause))
      })
    command.run()
  })
}

/** The child did not even begin, which is no fault of the file. */
function notRun(cause: Error): AssentError | null {
  if (!/\b(EACCES|ENOENT|EPERM)\b/.test(cause.message)) return null
  return new AssentError(
    "CONFIG_INVALID",
    "ffmpeg cannot be run from the folder for temporary files: set TMPDIR to one that runs programs",
    { field: "TMPDIR", cause },
  )
}
