/*
 * What the leaves must say together, beside being in the tree: no call without its consent state, no recording without
 * an authority before it. The leaves may be forged by whoever holds the log; the first contradiction is named.
 */
import { fromBase64Url, sameBytes } from "./base64.ts"
import { Calls, type CallState } from "./call-state.ts"
import type { Leaf, LeafOf, terminalConsentTypes } from "./entry.ts"
import { IdRows } from "./id-rows.ts"
import { Recordings } from "./recording-state.ts"
import { contradiction } from "./rule-state.ts"
import { checkClosed } from "./rules-closed.ts"
import { recordingRule } from "./rules-recording.ts"
import { RecordRules } from "./rules-record.ts"
import { RequestRules } from "./rules-request.ts"

type TerminalType = (typeof terminalConsentTypes)[number]
export type Totals = Record<TerminalType | "consent.withdrawn", number>

/** Walks the leaves of one log in order. */
export class DomainRules {
  readonly calls = new Calls()
  readonly recordings = new Recordings()
  /** Hashes of the consents that a recording may rest on, by index; until their call ends. */
  readonly authorities = new Map<number, Uint8Array>()
  readonly totals: Totals = {
    "consent.granted": 0,
    "consent.refused": 0,
    "consent.no_answer": 0,
    "consent.failed": 0,
    "consent.not_asked": 0,
    "consent.not_required": 0,
    "consent.withdrawn": 0,
  }
  shredded = 0
  /** Leaves from more than a minute before the leaf before them: a warning, since order is the tree's. */
  clockWentBack = 0
  readonly #ids = new IdRows(0)
  readonly #requests = new Set<string>()
  readonly #asked = new RequestRules()
  readonly #records = new RecordRules()
  readonly #origin: string
  readonly #logKey: Uint8Array
  #key: Uint8Array | null = null
  /** The origin continues an older one: what happened there is not in this log. */
  #continues = false
  #lastTs = ""

  constructor(origin: string, logKeySpki: Uint8Array) {
    this.#origin = origin
    this.#logKey = logKeySpki
  }

  /** Leaves are dated when the thing happened and appended when they can be, so seconds prove nothing. */
  #time(leaf: Leaf): void {
    const { type, ts } = leaf
    // The daily batch rounds its times to the day, on purpose.
    if (type === "recording.shredded" || type.startsWith("erasure.")) return
    if (type === "record.changed" && leaf.state === "deleted") return
    // Times of one spelling: in order as texts, so that most need no reading.
    if (ts < this.#lastTs && Date.parse(ts) < Date.parse(this.#lastTs) - 60_000) this.clockWentBack++
    this.#lastTs = ts
  }

