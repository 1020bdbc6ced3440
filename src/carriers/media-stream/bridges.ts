import type { CallLeg } from "../../call/ports.ts"

const targets = new WeakMap<CallLeg, CallLeg>()

/** Notes that `from` forwards its audio to `to`, or to nobody. Only a leg's own `bridge` calls this. */
export function setBridge(from: CallLeg, to: CallLeg | null): void {
  if (to) targets.set(from, to)
  else targets.delete(from)
}

/** The leg that `from` forwards to. Audio from a leg that was not bridged here must not be heard here. */
export function isBridged(from: CallLeg, to: CallLeg): boolean {
  return targets.get(from) === to
}
