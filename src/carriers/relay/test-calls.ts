import { BYTES_PER_MS } from "../../audio/frame.ts"
import { AssentError } from "../../errors.ts"
import { uuidv7 } from "../../ids.ts"
import {
  TEST_KEEP_MS,
  TEST_RECORDED_MS,
  TEST_RING_SECONDS,
  type PlacesTestCalls,
  type TestOrder,
  type TestResult,
} from "../tested-keys.ts"
import { deviceOf } from "./agent.ts"
import type { RelayLink } from "./connection.ts"
import type { RelayEvent } from "./events.ts"
import type { RecordingsRest } from "./rest.ts"
import type { MediaDoor } from "./stream.ts"
import { RelayTestCall } from "./test-call.ts"
import type { RelayTiming } from "./trunk-options.ts"

export interface RelayTestCallsParts {
  readonly link: RelayLink
  readonly rest: Pick<RecordingsRest, "list">
  readonly door: MediaDoor
  /** PCMU: words like those of a notice. */
  readonly words: Uint8Array
  readonly urlOf: (audio: Uint8Array) => string
  /** @param facts hold no number */
  readonly onFault: (message: string, facts: object) => void
  readonly timing: RelayTiming
}

/** How much longer than it rings the carrier's word on a call is waited for. */
const WORD_MS = 10_000
/** Results kept at once, should somebody place one refused call after the other. */
const MOST_KEPT = 50
/** The carrier lists its newest recordings first. */
const LISTED = 100

export class RelayTestCalls implements PlacesTestCalls {
  readonly #parts: RelayTestCallsParts
  readonly #known = new Map<string, RelayTestCall>()

  constructor(parts: RelayTestCallsParts) {
    this.#parts = parts
  }

  place({ to, from, partMs }: TestOrder): string {
    if ([...this.#known.values()].some(({ over }) => !over))
      throw new AssentError("CONFLICT", "a test call is running on this trunk: wait for its end")
    const { link, door, words, urlOf, onFault, timing } = this.#parts
    const call = new RelayTestCall({
      id: uuidv7(),
      link,
      door,
      partMs,
      words: { url: urlOf(words), ms: words.length / BYTES_PER_MS },
      onOver: (over, carrierCallId) => this.#over(over, carrierCallId),
      onTrouble: (message) => onFault(message, {}),
      timing,
    })
    this.#known.set(call.id, call)
    const [oldest] = this.#known.keys()
    if (this.#known.size > MOST_KEPT && oldest !== undefined) this.#known.delete(oldest)
    const device = deviceOf({ to, callerId: from, ringSeconds: TEST_RING_SECONDS })
    void link.once("calling.dial", { tag: call.tag, devices: [[device]] }).then((answer) => {
      // `unknown`: it may ring, and be answered. The carrier's word on it decides, or the timer.
      if (answer.outcome === "done" || answer.outcome === "unknown" || call.over) return
      onFault("a test call could not be placed", answer)
      call.end("refused")
    })
    const ringing = timing.ringMs ?? TEST_RING_SECONDS * 1000 + WORD_MS
    setTimeout(() => call.result.state === "calling" && call.end("no_answer"), ringing).unref()
    return call.id
  }

  result(id: string): TestResult | null {
    return this.#known.get(id)?.result ?? null
  }

  /** @returns false for an event of no test call */
  event(event: RelayEvent): boolean {
    for (const call of this.#known.values()) if (call.event(event)) return true
    return false
  }

  /** As a leg's: an end may have been missed. */
  probe(): void {
    for (const call of this.#known.values()) call.probe()
  }

  /** Ends the one that is running. */
  close(): void {
    for (const call of this.#known.values()) if (!call.over) call.end("over")
  }

  #over(call: RelayTestCall, carrierCallId: string | null): void {
    setTimeout(() => this.#known.delete(call.id), TEST_KEEP_MS).unref()
    if (carrierCallId !== null) setTimeout(() => void this.#look(call, carrierCallId), TEST_RECORDED_MS).unref()
  }

  /** Nothing may be kept of a test call at the carrier either: whatever is there is reported. */
  async #look(call: RelayTestCall, carrierCallId: string): Promise<void> {
    try {
      const newest = await this.#parts.rest.list(LISTED)
      call.recordings = newest.filter((each) => each.carrierCallId === carrierCallId).length
    } catch (error) {
      this.#parts.onFault("the carrier did not say whether it recorded a test call", { err: error })
    }
  }
}
