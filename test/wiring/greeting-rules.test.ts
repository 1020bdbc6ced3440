import { expect, onTestFinished, test, vi } from "vitest"
import type { Due } from "../../src/greetings/desk.ts"
import { startPublisher } from "../../src/wiring/greeting-rules.ts"

function start(rounds: readonly (() => readonly Due[])[]) {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const lines: string[] = []
  let round = 0
  const write = (level: string) => (_facts: object, message: string) => void lines.push(`${level}: ${message}`)
  const log = { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") }
  const stop = startPublisher({ publishDue: async () => rounds[round++]?.() ?? [] }, log)
  return { lines, stop, rounds: () => round }
}

test("what is due is looked at when the gateway starts and every few seconds, and a failure does not end that", async () => {
  const due = { greeting: "welcome", version: 2 }
  const { lines, stop, rounds } = start([
    () => [{ ...due, published: true }],
    () => {
      throw new Error("the disk is full")
    },
    () => [{ ...due, published: false }],
  ])
  await vi.advanceTimersByTimeAsync(0)
  expect(lines).toEqual(["info: a scheduled greeting is live"])
  await vi.advanceTimersByTimeAsync(10_000)
  expect(lines.slice(1)).toEqual([
    expect.stringMatching(/^error: .*tried again/),
    expect.stringMatching(/^error: .*plays on/),
  ])
  await stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(rounds()).toBe(3)
})
