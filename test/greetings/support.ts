import { mkdtemp } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { encodeMulaw } from "../../src/audio/g711.ts"
import { toInt16 } from "../../src/audio/samples.ts"
import { sine } from "../../src/audio/tone.ts"
import { mulawWav } from "../../src/audio/wav-write.ts"
import { AssentError } from "../../src/errors.ts"
import { loadShippedPrompts } from "../../src/greetings/catalog.ts"
import { type ChangeLedger, ledgered } from "../../src/greetings/change-log.ts"
import type { GreetingRules } from "../../src/greetings/desk.ts"
import { openGreetings } from "../../src/greetings/greetings.ts"
import { demoDocument } from "../../src/greetings/seed.ts"
import { type LeafOf, leafSchema } from "../../src/ledger/entry.ts"
import { openOperatorStore } from "../../src/storage/embedded/operator-store.ts"
import { filePrompts } from "../../src/storage/embedded/prompt-blobs.ts"

export const PROMPTS = fileURLToPath(new URL("../../prompts", import.meta.url))

/** A voice of so many seconds as the line plays it already: taken as it is, so quick. */
export const ready = (seconds: number): Buffer => mulawWav(encodeMulaw(toInt16(sine(500, seconds * 1000, -19))))

/** A ledger that keeps leaves in memory, checks each against the schema, and can be told to fail. */
export function memoryLedger() {
  const leaves: LeafOf<"config.changed">[] = []
  let failing = false
  const ledger: ChangeLedger = {
    async append(more) {
      if (failing) throw new AssentError("LEDGER_UNAVAILABLE", "the disk is full")
      for (const raw of more) {
        const leaf = leafSchema.parse(raw)
        if (leaf.type !== "config.changed") throw new Error("not a change")
        const same = leaves.find(({ id }) => id === leaf.id)
        if (same === undefined) leaves.push(leaf)
        else if (JSON.stringify(same) !== JSON.stringify(leaf)) throw new AssentError("LEDGER_CONFLICT", "another leaf")
      }
    },
  }
  return { ledger, leaves, fail: (now: boolean) => (failing = now) }
}

/** The demo document in a real store in a folder of its own. */
export async function openDemo(languages: readonly string[] = ["en"], rules: Partial<GreetingRules> = {}) {
  const folder = await mkdtemp(join(tmpdir(), "assent-greetings-"))
  const blobs = filePrompts(folder)
  const file = await openOperatorStore(join(folder, "operator.json"))
  const { ledger, leaves, fail } = memoryLedger()
  const store = ledgered(file, ledger)
  const [first, ...others] = await Promise.all(languages.map((language) => loadShippedPrompts(PROMPTS, language)))
  const demo = await demoDocument([first!, ...others], blobs)
  await store.update((draft) => Object.assign(draft, { lines: demo.lines, greetings: demo.greetings }))
  const greetings = openGreetings(store, blobs, rules)
  return { folder, blobs, file, store, greetings, ledger, leaves, fail, line: () => greetings.line("demo") }
}
