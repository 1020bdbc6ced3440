import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import { openEmbedded } from "../../../src/storage/embedded/open.ts"

const kek = {
  id: "kek-1",
  epoch: 1,
  provider: "file" as const,
  ref: "kek-1.pem",
  publicPem: "pem",
  fingerprint: "f",
  state: "active" as const,
  notBefore: "2026-01-01T00:00:00.000Z",
  notAfter: "2036-01-01T00:00:00.000Z",
  destroyedAt: null,
}
const callKey = (n: number) => ({
  id: `ck_${n}`,
  gen: 1,
  callId: `call-${n}`,
  publicJwk: "{}",
  kekId: "kek-1",
  wrappedJwe: "jwe",
  createdAt: "2026-01-01T00:00:00.000Z",
})

test("of many keys written at once each is durable when its promise resolves, and one that fails takes no other with it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "assent-grouped-"))
  await using storage = await openEmbedded(folder)
  await storage.keyStore.putKek(kek)
  const writes = Array.from({ length: 50 }, (_, n) => storage.keyStore.putCallKey(callKey(n === 20 ? 19 : n)))
  const results = await Promise.allSettled(writes)
  expect(results.filter(({ status }) => status === "rejected")).toHaveLength(1)
  expect(results[20]).toMatchObject({ status: "rejected", reason: { code: "CONFLICT" } })
  await storage.close()

  await using again = await openEmbedded(folder)
  for (let n = 0; n < 50; n++) expect((await again.keyStore.callKey(`ck_${n}`)) === null).toBe(n === 20)
})

test("a closed store refuses each write that waits", async () => {
  const folder = mkdtempSync(join(tmpdir(), "assent-grouped-"))
  const storage = await openEmbedded(folder)
  await storage.keyStore.putKek(kek)
  await storage.close()
  const results = await Promise.allSettled([
    storage.keyStore.putCallKey(callKey(1)),
    storage.keyStore.putCallKey(callKey(2)),
  ])
  for (const result of results) expect(result).toMatchObject({ status: "rejected", reason: { code: "STORAGE_FAILED" } })
})
