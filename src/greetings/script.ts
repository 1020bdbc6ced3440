/*
 * What a call is asked with: one published greeting version in one language. Its hash covers the exact audio, the exact
 * words, the language and what each key means, so that no two different questions share it.
 */
import { eachPrompt, type PromptName } from "../audio/prompt-name.ts"
import type { Line } from "./document-line.ts"
import { contentHash, jsonHash } from "./hash.ts"

/** Shaped as the call core's Script. */
export interface SpokenScript {
  readonly id: string
  readonly sha256: string
  readonly language: string
  readonly audio: Readonly<Record<PromptName, Uint8Array>>
}

interface ScriptParts {
  readonly greeting: string
  readonly version: number
  readonly language: string
  readonly keys: Line["keys"]
  readonly prompts: Readonly<Record<PromptName, { readonly text: string; readonly audio: Uint8Array }>>
}

/** What a script's hash is made of, and what an auditor is handed to make it again. */
export function scriptPreimage(
  language: string,
  keys: Line["keys"],
  prompt: (name: PromptName) => { readonly audio_sha256: string; readonly text_sha256: string },
) {
  return {
    language,
    keys: {
      [keys.agree]: "agree to recording",
      [keys.refuse]: "refuse recording, same service",
      [keys.repeat]: "repeat the question",
      [keys.more]: "tell more",
      [keys.withdraw]: "withdraw during the call",
    },
    prompts: eachPrompt(prompt),
  }
}

export function buildScript({ greeting, version, language, keys, prompts }: ScriptParts): SpokenScript {
  return {
    id: `${greeting}/${version}/${language}`,
    sha256: jsonHash(
      scriptPreimage(language, keys, (name) => ({
        audio_sha256: contentHash(prompts[name].audio),
        text_sha256: contentHash(prompts[name].text),
      })),
    ),
    language,
    audio: eachPrompt((name) => prompts[name].audio),
  }
}
