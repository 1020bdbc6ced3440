import { readFile, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { openEmbedded } from "../../../src/storage/embedded/open.ts"
import { ledgerStoreConformance } from "../../ledger/ledger-store.conformance.ts"
import { MemoryIdempotencyRows, MemoryJobRows } from "../../fakes/api-rows.ts"
import { apiRowsConformance } from "../api-rows.conformance.ts"
import { blobStoreConformance } from "../blob-store.conformance.ts"
import { callRowsConformance } from "../call-rows.conformance.ts"
import { carrierCopiesConformance } from "../carrier-copies.conformance.ts"
import { carrierLooksConformance } from "../carrier-looks.conformance.ts"
import { holdRowsConformance } from "../hold-rows.conformance.ts"
import { personRecordsConformance } from "../person-records.conformance.ts"
import { keyStoreConformance } from "../key-store.conformance.ts"
import { operatorStoreConformance } from "../operator-store.conformance.ts"
import { MemoryPeopleRows } from "../../fakes/people-rows.ts"
import { peopleRowsConformance } from "../people-rows.conformance.ts"
import { policyRulesConformance } from "../policy-rules.conformance.ts"
import { promptBlobsConformance } from "../prompt-blobs.conformance.ts"
import { receiptRowsConformance } from "../receipt-rows.conformance.ts"
import { recordingRowsConformance } from "../recording-rows.conformance.ts"
import { retentionRowsConformance } from "../retention-rows.conformance.ts"
import { answeredRow } from "../rows.ts"
import { viewsConformance } from "../views.conformance.ts"
import { freshFolder, openFresh } from "./folder.ts"

const NAME = "SQLite and files"
const withLog = async (): ReturnType<typeof openFresh> => {
  const opened = await openFresh()
  await opened.ledgerStore.create("ledger.example/rows")
  return opened
}

ledgerStoreConformance(NAME, async () => {
  const folder = await freshFolder()
  const embedded = await openEmbedded(folder)
  return {
    store: embedded.ledgerStore,
    writeRow: (tx, name) => embedded.calls.answered(tx, answeredRow(name)),
    rowsWritten: async () => (await embedded.views.calls({}, { limit: 100, after: null })).map((row) => row.id).sort(),
    async close() {
      await embedded.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
})
callRowsConformance(NAME, withLog)
recordingRowsConformance(NAME, withLog)
retentionRowsConformance(NAME, withLog)
holdRowsConformance(NAME, withLog)
personRecordsConformance(NAME, withLog)
viewsConformance(NAME, withLog)
carrierCopiesConformance(NAME, async () => {
  const opened = await withLog()
  return { ...opened, reopened: async () => (await opened.reopen()).carrierCopies }
})
carrierLooksConformance(NAME, async () => {
  const opened = await withLog()
  return { ...opened, reopened: async () => (await opened.reopen()).carrierLooks }
})
policyRulesConformance(NAME, async () => {
  const opened = await withLog()
  return { ...opened, reopened: async () => (await opened.reopen()).policyRules }
})
receiptRowsConformance(NAME, async () => {
  const opened = await withLog()
  return { ...opened, reopened: async () => (await opened.reopen()).receipts }
})
peopleRowsConformance(NAME, async () => {
  const opened = await withLog()
  return {
    people: opened.people,
    transact: (work) => opened.ledgerStore.transact((tx) => work(tx.rows)),
    close: opened.close,
  }
})
peopleRowsConformance("Memory, for tests,", async () => ({
  people: new MemoryPeopleRows(),
  transact: (work) => work(undefined),
  close: async () => undefined,
}))
apiRowsConformance(NAME, openFresh)
apiRowsConformance("Memory, for tests,", async () => ({
  idempotency: new MemoryIdempotencyRows(),
  jobs: new MemoryJobRows(),
  close: async () => undefined,
}))
keyStoreConformance(NAME, async () => {
  const opened = await openFresh()
  return { keys: opened.keyStore, close: opened.close }
})
blobStoreConformance(NAME, openFresh)
promptBlobsConformance(NAME, async () => {
  const opened = await openFresh()
  return {
    prompts: opened.prompts,
    async damage(sha256) {
      const file = join(opened.folder, "prompts", `${sha256}.ulaw`)
      const bytes = await readFile(file)
      bytes[100] = (bytes[100] ?? 0) ^ 1
      await writeFile(file, bytes)
    },
    close: opened.close,
  }
})
operatorStoreConformance(NAME, async () => {
  const opened = await openFresh()
  return {
    operator: opened.operator,
    reopen: async () => (await opened.reopen()).operator,
    close: opened.close,
  }
})
