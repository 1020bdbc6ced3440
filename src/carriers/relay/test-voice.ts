import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { notSent, type Answer } from "./answer.ts"
import type { RelayLink } from "./connection.ts"
import type { RelayEvent } from "./events.ts"

export interface VoiceOptions {
  readonly link: RelayLink
  readonly target: { readonly call_id: string; readonly node_id: string }
  /** The carrier knows no such call any more. */
  readonly onGone: () => void
}

interface Playing {
  readonly controlId: string
  readonly resolve: (heard: boolean) => void
}

const AGAIN_MS = 300

/** What the tester hears: one thing after the other, each over when the carrier says so, or too long has said nothing. */
export class TestVoice {
  readonly #options: VoiceOptions
  #playing: Playing | null = null

  constructor(options: VoiceOptions) {
    this.#options = options
  }

  /** Text, in the carrier's voice. @returns whether the carrier says that it was played */
  say(text: string, longestMs: number): Promise<boolean> {
    return this.#play({ type: "tts", params: { text, language: "en-US" } }, longestMs)
  }

  /** @returns as `say` */
  play(url: string, longestMs: number): Promise<boolean> {
    return this.#play({ type: "audio", params: { url } }, longestMs)
  }

  /** Resolves when the carrier was told: what comes next is not mixed with what played. */
  async stop(): Promise<void> {
    const playing = this.#playing
    if (!playing) return
    this.#over(playing, false)
    const { link, target } = this.#options
    await link.insist("calling.play.stop", { ...target, control_id: playing.controlId })
  }

  event({ controlId, state }: Extract<RelayEvent, { type: "play" }>): void {
    const playing = this.#playing
    if (playing?.controlId === controlId && (state === "finished" || state === "error"))
      this.#over(playing, state === "finished")
  }

  /** The call is over. */
  close(): void {
    if (this.#playing) this.#over(this.#playing, false)
  }

  async #play(item: object, longestMs: number): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const playing: Playing = { controlId: randomUUID(), resolve }
    this.#playing = playing
    const watchdog = setTimeout(() => this.#playing === playing && void this.stop(), longestMs).unref()
    void this.#order(playing, item).then(({ outcome }) => {
      if (this.#playing !== playing) return
      if (outcome === "gone") this.#options.onGone()
      // `unknown`: it may play yet. The carrier's own word decides, or the watchdog.
      else if (outcome === "refused") this.#over(playing, false)
    })
    const heard = await promise
    clearTimeout(watchdog)
    return heard
  }

  async #order(playing: Playing, item: object): Promise<Answer> {
    const { link, target } = this.#options
    const params = { ...target, control_id: playing.controlId, play: [item] }
    let answer = await link.execute("calling.play", params)
    while (notSent(answer) && this.#playing === playing) {
      await sleep(AGAIN_MS, undefined, { ref: false })
      // What was given up meanwhile is not to sound into what came after it.
      if (this.#playing === playing) answer = await link.execute("calling.play", params)
    }
    return answer
  }

  #over(playing: Playing, heard: boolean): void {
    this.#playing = null
    playing.resolve(heard)
  }
}
