import { z } from "zod"
import type { Client } from "./client.ts"

const waiver = z.object({ pointer: z.string(), code: z.string(), reason: z.string(), by: z.string() })

export const versionView = z.object({
  version: z.number(),
  state: z.string(),
  published_at: z.string().nullable(),
  publish_at: z.string().nullable(),
  hindered: z.object({ reason: z.string() }).nullable(),
  message: z.string().nullable(),
  draft_wording: z.boolean(),
  languages: z.record(z.string(), z.record(z.string(), z.object({ text: z.string(), bytes: z.number() }))),
  waivers: z.array(waiver),
})

export const greetingView = z.object({
  id: z.string(),
  name: z.string(),
  live: z.number().nullable(),
  versions: z.array(versionView),
})

export const findingsView = z.object({
  publishable: z.boolean(),
  findings: z.array(
    z.object({
      pointer: z.string(),
      code: z.string(),
      detail: z.string(),
      severity: z.string(),
      waivable: z.boolean(),
      waived: waiver.nullable(),
    }),
  ),
})

export const segment = (value: string): string => encodeURIComponent(value)

/** Changes the greeting as it is now, and nothing that somebody else has changed since. */
export async function matchNow(client: Client, id: string): Promise<Readonly<Record<string, string>>> {
  const response = await client.open(`/v1/greetings/${segment(id)}`)
  await response.body?.cancel()
  return { "if-match": response.headers.get("etag") ?? "" }
}
