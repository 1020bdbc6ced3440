/*
 * Speaks prompts/<language>/texts.json with espeak-ng and writes what the line plays: `npm run prompts [language...]`.
 * The same words, voice and espeak-ng version give the same bytes. Needed only to change the shipped wording.
 */
import { execFileSync } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"
import { leadingSilenceMs, truePeakDb } from "../src/audio/level.ts"
import { decodeMulaw } from "../src/audio/g711.ts"
import { SAMPLE_RATE } from "../src/audio/frame.ts"
import { encodeLine, forLine } from "../src/audio/line.ts"
import { loudness } from "../src/audio/loudness.ts"
import { concat, downmix, toFloat } from "../src/audio/samples.ts"
import { type Earcon, earcon } from "../src/audio/tone.ts"
import { mulawWav } from "../src/audio/wav-write.ts"
import { decodeWav, parseWav } from "../src/audio/wav.ts"
import { shippedLanguages, shippedTexts } from "../src/greetings/catalog.ts"
import { contentHash } from "../src/greetings/hash.ts"

/** A tone always goes with words, never alone. */
const toneBefore: Readonly<Record<string, Earcon>> = {
  granted: "on",
  refused: "off",
  default_off: "off",
  stopped: "off",
  invalid: "error",
}
const SILENCE_DB = -50
/** The voice rests long between sentences; a caller who waits should not. */
const LONGEST_PAUSE_MS = 180
const silence = (ms: number) => new Float32Array((SAMPLE_RATE * ms) / 1000)

function speak(text: string, voice: string, wordsPerMinute: number): Float32Array {
  const spoken = execFileSync("espeak-ng", ["-v", voice, "-s", String(wordsPerMinute), "--stdin", "--stdout"], {
    input: text,
    maxBuffer: 64 << 20,
  })
  const wav = parseWav(spoken)
  return trim(forLine(shortenPauses(downmix(decodeWav(wav)), wav.rate), wav.rate))
}

function shortenPauses(samples: Float32Array, rate: number): Float32Array {
  const longest = (rate * LONGEST_PAUSE_MS) / 1000
  let quiet = 0
  return samples.filter((sample) => {
    quiet = Math.abs(sample) < 10 ** (SILENCE_DB / 20) ? quiet + 1 : 0
    return quiet <= longest
  })
}

function trim(samples: Float32Array): Float32Array {
  const start = (leadingSilenceMs(samples, SAMPLE_RATE, SILENCE_DB) * SAMPLE_RATE) / 1000
  const tail = (leadingSilenceMs(samples.toReversed(), SAMPLE_RATE, SILENCE_DB) * SAMPLE_RATE) / 1000
  return samples.subarray(Math.round(start), samples.length - Math.round(tail))
}

/** To a whole number of 20 ms, with silence. */
function padded(audio: Uint8Array, bytes: number): Uint8Array {
  const whole = new Uint8Array(Math.ceil(bytes / 160) * 160).fill(0xff)
  whole.set(audio)
  return whole
}

function build(language: string): void {
  const file = (name: string) => new URL(`${language}/${name}`, import.meta.url)
  const texts = shippedTexts.parse(JSON.parse(readFileSync(file("texts.json"), "utf8")))
  if (texts.voice === null || texts.words_per_minute === null) return
  const { voice, words_per_minute } = texts
  const spoken = (name: string, text: string): Uint8Array => {
    const tone = toneBefore[name]
    const before = tone === undefined ? silence(40) : concat(silence(40), earcon(tone), silence(80))
    return encodeLine(concat(before, speak(text, voice, words_per_minute), silence(60)))
  }
  const { digits, ...receipt } = texts.receipt
  const prompts = [
    ...Object.entries(texts.prompts),
    ...Object.entries(texts.extra),
    ...Object.entries(receipt).map(([name, text]) => [`receipt_${name}`, text] as const),
  ]
  const numerals = digits.map((text, digit) => [`digit_${digit}`, text, spoken("digit", text)] as const)
  const longest = Math.max(...numerals.map(([, , audio]) => audio.length))
  const built: Record<string, { text_sha256: string; audio_sha256: string; ms: number }> = {}
  for (const [name, text, audio] of [
    ...prompts.map(([name, text]) => [name, text, spoken(name, text)] as const),
    // All of one length, so that how much of a code was played says nothing of its digits.
    ...numerals.map(([name, text, audio]) => [name, text, padded(audio, longest)] as const),
  ]) {
    writeFileSync(file(`${name}.wav`), mulawWav(audio))
    const heard = toFloat(decodeMulaw(audio))
    built[name] = { text_sha256: contentHash(text), audio_sha256: contentHash(audio), ms: audio.length / 8 }
    const figures = [audio.length / 8000, loudness(heard, SAMPLE_RATE), truePeakDb(heard)]
    console.log([language, name, ...figures.map((figure) => figure.toFixed(2))].join("\t"))
  }
  writeFileSync(file("built.json"), JSON.stringify(built, null, 2) + "\n")
}

const asked = process.argv.slice(2)
for (const language of asked.length > 0 ? asked : shippedLanguages) build(language)
