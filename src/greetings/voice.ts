/*
 * Voices that speak drafts. A voice that meets a script it cannot read spells it letter by letter, or skips it, and says
 * nothing of it: so the words are looked at first, and the legal text is what is heard.
 */
import { AssentError } from "../errors.ts"

/** Speaks words; bound to one engine. */
export interface DraftVoice {
  /**
   * @returns a WAV file, and the engine and voice that spoke it
   * @throws NOT_FOUND when the engine is not there or has no voice for the language; INPUT_INVALID for words that it
   * cannot read, naming the field
   */
  speak(text: string, language: string): Promise<{ readonly audio: Uint8Array; readonly voice: string }>
}

interface Reading {
  readonly voice: string
  readonly wordsPerMinute: number
  /** Every letter must be of one of these. */
  readonly scripts: RegExp
}

const latin = /\p{Script=Latin}/u
const chinese = /[\p{Script=Han}\p{Script=Latin}]/u

/** Japanese is not here: espeak-ng names its ideographs as "Chinese letter". */
const readings: Readonly<Record<string, Reading>> = {
  en: { voice: "en-us", wordsPerMinute: 185, scripts: latin },
  de: { voice: "de", wordsPerMinute: 185, scripts: latin },
  fr: { voice: "fr-fr", wordsPerMinute: 185, scripts: latin },
  es: { voice: "es", wordsPerMinute: 185, scripts: latin },
  it: { voice: "it", wordsPerMinute: 190, scripts: latin },
  nl: { voice: "nl", wordsPerMinute: 185, scripts: latin },
  pl: { voice: "pl", wordsPerMinute: 190, scripts: latin },
  "pt-BR": { voice: "pt-br", wordsPerMinute: 190, scripts: latin },
  "pt-PT": { voice: "pt", wordsPerMinute: 185, scripts: latin },
  "zh-CN": { voice: "cmn-latn-pinyin", wordsPerMinute: 235, scripts: chinese },
}

/** @throws NOT_FOUND naming the language; INPUT_INVALID naming the text */
export function readingOf(text: string, language: string): Reading {
  const reading = readings[language]
  if (reading === undefined) {
    throw new AssentError("NOT_FOUND", "no voice here speaks this language: upload a recording", { field: "language" })
  }
  const letters = text.match(/\p{L}/gu) ?? []
  if (letters.some((letter) => !reading.scripts.test(letter))) {
    throw new AssentError(
      "INPUT_INVALID",
      "the words have letters of a script that this language's voice cannot read",
      {
        field: "text",
      },
    )
  }
  if (!/[\p{L}\p{N}]/u.test(text)) {
    throw new AssentError("INPUT_INVALID", "there is nothing to be spoken in these words", { field: "text" })
  }
  return reading
}
