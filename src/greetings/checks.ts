/* What is checked before a greeting version may be published. Errors block it, warnings are for the editor's eyes. */
import { SAMPLE_RATE } from "../audio/frame.ts"
import { decodeMulaw } from "../audio/g711.ts"
import { leadingSilenceMs, longestClippedRun, truePeakDb } from "../audio/level.ts"
import { MAX_PEAK_DBTP, TARGET_LUFS } from "../audio/line.ts"
import { loudness } from "../audio/loudness.ts"
import { type PromptName, promptNames } from "../audio/prompt-name.ts"
import { toFloat } from "../audio/samples.ts"
import { checkWords } from "./checks-words.ts"
import type { PromptBlobs } from "./document.ts"
import type { GreetingVersion, PromptRef } from "./document-greeting.ts"
import type { Line } from "./document-line.ts"
import { type CheckRules, collect, type Finding, type Report } from "./finding.ts"
import { languagesOf } from "./line-at.ts"

/** Seconds. A caller came to talk to somebody: beyond `good` they wait too long, beyond `most` it is refused. */
const lengths: Readonly<Record<PromptName, { readonly good: number; readonly most: number }>> = {
  notice: { good: 8, most: 60 },
  menu: { good: 6, most: 20 },
  more: { good: 60, most: 120 },
  granted: { good: 5, most: 15 },
  refused: { good: 5, most: 15 },
  no_input: { good: 5, most: 15 },
  default_off: { good: 6, most: 15 },
  invalid: { good: 5, most: 15 },
  time_warning: { good: 6, most: 15 },
  stopped: { good: 6, most: 15 },
  in_progress: { good: 5, most: 15 },
}
const MAX_LEADING_SILENCE_MS = 300
/** Three equal samples at full scale happen in loud clean speech; more are a flattened wave. */
const MAX_CLIPPED_RUN = 3
const LOUDNESS_TOLERANCE = 2

/** `lines` are those that play this greeting. Prompt audio is read from `blobs`. */
export async function checkVersion(
  version: GreetingVersion,
  lines: readonly Line[],
  blobs: PromptBlobs,
  rules: CheckRules,
): Promise<readonly Finding[]> {
  const { report, findings } = collect(version)
  const languages = Object.entries(version.languages)
  if (languages.length === 0) report("fatal", "", "language_missing", "the greeting says nothing in any language")
  for (const language of new Set(lines.flatMap(languagesOf))) {
    if (version.languages[language] === undefined) {
      const detail = "a line that plays this greeting speaks this language: add it, or change the line"
      report("fatal", `/${language}`, "language_missing", detail)
    }
  }
  for (const [language, prompts] of languages) {
    for (const name of promptNames) {
      const prompt = prompts[name]
      const path = `/${language}/${name}`
      if (prompt === undefined) report("fatal", path, "prompt_missing", "this prompt has no words and no audio yet")
      else await checkPrompt(name, prompt, path, blobs, report)
    }
    const speaking = lines.filter((line) => languagesOf(line).includes(language))
    checkWords({ language, prompts, says: version.says?.[language] ?? {} }, speaking, rules, report)
  }
  if (version.reviewed_by === null) {
    const detail = "draft wording: nobody who may has reviewed it yet"
    const pointer = "/reviewed_by"
    findings.push({ pointer, code: "not_reviewed", detail, severity: "warning", waivable: false, waived: null })
  }
  return findings
}

async function checkPrompt(name: PromptName, prompt: PromptRef, path: string, blobs: PromptBlobs, report: Report) {
  if (prompt.text.trim() === "") report("fatal", `${path}/text`, "text_missing", "the exact words are missing")
  const audio = await blobs.get(prompt.audio_sha256)
  const seconds = audio.length / SAMPLE_RATE
  const { good, most } = lengths[name]
  const at = `${path}/audio`
  if (seconds > most) report("error", at, "too_long", `lasts longer than ${most} seconds`)
  else if (seconds > good) report("warning", at, "long", `lasts longer than ${good} seconds`)
  if (prompt.voice !== undefined) {
    report("warning", at, "draft_voice", "a synthetic voice for drafts: have it spoken before callers hear it")
  }

  const samples = toFloat(decodeMulaw(audio))
  const level = loudness(samples, SAMPLE_RATE)
  if (level === -Infinity) {
    report("fatal", at, "silent", "nothing can be heard")
    return
  }
  if (leadingSilenceMs(samples, SAMPLE_RATE) >= MAX_LEADING_SILENCE_MS) {
    report("error", at, "leading_silence", "begins with 300 ms of silence or more: cut the beginning")
  }
  if (longestClippedRun(samples) > MAX_CLIPPED_RUN) {
    report("error", at, "clipped", "is distorted by clipping: record it more softly")
  }
  if (truePeakDb(samples) > MAX_PEAK_DBTP) {
    report("warning", at, "too_loud", `has peaks above ${MAX_PEAK_DBTP} dBTP`)
  }
  if (Math.abs(level - TARGET_LUFS) > LOUDNESS_TOLERANCE) {
    report("warning", at, "loudness", `is not within ${LOUDNESS_TOLERANCE} LU of ${TARGET_LUFS} LUFS`)
  }
}
