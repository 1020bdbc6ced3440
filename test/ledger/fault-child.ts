/* Appends and signs on a real data folder until it is told enough, and says on standard output what was acknowledged. */
import { createPrivateKey } from "node:crypto"
import { readFileSync, writeSync } from "node:fs"
import { join } from "node:path"
import { uuidv7 } from "../../src/ids.ts"
import { openLedger } from "../../src/ledger/ledger.ts"
import { noteSigner } from "../../src/ledger/node-crypto.ts"
import { openEmbedded } from "../../src/storage/embedded/open.ts"
import { ORIGIN } from "./fault-origin.ts"

const folder = process.argv[2] ?? ""
const say = (what: string): void => void writeSync(1, `${what}\n`)
const signer = noteSigner(ORIGIN, createPrivateKey(readFileSync(join(folder, "log.pem"))))
const storage = await openEmbedded(join(folder, "data"), { quickCheck: false })
const ledger = await openLedger({ store: storage.ledgerStore, origin: ORIGIN, signer, create: false })
say("open")
for (let i = 0; i < 12; i++) {
  const id = uuidv7()
  const leaf = { v: 1, id, ts: new Date().toISOString(), type: "call.answered", call: uuidv7(), line: "main" } as const
  await ledger.append([leaf]).then(
    () => say(`durable ${id}`),
    () => say(`refused ${id}`),
  )
  if (i % 3 === 2) {
    await ledger.checkpoint().then(
      (note) => say(`signed ${JSON.stringify(note)}`),
      () => say("unsigned"),
    )
  }
}
await ledger.close().catch(() => undefined)
await storage.close().catch(() => undefined)
say("end")
