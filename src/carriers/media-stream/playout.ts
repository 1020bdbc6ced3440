/*
 * Plays prompts on a leg whose far end has a playout buffer: audio is sent ahead by `leadMs` and one tick, marks between it say
 * how far the far end has come. `playEnd` models that buffer: what is sent now is heard when all before it was heard.
 *
 * The returned mark proves what was heard; the send time proves nothing. A mark that returns sooner than its audio can
 * have been played cannot be true, and a mark that returns after we cleared means only that the buffer was emptied.
 */
import { BYTES_PER_MS, FRAME_BYTES } from "../../audio/frame.ts"
import type { LegEvent } from "../../call/ports.ts"
import { markName, type PromptChunk, type PromptChunks } from "./prompt-chunks.ts"
import type { Ticker } from "./ticker.ts"

/** How much sooner than computed a mark may return: the far end's packet grain and clock. */
const MARK_TOLERANCE_MS = 120
/** At least this often a mark: how exactly "heard so far" is known. */
const MARK_EVERY_BYTES = 1000 * BYTES_PER_MS
/** Bridged audio is not queued: a frame that would be heard later than this is dropped instead. */
export const MAX_RELAY_LEAD_MS = 100

export interface PlayoutWire {
  media(base64: string): void
  mark(name: string): void
  clear(): void
}

/** Shared by all legs of one process. */
export interface PlayoutSettings {
  readonly ticker: Ticker
  readonly chunks: PromptChunks
  /** How much unheard audio the far end holds at least, so how long this process may stall: 300 to 1000. */
  readonly leadMs: number
}

export interface PlayoutHooks {
  /** `later`: caused by our own call, so to be delivered after it. */
  readonly emit: (event: LegEvent, later: boolean) => void
  /** One frame has been heard in full; `playedAt` is when it began, in monotonic ms. */
  readonly heard: (playedAt: number, payload: Uint8Array) => void
}

interface Prompt {
  readonly promptId: string
  readonly ordinal: number
  readonly audio: Uint8Array
  readonly chunks: readonly PromptChunk[]
  sentChunks: number
  marked: number
  heard: number
  readonly marks: Map<string, { readonly bytes: number; readonly notBefore: number }>
}

/** A sent chunk that is being heard, or will be: `playAt` is when its first sample is. */
interface Sounding {
  readonly playAt: number
  readonly bytes: Uint8Array
  emitted: number
}

export class Playout {
  readonly #wire: PlayoutWire
  readonly #settings: PlayoutSettings
  readonly #hooks: PlayoutHooks
  #prompts: Prompt[] = []
  #sounding: Sounding[] = []
  #playEnd = 0
  #promptEnd = 0
  #ordinal = 0
  #background: { readonly chunks: readonly PromptChunk[]; next: number } | null = null
  #closed = false

  constructor(wire: PlayoutWire, settings: PlayoutSettings, hooks: PlayoutHooks) {
    this.#wire = wire
    this.#settings = settings
    this.#hooks = hooks
  }

