/* Files as people have them, in every format that is taken, and those that are not. The small ones lie in test/vectors. */
import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { SAMPLE_RATE } from "../../src/audio/frame.ts"
import { decodeMulaw } from "../../src/audio/g711.ts"
import { longestClippedRun, truePeakDb } from "../../src/audio/level.ts"
import { loudness } from "../../src/audio/loudness.ts"
import { toFloat } from "../../src/audio/samples.ts"
import { pcm16Wav } from "../../src/audio/wav-write.ts"
import { sniffContainer } from "../../src/greetings/container.ts"
import { toLineAudio } from "../../src/greetings/intake.ts"
import { decodeWithFfmpeg } from "../../src/greetings/transcode.ts"
import { isWhole } from "../../src/greetings/whole.ts"
import { openDemo } from "./support.ts"

const folder = fileURLToPath(new URL("../vectors/audio/uploads/", import.meta.url))
const upload = (name: string): Buffer => readFileSync(join(folder, name))

/** By name: what it is, and how many seconds of it are heard. */
const files: Record<string, readonly [container: string, seconds: number]> = {
  "refused.mp3": ["mp3", 2.6],
  "refused.m4a": ["mov", 2.6],
  "refused.aac": ["aac", 2.6],
  "refused.ogg": ["ogg", 2.6],
  "refused.opus": ["ogg", 2.6],
  "refused.webm": ["matroska", 2.6],
  "refused.flac": ["flac", 1.1],
  "refused.aiff": ["aiff", 1.1],
  "frames.amr": ["amr", 1],
  "frames-wide.amr": ["amr", 1],
}

test("every file of the folder is tried", () => {
  expect(readdirSync(folder).sort()).toEqual(Object.keys(files).sort())
})

describe.each(Object.entries(files))("%s", (name, [container, seconds]) => {
  test("becomes what the line plays: as long, at -19 LUFS, without a peak above -3 dBTP, whatever it is called", async () => {
    const file = upload(name)
    expect(sniffContainer(file)).toBe(container)
    const heard = toFloat(decodeMulaw(await toLineAudio(file)))
    expect(Math.abs(heard.length / SAMPLE_RATE - seconds)).toBeLessThan(0.15)
    expect(Math.abs(loudness(heard, SAMPLE_RATE) + 19)).toBeLessThan(1.5)
    expect(truePeakDb(heard)).toBeLessThanOrEqual(-3)
    expect(longestClippedRun(heard)).toBe(0)
  })

  test("is refused wherever it is cut off, and the beginning of another file does not make it whole", () => {
    const file = upload(name)
    expect(isWhole(sniffContainer(file)!, file)).toBe(true)
    const cuts = Array.from({ length: 40 }, (_, i) => Math.floor((file.length * (i + 1)) / 41))
    const taken = cuts.filter((cut) => {
      const part = file.subarray(0, cut)
      const found = sniffContainer(part)
      return found !== null && isWhole(found, part)
    })
    // FLAC's length is compared once it is decoded; a few cuts fall exactly between two frames of AAC and AMR.
    if (container !== "flac") expect(taken.length).toBeLessThanOrEqual(["aac", "amr"].includes(container) ? 4 : 0)
  })
})

const refused = { code: "UNSUPPORTED_AUDIO", field: "audio" }

test("a FLAC file that was cut off is found out by the length that its header names", async () => {
  const file = upload("refused.flac")
  await expect(decodeWithFfmpeg(file.subarray(0, file.length >> 1))).rejects.toMatchObject(refused)
})

test.each(["refused.mp3", "refused.m4a", "refused.ogg", "refused.webm", "refused.flac"])(
  "half of %s is refused with its field and reason, and what is live plays on",
  async (name) => {
    const { greetings, line } = await openDemo()
    const live = await greetings.scriptFor(line())
    await greetings.addVersion("welcome")
    const file = upload(name)
    const audio = file.subarray(0, file.length >> 1)
    const put = greetings.putPrompt("welcome", 2, "en", "menu", { text: "Press 1 or 2.", audio })
    await expect(put).rejects.toMatchObject({
      ...refused,
      message: expect.stringMatching(/cut short|damaged/) as string,
    })
    expect(greetings.get("welcome").versions[1]).toMatchObject({ state: "draft" })
    expect(await greetings.scriptFor(line())).toBe(live)
  },
)

