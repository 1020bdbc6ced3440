import { setTimeout as sleep } from "node:timers/promises"
import { afterEach, expect, test } from "vitest"
import type { Track } from "../../src/audio/frame.ts"
import type { CallLeg, LegEvent } from "../../src/call/ports.ts"
import type { RecordingPermit } from "../../src/consent/permit.ts"
import { testPermit } from "../fakes/receipts.ts"

export interface LegUnderTest {
  readonly leg: CallLeg
  readonly events: readonly LegEvent[]
  /** Resolves when at least `count` more frames of the leg have been captured and have arrived. */
  readonly frames: (count: number) => Promise<void>
  readonly close: () => Promise<void>
  /** Without an open tap no audio comes at all: then there is nothing to count either. */
  readonly cold?: boolean
}

interface Kept {
  readonly track: Track
  readonly timestampMs: number
  readonly payload: Uint8Array
}

/** What every leg owes to the call core, whatever carries it. The far end of `open` returns marks in real time. */
export function legConformance(name: string, open: () => Promise<LegUnderTest>): void {
  let under: LegUnderTest | null = null
  afterEach(async () => {
    await under?.close()
    under = null
  })

  const conform = (what: string, run: (under: LegUnderTest) => Promise<void>): void => {
    test(`${name}: ${what}`, async () => {
      under = await open()
      await run(under)
      const { received, before_consent, written, paused, after_withdrawal } = under.leg.counters()
      expect(before_consent + written + paused + after_withdrawal).toBe(received)
    })
  }
  const tap = (leg: CallLeg, effectiveAt = performance.now()) => {
    const kept: Kept[] = []
    const permit = testPermit(leg.callId, effectiveAt)
    const opened = leg.audio(permit, (track, timestampMs, payload) =>
      kept.push({ track, timestampMs, payload: payload.slice() }),
    )
    return { tap: opened, kept }
  }

  conform("a forged permit is refused at once and hears nothing", async ({ leg, frames, cold }) => {
    const kept: unknown[] = []
    const real = testPermit(leg.callId)
    const forgeries: unknown[] = [
      { callId: leg.callId, effectiveAt: 0, authority: real.authority },
      Object.assign(Object.create(Object.getPrototypeOf(real) as object), { callId: leg.callId, effectiveAt: 0 }),
      testPermit("0190a000-0000-7000-8000-0000000000ff"),
      null,
    ]
    for (const forgery of forgeries) {
      expect(() => leg.audio(forgery as RecordingPermit, () => kept.push(1))).toThrow(
        expect.objectContaining({ code: "PERMIT_REFUSED" }),
      )
    }
    if (!cold) await frames(3)
    expect(kept).toEqual([])
    expect(leg.counters()).toMatchObject({ written: 0 })
    expect(leg.counters().before_consent).toBeGreaterThanOrEqual(cold ? 0 : 3)
  })

  conform("a leg has one open tap", async ({ leg }) => {
    const { tap: first } = tap(leg)
    expect(() => tap(leg)).toThrow(expect.objectContaining({ code: "PERMIT_REFUSED" }))
    first.close("ended")
    tap(leg).tap.close("ended")
  })

  conform("frames from before the permit took effect are dropped and counted", async ({ leg, frames }) => {
    const { kept } = tap(leg, performance.now() + 60_000)
    await frames(5)
    expect(kept).toEqual([])
    expect(leg.counters().before_consent).toBeGreaterThanOrEqual(5)
  })

  conform("an open tap gets frames, numbered forwards in time", async ({ leg, frames }) => {
    const { kept } = tap(leg)
    await frames(8)
    expect(kept.length).toBeGreaterThanOrEqual(6)
    for (const track of ["inbound", "outbound"]) {
      const times = kept.filter((frame) => frame.track === track).map(({ timestampMs }) => timestampMs)
      expect(times).toEqual([...times].sort((a, b) => a - b))
    }
    expect(leg.counters().written).toBe(kept.length)
  })

  conform("withdrawal closes the tap before the call returns", async ({ leg, frames, cold }) => {
    const { tap: open, kept } = tap(leg)
    await frames(3)
    open.close("withdrawn")
    const before = kept.length
    expect(before).toBeGreaterThan(0)
    await (cold ? sleep(200) : frames(3))
    expect(kept.length).toBe(before)
    expect(leg.counters().after_withdrawal).toBeGreaterThanOrEqual(cold ? 0 : 3)
  })

  conform("paused frames are counted and dropped, and resuming goes on without them", async ({ leg, frames }) => {
    const { tap: open, kept } = tap(leg)
    await frames(3)
    open.pause()
    const before = kept.length
    await frames(3)
    expect(kept.length).toBe(before)
    expect(leg.counters().paused).toBeGreaterThanOrEqual(3)
    open.resume()
    await frames(5)
    expect(kept.length).toBeGreaterThan(before)
  })

  conform("a prompt answers prompt-played when it has been heard, and not before", async ({ leg, events }) => {
    const audio = new Uint8Array(400 * 8).fill(0x31)
    const startedAt = performance.now()
    leg.play("notice-1", audio)
    leg.play("menu-1", audio)
    await reached(() => events.filter(({ type }) => type === "prompt-played").length === 2)
    expect(performance.now() - startedAt).toBeGreaterThan(780)
    expect(events).toEqual([
      { type: "prompt-played", promptId: "notice-1", heardBytes: 3200, totalBytes: 3200 },
      { type: "prompt-played", promptId: "menu-1", heardBytes: 3200, totalBytes: 3200 },
    ])
  })

  conform("a prompt is part of what the leg hears, once, in real time", async ({ leg, events }) => {
    const { kept } = tap(leg)
    const audio = Uint8Array.from({ length: 400 * 8 }, (_, i) => i % 251)
    const startedAt = performance.now()
    leg.play("granted-1", audio)
    await sleep(150)
    const early = kept.filter(({ track }) => track === "outbound").length
    expect(early * 20).toBeLessThanOrEqual(performance.now() - startedAt)
    await reached(() => events.some(({ type }) => type === "prompt-played"))
    await reached(() => kept.filter(({ track }) => track === "outbound").length >= 20)
    const heard = kept.filter(({ track }) => track === "outbound")
    expect(Buffer.concat(heard.map(({ payload }) => payload)).equals(audio)).toBe(true)
    expect(heard.at(-1)!.timestampMs - heard[0]!.timestampMs).toBe(19 * 20)
  })

  conform("clear stops every prompt and answers for each; what was not heard is not reported", async (under) => {
    const { leg, events } = under
    const { kept } = tap(leg)
    const audio = new Uint8Array(2000 * 8).fill(0x31)
    const startedAt = performance.now()
    leg.play("notice-1", audio)
    leg.play("menu-1", audio)
    await sleep(300)
    leg.clear()
    const playedMs = performance.now() - startedAt
    expect(events).toEqual([])
    await reached(() => events.length === 2)
    expect(events).toMatchObject([
      { type: "prompt-stopped", promptId: "notice-1", totalBytes: 16_000, reason: "cleared" },
      { type: "prompt-stopped", promptId: "menu-1", heardBytes: 0, totalBytes: 16_000, reason: "cleared" },
    ])
    await sleep(300)
    expect(kept.filter(({ track }) => track === "outbound").length * 20).toBeLessThanOrEqual(playedMs)
    expect(kept.some(({ track }) => track === "outbound")).toBe(true)
    expect(events).toHaveLength(2)
    leg.play("again-1", audio.subarray(0, 1600))
    await reached(() => events.length === 3)
    expect(events[2]).toMatchObject({ type: "prompt-played", promptId: "again-1" })
  })

  conform("hangup in the middle of a prompt: the prompt answers closed, then closed comes once", async (under) => {
    const { leg, events } = under
    leg.play("notice-1", new Uint8Array(8000))
    leg.hangup()
    leg.hangup()
    expect(events).toEqual([])
    await reached(() => events.length === 2)
    leg.hangup()
    leg.play("late-1", new Uint8Array(800))
    leg.clear()
    await sleep(150)
    expect(events).toEqual([
      { type: "prompt-stopped", promptId: "notice-1", heardBytes: 0, totalBytes: 8000, reason: "closed" },
      { type: "closed", reason: "hangup" },
    ])
  })

  conform("hangup while recording: no frame follows", async ({ leg, events, frames }) => {
    const { kept } = tap(leg)
    await frames(3)
    leg.hangup()
    const before = kept.length
    await reached(() => events.some(({ type }) => type === "closed"))
    await sleep(100)
    expect(kept.length).toBe(before)
  })

  conform("hangup before anything happened closes once", async ({ leg, events }) => {
    leg.hangup()
    await reached(() => events.length === 1)
    expect(events).toEqual([{ type: "closed", reason: "hangup" }])
  })

  conform("audio from a leg that is not bridged to it is not heard", async ({ leg }) => {
    const { kept } = tap(leg)
    leg.relay(leg, new Uint8Array(160))
    await sleep(50)
    expect(kept.filter(({ track }) => track === "outbound")).toEqual([])
  })
}

/** Polls, because what is waited for may be an array of events or a counter. */
export async function reached(done: () => boolean, withinMs = 5000): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!done()) {
    if (performance.now() > deadline) throw new Error("this was never reached")
    await sleep(5)
  }
}