  play(promptId: string, audio: Uint8Array): void {
    if (this.#closed) {
      this.#hooks.emit(
        { type: "prompt-stopped", promptId, heardBytes: 0, totalBytes: audio.length, reason: "closed" },
        true,
      )
      return
    }
    this.#prompts.push({
      promptId,
      ordinal: ++this.#ordinal,
      audio,
      chunks: this.#settings.chunks.of(audio),
      sentChunks: 0,
      marked: 0,
      heard: 0,
      marks: new Map(),
    })
    this.#fill(performance.now())
    this.#settings.ticker.add(this.#tick)
  }

  /**
   * Plays `audio` over and over while no prompt is owed, until `null`. Nobody waits for it and nothing proves it: it has
   * no marks, and is not reported as heard, so no recording holds it.
   */
  background(audio: Uint8Array | null): void {
    const now = performance.now()
    if (audio && !this.#closed) {
      this.#background = { chunks: this.#settings.chunks.of(audio), next: 0 }
      this.#fill(now)
      this.#settings.ticker.add(this.#tick)
      return
    }
    if (!this.#background) return
    this.#background = null
    // What of it was sent ahead is not to be heard any more, unless a prompt waits behind it.
    if (this.#closed || this.#prompts.length > 0 || this.#playEnd <= now) return
    this.#wire.clear()
    this.#playEnd = now
  }

  clear(): void {
    if (this.#closed) return
    this.#wire.clear()
    this.#forget(performance.now(), "cleared")
  }

  /** Every prompt that is not yet proven to be heard answers `closed`. Nothing follows. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#background = null
    this.#forget(performance.now(), "closed")
  }

  /** Takes a mark the far end returned. @returns false for one that no playing prompt waits for. */
  returned(name: string): boolean {
    const now = performance.now()
    const prompt = this.#prompts.find(({ marks }) => marks.has(name))
    const mark = prompt?.marks.get(name)
    if (!prompt || !mark) return false
    prompt.marks.delete(name)
    const totalBytes = prompt.audio.length
    if (now < mark.notBefore) {
      this.#prompts = this.#prompts.filter((other) => other !== prompt)
      const { promptId, heard } = prompt
      this.#hooks.emit(
        { type: "prompt-stopped", promptId, heardBytes: heard, totalBytes, reason: "mark_too_early" },
        false,
      )
      return true
    }
    prompt.heard = Math.max(prompt.heard, mark.bytes)
    if (prompt.heard === totalBytes) {
      this.#prompts = this.#prompts.filter((other) => other !== prompt)
      // The last frames may be due only at the next tick; a recording wants them before what follows the prompt.
      this.report(now)
      this.#hooks.emit({ type: "prompt-played", promptId: prompt.promptId, heardBytes: totalBytes, totalBytes }, false)
    }
    return true
  }

  /** Hands on the frames that have been heard in full by `now`, each once. Called by the tick at the latest. */
  report(now: number): void {
    for (let sounding = this.#sounding[0]; sounding; sounding = this.#sounding[0]) {
      const { playAt, bytes } = sounding
      while (sounding.emitted < bytes.length) {
        const start = sounding.emitted
        const playedAt = playAt + start / BYTES_PER_MS
        const end = Math.min(start + FRAME_BYTES, bytes.length)
        if (playedAt + (end - start) / BYTES_PER_MS > now) return
        sounding.emitted = end
        this.#hooks.heard(playedAt, bytes.subarray(start, end))
      }
      this.#sounding.shift()
    }
  }

  /** Makes room for bridged audio that is sent now. @returns when it will be heard, or `null`: drop it. */
  reserve(now: number, bytes: number): number | null {
    if (this.#closed || this.#unsent() || now < this.#promptEnd) return null
    const playAt = Math.max(this.#playEnd, now)
    if (playAt - now > MAX_RELAY_LEAD_MS) return null
    this.#playEnd = playAt + bytes / BYTES_PER_MS
    return playAt
  }

  readonly #tick = (now: number): void => {
    this.report(now)
    this.#fill(now)
    if (this.#sounding.length === 0 && !this.#unsent() && !this.#background) this.#settings.ticker.delete(this.#tick)
  }

  #unsent(): boolean {
    return this.#prompts.some((prompt) => prompt.sentChunks < prompt.chunks.length)
  }

  /** Sends until the lead lasts beyond the next tick. */
  #fill(now: number): void {
    const { leadMs, ticker } = this.#settings
    for (const prompt of this.#prompts) {
      // An empty prompt has only its end to mark.
      if (prompt.audio.length === 0 && prompt.marks.size === 0) this.#mark(prompt, 0)
      while (prompt.sentChunks < prompt.chunks.length) {
        if (this.#playEnd - now >= leadMs + ticker.periodMs) return
        this.#send(prompt, now)
      }
    }
    if (this.#background && this.#prompts.length === 0) this.#fillBackground(this.#background, now)
  }

  #fillBackground(background: { readonly chunks: readonly PromptChunk[]; next: number }, now: number): void {
    const { leadMs, ticker } = this.#settings
    while (this.#playEnd - now < leadMs + ticker.periodMs) {
      const chunk = background.chunks[background.next++ % background.chunks.length]
      if (!chunk) return
      this.#playEnd = Math.max(this.#playEnd, now) + (chunk.end - chunk.start) / BYTES_PER_MS
      this.#wire.media(chunk.base64)
    }
  }

  #send(prompt: Prompt, now: number): void {
    const chunk = prompt.chunks[prompt.sentChunks++]
    if (!chunk) return
    const playAt = Math.max(this.#playEnd, now)
    this.#playEnd = playAt + (chunk.end - chunk.start) / BYTES_PER_MS
    this.#promptEnd = this.#playEnd
    this.#wire.media(chunk.base64)
    this.#sounding.push({ playAt, bytes: prompt.audio.subarray(chunk.start, chunk.end), emitted: 0 })
    if (chunk.end - prompt.marked >= MARK_EVERY_BYTES || chunk.end === prompt.audio.length)
      this.#mark(prompt, chunk.end)
  }

  #mark(prompt: Prompt, bytes: number): void {
    const { promptId, audio, ordinal } = prompt
    prompt.marked = bytes
    const name = markName({ promptId, bytes, total: audio.length }, ordinal)
    prompt.marks.set(name, { bytes, notBefore: this.#playEnd - MARK_TOLERANCE_MS })
    this.#wire.mark(name)
  }

  #forget(now: number, reason: "cleared" | "closed"): void {
    this.report(now)
    const stopped = this.#prompts
    this.#prompts = []
    this.#sounding = []
    this.#playEnd = now
    this.#promptEnd = now
    if (!this.#background) this.#settings.ticker.delete(this.#tick)
    for (const { promptId, heard, audio } of stopped) {
      this.#hooks.emit({ type: "prompt-stopped", promptId, heardBytes: heard, totalBytes: audio.length, reason }, true)
    }
  }
}

/** At 1,000 calls 200 ms messages sent 300 ms ahead leave no gap when the process stalls for 200 ms; 100 ms messages are twice as many. */
export const PLAYOUT_DEFAULTS = { tickMs: 100, chunkMs: 200, leadMs: 300 } as const
