import fc from "fast-check"
import { expect, test } from "vitest"
import { base64Bytes, decodeBase64 } from "../../src/carriers/media-stream/base64.ts"
import { MediaReader } from "../../src/carriers/media-stream/media-reader.ts"
import { parseMessage } from "../../src/carriers/media-stream/message.ts"

const SID = "MZ0123456789abcdef0123456789abcdef"
const frame = Buffer.alloc(160, 0x2a).toString("base64")
const media = (over: Readonly<Record<string, unknown>> = {}) => ({
  event: "media",
  sequenceNumber: "2",
  media: { track: "inbound", chunk: "1", timestamp: "52", payload: frame, ...over },
  streamSid: SID,
})

/** The fast path either says nothing or exactly what the exact path says. @returns whether it spoke */
function agree(text: string | Buffer): boolean {
  const raw = Buffer.from(text)
  const reader = new MediaReader(SID)
  if (!reader.read(raw)) return false
  const exact = parseMessage(raw.toString("utf8"))
  expect(exact).toEqual({
    type: "media",
    streamSid: SID,
    track: reader.track,
    chunk: reader.chunk,
    timestamp: reader.timestamp,
    payload: Buffer.from(reader.payload),
    base64: reader.base64(raw),
  })
  return true
}

test("Twilio's own printing of a media message takes the fast path", () => {
  expect(agree(JSON.stringify(media()))).toBe(true)
  expect(agree(JSON.stringify(media({ track: "outbound", payload: "AAA=" })))).toBe(true)
})

test("the fast path and the exact path agree on everything either could be sent", () => {
  const digits = fc.oneof(
    { weight: 8, arbitrary: fc.nat().map(String) },
    fc.constantFrom("0", "007", "999999999999999", "1000000000000000", "", "-1", "1.5", "1e3", " 1", "0x10", "９"),
  )
  const payload = fc.oneof(
    fc.uint8Array({ minLength: 0, maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString("base64")),
    {
      weight: 4,
      arbitrary: fc
        .uint8Array({ minLength: 160, maxLength: 160 })
        .map((bytes) => Buffer.from(bytes).toString("base64")),
    },
    fc.string({ unit: fc.constantFrom("A", "z", "/", "+", "=", "-", "_", " ", "ł", "\\"), maxLength: 12 }),
  )
  const shape = fc.record({
    sequenceNumber: digits,
    track: fc.constantFrom("inbound", "inbound", "outbound", "outbound", "inbound_track", ""),
    chunk: digits,
    timestamp: digits,
    payload,
    streamSid: fc.constantFrom(SID, SID, SID, "MZother", ""),
  })
  const printed = fc
    .tuple(shape, fc.constantFrom("plain", "numbers", "reordered", "spaced", "escaped", "doubled"))
    .map(([{ sequenceNumber, streamSid, ...inner }, how]) => {
      const text = JSON.stringify({ event: "media", sequenceNumber, media: inner, streamSid })
      switch (how) {
        case "numbers":
          return text.replaceAll(/"(\d+)"/g, "$1")
        case "reordered":
          return JSON.stringify({ streamSid, media: { ...inner, track: inner.track }, event: "media", sequenceNumber })
        case "spaced":
          return JSON.stringify(JSON.parse(text), null, 1)
        case "escaped":
          return text.replace("media", "\\u006dedia")
        case "doubled":
          return text.replace("}", `},"event":"mark","mark":{"name":"x"}`)
        default:
          return text
      }
    })
  let fast = 0
  let exact = 0
  fc.assert(
    fc.property(printed, (text) => {
      if (agree(text)) fast++
      else if (parseMessage(text).type === "media") exact++
    }),
    { numRuns: 3000 },
  )
  // Both roads are taken, or the test says nothing.
  expect(fast).toBeGreaterThan(50)
  expect(exact).toBeGreaterThan(50)
})

test("one damaged byte anywhere never makes the two paths differ", () => {
  const good = Buffer.from(JSON.stringify(media({ payload: "AAECAwQ=" })))
  let refused = 0
  for (let at = 0; at < good.length; at++) {
    for (const byte of [0x00, 0x20, 0x22, 0x30, 0x3d, 0x41, 0x5c, 0x7d, 0xc5, 0xff]) {
      const bad = Buffer.from(good)
      bad[at] = byte
      if (!agree(bad)) refused++
    }
    expect(agree(good.subarray(0, at))).toBe(false)
  }
  expect(refused).toBeGreaterThan(good.length)
})

test("a buffer that is reused does not let an earlier frame show through", () => {
  const reader = new MediaReader(SID)
  expect(reader.read(Buffer.from(JSON.stringify(media())))).toBe(true)
  expect(reader.read(Buffer.from(JSON.stringify(media({ payload: "AQID" }))))).toBe(true)
  expect([...reader.payload]).toEqual([1, 2, 3])
})

test("base64 is decoded as the plain decoder does, and anything else is refused by both", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes).toString("base64")),
        fc.string({ maxLength: 16 }),
        fc.string({ unit: fc.constantFrom("Q", "=", "/", "-", "\n"), maxLength: 9 }),
      ),
      (text) => {
        const target = new Uint8Array(400)
        const source = Buffer.from(text)
        const bytes = decodeBase64(source, 0, source.length, target)
        const plain = base64Bytes(text)
        if (plain === null) expect(bytes).toBe(-1)
        else expect(Buffer.from(target.subarray(0, bytes)).equals(plain)).toBe(true)
      },
    ),
    { numRuns: 3000 },
  )
  expect(decodeBase64(Buffer.from("AAAA"), 0, 4, new Uint8Array(2))).toBe(-1)
})

