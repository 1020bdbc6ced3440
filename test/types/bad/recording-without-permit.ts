// expect: TS2322|TS2741
import type { CallState } from "../../../src/call/state.ts"

export const state: CallState = {
  phase: "recording",
  choice: { heard: { bytes: 1, total: 1 }, key: null, attempts: 1 },
  pauses: [],
  code: "",
  connection: { agent: "dialing", owed: [] },
}
