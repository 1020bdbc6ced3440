import { type PromptName, promptNames } from "../audio/prompt-name.ts"
import type { GreetingVersion, PromptRef } from "./document-greeting.ts"

/** One prompt that is not the same in two versions; `null` where a version has none. */
export interface PromptChange {
  readonly language: string
  readonly prompt: PromptName
  readonly words: boolean
  readonly audio: boolean
  readonly before: PromptRef | null
  readonly after: PromptRef | null
}

/** What a caller would hear differently, in the order of languages and prompts. */
export function diffVersions(before: GreetingVersion, after: GreetingVersion): readonly PromptChange[] {
  const languages = [...new Set([...Object.keys(before.languages), ...Object.keys(after.languages)])].sort()
  return languages.flatMap((language) =>
    promptNames.flatMap((prompt): readonly PromptChange[] => {
      const [one = null, other = null] = [before.languages[language]?.[prompt], after.languages[language]?.[prompt]]
      const words = one?.text !== other?.text
      const audio = one?.audio_sha256 !== other?.audio_sha256
      return words || audio ? [{ language, prompt, words, audio, before: one, after: other }] : []
    }),
  )
}
