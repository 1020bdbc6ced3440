/* What is put right on a request for rectification (Art. 16 GDPR). */
import { z } from "zod"
import type { Correction } from "../rights/requests.ts"
import { e164, idInput, slug } from "./ids.ts"

const name = z.string().min(1).max(200).nullable().default(null)

/** One thing that is worded anew. The wording before is destroyed, and stays as digests in its leaf. */
export const correctionBody = z
  .union([
    z.strictObject({ contact: idInput("con"), name, numbers: z.array(e164).max(10).default([]) }),
    z.strictObject({ agent: slug, name, lines: z.array(slug).max(20).default([]) }),
    z.strictObject({ call: idInput("call"), note: z.string().min(1).max(1400) }),
    z.strictObject({ call: idInput("call"), tags: z.array(z.string().min(1).max(50)).max(20) }),
    z.strictObject({ call: idInput("call"), agent: slug.nullable() }),
  ])
  .describe("Rectification: a contact, an agent, a note, tags, or who spoke on a call")

export function correctionOf(body: z.infer<typeof correctionBody>): Correction {
  if ("contact" in body) return { of: "contact", id: body.contact, name: body.name, numbers: body.numbers }
  if ("note" in body) return { of: "note", callId: body.call, text: body.note }
  if ("tags" in body) return { of: "tags", callId: body.call, tags: body.tags }
  if ("call" in body) return { of: "call", callId: body.call, agent: body.agent }
  return { of: "agent", id: body.agent, name: body.name, lines: body.lines }
}
