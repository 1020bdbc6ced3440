import type { LegEvent } from "../../call/ports.ts"

/**
 * The events of one leg, in order, to one listener; kept until there is one. `closed` is the last, exactly once.
 * What our own calls cause (`clear`, `hangup`) is delivered after the call has returned, so that no listener is
 * entered while it is acting on an earlier event.
 */
export class LegEvents {
  #listener: ((event: LegEvent) => void) | null = null
  readonly #queue: LegEvent[] = []
  #draining = false
  #scheduled = false
  #ended = false

  listen(listener: (event: LegEvent) => void): void {
    this.#listener = listener
    this.#later()
  }

  get ended(): boolean {
    return this.#ended
  }

  /** Delivers before it returns, unless earlier events still wait or the listener is at work. */
  emit(event: LegEvent): void {
    if (!this.#push(event)) return
    if (this.#scheduled) return
    this.#drain()
  }

  /** Delivers after the current call has returned. */
  emitLater(event: LegEvent): void {
    if (this.#push(event)) this.#later()
  }

  #push(event: LegEvent): boolean {
    if (this.#ended) return false
    if (event.type === "closed") this.#ended = true
    this.#queue.push(event)
    return true
  }

  #later(): void {
    if (this.#scheduled || this.#listener === null || this.#queue.length === 0) return
    this.#scheduled = true
    queueMicrotask(() => {
      this.#scheduled = false
      this.#drain()
    })
  }

  #drain(): void {
    if (this.#draining || this.#listener === null) return
    this.#draining = true
    try {
      for (let event = this.#queue.shift(); event; event = this.#queue.shift()) this.#listener(event)
    } finally {
      this.#draining = false
    }
  }
}
