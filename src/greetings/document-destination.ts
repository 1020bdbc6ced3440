/* Where a line's calls go. */
import { z } from "zod"
import { e164 } from "./document-words.ts"

export const destination = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("test-agent") }),
  z.strictObject({
    kind: z.literal("phone"),
    number: e164,
    /** Whoever answers presses 1 to take the call: keeps the destination's voicemail out. */
    press_to_accept: z.boolean().optional(),
  }),
])
export type Destination = z.infer<typeof destination>
