import { z } from "zod"

/** How people sign in. */
export const peopleConfig = z.strictObject({
  /** A sign-in that was not used for so long is over. */
  session_idle_minutes: z.int().min(1).max(1440).default(30),
  /** And every sign-in after so long, however much it was used. */
  session_hours: z.int().min(1).max(168).default(12),
})
