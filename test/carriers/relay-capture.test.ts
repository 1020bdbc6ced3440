import { setTimeout as sleep } from "node:timers/promises"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { mulawWav } from "../../src/audio/wav-write.ts"
import type { Capture } from "../../src/carriers/relay/capture.ts"
import { CaptureTimeline } from "../../src/carriers/relay/timeline.ts"
import { stereoFrames } from "../../src/carriers/relay/wav-stream.ts"
import { testPermit } from "../fakes/receipts.ts"
import { RelayDouble } from "../fakes/relay-double.ts"
import { MemoryCopies, relayGateway } from "../fakes/relay-gateway.ts"
import { KIND, UNKIND, type Unknowns } from "../fakes/relay-wire.ts"
import { reached } from "./leg.conformance.ts"

describe("the timeline of a carrier's recording", () => {
  test("keeps no frame that may be from before the command, from a pause, or from after the end", () => {
    fc.assert(
      fc.property(
        fc.record({
          commanded: fc.integer({ min: 1000, max: 1100 }),
          delay: fc.integer({ min: 0, max: 300 }),
          told: fc.integer({ min: 0, max: 300 }),
          pauses: fc.array(fc.tuple(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 800 })), {
            maxLength: 3,
          }),
          end: fc.integer({ min: 0, max: 3000 }),
        }),
        ({ commanded, delay, told, pauses, end }) => {
          const timeline = new CaptureTimeline()
          timeline.commanded(commanded)
          const truth = commanded + delay
          timeline.begun(truth + told)
          const spans: (readonly [number, number])[] = []
          let at = commanded
          for (const [wait, lasts] of pauses) {
            spans.push([at + wait, at + wait + lasts])
            timeline.pause(at + wait)
            timeline.resume(at + wait + lasts)
            at += wait + lasts + 1
          }
          const over = Math.max(at, commanded + end)
          timeline.end(over, "withdrawn")
          for (let media = 0; media < 5000; media += 20) {
            if (timeline.admit(media) !== "written") continue
            const from = truth + media
            expect(from).toBeGreaterThanOrEqual(commanded)
            expect(from + 20).toBeLessThanOrEqual(over)
            expect(spans.some(([a, b]) => from + 20 > a && from < b)).toBe(false)
          }
          const { received, before_consent, written, paused, after_withdrawal } = timeline.counters()
          expect(received).toBe(before_consent + written + paused + after_withdrawal)
        },
      ),
    )
  })

  test("without the carrier's word on its beginning nothing is kept; with its length, what surely came in time", () => {
    const timeline = new CaptureTimeline()
    timeline.commanded(1000)
    timeline.end(3000, "ended")
    expect(timeline.admit(0)).toBe("over")
    timeline.complete(3100, 2000)
    expect(timeline.admit(0)).toBe("written")
    expect(timeline.admit(1900)).toBe("over")
  })
})

describe("a carrier's file", () => {
  const whole = mulawWav(
    Uint8Array.from({ length: 2000 }, (_, i) => i % 256),
    2,
  )
  const read = async (chunks: readonly Uint8Array[]): Promise<{ bytes: Buffer; ms: number }> => {
    async function* source() {
      for (const chunk of chunks) yield chunk
    }
    const frames = stereoFrames(source())
    const parts: Uint8Array[] = []
    for (;;) {
      const { done, value } = await frames.next()
      if (done) return { bytes: Buffer.concat(parts), ms: value }
      parts.push(Buffer.from(value))
    }
  }

  test("is the same, however the network cuts it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 20 }), async (cuts) => {
        const chunks: Uint8Array[] = []
        let at = 0
        for (const cut of cuts) chunks.push(whole.subarray(at, (at += cut)))
        chunks.push(whole.subarray(Math.min(at, whole.length)))
        const { bytes, ms } = await read(chunks)
        expect(bytes.equals(whole.subarray(58, 2058))).toBe(true)
        expect(ms).toBe(125)
      }),
    )
  })

  test("is refused when it is cut short, is no WAV, or is not stereo at 8 kHz", async () => {
    const refused = { code: "CARRIER_PROTOCOL" }
    await expect(read([whole.subarray(0, 1500)])).rejects.toMatchObject(refused)
    await expect(read([whole.subarray(0, 30)])).rejects.toMatchObject(refused)
    await expect(read([])).rejects.toMatchObject(refused)
    await expect(read([Buffer.from("<html>not found, sorry</html>")])).rejects.toMatchObject(refused)
    await expect(read([mulawWav(new Uint8Array(2000), 1)])).rejects.toMatchObject(refused)
  })
})

