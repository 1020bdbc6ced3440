/* Who answers for the processing (Art. 30(1)(a), 30(2)(a) GDPR): named in the register of processing. */
import { z } from "zod"
import { country } from "./config-recipients.ts"

const words = z.string().trim().min(1).max(300)
const party = z.strictObject({ name: words, contact: words, address: words.nullable().default(null) })

export const organisationConfig = z.strictObject({
  /** Decides why and how calls are recorded. */
  controller: party
    .extend({ country: country.nullable().default(null) })
    .nullable()
    .default(null),
  /** Of a controller outside the Union (Art. 27). */
  representative: party.nullable().default(null),
  /** The data protection officer (Art. 37). */
  dpo: party.nullable().default(null),
  /** Runs this gateway on the controller's behalf (Art. 28). `null`: the controller runs it. */
  processor: party
    .extend({ country: country.nullable().default(null) })
    .nullable()
    .default(null),
})
export type Organisation = z.infer<typeof organisationConfig>

export function organisationProblems({ controller, representative, dpo, processor }: Organisation): string[] {
  if (controller !== null || (representative ?? dpo ?? processor) === null) return []
  return ["organisation.controller: name who decides why calls are recorded, beside those who act for it"]
}
