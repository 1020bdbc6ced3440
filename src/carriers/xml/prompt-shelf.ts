import { createHash } from "node:crypto"
import { mulawWav } from "../../audio/wav-write.ts"

/** Every prompt of every greeting in use, many times over; the oldest goes first. */
const MAX_PROMPTS = 2000

/** Prompts as files that a carrier fetches, by the hash of their audio: immutable, and without anything of a caller. */
export class PromptShelf {
  readonly #names = new WeakMap<Uint8Array, string>()
  readonly #audio = new Map<string, Uint8Array>()

  /** `<sha256>.wav`, from now on to be had from `file`. */
  put(audio: Uint8Array): string {
    const name = this.#names.get(audio) ?? `${createHash("sha256").update(audio).digest("base64url")}.wav`
    this.#names.set(audio, name)
    this.#audio.delete(name)
    this.#audio.set(name, audio)
    const oldest = this.#audio.size > MAX_PROMPTS ? this.#audio.keys().next().value : undefined
    if (oldest !== undefined) this.#audio.delete(oldest)
    return name
  }

  file(name: string): Buffer | null {
    const audio = this.#audio.get(name)
    return audio ? mulawWav(audio) : null
  }
}
