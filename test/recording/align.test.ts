import { expect, test } from "vitest"
import fc from "fast-check"
import { HOLD_MS, STALLED_MS, StereoAligner } from "../../src/recording/align.ts"
import type { Track } from "../../src/audio/frame.ts"

interface Sent {
  readonly track: Track
  readonly at: number
  readonly payload: Uint8Array
}

function align(frames: readonly Sent[]): { left: Buffer; right: Buffer; aligner: StereoAligner; largest: number } {
  const pieces: Buffer[] = []
  let largest = 0
  const aligner = new StereoAligner((bytes, start, end) => {
    largest = Math.max(largest, end - start)
    pieces.push(Buffer.from(bytes.subarray(start, end)))
  })
  for (const { track, at, payload } of frames) aligner.frame(track, at, payload)
  aligner.flush()
  const stereo = Buffer.concat(pieces)
  expect(stereo.length % 2).toBe(0)
  const channel = (offset: number) => Buffer.from(stereo.filter((_, i) => i % 2 === offset))
  return { left: channel(0), right: channel(1), aligner, largest }
}

const tone = (value: number, length = 160) => new Uint8Array(length).fill(value)
const silence = (length: number) => Buffer.alloc(length, 0xff)

test("two tracks become left and right of one timeline", () => {
  const { left, right } = align([
    { track: "inbound", at: 5000, payload: tone(1) },
    { track: "outbound", at: 5000, payload: tone(101) },
    { track: "inbound", at: 5020, payload: tone(2) },
    { track: "outbound", at: 5020, payload: tone(102) },
  ])
  expect(left).toEqual(Buffer.concat([tone(1), tone(2)]))
  expect(right).toEqual(Buffer.concat([tone(101), tone(102)]))
})

test("a track that began earlier than the first frame seen is not cut, and a later one begins with silence", () => {
  const { left, right } = align([
    { track: "inbound", at: 100, payload: tone(1) },
    { track: "outbound", at: 70, payload: tone(101) },
    { track: "outbound", at: 90, payload: tone(102) },
  ])
  expect(left).toEqual(Buffer.concat([silence(240), tone(1)]))
  expect(right).toEqual(Buffer.concat([tone(101), tone(102), silence(80)]))
})

test("contiguous audio stays contiguous under timestamp jitter of 10 ms", () => {
  const jitter = [0, 9, -9, 4, 10, -10, 0, 7, -3, 1]
  const frames = Array.from({ length: 200 }, (_, i) => ({
    track: "inbound" as const,
    at: 1000 + i * 20 + jitter[i % jitter.length]!,
    payload: tone(i % 200),
  }))
  const { left, aligner } = align(frames)
  expect(left).toEqual(Buffer.concat(frames.map((f) => f.payload)))
  expect(aligner.gapFrames).toBe(0)
  expect(aligner.droppedFrames).toBe(0)
})

test("frames out of order within the window find their place, whatever the order, and duplicates are dropped", () => {
  const frames: Sent[] = Array.from({ length: 60 }, (_, i) => [
    { track: "inbound" as const, at: 300 + i * 20, payload: tone(i + 1) },
    { track: "outbound" as const, at: 300 + i * 20, payload: tone(i + 101) },
  ]).flat()
  const expected = align(frames)
  let reordered = 0
  fc.assert(
    fc.property(
      fc.array(fc.record({ by: fc.integer({ min: 0, max: 120 }), twice: fc.boolean() }), {
        minLength: frames.length,
        maxLength: frames.length,
      }),
      (moves) => {
        // A frame's arrival is its media time plus what it was held up on the way.
        const arrivals = frames.flatMap((frame, i) => {
          const { by, twice } = moves[i]!
          const once = { frame, arrival: frame.at + by }
          return twice ? [once, { frame, arrival: frame.at + ((by * 7) % 120) }] : [once]
        })
        arrivals.sort((a, b) => a.arrival - b.arrival)
        const order = arrivals.map((a) => a.frame.at)
        if (order.some((at, i) => i > 0 && at < order[i - 1]!)) reordered++
        const got = align(arrivals.map((a) => a.frame))
        expect(got.left.equals(expected.left)).toBe(true)
        expect(got.right.equals(expected.right)).toBe(true)
        expect(got.aligner.gapFrames).toBe(0)
        expect(got.aligner.droppedFrames).toBe(arrivals.length - frames.length)
      },
    ),
    { numRuns: 100 },
  )
  expect(reordered).toBeGreaterThan(75)
})

