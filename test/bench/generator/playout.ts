/*
 * The far end's playout buffer: 8 bytes a millisecond, in order; a mark comes back when all before it was played. A gap
 * is audible silence: the buffer had run empty inside a prompt when its next message came.
 */
const BYTES_PER_MS = 8

interface Pending {
  readonly name: string
  readonly timer: NodeJS.Timeout
}

export class Playout {
  readonly #reached: (mark: string) => void
  #end = 0
  #inPrompt = false
  #pending: Pending[] = []
  messages = 0
  playedMs = 0
  gaps = 0
  gapMs = 0

  constructor(reached: (mark: string) => void) {
    this.#reached = reached
  }

  audio(now: number, bytes: number): void {
    this.messages++
    this.playedMs += bytes / BYTES_PER_MS
    if (this.#inPrompt && now > this.#end) {
      this.gaps++
      this.gapMs += now - this.#end
    }
    this.#inPrompt = true
    this.#end = Math.max(now, this.#end) + bytes / BYTES_PER_MS
  }

  mark(name: string): void {
    const [, heard, total] = /:(\d+)\/(\d+)/.exec(name) ?? []
    // After a prompt's last mark silence is no gap.
    if (heard === total) this.#inPrompt = false
    const timer = setTimeout(() => {
      this.#pending = this.#pending.filter((other) => other.timer !== timer)
      this.#reached(name)
    }, this.#end - performance.now())
    this.#pending.push({ name, timer })
  }

  clear(): void {
    this.#end = performance.now()
    this.#inPrompt = false
    const all = this.#pending
    this.#pending = []
    for (const { name, timer } of all) {
      clearTimeout(timer)
      this.#reached(name)
    }
  }

  stop(): void {
    for (const { timer } of this.#pending) clearTimeout(timer)
    this.#pending = []
  }

  reset(): void {
    this.messages = 0
    this.playedMs = 0
    this.gaps = 0
    this.gapMs = 0
  }
}
