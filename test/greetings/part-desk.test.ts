import { expect, test } from "vitest"
import { jsonHash } from "../../src/greetings/hash.ts"
import { openPartDesks } from "../../src/greetings/part-desks.ts"
import { openDemo } from "./support.ts"

const by = (dryRun = false) => ({ by: "user_7", dryRun })

test("a changed line leaves one leaf with the hashes before and after and who did it; a dry run and a refusal leave none", async () => {
  const { store, leaves } = await openDemo()
  const { lines } = openPartDesks(store, { liveOn: () => 0, testPhone: true, media: true })
  const seen = lines.get("demo")
  const before = jsonHash(store.current())
  await lines.change(seen, { name: "Never" }, by(true))
  await expect(lines.change(seen, { number: "+99912345678" }, by())).rejects.toMatchObject({ field: "number" })
  expect([leaves.length, store.current().version]).toEqual([1, 1])
  await lines.change(seen, { name: "Front desk" }, by())
  expect(leaves[1]).toMatchObject({ before, after: jsonHash(store.current()), document_version: 2, by: "user_7" })
  await expect(lines.change(seen, { name: "Late" }, by())).rejects.toMatchObject({ code: "VERSION_STALE" })
  await expect(lines.remove(seen, by())).rejects.toMatchObject({ code: "VERSION_STALE" })
  expect([leaves.length, lines.get("demo").name]).toEqual([2, "Front desk"])
})

test("of many who edit one line from the same state, exactly one succeeds", async () => {
  const { store } = await openDemo()
  const { lines } = openPartDesks(store, { liveOn: () => 0, testPhone: true, media: true })
  const seen = lines.get("demo")
  const names = Array.from({ length: 8 }, (_, i) => `Editor ${i}`)
  const results = await Promise.allSettled(names.map((name) => lines.change(seen, { name }, by())))
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
  expect(lines.get("demo").name).toBe("Editor 0")
})

test("where no trunk brings audio here, a line cannot end inside the gateway", async () => {
  const { store } = await openDemo()
  const { lines } = openPartDesks(store, { liveOn: () => 0, testPhone: false, media: false })
  const phone = { kind: "phone", number: "+4930999888", ring_seconds: 20 }
  const voicemail = { kind: "voicemail", max_seconds: 60 }
  const to = (destination: object) => lines.change(lines.get("demo"), { destination }, by(true))
  await expect(to(voicemail)).rejects.toMatchObject({ code: "INPUT_INVALID", field: "destination" })
  await expect(to({ kind: "queue", targets: [phone, voicemail] })).rejects.toMatchObject({ field: "destination" })
  expect((await to({ kind: "queue", targets: [phone] })).destination.kind).toBe("queue")
})
