/* What the scripted caller of `assent call` does, from the options of the command line. */
import type { Digit } from "../call/ports.ts"
import type { Step } from "../carriers/media-stream/caller-script.ts"
import { decodeWav, lineBytes, parseWav, type Wav } from "../audio/wav.ts"
import { encodeLine } from "../audio/line.ts"
import { resample } from "../audio/resample.ts"
import { downmix } from "../audio/samples.ts"
import { SAMPLE_RATE } from "../audio/frame.ts"
import { badInput, sentenceOf } from "./exit.ts"

/** Longer than any scripted call lasts. */
const REPEATED_BYTES = 5 * 60 * SAMPLE_RATE
/** People do not press within the instant a question ends. */
const REACTION_MS = 250

/** Each key waits for the notice or the menu before it to have been heard; keys during a notice would be ignored. */
export function pressSteps(keys: string): readonly Step[] {
  if (!/^[0-9*#]{1,16}$/.test(keys)) throw badInput("--press", "give keys out of 0-9, * and #, such as 1, 2 or *1")
  return Array.from(keys)
    .filter(isDigit)
    .map((press) => ({ whenPromptEnds: /^(notice|menu)\b/, press, delay: REACTION_MS }))
}

/** A WAV file as the caller's voice, from the start of the call, again and again. */
export function voiceOf(file: Uint8Array): Uint8Array {
  const wav = readWav(file)
  const audio = lineBytes(wav) ?? encodeLine(resample(downmix(decodeWav(wav)), wav.rate, SAMPLE_RATE))
  if (audio.length === 0) throw badInput("--play", "this WAV file holds no audio")
  const repeated = new Uint8Array(Math.ceil(REPEATED_BYTES / audio.length) * audio.length)
  for (let at = 0; at < repeated.length; at += audio.length) repeated.set(audio, at)
  return repeated
}

function readWav(file: Uint8Array): Wav {
  try {
    return parseWav(file)
  } catch (error) {
    throw badInput("--play", sentenceOf(error).replace(/^audio: /, ""))
  }
}

function isDigit(key: string): key is Digit {
  return /^[0-9*#]$/.test(key)
}