test("lost frames are silence of their length, and are counted", () => {
  const frames = Array.from({ length: 100 }, (_, i) => ({ track: "inbound" as const, at: i * 20, payload: tone(i) }))
  const kept = frames.filter((_, i) => ![10, 11, 12, 50].includes(i))
  const { left, aligner } = align(kept)
  const wanted = Buffer.concat(frames.map((f, i) => ([10, 11, 12, 50].includes(i) ? silence(160) : f.payload)))
  expect(left).toEqual(wanted)
  expect(aligner.gapFrames).toBe(4)
})

test("a frame later than the window is dropped and never overwrites what was handed on", () => {
  const frames: Sent[] = Array.from({ length: 50 }, (_, i) => ({ track: "inbound", at: i * 20, payload: tone(i) }))
  const late = frames[5]!
  const { left, aligner } = align([...frames.filter((f) => f !== late), late])
  expect(left).toEqual(Buffer.concat(frames.map((f) => (f === late ? silence(160) : f.payload))))
  expect(aligner.droppedFrames).toBe(1)
  expect(aligner.gapFrames).toBe(1)
})

test("one track far behind the other loses what is later than the window, and comes back in its place", () => {
  const inbound: Sent[] = Array.from({ length: 100 }, (_, i) => ({ track: "inbound", at: i * 20, payload: tone(i) }))
  const outbound: Sent[] = Array.from({ length: 100 }, (_, i) => ({ track: "outbound", at: i * 20, payload: tone(i) }))
  const { left, right } = align([
    ...inbound.slice(0, 2),
    ...outbound.slice(0, 2),
    ...inbound.slice(2, 80),
    ...outbound.slice(2, 80),
    ...[...inbound.slice(80), ...outbound.slice(80)].sort((a, b) => a.at - b.at),
  ])
  expect(left).toEqual(Buffer.concat(inbound.map((f) => f.payload)))
  expect(right.subarray(0, 320)).toEqual(Buffer.concat(outbound.slice(0, 2).map((f) => f.payload)))
  expect(right.subarray(320, 60 * 160).every((sample) => sample === 0xff)).toBe(true)
  expect(right.subarray(80 * 160)).toEqual(Buffer.concat(outbound.slice(80).map((f) => f.payload)))
})

test("an hour's jump is streamed as silence in bounded pieces", () => {
  let bytes = 0
  let notSilence = 0
  let largest = 0
  const aligner = new StereoAligner((ring, start, end) => {
    bytes += end - start
    largest = Math.max(largest, end - start)
    for (let i = start; i < end; i++) if (ring[i] !== 0xff) notSilence++
  })
  aligner.frame("inbound", 0, tone(1))
  aligner.frame("inbound", 3_600_000, tone(2))
  aligner.flush()
  expect(bytes).toBe(2 * 8 * 3_600_020)
  expect(notSilence).toBe(320)
  expect(largest).toBeLessThanOrEqual(16_384)
  expect(aligner.mediaMs).toBe(3_600_020)
})

