/* The copy of both tracks that a document asks for, and what is done when it breaks off while the two talk on. */
import { setTimeout as sleep } from "node:timers/promises"
import type { SocketLeg } from "../media-stream/socket-leg.ts"
import type { CallerLeg } from "./caller-leg.ts"
import type { StreamTo, Verb } from "./document.ts"
import type { CarrierRest } from "./rest.ts"

/** A copy that was asked for and did not come by then will not come. */
const ARRIVES_MS = 10_000
/** How long the carrier has to say by itself that the call is over. */
const LOOK_MS = 1000
/** In all, for one call: a network that breaks more often is not to be relied on. */
const MAX_COPIES = 4

export interface ForkParts {
  readonly callSid: string
  readonly leg: CallerLeg
  readonly rest: CarrierRest
  /** Mints the one-time token of the call's nth copy. */
  readonly stream: (nth: number) => StreamTo
  /** Whether the call is over, by what the carrier says now; false too when it says nothing. */
  readonly over: () => Promise<boolean>
  readonly stopping: () => boolean
  readonly onFault: (message: string, error: unknown) => void
}

/**
 * One consent has one copy at a time. A copy that broke off is asked for again only where the carrier says first that it
 * runs the old one no more; where it cannot be asked, or does not say so, the recording ends with the reason.
 */
export class Fork {
  readonly #parts: ForkParts
  #asked = 0
  #watch: NodeJS.Timeout | null = null

  constructor(parts: ForkParts) {
    this.#parts = parts
  }

  /** Only a durable consent has opened the tap; without one no document ever asks for audio. */
  document(): readonly Verb[] {
    return this.#parts.leg.recorded ? [{ verb: "Start", stream: this.#mint() }] : []
  }

  /** Whether the stream with the nth token is the one that is waited for. */
  awaits(nth: number): boolean {
    const { leg } = this.#parts
    return leg.recorded && !leg.forked && nth === this.#asked
  }

  take(socket: SocketLeg): void {
    if (this.#watch) clearTimeout(this.#watch)
    this.#parts.leg.fork(socket, () => void this.#broke())
  }

  #mint(): StreamTo {
    const nth = ++this.#asked
    this.#watch = setTimeout(() => void this.#broke(), ARRIVES_MS).unref()
    return { ...this.#parts.stream(nth), name: nameOf(nth) }
  }

  async #broke(): Promise<void> {
    const { leg, over, stopping } = this.#parts
    // A withdrawal, or the end, may come while the carrier is asked.
    const wanted = (): boolean => leg.recorded && !stopping()
    await sleep(LOOK_MS, undefined, { ref: false })
    if (!wanted() || (await over()) || !wanted()) return
    if (!(await this.#again())) leg.copyLost()
  }

  /** @returns false when there will be no copy any more */
  async #again(): Promise<boolean> {
    const { callSid, leg, onFault } = this.#parts
    const { streams } = this.#parts.rest
    if (!streams || this.#asked >= MAX_COPIES) return false
    try {
      await streams.stop(callSid, nameOf(this.#asked))
    } catch (error) {
      onFault("a copy of a call's audio broke off, and the carrier does not say that it has stopped", error)
      return false
    }
    if (!leg.recorded) return true
    // Without an answer it may come all the same, or be missed in time.
    const { url, token, name = "" } = this.#mint()
    await streams.start(callSid, { url, token, name }).catch((error: unknown) => {
      onFault("a copy of a call's audio broke off, and could not be asked for again", error)
    })
    return true
  }
}

function nameOf(nth: number): string {
  return `copy-${nth}`
}
