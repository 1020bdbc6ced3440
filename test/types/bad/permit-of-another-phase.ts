// expect: TS2339
import type { CallState } from "../../../src/call/state.ts"

export function permitOf(state: CallState) {
  return state.phase === "unrecorded" ? state.permit : null
}
