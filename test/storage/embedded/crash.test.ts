import { spawn } from "node:child_process"
import { once } from "node:events"
import { rm } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { openEmbedded } from "../../../src/storage/embedded/open.ts"
import { freshFolder } from "./folder.ts"

const program = fileURLToPath(new URL("append-loop.ts", import.meta.url))

/** Runs the appending process until it acknowledged some leaves, kills it, and returns what it acknowledged. */
async function killed(folder: string, after: number): Promise<string[]> {
  const child = spawn(process.execPath, [program, folder], { stdio: ["ignore", "pipe", "inherit"] })
  let output = ""
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text
    if (output.length > after * 37) child.kill("SIGKILL")
  })
  const [, signal] = (await once(child, "close")) as [number | null, string | null]
  expect(signal).toBe("SIGKILL")
  // The last line may be cut by the kill: it was not acknowledged then.
  return output.split("\n").slice(0, -1)
}

test("no acknowledged leaf is lost when the process is killed, and no leaf is there without its row", async () => {
  const folder = await freshFolder()
  const acknowledged = new Set<string>()
  try {
    for (const after of [1, 100, 333, 900]) {
      for (const id of await killed(folder, after)) acknowledged.add(id)
      // The lock died with its process; the check and the recovery of the write-ahead log run here.
      const embedded = await openEmbedded(folder)
      const stored = new Map<string, number>()
      for await (const leaf of embedded.ledgerStore.leaves(0, Number.MAX_SAFE_INTEGER)) {
        if (leaf.index !== stored.size) throw new Error("a gap in the log")
        stored.set(leaf.eventId, leaf.index)
      }
      expect((await embedded.ledgerStore.head()).size).toBe(stored.size)
      expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([])
      const rows = await embedded.views.calls({}, { limit: 1_000_000, after: null })
      expect(new Map(rows.map((row) => [row.id, row.answeredLeaf]))).toEqual(stored)
      await embedded.close()
    }
    expect(acknowledged.size).toBeGreaterThan(1000)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
