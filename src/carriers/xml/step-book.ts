import type { StepName } from "./call-parts.ts"
import type { Verb } from "./document.ts"

/**
 * The steps of one call. Each is answered once: whoever asks again gets the same bytes, so a repeated request mints no
 * second stream and no second agent leg. A step whose address stands in no document of ours is not answered.
 */
export class StepBook {
  readonly #url: (step: StepName, n: number) => string
  readonly #answers = new Map<string, Promise<readonly Verb[]>>()
  readonly #issued = new Set(["voice.0"])
  #last = 0

  constructor(url: (step: StepName, n: number) => string) {
    this.#url = url
  }

  /** The address of a step that a document is about to name. */
  address(step: StepName): string {
    const n = ++this.#last
    this.#issued.add(`${step}.${n}`)
    return this.#url(step, n)
  }

  /** @returns `null` for a step that no document of this call asked for */
  answer(step: StepName, n: number, make: () => Promise<readonly Verb[]>): Promise<readonly Verb[]> | null {
    const key = `${step}.${n}`
    if (!this.#issued.has(key)) return null
    const known = this.#answers.get(key)
    if (known) return known
    const answer = make()
    this.#answers.set(key, answer)
    return answer
  }
}
