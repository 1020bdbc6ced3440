import { FRAME_BYTES, type Track } from "../../audio/frame.ts"
import { decodeBase64 } from "./base64.ts"

const HEAD = Buffer.from('{"event":"media","sequenceNumber":"')
const TRACK = Buffer.from('","media":{"track":"')
const INBOUND = Buffer.from('inbound","chunk":"')
const OUTBOUND = Buffer.from('outbound","chunk":"')
const TIMESTAMP = Buffer.from('","timestamp":"')
const PAYLOAD = Buffer.from('","payload":"')
const QUOTE = 0x22
const LETTER_I = 0x69
const MAX_DIGITS = 15

/** What stands after the payload's text: the stream's id, as Twilio prints it, or nothing more, as SignalWire does. */
export type MessageTail = "stream-sid" | "none"

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
  readonly #ends: readonly Buffer[]
  #textStart = 0
  #textEnd = 0
  /** The number that `#number` read last. */
  #value = 0

  constructor(streamSid: string, tails: readonly MessageTail[] = ["stream-sid"]) {
    this.payload = this.#frame
    // A stream id that JSON would escape never matches, so those streams take the exact path.
    const plain = JSON.stringify(streamSid) === `"${streamSid}"`
    this.#ends = tails.flatMap((tail) => {
      if (tail === "none") return [kept('"}}')]
      return plain ? [kept(`"},"streamSid":"${streamSid}"}`)] : []
    })
  }

  read(raw: Buffer): boolean {
    const tail = this.#tailOf(raw)
    if (tail === null || !has(raw, 0, HEAD)) return false
    let at = this.#number(raw, HEAD.length)
    if (at < 0 || !has(raw, at, TRACK)) return false
    at += TRACK.length
    const inbound = raw[at] === LETTER_I
    const track = inbound ? INBOUND : OUTBOUND
    if (!has(raw, at, track)) return false
    at = this.#number(raw, at + track.length)
    const chunk = this.#value
    if (at < 0 || !has(raw, at, TIMESTAMP)) return false
    at = this.#number(raw, at + TIMESTAMP.length)
    const timestamp = this.#value
    if (at < 0 || !has(raw, at, PAYLOAD)) return false
    // What follows the payload has a known length, so its end is known without a search.
    const textStart = at + PAYLOAD.length
    const textEnd = raw.length - tail.length
    if (textEnd <= textStart) return false
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

  #tailOf(raw: Buffer): Buffer | null {
    for (const end of this.#ends) if (has(raw, raw.length - end.length, end)) return end
    return null
  }

  /** Reads digits up to the closing quote into `#value`. @returns where the quote is, or -1 for none or too many */
  #number(raw: Buffer, from: number): number {
    let value = 0
    let at = from
    for (; ; at++) {
      const byte = raw[at] ?? 0
      if (byte === QUOTE) break
      if (byte < 0x30 || byte > 0x39 || at - from === MAX_DIGITS) return -1
      value = value * 10 + (byte - 0x30)
    }
    this.#value = value
    return at === from ? -1 : at
  }
}

/** Bytes for as long as a call: from the shared pool they would keep 64 kB of it in memory. */
function kept(text: string): Buffer {
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text))
  bytes.write(text)
  return bytes
}

function has(raw: Buffer, at: number, literal: Buffer): boolean {
  if (at < 0 || at + literal.length > raw.length) return false
  for (let i = 0; i < literal.length; i++) if (raw[at + i] !== literal[i]) return false
  return true
}
