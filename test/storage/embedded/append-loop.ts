/* A process to be killed: appends leaves with their rows for ever, and says which it was told are durable. */
import { createHash } from "node:crypto"
import { writeSync } from "node:fs"
import { uuidv7 } from "../../../src/ids.ts"
import { openEmbedded } from "../../../src/storage/embedded/open.ts"
import { answeredRow } from "../rows.ts"

const { ledgerStore, calls } = await openEmbedded(process.argv[2] ?? "")
if ((await ledgerStore.origin()) === null) await ledgerStore.create("ledger.example/killed")
for (;;) {
  const ids = await ledgerStore.transact(async (tx) => {
    const { size } = await tx.head()
    const leaves = [0, 1, 2].map((i) => {
      const eventId = uuidv7()
      const entry = Buffer.from(`leaf ${eventId}`)
      return { index: size + i, eventId, entry, hash: createHash("sha256").update(entry).digest() }
    })
    for (const { eventId, index } of leaves) {
      await calls.answered(tx.rows, answeredRow(eventId, { answeredLeaf: index }))
    }
    const bits = (size + leaves.length).toString(2).replaceAll("0", "").length
    const frontier = Array.from({ length: bits }, () => leaves[0]?.hash ?? Buffer.alloc(32))
    await tx.insert(leaves, [], { size: size + leaves.length, frontier })
    return leaves.map((leaf) => leaf.eventId)
  })
  writeSync(1, `${ids.join("\n")}\n`)
}
