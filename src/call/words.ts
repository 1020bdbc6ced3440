/*
 * What one call says. Of two prompts that stand in each other's place, the shorter one is followed by silence until it is as
 * long as the other: no length tells what was decided, and nobody waits longer for a longer sentence.
 */
import type { PromptName } from "../audio/prompt-name.ts"
import type { Script } from "./ports.ts"

/** PCMU. The words of the script in their exact bytes, and silence after them. */
export type CallWords = Readonly<Record<PromptName | "not_recorded", Uint8Array>>

/** The same script gives the same bytes in the same objects, so that a carrier fetches them once. */
const made = new WeakMap<Script, CallWords>()

/** @param notRecorded what an agent is told where a recorded call's agent is told `in_progress` */
export function wordsOf(script: Script, notRecorded: Uint8Array): CallWords {
  const known = made.get(script)
  if (known) return known
  const { audio } = script
  const [granted, refused] = alike(audio.granted, audio.refused)
  const [in_progress, not_recorded] = alike(audio.in_progress, notRecorded)
  const words = { ...audio, granted, refused, in_progress, not_recorded }
  made.set(script, words)
  return words
}

function alike(one: Uint8Array, other: Uint8Array): readonly [Uint8Array, Uint8Array] {
  const bytes = Math.max(one.length, other.length)
  return [padded(one, bytes), padded(other, bytes)]
}

function padded(audio: Uint8Array, bytes: number): Uint8Array {
  if (audio.length === bytes) return audio
  const whole = new Uint8Array(bytes).fill(0xff)
  whole.set(audio)
  return whole
}
