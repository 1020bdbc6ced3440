/* Who answers for the processing (Art. 30(1)(a), 30(2)(a) GDPR): named in the register of processing. */
import { z } from "zod"
import { country } from "./config-recipients.ts"

const words = z.string().trim().min(1).max(300)
const party = z.strictObject({
  name: words.describe("In full."),
  contact: words.describe("An e-mail address or a telephone number."),
  address: words.nullable().default(null).describe("Postal address."),
})
const home = country.nullable().default(null).describe("ISO 3166-1 alpha-2.")

export const organisationConfig = z.strictObject({
  controller: party
    .extend({ country: home })
    .nullable()
    .default(null)
    .describe("Decides why and how calls are recorded."),
  representative: party.nullable().default(null).describe("Of a controller outside the Union (Art. 27 GDPR)."),
  dpo: party.nullable().default(null).describe("The data protection officer (Art. 37 GDPR)."),
  processor: party
    .extend({ country: home })
    .nullable()
    .default(null)
    .describe("Runs this gateway on the controller's behalf (Art. 28 GDPR). null: the controller runs it."),
})
export type Organisation = z.infer<typeof organisationConfig>

export function organisationProblems({ controller, representative, dpo, processor }: Organisation): string[] {
  if (controller !== null || (representative ?? dpo ?? processor) === null) return []
  return ["organisation.controller: name who decides why calls are recorded, beside those who act for it"]
}
