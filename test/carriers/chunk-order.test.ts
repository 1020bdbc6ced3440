import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { ChunkOrder, MAX_WAITING } from "../../src/carriers/media-stream/chunk-order.ts"
import { signalwire } from "../../src/carriers/media-stream/dialect.ts"

describe("frames that come in another order than they were captured in", () => {
  test("are put in order as far as a tenth of a second reaches", () => {
    const chunks = fc.integer({ min: 1, max: 60 }).chain((n) =>
      fc.array(fc.integer({ min: 0, max: MAX_WAITING - 1 }), { minLength: n, maxLength: n }).map((late) =>
        // Each frame is late by a few places, none by more than may wait.
        late.map((by, i) => ({ chunk: i + 1, at: i + by + i / 1000 })).sort((a, b) => a.at - b.at),
      ),
    )
    fc.assert(
      fc.property(chunks, (arrivals) => {
        const passed: number[] = []
        const order = new ChunkOrder<number>((chunk) => passed.push(chunk))
        for (const { chunk } of arrivals) order.put("inbound", chunk, chunk)
        order.flush()
        expect(passed).toEqual(arrivals.map((_, i) => i + 1))
      }),
    )
  })

  test("wait for a lost one only so long, are each passed on once, and tracks do not wait for each other", () => {
    const passed: string[] = []
    const order = new ChunkOrder<string>((frame) => passed.push(frame))
    for (let chunk = 2; chunk <= 3 + MAX_WAITING; chunk++) order.put("inbound", chunk, `in ${chunk}`)
    order.put("outbound", 1, "out 1")
    order.put("inbound", 1, "in 1, too late")
    expect(passed).toEqual(["in 2", "in 3", "in 4", "in 5", "in 6", "in 7", "in 8", "out 1", "in 1, too late"])
  })
})

test("SignalWire's media are read by position with and without the stream's id, and mean what the exact path says", () => {
  const reader = signalwire.reader("s-1")
  const payload = Buffer.alloc(160, 7).toString("base64")
  const head = `{"event":"media","sequenceNumber":"4","media":{"track":"outbound","chunk":"2","timestamp":"40","payload":"${payload}"`
  for (const text of [`${head}}}`, `${head}},"streamSid":"s-1"}`]) {
    expect(reader.read(Buffer.from(text))).toBe(true)
    expect(signalwire.parse(text)).toMatchObject({
      track: reader.track,
      chunk: reader.chunk,
      timestamp: reader.timestamp,
    })
    expect(reader.payload).toEqual(new Uint8Array(160).fill(7))
    expect(reader.base64(Buffer.from(text))).toBe(payload)
  }
  for (const text of [`${head}}`, `${head}},"streamSid":"s-2"}`, `${head}}} `, `${head.replace(payload, "")}}}`])
    expect(reader.read(Buffer.from(text)), text).toBe(false)
})
