export const PROMPT_MS = 40_000

/** One long prompt, so that a call hears speech for as long as it is measured. */
export function promptAudio(): Uint8Array {
  return new Uint8Array(PROMPT_MS * 8).map((_, i) => 0x30 + (i % 64))
}

let timer: NodeJS.Timeout | undefined
const cell = new Int32Array(new SharedArrayBuffer(4))

/** Blocks the event loop for `ms` every `everyMs`, asleep, so that the stall itself costs no CPU; 0 stops. */
export function stallEvery({ everyMs, ms }: { everyMs: number; ms: number }): void {
  clearInterval(timer)
  if (everyMs > 0) timer = setInterval(() => Atomics.wait(cell, 0, 0, ms), everyMs)
}