for (const [kind, unknowns] of Object.entries<Unknowns>({ kind: KIND, unkind: UNKIND })) {
  describe.concurrent(`recording by a carrier that is ${kind}`, () => {
    const begin = async (timing = {}) => {
      const double = await RelayDouble.open(unknowns)
      const copies = new MemoryCopies()
      const gateway = await relayGateway(double, {
        record: "carrier-recording",
        copies,
        timing: { fileMs: 4000, wordMs: 700, ...timing },
      })
      await reached(() => double.subscribed)
      const says = Uint8Array.from({ length: 8 * 20_000 }, (_, i) => Math.floor(i / 160) % 200)
      const caller = double.ring({ says })
      const accepted = await gateway.call()
      const capture = gateway.trunk.captureOf(accepted.call, accepted.leg, testPermit(accepted.call.callId))
      if (!capture) throw new Error("this leg should record at the carrier")
      return {
        double,
        copies,
        gateway,
        caller,
        capture,
        ...accepted,
        [Symbol.asyncDispose]: async () => {
          await gateway.close()
          await double.close()
          expect(double.violations).toEqual([])
        },
      }
    }
    const all = async (capture: Capture): Promise<Buffer> => {
      const parts: Uint8Array[] = []
      for await (const part of capture.fetch()) parts.push(Buffer.from(part))
      return Buffer.concat(parts)
    }
    /** Numbers of the caller's frames that are in what was kept. */
    const spoken = (kept: Buffer): Set<number> =>
      new Set(Array.from({ length: kept.length / 2 }, (_, i) => kept[i * 2]!))

    test("the copy is listed first, then made, fetched, deleted, and taken off the list", async () => {
      await using line = await begin()
      const { caller, capture, leg, double, copies } = line
      expect(copies.rows.size).toBe(0)
      await capture.start("0190a000-0000-7000-8000-0000000000cc")
      expect(copies.rows.size).toBe(1)
      expect(caller.recording).toBe(true)
      await sleep(500)
      caller.end()
      capture.end("ended")
      const kept = await all(capture)
      expect(kept.length).toBeGreaterThan(15 * 320)
      expect(await capture.remove()).toBe(true)
      expect(double.kept).toEqual([])
      expect(copies.rows.size).toBe(0)
      const { received, written } = leg.counters()
      expect(written).toBeGreaterThan(30)
      expect(received).toBe(double.recordings[0]!.frames.length * 2)
    })

    for (const obeys of [true, false]) {
      test(`nothing from a pause is kept; the carrier ${obeys ? "obeys" : "does not"}`, async () => {
        await using line = await begin()
        const { caller, capture, leg, double } = line
        await capture.start("0190a000-0000-7000-8000-0000000000cc")
        await sleep(300)
        if (!obeys) double.faults.refuse.set("calling.record.pause", "500")
        const frame = () => Math.floor((performance.now() - caller.answeredAt) / 20)
        const from = frame()
        capture.pause()
        await sleep(400)
        const to = frame()
        capture.resume()
        await sleep(400)
        capture.end("ended")
        await reached(() => double.recordings[0]?.state === "finished")
        const kept = spoken(await all(capture))
        for (let n = from + 1; n < to; n++) expect(kept.has(n), `frame ${n} of the pause, obeys: ${obeys}`).toBe(false)
        expect(kept.has(from - 4)).toBe(true)
        expect(kept.has(to + 6)).toBe(true)
        expect(leg.counters().paused).toBeGreaterThan(35)
      })
    }

    test("nothing from after the withdrawal is kept, also when the carrier goes on recording", async () => {
      await using line = await begin()
      const { caller, capture, leg, double } = line
      await capture.start("0190a000-0000-7000-8000-0000000000cc")
      await sleep(300)
      double.faults.refuse.set("calling.record.stop", "500")
      const last = Math.floor((performance.now() - caller.answeredAt) / 20)
      capture.end("withdrawn")
      await sleep(400)
      caller.end()
      const kept = spoken(await all(capture))
      expect(Math.max(...[...kept].filter((n) => n < 200))).toBeLessThanOrEqual(last)
      expect(leg.counters().after_withdrawal).toBeGreaterThan(20)
      expect(await capture.remove()).toBe(true)
    })

    test("a command that got no answer may have run: its copy is found and deleted", async () => {
      await using line = await begin()
      const { capture, double, copies } = line
      double.faults.breakAfter.add("calling.record")
      double.faults.loseEvents.add("calling.call.record")
      await expect(capture.start("0190a000-0000-7000-8000-0000000000cc")).rejects.toMatchObject({
        code: "CARRIER_UNREACHABLE",
      })
      expect(double.kept).toHaveLength(1)
      expect(copies.rows.size).toBe(1)
      await reached(() => double.subscribed, 8000)
      await capture.remove()
      expect(double.kept).toEqual([])
      expect(copies.rows.size).toBe(0)
    })

    test("without a durable listing the carrier is told nothing", async () => {
      await using line = await begin()
      const { capture, caller, double, copies } = line
      copies.broken = true
      await expect(capture.start("0190a000-0000-7000-8000-0000000000cc")).rejects.toThrow("disk full")
      expect(caller.recording).toBe(false)
      expect(double.commands.some(({ method }) => method === "calling.record")).toBe(false)
    })

    test("a file that comes late is waited for; one that never comes is an error, and stays listed", async () => {
      await using line = await begin({ fileMs: 1500 })
      const { capture, caller, double, copies } = line
      double.faults.fileLateMs = 400
      await capture.start("0190a000-0000-7000-8000-0000000000cc")
      await sleep(100)
      caller.end()
      capture.end("ended")
      expect((await all(capture)).length).toBeGreaterThan(0)
      double.faults.fileLateMs = 1e9
      await expect(all(capture)).rejects.toMatchObject({ code: "CARRIER_UNREACHABLE" })
      expect(copies.rows.size).toBe(1)
    })

    test("a carrier that says it deleted, and did not, stays listed until the sweep sees it gone", async () => {
      await using line = await begin()
      const { capture, caller, double, gateway, copies } = line
      await capture.start("0190a000-0000-7000-8000-0000000000cc")
      await sleep(50)
      caller.end()
      capture.end("ended")
      double.faults.deleteLies = true
      expect(await capture.remove()).toBe(false)
      expect(copies.rows.size).toBe(1)
      expect(await gateway.trunk.sweep()).toEqual({ removed: 0, left: 1 })
      double.faults.deleteLies = false
      expect(await gateway.trunk.sweep()).toEqual({ removed: 1, left: 0 })
      expect(copies.rows.size).toBe(0)
      expect(double.kept).toEqual([])
    })

    test("a permit of another call, or a forged one, prepares nothing", async () => {
      await using line = await begin()
      const { leg, call, gateway } = line
      const other = testPermit("0190a000-0000-7000-8000-0000000000ff")
      const forged = Object.assign(Object.create(Object.getPrototypeOf(other) as object), {
        callId: call.callId,
      }) as typeof other
      for (const permit of [other, forged]) {
        expect(() => gateway.trunk.captureOf(call, leg, permit)).toThrow(
          expect.objectContaining({ code: "PERMIT_REFUSED" }),
        )
      }
      expect(() => leg.audio(testPermit(call.callId), () => undefined)).toThrow(
        expect.objectContaining({ code: "PERMIT_REFUSED" }),
      )
      expect(() => leg.audio(other, () => undefined)).toThrow(expect.objectContaining({ code: "PERMIT_REFUSED" }))
    })
  })
}

test("a copy that a killed process left is stopped, deleted, and taken off the list at the next start", async () => {
  const double = await RelayDouble.open()
  const copies = new MemoryCopies()
  const first = await relayGateway(double, { record: "carrier-recording", copies })
  await reached(() => double.subscribed)
  const caller = double.ring()
  const { call, leg } = await first.call()
  const capture = first.trunk.captureOf(call, leg, testPermit(call.callId))
  await capture?.start("0190a000-0000-7000-8000-0000000000cc")
  await first.close()
  expect(caller.recording).toBe(true)
  const second = await relayGateway(double, { record: "carrier-recording", copies })
  expect(await second.trunk.sweep()).toEqual({ removed: 0, left: 1 })
  await reached(() => second.trunk.stats().status === "connected")
  // The trunk sweeps by itself too: whichever comes first with a connection that carries commands removes it.
  for (let tries = 0; copies.rows.size > 0 && tries < 100; tries++) {
    await second.trunk.sweep()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  expect(caller.recording).toBe(false)
  expect(double.kept).toEqual([])
  expect(copies.rows.size).toBe(0)
  await second.close()
  await double.close()
})
