// expect: TS2741|TS2345|TS2322
import type { CallLeg } from "../../../src/call/ports.ts"
import type { Receipt } from "../../../src/ledger/receipt.ts"

declare const leg: CallLeg
declare const authority: Receipt
leg.audio({ callId: leg.callId, effectiveAt: 0, authority }, () => undefined)
