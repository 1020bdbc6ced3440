import { parseMessage, type CarrierMessage } from "./message.ts"
import { MediaReader } from "./media-reader.ts"

/** How one carrier spells a JSON media stream. Plain data, so that a new carrier is a new object. */
export interface Dialect {
  readonly name: string
  parse(text: string): CarrierMessage
  /** The fast path for this carrier's media messages. */
  reader(streamSid: string): MediaReader
  /** What stands before and after the base64 text of an outgoing media message. */
  mediaFrame(streamSid: string): { readonly before: string; readonly after: string }
  mark(streamSid: string, name: string): string
  clear(streamSid: string): string
  /** Media may come in another order than it was captured in: to be put in order by `chunk`. */
  readonly unordered?: true
}

/** Twilio Media Streams. */
export const twilio: Dialect = {
  name: "twilio",
  parse: parseMessage,
  reader: (streamSid) => new MediaReader(streamSid),
  mediaFrame: (streamSid) => ({
    before: `{"event":"media","streamSid":${JSON.stringify(streamSid)},"media":{"payload":"`,
    after: '"}}',
  }),
  mark: (streamSid, name) => JSON.stringify({ event: "mark", streamSid, mark: { name } }),
  clear: (streamSid) => JSON.stringify({ event: "clear", streamSid }),
}

/** SignalWire cXML: understands what Twilio does, and leaves the stream's id out of the media it sends. */
export const signalwire: Dialect = {
  ...twilio,
  name: "signalwire",
  reader: (streamSid) => new MediaReader(streamSid, ["none", "stream-sid"]),
}

/** Telnyx: snake_case, no stream id in what it takes, and no order in what it sends. */
export const telnyx: Dialect = {
  name: "telnyx",
  parse: parseMessage,
  reader: (streamSid) => new MediaReader(streamSid),
  mediaFrame: () => ({ before: '{"event":"media","media":{"payload":"', after: '"}}' }),
  mark: (_streamSid, name) => JSON.stringify({ event: "mark", mark: { name } }),
  clear: () => '{"event":"clear"}',
  unordered: true,
}
