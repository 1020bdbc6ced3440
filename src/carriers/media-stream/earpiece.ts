import { BYTES_PER_MS, MULAW_SILENCE } from "../../audio/frame.ts"

interface Heard {
  readonly at: number
  readonly bytes: Uint8Array
}

/**
 * A carrier's playout buffer, from the gateway's side of the wire: takes media as fast as it comes, plays 8 bytes a
 * millisecond, returns a mark when everything before it was played (at once when nothing waits), and on `clear` drops
 * what is unplayed and returns every waiting mark.
 */
export class Earpiece {
  readonly #returnMark: (name: string, played: boolean) => void
  readonly #onQuiet: () => void
  readonly #keep: boolean
  readonly #startedAt = performance.now()
  #heard: Heard[] = []
  #marks: { readonly due: number; readonly name: string }[] = []
  #playEnd = 0
  #heardBytes = 0
  #timer: NodeJS.Timeout | null = null

  constructor(options: {
    readonly returnMark: (name: string, played: boolean) => void
    readonly onQuiet: () => void
    /** Keep the audio for `heard()`, or only count it. */
    readonly keep: boolean
  }) {
    this.#returnMark = options.returnMark
    this.#onQuiet = options.onQuiet
    this.#keep = options.keep
  }

  media(bytes: Uint8Array): void {
    const now = performance.now()
    const at = Math.max(now, this.#playEnd)
    this.#playEnd = at + bytes.length / BYTES_PER_MS
    this.#heardBytes += bytes.length
    if (this.#keep) this.#heard.push({ at, bytes })
    this.#arm(now)
  }

  mark(name: string): void {
    const now = performance.now()
    this.#marks.push({ due: this.#playEnd, name })
    this.#run(now)
  }

  clear(): void {
    this.#cut(performance.now())
    const waiting = this.#marks
    this.#marks = []
    for (const { name } of waiting) this.#returnMark(name, false)
  }

  /** The call has ended: what is unplayed is not heard, and no mark comes back any more. */
  stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#marks = []
    this.#cut(performance.now())
  }

  #cut(now: number): void {
    const unplayed = Math.max(0, Math.ceil((this.#playEnd - now) * BYTES_PER_MS))
    this.#heardBytes -= unplayed
    this.#heard = this.#heard
      .filter(({ at }) => at < now)
      .map(({ at, bytes }) => ({ at, bytes: bytes.subarray(0, Math.ceil((now - at) * BYTES_PER_MS)) }))
    this.#playEnd = Math.min(this.#playEnd, now)
  }

  get playing(): boolean {
    return performance.now() < this.#playEnd
  }

  get heardBytes(): number {
    return this.#heardBytes
  }

  /** Everything that was heard, from when the call began, with silence where nothing played. */
  heard(): Uint8Array {
    const end = this.#heard.reduce((last, { at, bytes }) => Math.max(last, this.#offset(at) + bytes.length), 0)
    const audio = new Uint8Array(end).fill(MULAW_SILENCE)
    for (const { at, bytes } of this.#heard) audio.set(bytes, this.#offset(at))
    return audio
  }

  #offset(at: number): number {
    return Math.round((at - this.#startedAt) * BYTES_PER_MS)
  }

  #arm(now: number): void {
    if (this.#timer) return
    const due = this.#marks[0]?.due ?? this.#playEnd
    this.#timer = setTimeout(
      () => {
        this.#timer = null
        this.#run(performance.now())
      },
      Math.max(1, due - now),
    )
  }

  #run(now: number): void {
    // Never early, not even by the fraction of a millisecond that a timer may be.
    while (this.#marks[0] && this.#marks[0].due <= now) {
      const { name } = this.#marks[0]
      this.#marks.shift()
      this.#returnMark(name, true)
    }
    if (this.#marks.length > 0 || now < this.#playEnd) {
      if (this.#timer) clearTimeout(this.#timer)
      this.#timer = null
      this.#arm(now)
    } else {
      this.#onQuiet()
    }
  }
}