  /** @throws LEDGER_CORRUPT naming the index and what contradicts. */
  see(index: number, leaf: Leaf, leafHash: Uint8Array): void {
    if (this.#ids.add(leaf.id) < 0) throw contradiction(index, "repeats the id of an earlier leaf")
    this.#time(leaf)
    if ((index === 0) !== (leaf.type === "ledger.opened")) {
      throw contradiction(index, index === 0 ? "does not open the ledger" : "opens the ledger a second time")
    }
    switch (leaf.type) {
      case "ledger.opened":
        this.#continues = leaf.previous !== undefined
        this.#keyChange(index, leaf)
        return
      case "ledger.key":
        this.#keyChange(index, leaf)
        return
      case "kek.created":
      case "kek.destroyed":
      case "config.changed":
      case "access.exported":
        return
      case "call.answered":
        if (!this.calls.answer(leaf.call, index, leaf.ts)) {
          throw contradiction(index, "answers a call that was answered before")
        }
        return
      case "consent.granted":
      case "consent.refused":
      case "consent.no_answer":
      case "consent.failed":
      case "consent.not_asked":
      case "consent.not_required":
        this.#terminal(index, leaf, leafHash)
        return
      case "consent.withdrawn":
        this.#withdrawn(index, leaf)
        return
      case "call.ended":
        this.#ended(index, leaf)
        return
      case "party.joined":
      case "party.left":
      case "party.held":
        this.#call(index, leaf.call)
        return
      case "access.unmasked":
        if (!this.#continues) this.#call(index, leaf.call)
        return
      case "erasure.requested":
        this.#requests.add(leaf.request)
        return
      case "erasure.executed":
      case "erasure.deferred":
        if (!this.#requests.has(leaf.request) && !this.#continues) {
          throw contradiction(index, "acts on an erasure that was not requested before")
        }
        return
      case "request.changed":
      case "request.extended":
      case "request.denied":
        this.#asked.see(index, leaf, this.#continues)
        return
      case "record.changed":
        this.#records.see(index, leaf, this.#continues)
        return
      case "people.changed":
      case "people.denied":
        return
      case "recording.blocked":
      case "carrier.recording_found":
        this.#call(index, leaf.call)
        return
      default:
        recordingRule(index, leaf, this, this.#continues)
    }
  }

  /** After the last leaf. @returns The calls that were still going on, in order. */
  end(): readonly string[] {
    if (!this.#key || !sameBytes(this.#key, this.#logKey)) {
      throw contradiction(0, "and the key changes after it do not name the key that signed the checkpoint")
    }
    checkClosed(this, Date.parse(this.#lastTs))
    const open: string[] = []
    for (const call of this.calls.all()) if (!call.ended) open.push(this.calls.idOf(call))
    return open
  }

  #keyChange(index: number, leaf: LeafOf<"ledger.opened" | "ledger.key">): void {
    if (leaf.origin !== this.#origin) throw contradiction(index, "is of another origin than the checkpoint")
    this.#key = fromBase64Url(leaf.key)
  }

  #call(index: number, id: string): CallState {
    const call = this.calls.get(id)
    if (!call) throw contradiction(index, "is about a call that was not answered before")
    return call
  }

  #answered(index: number, leaf: { call: string; answered: number }): CallState {
    const call = this.#call(index, leaf.call)
    if (leaf.answered !== call.answered) throw contradiction(index, "refers to the answering of another call")
    return call
  }

  #terminal(index: number, leaf: LeafOf<TerminalType>, leafHash: Uint8Array): void {
    const call = this.#answered(index, leaf)
    if (call.ended) throw contradiction(index, "states a consent after its call had ended")
    if (call.consent(leaf.party) !== null) {
      throw contradiction(index, `is a second consent state of the ${leaf.party} of its call`)
    }
    if (leaf.type === "consent.not_required" && leaf.policy && leaf.policy.mode !== leaf.mode) {
      throw contradiction(index, "rests on a mode that its policy did not decide")
    }
    call.state(leaf.party, index, leaf.type)
    if (call.covered(leaf.party)) this.authorities.set(index, leafHash.slice())
    this.totals[leaf.type]++
  }

  #withdrawn(index: number, leaf: LeafOf<"consent.withdrawn">): void {
    const call = this.#answered(index, leaf)
    if (call.consent(leaf.party) !== leaf.consent || !call.covered(leaf.party)) {
      throw contradiction(index, "withdraws what is no authority of this party in its call")
    }
    if (call.withdrawn(leaf.party)) throw contradiction(index, "withdraws a consent that was withdrawn before")
    call.withdraw(leaf.party)
    this.totals["consent.withdrawn"]++
  }

  #ended(index: number, leaf: LeafOf<"call.ended">): void {
    const call = this.#answered(index, leaf)
    if (call.ended) throw contradiction(index, "ends a call that had ended")
    const caller = call.consent("caller")
    if (caller === null) throw contradiction(index, "ends a call without a consent state of its caller")
    const { frames } = leaf
    call.end(frames?.written ?? null)
    this.authorities.delete(caller)
    this.authorities.delete(call.consent("agent") ?? caller)
    if (!frames) {
      if (leaf.outcome !== "interrupted") throw contradiction(index, "ends a call without its frame counters")
      return
    }
    const sum = frames.before_consent + frames.written + frames.paused + frames.after_withdrawal
    if (frames.received !== sum && !call.failed) throw contradiction(index, "has frame counters that do not add up")
    if (frames.written > 0 && !call.started) {
      throw contradiction(index, "counts written frames in a call without a recording")
    }
  }
}
