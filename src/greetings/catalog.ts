/*
 * The prompts shipped with the product: prompts/<language>/texts.json holds the exact words, <name>.wav what the line
 * plays, built.json which words each file was made from.
 */
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { z } from "zod"
import { eachPrompt, type PromptName, promptNames } from "../audio/prompt-name.ts"
import { lineBytes, parseWav } from "../audio/wav.ts"
import { AssentError } from "../errors.ts"
import { type StatementName, statements } from "./document-greeting.ts"
import { language } from "./document-words.ts"
import { contentHash } from "./hash.ts"

/**
 * Said outside the consent dialogue: by the test agent, to the agent before they are recorded or of a call that is not, to a
 * caller who cannot be served, to one who may leave a message, and to one of whom none is taken.
 */
export const extraNames = [
  "agent_line",
  "agent_notice",
  "agent_unrecorded",
  "unavailable",
  "voicemail",
  "no_message",
] as const
export type ExtraName = (typeof extraNames)[number]

export const shippedLanguages = ["en", "de", "fr", "es", "it", "nl", "pl", "pt-BR", "pt-PT", "zh-CN"] as const
/** Words only: no voice at hand speaks them well, so a recording has to be uploaded. */
export const textOnlyLanguages = ["ja"] as const

const words = z.string().min(1)

/** Said about the receipt code, beside its digits: that there is one, that it was asked for, what follows, and again. */
export const receiptNames = ["offer", "noted", "code", "again"] as const
const DIGITS = 10

export const shippedTexts = z.strictObject({
  language,
  /** null while nobody who may has reviewed the wording: it is then a draft. */
  reviewed_by: z.string().nullable(),
  /** The synthetic voice and its speed; null where the words are shipped without audio. */
  voice: z.string().nullable(),
  words_per_minute: z.int().positive().nullable(),
  prompts: z.record(z.enum(promptNames), words),
  extra: z.record(z.enum(extraNames), words),
  receipt: z.strictObject({
    offer: words,
    noted: words,
    code: words,
    again: words,
    digits: z.array(words).length(DIGITS),
  }),
  /** The complete notice, for the page and the file where length costs nothing. */
  full: z.strictObject({ notice: words }),
  /** The words of notice and `more` that say what must be said. Whom to reach, the operator adds. */
  says: statements,
})
export type ShippedTexts = z.infer<typeof shippedTexts>

export const builtPrompts = z.record(
  z.string(),
  z.strictObject({ text_sha256: z.string(), audio_sha256: z.string(), ms: z.number() }),
)

export interface Spoken {
  readonly text: string
  /** PCMU bytes. */
  readonly audio: Uint8Array
}

/** Digits by their value, all of one length: how long a code sounds, and how many bytes it has, says nothing of it. */
export interface SpokenReceipt extends Readonly<Record<(typeof receiptNames)[number], Spoken>> {
  readonly digits: readonly Spoken[]
}

export interface ShippedPrompts {
  readonly language: string
  readonly reviewedBy: string | null
  readonly prompts: Readonly<Record<PromptName, Spoken>>
  readonly extra: Readonly<Record<ExtraName, Spoken>>
  readonly receipt: SpokenReceipt
  readonly fullNotice: string
  readonly says: Readonly<Partial<Record<StatementName, string>>>
}

/** @throws NOT_FOUND when no such language is shipped. */
export async function loadShippedTexts(dir: string, language: string): Promise<ShippedTexts> {
  if (![...shippedLanguages, ...textOnlyLanguages].some((known) => known === language)) {
    throw new AssentError("NOT_FOUND", "no prompts are shipped in this language", { field: "language" })
  }
  return shippedTexts.parse(JSON.parse(await readFile(join(dir, language, "texts.json"), "utf8")))
}

/**
 * Words and audio of one shipped language; `dir` is the `prompts` folder.
 * @throws NOT_FOUND when the language is not shipped with audio; CONFLICT when an audio file was not made from its words.
 */
export async function loadShippedPrompts(dir: string, language: string): Promise<ShippedPrompts> {
  const texts = await loadShippedTexts(dir, language)
  if (texts.voice === null) {
    throw new AssentError(
      "NOT_FOUND",
      "only the words of this language are shipped: record them and upload the audio",
      {
        field: "language",
      },
    )
  }
  const spoken = await speaker(dir, language)
  const read = new Map<string, Spoken>()
  for (const name of promptNames) read.set(name, await spoken(name, texts.prompts[name]))
  for (const name of extraNames) read.set(name, await spoken(name, texts.extra[name]))
  const of = (name: PromptName | ExtraName): Spoken => {
    const found = read.get(name)
    if (found === undefined) throw new AssentError("NOT_FOUND", "a shipped prompt is missing", { field: name })
    return found
  }
  return {
    language,
    reviewedBy: texts.reviewed_by,
    prompts: eachPrompt(of),
    extra: {
      agent_line: of("agent_line"),
      agent_notice: of("agent_notice"),
      agent_unrecorded: of("agent_unrecorded"),
      unavailable: of("unavailable"),
      voicemail: of("voicemail"),
      no_message: of("no_message"),
    },
    receipt: await receiptOf(texts, spoken),
    fullNotice: texts.full.notice,
    says: texts.says,
  }
}

/** What is said about receipt codes, in every language that is shipped with audio. @throws as `loadShippedPrompts` */
export async function loadReceiptWords(dir: string): Promise<ReadonlyMap<string, SpokenReceipt>> {
  const all = shippedLanguages.map(async (language) => {
    const texts = await loadShippedTexts(dir, language)
    return [language, await receiptOf(texts, await speaker(dir, language))] as const
  })
  return new Map(await Promise.all(all))
}

/** What agents of unrecorded calls are told, in every language that is shipped with audio. @throws as `loadShippedPrompts` */
export async function loadAgentWords(dir: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const all = shippedLanguages.map(async (language) => {
    const { extra } = await loadShippedTexts(dir, language)
    const spoken = await speaker(dir, language)
    return [language, (await spoken("agent_unrecorded", extra.agent_unrecorded)).audio] as const
  })
  return new Map(await Promise.all(all))
}

async function receiptOf({ receipt }: ShippedTexts, spoken: Speaker): Promise<SpokenReceipt> {
  const said = (name: (typeof receiptNames)[number]) => spoken(`receipt_${name}`, receipt[name])
  return {
    offer: await said("offer"),
    noted: await said("noted"),
    code: await said("code"),
    again: await said("again"),
    digits: await Promise.all(receipt.digits.map((text, digit) => spoken(`digit_${digit}`, text))),
  }
}

type Speaker = (name: string, text: string) => Promise<Spoken>

/** Reads audio that was made from just these words. */
async function speaker(dir: string, language: string): Promise<Speaker> {
  const built = builtPrompts.parse(JSON.parse(await readFile(join(dir, language, "built.json"), "utf8")))
  return async (name, text) => {
    const audio = lineBytes(parseWav(await readFile(join(dir, language, `${name}.wav`))))
    if (
      audio === null ||
      built[name]?.audio_sha256 !== contentHash(audio) ||
      built[name].text_sha256 !== contentHash(text)
    ) {
      throw new AssentError("CONFLICT", "a shipped prompt was not made from its words: run npm run prompts", {
        field: `${language}.${name}`,
      })
    }
    return { text, audio }
  }
}
