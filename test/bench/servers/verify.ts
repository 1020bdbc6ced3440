/* Checks a large export from disk, and hashes the same bytes with SHA-256 and nothing else, in a process of its own, as `assent-verify` would. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { growBeside } from "../../../src/ledger/grow-beside.ts"
import { sha256, verifyEd25519 } from "../../../src/ledger/node-crypto.ts"
import { folderSource } from "../../../src/ledger/source.ts"
import { verifyLedger } from "../../../src/ledger/verify.ts"
import { keepYoungSpaceSmall } from "../../../src/ledger/young-space.ts"
import { serve } from "../lib/child.ts"
import { writeLargeExport } from "../lib/large-export.ts"

const folder = join(process.argv[2] ?? ".", "export")
let size = 0
keepYoungSpaceSmall()

serve({
  prepare: async (leaves: number): Promise<void> => {
    size = leaves
    await writeLargeExport(folder, leaves)
  },
  /** Leaves a second, from disk: signature, tree, tiles and every rule. */
  verify: async (): Promise<number> => {
    const began = performance.now()
    const summary = await verifyLedger(folderSource(folder), readFileSync(join(folder, "log.vkey"), "utf8"), {
      hash: sha256,
      verify: verifyEd25519,
      beside: growBeside,
    })
    if (summary.size !== size) throw new Error("not all of it was checked")
    return (size * 1000) / (performance.now() - began)
  },
  /** Leaves a second: each leaf and one inner node hashed, in memory. */
  floor: async (): Promise<number> => {
    const entries: Uint8Array[] = []
    const part = Math.min(size, 100_000)
    for await (const batch of folderSource(folder).entries(part)) entries.push(...batch)
    const node = new Uint8Array(65)
    const began = performance.now()
    for (const entry of entries) {
      sha256(entry)
      sha256(node)
    }
    return (entries.length * 1000) / (performance.now() - began)
  },
  memory: (): number => process.resourceUsage().maxRSS / 1024,
})