test("frames of any length from 1 to 16000 bytes are laid down exactly", () => {
  const lengths = fc.array(fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 16000 })), {
    minLength: 1,
    maxLength: 40,
  })
  fc.assert(
    fc.property(lengths, lengths, (a, b) => {
      const frames: Sent[] = []
      for (const [track, list] of [["inbound", a] as const, ["outbound", b] as const]) {
        let sample = 0
        for (const [i, length] of list.entries()) {
          frames.push({ track, at: 77 + sample / 8, payload: tone((i * 13) % 250, length) })
          sample += length
        }
      }
      // A frame arrives when its last sample was captured; media time within one frame of the other track is in the window.
      const short = frames.every((f) => f.payload.length <= HOLD_MS * 8)
      const sorted = short ? frames.toSorted((x, y) => x.at - y.at) : frames.filter((f) => f.track === "inbound")
      const { left, right } = align(sorted)
      const wanted = (track: Track) => Buffer.concat(frames.filter((f) => f.track === track).map((f) => f.payload))
      expect(left.subarray(0, wanted("inbound").length)).toEqual(wanted("inbound"))
      if (short) expect(right.subarray(0, wanted("outbound").length)).toEqual(wanted("outbound"))
    }),
    { numRuns: 30 },
  )
})

test("the timeline goes on while nothing comes, and what was left out on purpose is no gap", () => {
  const pieces: Buffer[] = []
  const aligner = new StereoAligner((ring, start, end) => pieces.push(Buffer.from(ring.subarray(start, end))))
  aligner.frame("inbound", 1000, tone(1))
  expect(aligner.mediaMs).toBe(20)
  for (let now = 2000; now <= 9000; now += 1000) aligner.advance(now)
  const handedOn = Buffer.concat(pieces).length / 16
  expect(handedOn).toBe(8000 - HOLD_MS)
  aligner.resumed()
  aligner.frame("inbound", 9100, tone(2))
  aligner.flush()
  const left = Buffer.concat(pieces).filter((_, i) => i % 2 === 0)
  expect(left).toEqual(Buffer.concat([tone(1), silence(8080 * 8), tone(2)]))
  expect(aligner.gapFrames).toBe(0)
})

test("timestamps that are no numbers, and empty frames, are ignored", () => {
  const { left, aligner } = align([
    { track: "inbound", at: NaN, payload: tone(9) },
    { track: "inbound", at: Infinity, payload: tone(9) },
    { track: "inbound", at: 0, payload: tone(1) },
    { track: "inbound", at: 20, payload: new Uint8Array(0) },
    { track: "inbound", at: 20, payload: tone(2) },
  ])
  expect(left).toEqual(Buffer.concat([tone(1), tone(2)]))
  expect(aligner.mediaMs).toBe(40)
})

function stalledFor(ms: number) {
  const frame = (track: Track, i: number): Sent => ({
    track,
    at: i * 20,
    payload: tone((i % 200) + (track === "inbound" ? 0 : 1)),
  })
  const stallAt = 50
  const back = stallAt + ms / 20
  const frames: Sent[] = []
  for (let i = 0; i < 150; i++) {
    frames.push(frame("outbound", i))
    if (i < stallAt || i > back) frames.push(frame("inbound", i))
    // What stalled comes in one burst, in order.
    if (i === back) for (let late = stallAt; late <= back; late++) frames.push(frame("inbound", late))
  }
  const said = Buffer.concat(Array.from({ length: 150 }, (_, i) => frame("inbound", i).payload))
  return { ...align(frames), said }
}

test("a caller whose frames stall while the agent speaks loses no word, up to 0.8 s", () => {
  for (const ms of [200, 400, STALLED_MS - 60]) {
    const { left, said, aligner } = stalledFor(ms)
    expect(left.equals(said)).toBe(true)
    expect(aligner.gapFrames).toBe(0)
  }
})

test("a longer stall is a gap that is counted, and what follows is in its place", () => {
  const { left, said, aligner } = stalledFor(1600)
  expect(left.length).toBe(said.length)
  expect(left.subarray(-160 * 20)).toEqual(said.subarray(-160 * 20))
  expect(aligner.droppedFrames + aligner.gapFrames).toBeGreaterThan(20)
})
