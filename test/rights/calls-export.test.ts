import { createHash, generateKeyPairSync } from "node:crypto"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { expect, test } from "vitest"
import type { CallRow } from "../../src/api/ports.ts"
import { noteSigner } from "../../src/ledger/node-crypto.ts"
import { untar } from "../../src/ledger/tar.ts"
import { openCallsManifest } from "../../src/rights/calls-manifest.ts"
import { callsExport } from "../../src/wiring/calls-export.ts"

const origin = "ledger.example/test"
const logKey = generateKeyPairSync("ed25519").privateKey
const by = { actor: "test", reason: null }
const scope = { line: "main", since: "2026-01-01", until: "2026-06-30" }

/** Calls made as they are asked for; every tenth goes on. */
function lineWith(count: number) {
  const asked: unknown[] = []
  const recorded: unknown[] = []
  const parts = {
    views: {
      calls: async (filter: object, { limit, after }: { limit: number; after: string | null }) => {
        asked.push(filter)
        const from = after === null ? 0 : Number(after.slice(2)) + 1
        return Array.from({ length: Math.min(limit, count - from) }, (_, i): CallRow => {
          const n = from + i
          const live = n % 10 === 9
          return {
            id: `c-${n}`,
            lineId: "main",
            trunk: 'tr"unk',
            direction: "inbound",
            state: live ? "active" : "ended",
            answeredAt: "2026-03-01T10:00:00.000Z",
            endedAt: live ? null : "2026-03-01T10:01:00.000Z",
            answeredLeaf: n,
            endedLeaf: n,
            consent: "granted",
            outcome: "completed",
            timeToAgentMs: null,
          }
        })
      },
    },
    operator: { current: () => ({ version: 1, lines: [], greetings: [] }) },
    agents: { bySlug: async () => null },
    evidence: {
      packed: async (scope: string, _by: unknown, bulk: unknown) => {
        recorded.push([scope, bulk])
        return ["a disclosure"]
      },
    },
    logKey,
    origin,
  }
  return { asked, recorded, exports: callsExport(parts) }
}

async function unpacked(archive: AsyncIterable<Uint8Array>) {
  const files: Record<string, Buffer> = {}
  for await (const { path, content } of untar(archive, { files: 10, bytes: 1e9 })) {
    const pieces: Uint8Array[] = []
    for await (const piece of content) pieces.push(piece)
    files[path] = Buffer.concat(pieces)
  }
  return files
}

test("an export has each ended call once, in both forms, under a manifest that the log's key signed", async () => {
  const { exports, asked } = lineWith(1234)
  const files = await unpacked((await exports.of(scope, by)).bytes)
  const rows = JSON.parse(String(files["calls.json"])) as Record<string, unknown>[]
  expect(rows).toHaveLength(1234 - 123)
  expect(new Set(rows.map((row) => row["call_id"])).size).toBe(rows.length)
  const lines = String(files["calls.csv"]).trimEnd().split("\r\n")
  expect(lines).toHaveLength(rows.length + 1)
  expect(lines[1]).toBe(
    'c-0,main,"tr""unk",inbound,2026-03-01T10:00:00.000Z,2026-03-01T10:01:00.000Z,granted,completed,',
  )
  expect(asked[0]).toEqual({
    line: "main",
    answeredFrom: "2026-01-01T00:00:00.000Z",
    answeredTo: "2026-07-01T00:00:00.000Z",
  })
  const jws = String(files["manifest.jws"])
  const manifest = await openCallsManifest(jws, noteSigner(origin, logKey).vkey)
  expect(manifest).toMatchObject({ ...scope, calls: rows.length })
  for (const [path, { sha256 }] of Object.entries(manifest.files))
    expect(createHash("sha256").update(files[path]!).digest("base64url"), path).toBe(sha256)
  expect(Object.keys(manifest.files)).toEqual(["calls.csv", "calls.json", "export.disclosures"])
  const stranger = noteSigner(origin, generateKeyPairSync("ed25519").privateKey).vkey
  await expect(openCallsManifest(jws, stranger)).rejects.toThrow("not signed by the log's key")
})

test("an agent's calls are named as theirs under the signature; the ledger says only that they were an agent's", async () => {
  const { exports, asked, recorded } = lineWith(20)
  const period = { since: scope.since, until: scope.until }
  const answered = { answeredFrom: "2026-01-01T00:00:00.000Z", answeredTo: "2026-07-01T00:00:00.000Z" }
  const { vkey } = noteSigner(origin, logKey)
  const of = async (whose: { line?: string; agent: string }) => {
    const { fileName, bytes } = await exports.of({ ...whose, ...period }, by)
    const manifest = await openCallsManifest(String((await unpacked(bytes))["manifest.jws"]), vkey)
    return { fileName, manifest, filter: asked.at(-1), recorded: recorded.at(-1) }
  }
  const everywhere = await of({ agent: "agent-7" })
  expect(everywhere).toMatchObject({
    fileName: "calls_agent-7_2026-01-01_2026-06-30.tar",
    manifest: { agent: "agent-7", ...period, calls: 18 },
    filter: { agent: "agent-7", ...answered },
    recorded: ["calls of an agent, 2026-01-01 to 2026-06-30", { line: null, agent: "agent-7", ...period }],
  })
  expect(everywhere.manifest).not.toHaveProperty("line")
  expect(await of({ line: "main", agent: "agent-7" })).toMatchObject({
    fileName: "calls_main_agent-7_2026-01-01_2026-06-30.tar",
    manifest: { line: "main", agent: "agent-7" },
    filter: { line: "main", agent: "agent-7", ...answered },
    recorded: ["calls of an agent on a line, 2026-01-01 to 2026-06-30", { line: "main", agent: "agent-7", ...period }],
  })
})

test("a backwards period, nobody's calls, and a line or an agent that never was are refused by name", async () => {
  const { exports } = lineWith(0)
  await expect(exports.of({ ...scope, until: "2025-01-01" }, by)).rejects.toMatchObject({ field: "/query/until" })
  await expect(exports.of({ ...scope, line: undefined }, by)).rejects.toMatchObject({ field: "/query/line" })
  await expect(exports.of(scope, by)).rejects.toThrow("there is no such line")
  await expect(exports.of({ ...scope, line: undefined, agent: "agent-7" }, by)).rejects.toThrow(
    "there is no such agent",
  )
})

test("100,000 calls pass through without memory growing with them", async () => {
  setFlagsFromString("--expose-gc")
  const collect = runInNewContext("gc") as () => void
  /** What is really held: the resident size says more of when V8 collects. */
  const held = (): number => {
    collect()
    const { heapUsed, external } = process.memoryUsage()
    return (heapUsed + external) / 1e6
  }
  const { bytes } = await lineWith(100_000).exports.of(scope, by)
  const before = held()
  let most = before
  let read = 0
  let seen = 0
  for await (const piece of bytes) {
    read += piece.length
    if (read < seen + 3_000_000) continue
    seen = read
    most = Math.max(most, held())
  }
  expect(read).toBeGreaterThan(25_000_000)
  expect(seen).toBeGreaterThan(20_000_000)
  expect(most - before).toBeLessThan(5)
}, 30_000)
