import fc from "fast-check"
import { expect, test } from "vitest"
import { MAX_LEAP_MS, MediaClock } from "../../src/carriers/media-stream/media-clock.ts"

test("however late frames arrive and whatever their timestamps say, no frame counts as younger than its arrival", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ wait: fc.nat(500), timestamp: fc.nat(20_000), bytes: fc.constantFrom(80, 160, 800) })),
      (frames) => {
        const clock = new MediaClock(0)
        let now = 0
        for (const { wait, timestamp, bytes } of frames) {
          now += wait
          if (clock.place("inbound", now, timestamp, null, bytes) === "kept")
            expect(clock.capturedAt).toBeLessThanOrEqual(now - bytes / 8)
        }
      },
    ),
  )
})

test("with honest timestamps no delay of the network makes a frame seem younger than the fastest frame before it allows", () => {
  let delayed = 0
  fc.assert(
    fc.property(fc.array(fc.nat(2000), { minLength: 2, maxLength: 200 }), (delays) => {
      const clock = new MediaClock(0)
      // Its first sample is captured at 20 i, its last 20 ms later; the network delivers in order, each after its own delay.
      let arrival = 0
      let fastest = Infinity
      delays.forEach((delay, i) => {
        const captured = i * 20
        arrival = Math.max(arrival, captured + 20 + delay)
        fastest = Math.min(fastest, arrival - 20 - captured)
        expect(clock.place("inbound", arrival, captured, i + 1, 160)).toBe("kept")
        expect(clock.capturedAt).toBe(captured + fastest)
        if (arrival - clock.capturedAt > 100) delayed++
      })
    }),
  )
  expect(delayed).toBeGreaterThan(100)
})

test("repeated and backward timestamps are stale on their own track only", () => {
  const clock = new MediaClock(0)
  expect(clock.place("inbound", 100, 100, 1, 160)).toBe("kept")
  expect(clock.place("outbound", 101, 100, 1, 160)).toBe("kept")
  expect(clock.place("inbound", 120, 100, 1, 160)).toBe("stale")
  expect(clock.place("inbound", 121, 60, 2, 160)).toBe("stale")
  expect(clock.place("outbound", 121, 120, 2, 160)).toBe("kept")
})

test("a leap ahead of the wall clock is absurd, and the frames after it are judged as if it had not been", () => {
  const clock = new MediaClock(0)
  clock.place("inbound", 1000, 0, 1, 160)
  expect(clock.place("inbound", 1020, 20 + MAX_LEAP_MS + 1, 2, 160)).toBe("absurd")
  expect(clock.place("inbound", 1030, 999_999_999_999_999, 3, 160)).toBe("absurd")
  expect(clock.place("inbound", 1040, 40, 4, 160)).toBe("kept")
  expect(clock.capturedAt).toBe(1020)
})

test("a smaller lie ages what follows, it never makes it younger", () => {
  const clock = new MediaClock(0)
  clock.place("inbound", 1000, 0, 1, 160)
  expect(clock.place("inbound", 1020, 2020, 2, 160)).toBe("kept")
  expect(clock.capturedAt).toBe(1000)
  expect(clock.place("inbound", 1040, 2030, 3, 160)).toBe("kept")
  expect(clock.capturedAt).toBe(1010)
})

test("a timestamp that counts from 1970 is a clock like any other", () => {
  const clock = new MediaClock(0)
  const epoch = 1_795_000_000_000
  expect(clock.place("inbound", 500, epoch, 1, 160)).toBe("kept")
  expect(clock.place("inbound", 900, epoch + 20, 2, 160)).toBe("kept")
  expect(clock.capturedAt).toBe(500)
  expect(clock.mediaTime(500)).toBe(epoch + 20)
})

test("missing chunks are counted once; a numbering that leaps by minutes is not believed", () => {
  const clock = new MediaClock(0)
  const missing = (chunk: number | null, timestamp: number): number => {
    clock.place("inbound", timestamp, timestamp, chunk, 160)
    return clock.missing
  }
  expect([missing(1, 0), missing(4, 60), missing(3, 40), missing(5, 80), missing(null, 100)]).toEqual([0, 2, 0, 0, 0])
  expect([missing(2_000_000, 120), missing(2_000_001, 140)]).toEqual([0, 0])
})
