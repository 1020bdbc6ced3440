import { z } from "zod"
import { openClient, read } from "./client.ts"
import type { Finding } from "./doctor-checks.ts"
import type { Io } from "./io.ts"

const warnings = z.object({ data: z.array(z.object({ line_id: z.string(), code: z.string(), detail: z.string() })) })

/** Lines whose mode some jurisdiction does not allow. Nothing where no gateway answers: another check says so. */
export async function checkLines(io: Io): Promise<readonly Finding[]> {
  let found: z.infer<typeof warnings>["data"]
  try {
    found = read(warnings, await openClient(io).get("/v1/policy/warnings")).data
  } catch {
    return []
  }
  if (found.length === 0) {
    return [{ name: "policy", status: "ok", detail: "no line's mode is one that a jurisdiction forbids", mend: null }]
  }
  return found.map(({ line_id, detail }) => ({
    name: "policy",
    status: "warning",
    detail: `line ${line_id}: ${detail}`,
    mend: "assent policy rules shows the rules; ask counsel, or set the line to opt_in",
  }))
}
