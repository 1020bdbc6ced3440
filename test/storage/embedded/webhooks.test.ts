import { webhookRowsConformance } from "../webhook-rows.conformance.ts"
import { openFresh } from "./folder.ts"

webhookRowsConformance("SQLite and files", async () => {
  const opened = await openFresh()
  await opened.ledgerStore.create("ledger.example/rows")
  return opened
})
