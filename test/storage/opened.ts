import type { Views } from "../../src/api/ports.ts"
import type { CallRows } from "../../src/consent/ports.ts"
import type { LedgerStore } from "../../src/ledger/store.ts"
import type { RecordingRows } from "../../src/recording/ports.ts"
import type { RetentionRows } from "../../src/retention/ports.ts"

/** The ports that one database holds together, on fresh storage with a log. */
export interface OpenedRows<Tx> {
  readonly ledgerStore: LedgerStore<Tx>
  readonly calls: CallRows<Tx>
  readonly recordings: RecordingRows<Tx>
  readonly retention: RetentionRows<Tx>
  readonly views: Views
  readonly close: () => Promise<void>
}
export type OpenRows<Tx> = () => Promise<OpenedRows<Tx>>
