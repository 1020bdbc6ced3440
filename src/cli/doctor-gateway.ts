/* What a running gateway says of itself, and what its lines lack. Nothing where none answers: another check says so. */
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { openClient, read } from "./client.ts"
import { fine, type Finding } from "./doctor-checks.ts"
import { findGateway } from "./find-gateway.ts"
import type { Io } from "./io.ts"

const health = z.object({
  checks: z.array(z.object({ name: z.string(), status: z.enum(["ok", "failed"]), detail: z.string().nullable() })),
})

/** By the names of /v1/health/deep: what it is called here, and what mends it. */
const deep: Readonly<Record<string, readonly [name: string, mend: string]>> = {
  ledger: ["database", "stop the gateway, then assent fsck"],
  storage: ["storage", "make the data folder writable for the gateway's user, and the disk whole"],
  kek: ["kek", "assent keys rotate"],
  key_round_trip: ["keys", "restore data/keys from its own backup: without it nothing can be played or recorded"],
  ledger_continues: ["ledger", "assent verify names the first leaf that is wrong"],
  recordings_without_consent: ["consent", "switch the lines off, keep the folder as it is, run assent verify"],
  retention_overdue: ["retention", "look for the retention sweep in the log; assent retention"],
  retention_asks: ["sweep", "check clock and batch, then assent retention confirm"],
  webhooks_disabled: ["disabled webhooks", "mend the receiver or the register, then assent webhook enable"],
  webhook_backlog: ["webhooks", "assent webhook list says which receiver fails"],
  disk: ["data disk", "make room: a full disk stops recording"],
  draining: ["draining", "wait for the gateway to stop, and start it again"],
}

export async function checkDeep(io: Io): Promise<readonly Finding[]> {
  const checks = await deepHealth(io)
  return checks.map(({ name, status, detail }): Finding => {
    const [called, mend] = deep[name] ?? [name, "see the gateway's log"]
    if (status === "ok") return { name: called, status: "ok", detail: "as it should be", mend: null }
    return { name: called, status: "broken", detail: detail ?? name, mend }
  })
}

async function deepHealth(io: Io): Promise<z.infer<typeof health>["checks"]> {
  try {
    const { url, key } = findGateway(io)
    const headers = { authorization: `Bearer ${key}` }
    // 503 has the same body as 200: it names what is wrong.
    const response = await fetch(`${url}/v1/health/deep`, { headers, signal: AbortSignal.timeout(15_000) })
    return health.parse(await response.json()).checks
  } catch {
    return []
  }
}

const lines = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      mode: z.string(),
      language: z.string(),
      language_by_prefix: z.record(z.string(), z.string()).optional(),
      greeting: z.string(),
      retention: z.object({ policy: z.string() }).optional(),
    }),
  ),
})
const greeting = z.object({
  live: z.int().nullable(),
  versions: z.array(z.object({ version: z.int(), languages: z.record(z.string(), z.unknown()) })),
})

/** Lines that nobody is asked on for want of a greeting in their language, and lines that say nothing about keeping. */
export async function checkCallFlow(io: Io): Promise<readonly Finding[]> {
  try {
    const client = openClient(io)
    const found = read(lines, await client.get("/v1/lines?limit=100")).data
    if (found.length === 0) {
      return [
        { name: "lines", status: "warning", detail: "there is no line: no call is asked", mend: "assent line add" },
      ]
    }
    const gaps: Finding[] = []
    for (const line of found.filter(({ mode }) => mode !== "off")) {
      const wanted = new Set([line.language, ...Object.values(line.language_by_prefix ?? {})])
      const spoken = await languagesOf(client, line.greeting)
      const missing = [...wanted].filter((language) => !spoken.includes(language))
      if (missing.length > 0) {
        gaps.push({
          name: "greetings",
          status: missing.includes(line.language) ? "broken" : "warning",
          detail: `line ${line.id}: ${line.greeting} has nothing published in ${missing.join(", ")}`,
          mend: `assent greeting publish ${line.greeting}, with these languages in it`,
        })
      }
    }
    const bare = found.filter(({ retention }) => retention === undefined)
    return [
      ...(gaps.length > 0 ? gaps : [fine("greetings", "each line has what it asks with, in its languages")]),
      ...(bare.length === 0
        ? [fine("policies", `each of ${found.length} line(s) says how long its recordings are kept`)]
        : bare.map(({ id }): Finding => ({
            name: "policies",
            status: "broken",
            detail: `line ${id} does not say how long its recordings are kept`,
            mend: `assent line change ${id}`,
          }))),
    ]
  } catch (error) {
    if (error instanceof AssentError) return []
    throw error
  }
}

async function languagesOf(client: ReturnType<typeof openClient>, id: string): Promise<readonly string[]> {
  try {
    const { live, versions } = read(greeting, await client.get(`/v1/greetings/${id}`))
    return Object.keys(versions.find(({ version }) => version === live)?.languages ?? {})
  } catch (error) {
    if (error instanceof AssentError && error.code === "NOT_FOUND") return []
    throw error
  }
}
