import { FRAME_BYTES, type Track } from "../../audio/frame.ts"
import { decodeBase64 } from "./base64.ts"

const HEAD = Buffer.from('{"event":"media","sequenceNumber":"')
const TRACK = Buffer.from('","media":{"track":"')
const INBOUND = Buffer.from("inbound")
const OUTBOUND = Buffer.from("outbound")
const CHUNK = Buffer.from('","chunk":"')
const TIMESTAMP = Buffer.from('","timestamp":"')
const PAYLOAD = Buffer.from('","payload":"')
const TAIL = Buffer.from('"},"streamSid":"')
const QUOTE = 0x22
const LETTER_I = 0x69
const MAX_DIGITS = 15

/**
 * Reads the one message that makes up nearly all traffic, as Twilio prints it, by position: no JSON.parse, no
 * strings, the payload decoded straight into one reused buffer. It either reads the whole message, every byte of it
 * checked, or answers false and has nothing to say: then `parseMessage` decides.
 */
export class MediaReader {
  track: Track = "inbound"
  chunk = 0
  timestamp = 0
  /** Borrowed until the next `read`. */
  payload: Uint8Array
  readonly #frame = new Uint8Array(FRAME_BYTES)
  readonly #end: Uint8Array
  #textStart = 0
  #textEnd = 0
  #at = 0

  constructor(streamSid: string) {
    this.payload = this.#frame
    // A stream id that JSON would escape never matches, so those streams take the exact path.
    const plain = JSON.stringify(streamSid) === `"${streamSid}"`
    this.#end = Buffer.from(plain ? `${TAIL.toString()}${streamSid}"}` : "")
  }

  read(raw: Buffer): boolean {
    const end = this.#end
    if (end.length === 0) return false
    this.#at = 0
    if (!this.#expect(raw, HEAD)) return false
    if (this.#number(raw) < 0 || !this.#expect(raw, TRACK)) return false
    const inbound = raw[this.#at] === LETTER_I
    if (!this.#expect(raw, inbound ? INBOUND : OUTBOUND) || !this.#expect(raw, CHUNK)) return false
    const chunk = this.#number(raw)
    if (chunk < 0 || !this.#expect(raw, TIMESTAMP)) return false
    const timestamp = this.#number(raw)
    if (timestamp < 0 || !this.#expect(raw, PAYLOAD)) return false
    // What follows the payload has a known length, so its end is known without a search.
    const textStart = this.#at
    const textEnd = raw.length - end.length
    this.#at = textEnd
    if (textEnd <= textStart || !this.#expect(raw, end)) return false
    const bytes = decodeBase64(raw, textStart, textEnd, this.#frame)
    if (bytes < 0) return false

    this.track = inbound ? "inbound" : "outbound"
    this.chunk = chunk
    this.timestamp = timestamp
    this.payload = bytes === FRAME_BYTES ? this.#frame : this.#frame.subarray(0, bytes)
    this.#textStart = textStart
    this.#textEnd = textEnd
    return true
  }

  /** The carrier's own text of the payload in `raw`, which was the last to be read: to be sent on as it is. */
  base64(raw: Buffer): string {
    return raw.toString("latin1", this.#textStart, this.#textEnd)
  }

  #expect(raw: Buffer, literal: Uint8Array): boolean {
    const at = this.#at
    if (at + literal.length > raw.length) return false
    for (let i = 0; i < literal.length; i++) if (raw[at + i] !== literal[i]) return false
    this.#at = at + literal.length
    return true
  }

  /** Reads digits up to the closing quote, which stays; -1 for none or too many. */
  #number(raw: Buffer): number {
    const from = this.#at
    let value = 0
    let at = from
    for (; ; at++) {
      const byte = raw[at] ?? 0
      if (byte === QUOTE) break
      if (byte < 0x30 || byte > 0x39) return -1
      value = value * 10 + (byte - 0x30)
    }
    if (at === from || at - from > MAX_DIGITS) return -1
    this.#at = at
    return value
  }
}
