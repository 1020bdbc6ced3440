/** Milliseconds of the machine's monotonic clock, the same in every process of one machine. */
export function machineNow(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

const offset = machineNow() - performance.now()

/** `performance.now()` of this process, on the machine's clock. */
export function toMachine(performanceMs: number): number {
  return performanceMs + offset
}
