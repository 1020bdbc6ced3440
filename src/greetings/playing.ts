/* What lines play of what is published. */
import { SAMPLE_RATE } from "../audio/frame.ts"
import { decodeMulaw } from "../audio/g711.ts"
import { eachPrompt, type PromptName } from "../audio/prompt-name.ts"
import { pcm16Wav } from "../audio/wav-write.ts"
import { AssentError } from "../errors.ts"
import type { OperatorStore, PromptBlobs } from "./document.ts"
import type { GreetingVersion } from "./document-greeting.ts"
import type { Line } from "./document-line.ts"
import { greetingOf, newestPublished } from "./lookup.ts"
import { buildScript, type SpokenScript } from "./script.ts"

const MAX_CACHED_SCRIPTS = 64

/** Which of a line's greetings, and in which language; both by the line itself where nothing else is said. */
export interface Played {
  readonly greeting?: string
  readonly language?: string
}

export type ScriptFor = (line: Line, played?: Played) => Promise<SpokenScript>

export function scripts(store: OperatorStore, blobs: PromptBlobs): ScriptFor {
  const built = new Map<string, SpokenScript>()
  return async (line, played = {}) => {
    const greeting = greetingOf(store.current(), played.greeting ?? line.greeting)
    const language = played.language ?? line.language
    const live = newestPublished(greeting)
    const prompts = live?.languages[language]
    if (live === undefined || prompts === undefined) {
      throw new AssentError("NOT_FOUND", "no greeting is published in the line's language", { field: "greeting" })
    }
    // Published versions never change, so what was built once stays right.
    const key = JSON.stringify([greeting.id, live.version, language, line.keys])
    const known = built.get(key)
    if (known !== undefined) return known
    const audio = new Map<string, Uint8Array>()
    for (const { audio_sha256 } of Object.values(prompts)) audio.set(audio_sha256, await blobs.get(audio_sha256))
    const script = buildScript({
      greeting: greeting.id,
      version: live.version,
      language,
      keys: line.keys,
      prompts: eachPrompt((name) => {
        const prompt = prompts[name]
        const bytes = audio.get(prompt?.audio_sha256 ?? "")
        if (prompt && bytes) return { text: prompt.text, audio: bytes }
        throw new AssentError("NOT_FOUND", "a published prompt is missing", { field: name })
      }),
    })
    if (built.size >= MAX_CACHED_SCRIPTS) built.clear()
    built.set(key, script)
    return script
  }
}

/** Decoded from what the line plays, since not every browser plays G.711. */
export async function asOnTheLine(
  version: GreetingVersion,
  language: string,
  prompt: PromptName,
  blobs: PromptBlobs,
): Promise<Uint8Array> {
  const found = version.languages[language]?.[prompt]
  if (found === undefined) throw new AssentError("NOT_FOUND", "this version has no such prompt", { field: prompt })
  return pcm16Wav(decodeMulaw(await blobs.get(found.audio_sha256)), SAMPLE_RATE)
}
