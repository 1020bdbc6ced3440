/*
 * A call to a tester's phone that learns which keys Relay brings, asked for as a caller's are: one collect that goes on
 * while words play, in silence, and beside a copy of both tracks. It is no call of a line: it asks for no consent, opens
 * no tap and is not recorded; of its audio nothing is kept but the names of the keys that sounded in it.
 */
import { randomUUID } from "node:crypto"
import { HeardKeys, type TestPart, type TestResult } from "../tested-keys.ts"
import type { RelayLink } from "./connection.ts"
import type { RelayEvent } from "./events.ts"
import { RelayKeys } from "./keys.ts"
import type { MediaDoor } from "./stream.ts"
import { TestEar } from "./test-ear.ts"
import { TestVoice } from "./test-voice.ts"

export interface RelayTestParts {
  readonly id: string
  readonly link: RelayLink
  readonly door: MediaDoor
  /** How long each part waits for keys. */
  readonly partMs: number
  /** Like those of a notice, repeated while keys are pressed: where they are fetched, and how long they last. */
  readonly words: { readonly url: string; readonly ms: number }
  /** Once. `carrierCallId`: `null` when nobody answered. */
  readonly onOver: (call: RelayTestCall, carrierCallId: string | null) => void
  /** A constant sentence. */
  readonly onTrouble: (message: string) => void
  readonly timing: {
    readonly sayMs?: number
    readonly testMs?: number
    readonly streamMs?: number
    readonly lateMs?: number
  }
}

const asks = {
  notice:
    "This is a test of the keys of a phone. It is not recorded. Part one. Press 1, 2, star and 0, in turn, while you hear words.",
  silence: "Part two. Press 1, 2, star and 0 again, in the silence that follows.",
  talk: "Part three. Press 1, 2, star and 0 for the last time.",
} as const
const parts = ["notice", "silence", "talk"] as const
const THANKS = "Thank you. Goodbye."
/** The longest of the sentences, slowly spoken. */
const SAY_MS = 15_000
/** How much longer than they last words are waited for. */
const LATE_MS = 5000
/** A test that is not over by then, waits for keys not counted, is ended: its sentences take half a minute. */
const LONGEST_MS = 90_000
/** The reason of an end comes after the first word of it. */
const REASON_MS = 500

interface Talk {
  readonly voice: TestVoice
  readonly keys: RelayKeys
  readonly ear: TestEar
}

export class RelayTestCall {
  readonly id: string
  /** By which the carrier's events name it before its id is known. */
  readonly tag = randomUUID()
  readonly #parts: RelayTestParts
  readonly #heard = new Map<TestPart, HeardKeys>()
  readonly #timers: NodeJS.Timeout[] = []
  #target: { readonly call_id: string; readonly node_id: string } | null = null
  #talk: Talk | null = null
  /** The present part is still being asked for. */
  #asking = false
  /** Ends the wait of the present part. */
  #enough: () => void = () => undefined
  #outcome: TestResult["outcome"] = null
  #done = false
  recordings: number | null = null

  constructor(of: RelayTestParts) {
    this.id = of.id
    this.#parts = of
  }

  get over(): boolean {
    return this.#outcome !== null
  }

