// expect: TS2339|TS2551
import type { CallLeg } from "../../../src/call/ports.ts"

declare const leg: CallLeg
leg.onAudio(() => undefined)
