/*
 * Plays prompts by having the carrier fetch them. One at a time: whether two would queue or mix is the carrier's affair.
 * The carrier's `finished` for our control id proves what was heard, if it comes no sooner than the audio lasts.
 */
import { randomUUID } from "node:crypto"
import { BYTES_PER_MS } from "../../audio/frame.ts"
import type { LegEvent } from "../../call/ports.ts"
import { notSent } from "./answer.ts"
import type { RelayLink } from "./connection.ts"
import type { RelayEvent } from "./events.ts"

/** How much sooner than computed a prompt may be over: the carrier's packet grain and clock. */
const TOLERANCE_MS = 120
/** How much later than computed, until it counts as never played: fetching, and a reconnect of the SDK. */
export const LATE_MS = 10_000
const AGAIN_MS = 300

export interface PromptsOptions {
  readonly link: RelayLink
  readonly target: { readonly call_id: string; readonly node_id: string }
  /** Where the carrier fetches this audio. */
  readonly urlOf: (audio: Uint8Array) => string
  /** `later`: caused by our own call, so to be delivered after it. */
  readonly emit: (event: LegEvent, later: boolean) => void
  /** The carrier knows no such call any more. */
  readonly onGone: () => void
  readonly lateMs?: number
}

interface Prompt {
  readonly promptId: string
  readonly audio: Uint8Array
}

interface Playing extends Prompt {
  readonly controlId: string
  readonly watchdog: NodeJS.Timeout
  /** Monotonic ms: it cannot have begun to sound before. */
  sentAt: number
}

export class RelayPrompts {
  readonly #options: PromptsOptions
  #queue: Prompt[] = []
  #playing: Playing | null = null
  #held = false
  #closed = false

  constructor(options: PromptsOptions) {
    this.#options = options
  }

  play(promptId: string, audio: Uint8Array): void {
    if (this.#closed) {
      this.#stopped({ promptId, audio }, "closed", true)
      return
    }
    this.#queue.push({ promptId, audio })
    this.#next(true)
  }

  /** While held, what plays goes on and nothing new begins. */
  hold(held: boolean): void {
    this.#held = held
    this.#next(false)
  }

  clear(): void {
    this.#forget("cleared")
  }

  /** Every prompt that is not proven to be heard answers `closed`. Nothing follows. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#forget("closed")
  }

  event({ controlId, state }: Extract<RelayEvent, { type: "play" }>): void {
    const playing = this.#playing
    if (playing?.controlId !== controlId) return
    if (state === "error") this.#unproven(playing)
    if (state === "finished") this.#finished(playing)
  }

  #finished(playing: Playing): void {
    const { promptId, audio, sentAt } = playing
    this.#end(playing)
    const tooEarly = performance.now() - sentAt < audio.length / BYTES_PER_MS - TOLERANCE_MS
    if (tooEarly) this.#stopped(playing, "mark_too_early", false)
    else {
      const totalBytes = audio.length
      this.#options.emit({ type: "prompt-played", promptId, heardBytes: totalBytes, totalBytes }, false)
    }
    this.#next(false)
  }

  #unproven(playing: Playing): void {
    this.#end(playing)
    this.#stopped(playing, "unproven", false)
    this.#next(false)
  }

  #next(later: boolean): void {
    if (this.#playing || this.#held || this.#closed) return
    const prompt = this.#queue.shift()
    if (!prompt) return
    if (prompt.audio.length === 0) {
      this.#options.emit({ type: "prompt-played", promptId: prompt.promptId, heardBytes: 0, totalBytes: 0 }, later)
      this.#next(later)
      return
    }
    this.#send(prompt)
  }

  #send(prompt: Prompt): void {
    const { target, urlOf, lateMs = LATE_MS } = this.#options
    const controlId = randomUUID()
    const watchdog = setTimeout(
      () => {
        if (this.#playing?.controlId !== controlId) return
        // Nobody may hear now what was given up: the flow has gone on.
        this.#stop(controlId)
        this.#unproven(playing)
      },
      prompt.audio.length / BYTES_PER_MS + lateMs,
    ).unref()
    const playing: Playing = { ...prompt, controlId, sentAt: performance.now(), watchdog }
    this.#playing = playing
    const play = [{ type: "audio", params: { url: urlOf(prompt.audio) } }]
    this.#order(playing, { ...target, control_id: controlId, play })
  }

  #order(playing: Playing, params: Readonly<Record<string, unknown>>): void {
    playing.sentAt = performance.now()
    void this.#options.link.execute("calling.play", params).then((answer) => {
      if (this.#playing !== playing) return
      if (answer.outcome === "gone") this.#options.onGone()
      // The connection may be back in time, and then the caller has only waited.
      else if (notSent(answer))
        setTimeout(() => this.#playing === playing && this.#order(playing, params), AGAIN_MS).unref()
      else if (answer.outcome === "refused") this.#unproven(playing)
      // `unknown`: it may play yet. The carrier's own word decides, or the watchdog.
    })
  }

  #stop(controlId: string): void {
    const { link, target } = this.#options
    void link.insist("calling.play.stop", { ...target, control_id: controlId })
  }

  #forget(reason: "cleared" | "closed"): void {
    const playing = this.#playing
    const stopped = [...(playing ? [playing] : []), ...this.#queue]
    this.#queue = []
    if (playing) {
      this.#end(playing)
      if (reason === "cleared") this.#stop(playing.controlId)
    }
    for (const prompt of stopped) this.#stopped(prompt, reason, true)
  }

  #end(playing: Playing): void {
    clearTimeout(playing.watchdog)
    this.#playing = null
  }

  #stopped(
    { promptId, audio }: Prompt,
    reason: "cleared" | "closed" | "mark_too_early" | "unproven",
    later: boolean,
  ): void {
    const totalBytes = audio.length
    this.#options.emit({ type: "prompt-stopped", promptId, heardBytes: 0, totalBytes, reason }, later)
  }
}
