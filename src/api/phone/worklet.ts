/* Runs on the audio thread: microphone samples in, loudspeaker samples out, frames and marks over the port. */
import { Capture } from "./capture.ts"
import { Playout } from "./playout.ts"

// The AudioWorkletGlobalScope (Web Audio API, 1.32.3), which lib.dom does not describe.
declare const sampleRate: number
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void
declare abstract class AudioWorkletProcessor {
  readonly port: MessagePort
  abstract process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean
}

/** What the page sends to the audio thread. */
export type ToWorklet =
  | { readonly type: "play"; readonly payload: Uint8Array }
  | { readonly type: "mark"; readonly name: string }
  | { readonly type: "clear" }
  | { readonly type: "close" }

/** What the audio thread sends to the page. */
export type FromWorklet =
  | { readonly type: "frame"; readonly payload: Uint8Array; readonly level: number }
  | { readonly type: "played"; readonly name: string }

class PhoneProcessor extends AudioWorkletProcessor {
  readonly #silence = new Float32Array(128)
  readonly #capture = new Capture(sampleRate, ({ payload, level }) =>
    this.#post({ type: "frame", payload, level }, [payload.buffer]),
  )
  readonly #playout = new Playout(sampleRate, (name) => this.#post({ type: "played", name }))
  #open = true

  constructor() {
    super()
    this.port.onmessage = (event: MessageEvent<ToWorklet>) => this.#take(event.data)
  }

  override process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    this.#capture.push(inputs[0]?.[0] ?? this.#silence)
    const [first, ...others] = outputs[0] ?? []
    if (first !== undefined) this.#playout.render(first)
    for (const other of others) if (first !== undefined) other.set(first)
    return this.#open
  }

  #take(message: ToWorklet): void {
    switch (message.type) {
      case "play":
        this.#playout.play(message.payload)
        break
      case "mark":
        this.#playout.mark(message.name)
        break
      case "clear":
        this.#playout.clear()
        break
      case "close":
        this.#open = false
    }
  }

  #post(message: FromWorklet, transfer: Transferable[] = []): void {
    this.port.postMessage(message, transfer)
  }
}

registerProcessor("assent-phone", PhoneProcessor)
