// expect: TS2345|TS2741|TS2322
import { permitFor } from "../../../src/consent/permit.ts"
import type { Receipt } from "../../../src/ledger/receipt.ts"

declare const real: Receipt
permitFor("call", ["caller"], [{ index: 1, leaf: real.leaf, leafHash: real.leafHash, durableAt: 0 }])