test("a file that lasts three hours is refused soon, in whatever it is small enough to be sent", async () => {
  const amr = upload("frames.amr")
  const long = Buffer.concat([amr.subarray(0, 6), ...Array<Buffer>(180 * 60).fill(amr.subarray(6))])
  expect(long.length).toBeGreaterThan(10_000_000)
  const started = performance.now()
  await expect(toLineAudio(long)).rejects.toMatchObject({
    ...refused,
    message: expect.stringMatching(/120 s/) as string,
  })
  expect(performance.now() - started).toBeLessThan(8000)
  const wav = pcm16Wav(new Int16Array(8000 * 121).fill(9000))
  await expect(toLineAudio(wav)).rejects.toMatchObject({
    ...refused,
    message: expect.stringMatching(/120 s/) as string,
  })
})

test("a file in which nothing can be heard is refused", async () => {
  const silent = Buffer.alloc(24 + 16_000)
  silent.write(".snd")
  for (const [i, member] of [24, 16_000, 3, 8000, 1].entries()) silent.writeUInt32BE(member, 4 + i * 4)
  await expect(toLineAudio(silent)).rejects.toMatchObject({
    ...refused,
    message: expect.stringMatching(/heard/) as string,
  })
})

const secret = join(folder, "refused.mp3")
const tricks: Record<string, Buffer> = {
  "an HLS playlist": Buffer.from(`#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile://${secret}\n#EXT-X-ENDLIST\n`),
  "a concat script": Buffer.from(`ffconcat version 1.0\nfile '${secret}'\n`),
  "a DASH manifest": Buffer.from(`<?xml version="1.0"?><MPD><BaseURL>http://127.0.0.1/x</BaseURL></MPD>`),
  "an SDP session": Buffer.from("v=0\nc=IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n"),
  "an address": Buffer.from("http://127.0.0.1:9/audio.mp3"),
  "a concat address": Buffer.from(`concat:${secret}|${secret}`),
  "a subtitle file that names others": Buffer.from("[Script Info]\nTitle: x\n"),
  "an image": Buffer.from("GIF89a\x01\0\x01\0"),
  "a playlist behind an MP3's tag": Buffer.from(`ID3\x04\0\0\0\0\0\0#EXTM3U\n#EXTINF:1,\n${secret}\n`),
  "a playlist behind AMR's first bytes": Buffer.from(`#!AMR\n#EXTM3U\n${secret}\n`),
  "a playlist behind Ogg's first bytes": Buffer.from(`OggS#EXTM3U\n${secret}\n`),
}

test.each(Object.entries(tricks))("%s is refused before ffmpeg is even looked for", async (_name, file) => {
  const find = () => {
    throw new Error("ffmpeg was looked for")
  }
  await expect(decodeWithFfmpeg(file, { find })).rejects.toMatchObject(refused)
})

test("a film whose sound lies in another file opens no other file", async () => {
  const file = Buffer.from(upload("refused.m4a"))
  // The data reference "in this file" becomes one to a path.
  const at = file.indexOf("url ")
  expect(at).toBeGreaterThan(0)
  file.writeUInt32BE(0, at + 4)
  await expect(decodeWithFfmpeg(file)).resolves.toMatchObject({ rate: 16_000, channels: 1 })
})

test("without ffmpeg only WAV is taken, and the refusal says how to mend it", async () => {
  const find = () => null
  await expect(decodeWithFfmpeg(upload("refused.mp3"), { find })).rejects.toMatchObject({
    code: "FFMPEG_MISSING",
    field: "audio",
    message: expect.stringMatching(/WAV.*ffmpeg/) as string,
  })
})

test("flipped bits give a refusal or audio, and never a crash or a hang", async () => {
  for (const name of ["refused.ogg", "refused.mp3", "refused.m4a"]) {
    const file = Buffer.from(upload(name))
    for (let at = 200; at < file.length; at += 997) file[at] = file[at]! ^ 0x41
    const result = await decodeWithFfmpeg(file).catch((error: unknown) => error)
    if (result instanceof Error) expect(result).toMatchObject(refused)
  }
})
