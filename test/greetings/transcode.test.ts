import { execFileSync } from "node:child_process"
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, onTestFinished, test, vi } from "vitest"
import { decodeMulaw } from "../../src/audio/g711.ts"
import { truePeakDb } from "../../src/audio/level.ts"
import { loudness } from "../../src/audio/loudness.ts"
import { toFloat } from "../../src/audio/samples.ts"
import { ffmpegPath } from "../../src/greetings/find-ffmpeg.ts"
import { toLineAudio } from "../../src/greetings/intake.ts"
import { sniffContainer } from "../../src/greetings/container.ts"
import { decodeWithFfmpeg } from "../../src/greetings/transcode.ts"
import { PROMPTS } from "./support.ts"

const folder = mkdtempSync(join(tmpdir(), "assent-transcode-"))
const speech = join(PROMPTS, "en", "notice.wav")
const program = ffmpegPath()?.path ?? "ffmpeg"

/** A real file made by ffmpeg from the shipped notice. */
function encode(name: string, ...args: string[]): Buffer {
  const to = join(folder, name)
  execFileSync(program, ["-v", "error", "-y", "-i", speech, ...args, to])
  return readFileSync(to)
}

/** What the committed files of test/vectors lack: WebM of more than one cluster, an MP3 without any tag. */
const formats: Record<string, [container: string, args: string[]]> = {
  "no-tag.mp3": ["mp3", ["-c:a", "libmp3lame", "-id3v2_version", "0", "-write_xing", "0", "-ar", "44100", "-ac", "2"]],
  "a.webm": ["matroska", ["-c:a", "libopus", "-ar", "48000"]],
}

for (const [name, [container, args]] of Object.entries(formats)) {
  test(`${name} becomes audio for the line: same length, -19 LUFS, no peak above -3 dBTP`, async () => {
    const file = encode(name, ...args)
    expect(sniffContainer(file)).toBe(container)
    const heard = toFloat(decodeMulaw(await toLineAudio(file)))
    expect(heard.length / 8000).toBeGreaterThan(7.6)
    expect(heard.length / 8000).toBeLessThan(8.1)
    expect(Math.abs(loudness(heard, 8000) + 19)).toBeLessThan(1)
    expect(truePeakDb(heard)).toBeLessThanOrEqual(-3)
  })
}

test("the shipped audio passes through byte for byte, without ffmpeg", async () => {
  const file = readFileSync(speech)
  const audio = await toLineAudio(file)
  expect(Buffer.compare(audio, file.subarray(58, 58 + audio.length))).toBe(0)
  expect(file.length - audio.length).toBeLessThanOrEqual(59)
})

test("a damaged file is refused and leaves nothing behind", async () => {
  const temporary = mkdtempSync(join(folder, "tmp-"))
  vi.stubEnv("TMPDIR", temporary)
  onTestFinished(() => void vi.unstubAllEnvs())
  const file = encode("damaged.flac", "-ar", "16000")
  file.fill(0x55, 2000)
  await expect(decodeWithFfmpeg(file)).rejects.toMatchObject({ code: "UNSUPPORTED_AUDIO" })
  expect(readdirSync(temporary)).toEqual([])
})

test("a small file that would last for hours is stopped and refused", async () => {
  const to = join(folder, "long.flac")
  execFileSync(program, ["-v", "error", "-y", "-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", "1800", to])
  const file = readFileSync(to)
  expect(file.length).toBeLessThan(1 << 20)
  await expect(decodeWithFfmpeg(file)).rejects.toMatchObject({ code: "UNSUPPORTED_AUDIO", message: /120 seconds/ })
})

test("an ffmpeg that hangs is killed", async () => {
  const hanging = join(folder, "hanging-ffmpeg")
  writeFileSync(
    hanging,
    '#!/bin/sh\ncase "$*" in *-formats*|*-encoders*) exec "' + program + '" "$@";; esac\nexec /bin/sleep 30\n',
  )
  chmodSync(hanging, 0o755)
  const started = performance.now()
  const decoding = decodeWithFfmpeg(encode("hang.mp3", "-c:a", "libmp3lame"), {
    find: () => ({ path: hanging, source: "FFMPEG_PATH" }),
    timeoutMs: 500,
  })
  await expect(decoding).rejects.toMatchObject({ code: "UNSUPPORTED_AUDIO", message: /too long/ })
  expect(performance.now() - started).toBeLessThan(5000)
})

test("the child that reads a stranger's file is limited in memory and processor time", async () => {
  const telling = join(folder, "telling-ffmpeg")
  writeFileSync(telling, `#!/bin/sh\n{ ulimit -v; ulimit -t; } > '${folder}/limits'\nexec '${program}' "$@"\n`)
  chmodSync(telling, 0o755)
  const file = encode("limited.mp3", "-c:a", "libmp3lame")
  const wav = await decodeWithFfmpeg(file, { find: () => ({ path: telling, source: "FFMPEG_PATH" }) })
  expect(wav.rate).toBe(16_000)
  const [memory, seconds] = readFileSync(join(folder, "limits"), "utf8").trim().split("\n").map(Number)
  expect(memory).toBe(2 << 20)
  expect(seconds).toBe(20)
})

test("without a system ffmpeg the packaged one is found, and it decodes", async () => {
  const found = ffmpegPath({ PATH: "" })
  expect(found?.source).toMatch(/ffmpeg-static|@ffmpeg-installer/)
  expect(found !== null && existsSync(found.path)).toBe(true)
  const file = encode("packaged.mp3", "-c:a", "libmp3lame", "-ar", "22050")
  const wav = await decodeWithFfmpeg(file, { find: () => found })
  expect([wav.rate, wav.channels, wav.encoding]).toEqual([16000, 1, "pcm16"])
})

test("FFMPEG_PATH comes first, and a wrong one is an error that names it", () => {
  expect(ffmpegPath({ FFMPEG_PATH: program, PATH: "" })).toEqual({ path: program, source: "FFMPEG_PATH" })
  expect(() => ffmpegPath({ FFMPEG_PATH: join(folder, "nothing") })).toThrow(
    expect.objectContaining({ code: "CONFIG_INVALID", field: "FFMPEG_PATH" }) as Error,
  )
})
