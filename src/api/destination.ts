/* Where data go on to: stated by whoever exports them, checked against the register of recipients. */
import type { FastifyRequest } from "fastify"
import { z } from "zod"
import type { Destination } from "../rights/recipients.ts"

const RECIPIENT = "x-assent-recipient"
const COUNTRY = "x-assent-country"

export const destinationHeaders = {
  [RECIPIENT]: z.string().min(1).max(64).optional().meta({
    description: "The recipient on the register that this goes on to: 403 unless it is listed, with its country",
    example: "archive",
  }),
  [COUNTRY]: z.string().length(2).optional().meta({
    description:
      "Where it goes (ISO 3166-1): 403 unless the recipient is listed with it, or it is the controller's own",
    example: "IE",
  }),
}

/** `undefined` where nothing is said: it stays with whoever asks. */
export function destinationOf({ headers }: FastifyRequest): Destination | undefined {
  const recipient = headers[RECIPIENT]
  const country = headers[COUNTRY]
  if (recipient === undefined && country === undefined) return undefined
  return {
    recipient: typeof recipient === "string" ? recipient : null,
    country: typeof country === "string" ? country.toUpperCase() : null,
  }
}
