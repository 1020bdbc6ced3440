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
}

/** Twilio Media Streams; SignalWire cXML understands the same. */
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