  get result(): TestResult {
    const state = this.over ? "ended" : this.#talk ? "talking" : "calling"
    const reached = [...this.#heard].map(([part, heard]) => ({ part, keys: heard.keys }))
    return { state, outcome: this.#outcome, parts: reached, carrierRecordings: this.recordings }
  }

  /** @returns false for an event of another call */
  event(event: RelayEvent): boolean {
    const ours = "tag" in event && event.tag === this.tag
    if (!ours && (!("callId" in event) || event.callId !== this.#target?.call_id)) return false
    if (event.type === "dial") this.#dialled(event)
    else if (event.type === "state") this.#state(event)
    else if (event.type === "play") this.#talk?.voice.event(event)
    else if (event.type === "collect") this.#talk?.keys.event(event)
    return true
  }

  /** Ends it, at the carrier too. `over`: as far as it came. */
  end(why: "over" | "no_answer" | "refused"): void {
    this.#close(why)
    this.#hangUp()
  }

  /** Its end may have been missed. Asking for keys anew also tells whether it still lives. */
  probe(): void {
    if (!this.over) this.#talk?.keys.listen()
  }

  #state({ callId, nodeId, state, endReason }: Extract<RelayEvent, { type: "state" }>): void {
    if (state === "ending" || state === "ended") {
      if (this.#talk) this.#close("over")
      else if (endReason === "not_found" || endReason === "error") this.#close("refused")
      else if (state === "ended") this.#close("no_answer")
      else this.#reasonFollows()
      return
    }
    this.#target ??= { call_id: callId, node_id: nodeId }
    // It was given up, and rings or is answered all the same.
    if (this.over) this.#hangUp()
    else if (state === "answered") this.#answered(this.#target)
  }

  #dialled({ state, call }: Extract<RelayEvent, { type: "dial" }>): void {
    if (call) this.#target ??= { call_id: call.callId, node_id: call.nodeId }
    if (this.over && state === "answered") this.#hangUp()
    else if (state === "answered" && this.#target) this.#answered(this.#target)
    else if (state === "failed" && !this.#talk) this.#reasonFollows()
  }

  #reasonFollows(): void {
    this.#timers.push(setTimeout(() => this.#close("no_answer"), REASON_MS).unref())
  }

  #answered(target: { readonly call_id: string; readonly node_id: string }): void {
    if (this.#talk) return
    const { id, link, door, timing, onTrouble, partMs } = this.#parts
    const onGone = (): void => this.#close("over")
    const keys = new RelayKeys({
      link,
      target,
      onDigit: (digit) => this.#digit(digit),
      onGone,
      onDeaf: () => onTrouble("the carrier hands on no keys of a test call"),
    })
    const ear = new TestEar({
      id,
      link,
      target,
      door,
      onTone: (key) => this.#heard.get("talk")?.tones.add(key),
      onTrouble,
      ...(timing.streamMs === undefined ? {} : { openMs: timing.streamMs }),
    })
    const talk = { voice: new TestVoice({ link, target, onGone }), keys, ear }
    this.#talk = talk
    const longest = (timing.testMs ?? LONGEST_MS) + parts.length * partMs
    this.#timers.push(setTimeout(() => this.end("over"), longest).unref())
    void this.#ask(talk)
  }

  async #ask({ voice, keys, ear }: Talk): Promise<void> {
    const { sayMs = SAY_MS } = this.#parts.timing
    for (const part of parts) {
      this.#heard.set(part, new HeardKeys())
      this.#asking = true
      if (part === "notice") keys.listen()
      if (part === "talk") await ear.open()
      if (!this.over) await voice.say(asks[part], sayMs)
      this.#asking = false
      if (!this.over) await this.#wait(part, voice)
      if (this.over) return
    }
    this.#done = true
    await voice.say(THANKS, sayMs)
    this.end("over")
  }

  async #wait(part: TestPart, voice: TestVoice): Promise<void> {
    const { partMs, words, timing } = this.#parts
    const { promise, resolve } = Promise.withResolvers<false>()
    this.#enough = () => resolve(false)
    const timer = setTimeout(this.#enough, partMs).unref()
    if (this.#heard.get(part)?.complete) this.#enough()
    const longest = words.ms + (timing.lateMs ?? LATE_MS)
    if (part === "notice") while (await Promise.race([promise, voice.play(words.url, longest)])) continue
    await promise
    clearTimeout(timer)
    if (!this.over) await voice.stop()
  }

  #digit(key: string): void {
    const [now, before] = [...this.#heard.values()].reverse()
    // While the next part is asked for, a key that the one before still lacks is that one's, and came late.
    const whose = this.#asking && before && !before.events.has(key) ? before : now
    whose?.events.add(key)
    if (now?.complete && !this.#asking) this.#enough()
  }

  #close(why: "over" | "no_answer" | "refused"): void {
    if (this.over) return
    this.#outcome = why !== "over" ? why : this.#done ? "complete" : this.#talk ? "cut_short" : "no_answer"
    for (const timer of this.#timers) clearTimeout(timer)
    const talk = this.#talk
    talk?.keys.close()
    talk?.voice.close()
    talk?.ear.close()
    this.#enough()
    this.#parts.onOver(this, talk ? (this.#target?.call_id ?? null) : null)
  }

  #hangUp(): void {
    const { link, onTrouble } = this.#parts
    if (!this.#target) return
    void link.insist("calling.end", { ...this.#target, reason: "hangup" }).then(({ outcome }) => {
      if (outcome !== "done" && outcome !== "gone") onTrouble("a test call could not be ended")
    })
  }
}