const start = {
  streamSid: SID,
  callSid: "CA1",
  tracks: ["inbound"],
  mediaFormat: { encoding: "audio/x-mulaw", sampleRate: 8000, channels: 1 },
}

test.each([
  [
    "Twilio",
    { event: "start", sequenceNumber: "1", streamSid: SID, start: { ...start, customParameters: { token: "t" } } },
  ],
  [
    "SignalWire, without a stream id outside",
    { event: "start", start: { ...start, customParameters: { token: "t" } } },
  ],
  [
    "Telnyx, in snake case",
    {
      event: "start",
      sequence_number: "1",
      stream_id: SID,
      start: {
        call_control_id: "CA1",
        media_format: { encoding: "PCMU", sample_rate: 8000, channels: 1 },
        custom_parameters: { token: "t" },
      },
    },
  ],
])("a start is read as %s sends it", (_, message) => {
  expect(parseMessage(JSON.stringify(message))).toEqual({
    type: "start",
    start: { streamSid: SID, carrierCallId: "CA1", tracks: ["inbound"], parameters: { token: "t" } },
  })
})

test("numbers may be strings, and what a carrier leaves out has its plain meaning", () => {
  const message = { event: "media", media: { chunk: 41, timestamp: 820, payload: "AAAA" } }
  expect(parseMessage(JSON.stringify(message))).toMatchObject({
    type: "media",
    streamSid: null,
    track: "inbound",
    chunk: 41,
    timestamp: 820,
  })
  expect(parseMessage(JSON.stringify({ event: "start", start }))).toMatchObject({ start: { parameters: {} } })
  expect(parseMessage('{"event":"dtmf","dtmf":{"digit":"*","duration":100}}')).toMatchObject({ digit: "*" })
  expect(parseMessage('{"event":"speech","text":"yes"}')).toEqual({ type: "unknown" })
})

const started = (over: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ event: "start", start: { ...start, ...over } })

test.each([
  ["(not JSON)", ""],
  ["event", "[]"],
  ["event", "null"],
  ["event", '{"event":7}'],
  ["start.mediaFormat.sampleRate", started({ mediaFormat: { ...start.mediaFormat, sampleRate: 16_000 } })],
  ["start.mediaFormat.encoding", started({ mediaFormat: { encoding: "audio/x-L16", sampleRate: 8000 } })],
  ["start.streamSid", JSON.stringify({ event: "start", streamSid: "MZother", start })],
  ["start.callSid", started({ callSid: undefined })],
  ["start.customParameters.token", started({ customParameters: { token: 7 } })],
  ["media.timestamp", JSON.stringify(media({ timestamp: "-5" }))],
  ["media.timestamp", JSON.stringify(media({ timestamp: 1e300 }))],
  ["media.payload", JSON.stringify(media({ payload: "not base64!" }))],
  ["media.payload", JSON.stringify(media({ payload: "" }))],
  ["dtmf.digit", JSON.stringify({ event: "dtmf", dtmf: { digit: "12" } })],
  ["mark.name", JSON.stringify({ event: "mark", mark: {} })],
])("a broken message is refused by the field that is wrong: %s", (field, text) => {
  expect(parseMessage(text)).toEqual({ type: "malformed", field })
})
