import type { Party, terminalConsentTypes } from "./entry.ts"
import { IdRows, type Row } from "./id-rows.ts"

/* A row: three bytes of bits (of the call, of the caller's consent, of the agent's), then four numbers. */
const CONSENT = { caller: 1, agent: 2 } as const
const ANSWERED = 3
const AT = 11
const INDEX = { caller: 19, agent: 27 } as const
const PAYLOAD = 35

const ENDED = 1
const STARTED = 2
const FAILED = 4
const NOTHING_WRITTEN = 8

const STATED = 1
const AUTHORITY = 2
const WITHDRAWN = 4

export class Calls {
  readonly #rows = new IdRows(PAYLOAD)

  get size(): number {
    return this.#rows.size
  }

  /** @param ts RFC 3339 @returns whether it is the first answering of this call */
  answer(call: string, index: number, ts: string): boolean {
    const number = this.#rows.add(call)
    if (number < 0) return false
    const { view, at } = this.#rows.row(number)
    view.setFloat64(at + ANSWERED, index)
    view.setFloat64(at + AT, Date.parse(ts))
    return true
  }

  get(call: string): CallState | null {
    const number = this.#rows.find(call)
    return number < 0 ? null : this.at(number)
  }

  at(number: number): CallState {
    return new CallState(number, this.#rows.row(number))
  }

  /** In the order of their answering. */
  *all(): Generator<CallState> {
    for (let number = 0; number < this.size; number++) yield this.at(number)
  }

  idOf({ number }: CallState): string {
    return this.#rows.idOf(number)
  }
}

/** Looks at a row of `Calls`, and writes to it. */
export class CallState {
  readonly number: number
  readonly #row: Row

  constructor(number: number, row: Row) {
    this.number = number
    this.#row = row
  }

  get answered(): number {
    return this.#row.view.getFloat64(this.#row.at + ANSWERED)
  }

  /** The time its answering states, ms. */
  get answeredAt(): number {
    return this.#row.view.getFloat64(this.#row.at + AT)
  }

  get ended(): boolean {
    return this.#is(0, ENDED)
  }

  /** A recording was started. */
  get started(): boolean {
    return this.#is(0, STARTED)
  }

  /** A recording failed or was lost, so that frames need not add up. */
  get failed(): boolean {
    return this.#is(0, FAILED)
  }

  /** Its end counts no frame as written; false before that, or when nobody could count. */
  get nothingWritten(): boolean {
    return this.#is(0, NOTHING_WRITTEN)
  }

  /** Index of the party's terminal consent state; `null` before there is one. */
  consent(party: Party): number | null {
    return this.#is(CONSENT[party], STATED) ? this.#row.view.getFloat64(this.#row.at + INDEX[party]) : null
  }

  /** A grant, or a `not_required` with its basis. */
  covered(party: Party): boolean {
    return this.#is(CONSENT[party], AUTHORITY)
  }

  withdrawn(party: Party): boolean {
    return this.#is(CONSENT[party], WITHDRAWN)
  }

  state(party: Party, index: number, type: (typeof terminalConsentTypes)[number]): void {
    this.#row.view.setFloat64(this.#row.at + INDEX[party], index)
    this.#set(CONSENT[party], STATED)
    if (type === "consent.granted" || type === "consent.not_required") this.#set(CONSENT[party], AUTHORITY)
  }

  withdraw(party: Party): void {
    this.#set(CONSENT[party], WITHDRAWN)
  }

  start(): void {
    this.#set(0, STARTED)
  }

  fail(): void {
    this.#set(0, FAILED)
  }

  /** @param written frames; `null` when nobody could count */
  end(written: number | null): void {
    this.#set(0, written === 0 ? ENDED | NOTHING_WRITTEN : ENDED)
  }

  #is(offset: number, bit: number): boolean {
    return (this.#row.view.getUint8(this.#row.at + offset) & bit) !== 0
  }

  #set(offset: number, bits: number): void {
    const at = this.#row.at + offset
    this.#row.view.setUint8(at, this.#row.view.getUint8(at) | bits)
  }
}
