import { ledgerStoreConformance } from "./ledger-store.conformance.ts"
import { MemoryLedgerStore } from "../fakes/memory-ledger-store.ts"

ledgerStoreConformance("the store in memory", async () => {
  const store = new MemoryLedgerStore()
  return {
    store,
    writeRow: (tx, name) => tx.put(name),
    rowsWritten: async () => [...store.data.rows.keys()].sort(),
    close: async () => store.close(),
  }
})
