import { promptNames, type PromptName } from "../audio/prompt-name.ts"
import type { SpokenWords } from "../consent/record.ts"
import type { Line } from "../greetings/document-line.ts"
import type { OperatorDocument, PromptBlobs } from "../greetings/document.ts"
import type { GreetingVersion } from "../greetings/document-greeting.ts"
import { contentHash, jsonHash } from "../greetings/hash.ts"
import { scriptPreimage } from "../greetings/script.ts"
import { canonicalText } from "../ledger/jcs.ts"
import { type ArchiveFile, archived } from "../ledger/tar.ts"

/** The question as it was asked, found again by the hash in the consent's leaf. */
export interface Asked {
  readonly words: SpokenWords
  /** The canonical JSON whose SHA-256 is the leaf's `script_sha256`. */
  readonly preimage: string
  readonly prompts: Readonly<Record<PromptName, { readonly text: string; readonly audio_sha256: string }>>
}

/**
 * Looks for the script among the published versions. Only a script with exactly this hash is an answer: what the line
 * would say today proves nothing about that call.
 * @param script `<greeting>/<version>/<language>`
 */
export function askedWith(document: OperatorDocument, script: string, script_sha256: string): Asked | null {
  const [greeting, version, language = ""] = script.split("/")
  const found = document.greetings
    .find(({ id }) => id === greeting)
    ?.versions.find((each) => String(each.version) === version)
  const prompts = completePrompts(found?.languages[language])
  if (!prompts) return null
  for (const withdraw of withdrawCodes) {
    const keys: Line["keys"] = { agree: "1", refuse: "2", repeat: "*", more: "0", withdraw }
    const preimage = scriptPreimage(language, keys, (name) => ({
      audio_sha256: prompts[name].audio_sha256,
      text_sha256: contentHash(prompts[name].text),
    }))
    if (jsonHash(preimage) === script_sha256) {
      const said = (name: PromptName) => ({ text: prompts[name].text, ...preimage.prompts[name] })
      const words = { language, notice: said("notice"), menu: said("menu") }
      return { words, preimage: canonicalText(preimage), prompts }
    }
  }
  return null
}

/** script.json, and notice and menu as text and as the exact bytes that were played. */
export async function askedFiles({ preimage, prompts }: Asked, blobs: PromptBlobs): Promise<ArchiveFile[]> {
  const files = [archived("script.json", preimage)]
  for (const name of ["notice", "menu"] as const) {
    files.push(archived(`greeting/${name}.txt`, prompts[name].text))
    files.push(archived(`greeting/${name}.ulaw`, await blobs.get(prompts[name].audio_sha256)))
  }
  return files
}

/** The line's code may have changed since; there are few. */
const withdrawCodes = ["*", "#"].flatMap((first) => Array.from("0123456789*#", (second) => first + second))

function completePrompts(prompts: GreetingVersion["languages"][string] | undefined): Asked["prompts"] | null {
  const all: Partial<Record<PromptName, { text: string; audio_sha256: string }>> = {}
  for (const name of promptNames) {
    const prompt = prompts?.[name]
    if (prompt) all[name] = { text: prompt.text, audio_sha256: prompt.audio_sha256 }
  }
  return isComplete(all) ? all : null
}

function isComplete(prompts: Partial<Asked["prompts"]>): prompts is Asked["prompts"] {
  return promptNames.every((name) => prompts[name] !== undefined)
}
