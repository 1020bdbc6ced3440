// expect: TS1361|TS1362|TS2693|TS2305|TS2724|TS2459
import { LedgerReceipt } from "../../../src/ledger/receipt.ts"

export const receipt = LedgerReceipt
