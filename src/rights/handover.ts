/*
 * What an authority was handed, and on what ground: a manifest that names each file by its hash. Its own hash stands in
 * the leaf of the decision, so that both sides can show later what it was.
 */
import { z } from "zod"

const hash = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
const words = z.string().min(1).max(2000)

export const handoverSchema = z.strictObject({
  v: z.literal(1),
  request: z.uuid(),
  authority: words,
  legal_reference: words,
  scope: words,
  /** Id of the principal. */
  decided_by: z.string().min(1).max(500),
  handed_over: words,
  made_at: z.iso.datetime({ precision: 3 }),
  files: z.array(
    z.strictObject({
      path: z.string().min(1).max(300),
      bytes: z.int().nonnegative(),
      sha256: hash,
    }),
  ),
  /** Recordings that were handed over, and those in the request's scope that were not, with the reason. */
  recordings: z.array(z.uuid()),
  left_out: z.array(z.strictObject({ recording: z.uuid(), reason: z.string().min(1).max(100) })),
})
export type Handover = Readonly<z.infer<typeof handoverSchema>>
