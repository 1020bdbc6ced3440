import type { Digit } from "../../call/ports.ts"
import { parseMarkName } from "./prompt-chunks.ts"

/** When a step is taken. A step waits for the one before it. */
export type When =
  /** Milliseconds after the step before it was taken, or after the call began. */
  | { readonly after: number }
  /** Milliseconds after the call began. */
  | { readonly at: number }
  /** A mark of the gateway, by its whole name, was played to its end. Each mark serves one step. */
  | { readonly whenMark: RegExp }
  /** A prompt of the gateway (`notice-1`, `menu-1`...) was heard to its end. Each prompt serves one step. */
  | { readonly whenPromptEnds: RegExp }
  /** Something was heard, and then nothing for so many milliseconds. Needs no names. */
  | { readonly whenQuiet: number }

export type Act =
  | { readonly press: Digit }
  /** PCMU; replaces what is being said. */
  | { readonly say: Uint8Array }
  /** Ends the call as a caller does, with a stop. */
  | { readonly hangup: true }
  /** Breaks the connection without a word. */
  | { readonly drop: true }

/** `delay`: milliseconds to wait once `When` holds. */
export type Step = When & Act & { readonly delay?: number }

/** Runs the steps of a script as the marks and the quiet that they wait for come. */
export class ScriptRun {
  readonly #steps: readonly Step[]
  readonly #act: (act: Act) => void
  readonly #startedAt = performance.now()
  readonly #marks: string[] = []
  #nextMark = 0
  #nextStep = 0
  #lastAt = this.#startedAt
  #heardSince = false
  #timer: NodeJS.Timeout | null = null
  #playing = false
  #stopped = false

  constructor(steps: readonly Step[], act: (act: Act) => void) {
    this.#steps = steps
    this.#act = act
    this.#advance()
  }

  mark(name: string): void {
    this.#marks.push(name)
    this.#advance()
  }

  /** Audio began to play. */
  sound(): void {
    this.#heardSince = true
    this.#playing = true
    const step = this.#steps[this.#nextStep]
    if (step && "whenQuiet" in step) this.#disarm()
  }

  /** Nothing plays any more. */
  quiet(): void {
    this.#playing = false
    this.#advance()
  }

  stop(): void {
    this.#stopped = true
    this.#disarm()
  }

  #advance(): void {
    const step = this.#steps[this.#nextStep]
    if (!step || this.#stopped || this.#timer) return
    const now = performance.now()
    if ("after" in step) this.#take(step, this.#lastAt + step.after - now)
    else if ("at" in step) this.#take(step, this.#startedAt + step.at - now)
    else if ("whenQuiet" in step) {
      if (this.#heardSince && !this.#playing) this.#take(step, step.whenQuiet)
    } else if (this.#findMark(step)) {
      this.#take(step, 0)
    }
  }

  #findMark(step: Step): boolean {
    for (; this.#nextMark < this.#marks.length; this.#nextMark++) {
      const name = this.#marks[this.#nextMark] ?? ""
      const read = parseMarkName(name)
      const found =
        ("whenMark" in step && step.whenMark.test(name)) ||
        ("whenPromptEnds" in step &&
          read !== null &&
          read.bytes === read.total &&
          step.whenPromptEnds.test(read.promptId))
      if (!found) continue
      this.#nextMark++
      return true
    }
    return false
  }

  #take(step: Step, wait: number): void {
    this.#timer = setTimeout(
      () => {
        this.#timer = null
        this.#nextStep++
        this.#lastAt = performance.now()
        this.#heardSince = false
        this.#act(step)
        this.#advance()
      },
      Math.max(0, wait + (step.delay ?? 0)),
    )
  }

  #disarm(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }
}
