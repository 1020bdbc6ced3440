/* What the commands read of the API's answers. */
import { z } from "zod"

const nullable = z.string().nullable()

export const callView = z.object({
  id: z.string(),
  line_id: z.string(),
  state: z.string(),
  caller: nullable,
  caller_state: z.string(),
  answered_at: z.string(),
  consent: nullable,
  outcome: nullable,
})

export const consentView = z.object({
  id: z.string(),
  call_id: z.string(),
  party: z.string(),
  state: z.string(),
  method: z.string(),
  script: z.string(),
  heard: z.object({ bytes: z.number(), total: z.number() }),
  at: z.string(),
  leaf_index: z.number(),
})

export const recordingView = z.object({
  id: z.string(),
  call_id: z.string(),
  state: z.string(),
  started_at: z.string(),
  ended_at: nullable,
  delete_after: z.string(),
  ciphertext_bytes: z.number().nullable(),
  segments: z.number().nullable(),
})

export const callDetail = callView.extend({
  consents: z.array(consentView),
  recordings: z.array(recordingView),
})

export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ data: z.array(item), next_cursor: nullable, has_more: z.boolean() })
}

export const accessList = z.object({
  data: z.array(
    z.object({
      at: z.string(),
      type: z.string(),
      ranges: z.array(z.string()),
      scope: z.string().nullable(),
      actor: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
})
