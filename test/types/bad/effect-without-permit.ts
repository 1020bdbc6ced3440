// expect: TS2322|TS2741
import type { Effect } from "../../../src/call/state.ts"

export const effect: Effect = { type: "start-recording" }
