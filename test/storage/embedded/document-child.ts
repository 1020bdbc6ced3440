/* Changes a document three times, each with a name of its own, and says what came of it. */
import { hasCode } from "../../../src/errors.ts"
import { openOperatorStore } from "../../../src/storage/embedded/operator-store.ts"
import { line } from "../line.ts"

const [path = "", size = "0"] = process.argv.slice(2)
const store = await openOperatorStore(path)
const told: string[] = []
for (const name of ["first", "second", "third"]) {
  // The second one alone is as large as asked.
  const purposes =
    name === "second" ? Array.from({ length: 8 }, (_, i) => `${i}`.padEnd(Number(size), "x")) : ["quality"]
  const lines = Array.from({ length: name === "second" ? 10 : 1 }, (_, i) => ({
    ...line,
    id: `line-${i}`,
    number: `+4930123456${i}`,
    name,
    purposes,
  }))
  try {
    const { version } = await store.update((draft) => (draft.lines = lines))
    told.push(`${name} ${version}`)
  } catch (error) {
    told.push(`${name} ${hasCode(error, "STORAGE_FAILED") ? "STORAGE_FAILED" : String(error)}`)
  }
  told.push(store.current().lines[0]?.name ?? "none")
}
process.stdout.write(told.join("\n"))
