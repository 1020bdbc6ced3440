/** Monotonic milliseconds, and timers that keep no process alive: the doors of a gateway do, its calls do not. */
export const processClock = {
  now: (): number => performance.now(),
  after: (ms: number, fn: () => void): (() => void) => {
    const timer = setTimeout(fn, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
