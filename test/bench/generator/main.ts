/* The load: a process of its own, so that what it costs is not charged to the server. */
import { setTimeout as sleep } from "node:timers/promises"
import { serve } from "../lib/child.ts"
import { Caller } from "./caller.ts"
import { Histogram } from "./histogram.ts"
import type { Connect, Reading, Scenario, SentFrame } from "./scenario.ts"

const PERIOD_MS = 20
/** The loop sleeps this long at most: fine enough to spread frames, without spinning. */
const GRAIN_MS = 0.25
const sleeper = new Int32Array(new SharedArrayBuffer(4))

let scenario: Scenario | null = null
let callers: Caller[] = []
let sent = 0
let keys = 0
let dropped = 0
const late = new Histogram()
const loopLate = new Histogram()
const relay = new Histogram()

function prepare(wanted: Scenario): void {
  scenario = wanted
  sent = keys = dropped = 0
  callers = Array.from(
    { length: wanted.calls },
    (_, index) =>
      new Caller(index, wanted, {
        heard: (call, track, sequence, at) => {
          const from = callers[call]?.sentAt(track, sequence) ?? NaN
          if (from > 0) relay.add(at - from)
        },
        keyPressed: () => keys++,
        dropped: () => dropped++,
      }),
  )
  reset()
  run(wanted)
}

async function connect({ path, from, to, spreadMs }: Connect): Promise<void> {
  const began = performance.now()
  const opening: Promise<void>[] = []
  for (let index = from; index < to; index++) {
    const due = began + ((index - from) / (to - from)) * spreadMs
    const wait = due - performance.now()
    if (wait > 1) await sleep(wait)
    const caller = callers[index]
    if (caller) opening.push(caller.connect(path))
  }
  await Promise.all(opening)
}

/**
 * Sends each track's frames every 20 ms, all of them spread evenly over the period, the second track half a period
 * behind the first. A frame that is late is sent at once and says so; none is left out.
 */
function run(of: Scenario): void {
  const slots = of.calls * of.tracks.length
  const start = performance.now()
  let slot = 0
  let round = 0
  const loop = (): void => {
    if (scenario !== of) return
    if (!of.media) {
      setTimeout(listen, 5)
      return
    }
    const now = performance.now()
    for (;;) {
      const due = start + (round + slot / slots) * PERIOD_MS
      if (due > now) break
      const caller = callers[slot % of.calls]
      if (caller?.live) {
        caller.sendMedia(Math.floor(slot / of.calls))
        sent++
        late.add(performance.now() - due)
      }
      if (++slot === slots) {
        slot = 0
        round++
      }
    }
    const next = start + (round + slot / slots) * PERIOD_MS
    const wait = Math.min(next - performance.now(), 5)
    if (wait > 0.02) Atomics.wait(sleeper, 0, 0, Math.max(wait, GRAIN_MS))
    setImmediate(loop)
  }
  let heardAt = performance.now() + 5
  const listen = (): void => {
    const now = performance.now()
    loopLate.add(Math.max(0, now - heardAt))
    heardAt = now + 5
    loop()
  }
  loop()
}

function reset(): void {
  sent = 0
  for (const histogram of [late, loopLate, relay]) histogram.reset()
  for (const { playout } of callers) playout.reset()
}

function read(): Reading {
  const sum = (of: (caller: Caller) => number) => callers.reduce((total, caller) => total + of(caller), 0)
  return {
    sent,
    late: late.lateness(),
    connected: callers.filter((caller) => caller.live).length,
    dropped,
    keys,
    playout: {
      messages: sum(({ playout }) => playout.messages),
      playedMs: sum(({ playout }) => playout.playedMs),
      gaps: sum(({ playout }) => playout.gaps),
      gapMs: sum(({ playout }) => playout.gapMs),
      gapCalls: callers.filter(({ playout }) => playout.gaps > 0).length,
      loopLate: loopLate.lateness(),
    },
    relay: { ...relay.lateness(), frames: relay.count },
  }
}

serve({
  prepare,
  connect,
  reset,
  read,
  keyTimes: () => callers.map((caller) => caller.keyAt),
  sentAt: (frames: readonly SentFrame[]) =>
    frames.map(({ call, track, sequence }) => callers[call]?.sentAt(track, sequence) ?? null),
  end: async (spreadMs: number) => {
    for (const [i, caller] of callers.entries()) {
      caller.end()
      if (i % 10 === 9) await sleep((spreadMs * 10) / callers.length)
    }
  },
  stop: () => {
    scenario = null
  },
})
