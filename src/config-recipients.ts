/* Who else receives data, where, and why it may go there (Art. 13(1)(f), 30(1)(d) and (e), 44 to 49 GDPR). */
import { z } from "zod"

/** ISO 3166-1 alpha-2. */
const countries = new Set(
  (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ " +
    "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO " +
    "FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE " +
    "JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO " +
    "MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW " +
    "PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM " +
    "TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
  ).split(" "),
)
export const country = z
  .string()
  .regex(/^[A-Z]{2}$/, "two capital letters, such as DE")
  .refine((code) => countries.has(code), "an ISO 3166-1 code, such as DE or US")

/** The European Economic Area: no transfer in the sense of Chapter V GDPR. */
const eea = new Set(
  "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split(" "),
)

export const transferMechanisms = ["none_needed", "adequacy", "scc", "bcr", "safeguards", "derogation"] as const
export type Transfer = (typeof transferMechanisms)[number]
export const transfer = z.enum(transferMechanisms)

export const recipientRoles = [
  "storage",
  "carrier",
  "webhook",
  "voice",
  "witness",
  "timestamp",
  "auditor",
  "authority",
  "other",
] as const
export type RecipientRole = (typeof recipientRoles)[number]

const words = z.string().trim().min(1).max(300)

/** Of a party that the configuration names elsewhere: a trunk, a witness, a timestamp authority. */
export const configRecipient = z
  .strictObject({
    name: words.optional().describe("Default: what the configuration calls it."),
    purpose: words.optional().describe("Why it receives data."),
    country: country.describe("ISO 3166-1 alpha-2."),
    transfer: transfer.describe("Why data may go there (Art. 44 to 49 GDPR)."),
  })
  .describe("Where it is, and why data may go there: stands in the register of recipients.")
export type ConfigRecipient = z.infer<typeof configRecipient>

/** `country` and `transfer` are `null` for what the configuration names without saying where it is. */
export const recipient = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, "lower-case letters, digits, - and _, at most 64"),
  name: words,
  role: z.enum(recipientRoles),
  purpose: words,
  country: country.nullable(),
  transfer: transfer.nullable(),
})
export type Recipient = z.infer<typeof recipient>

interface Named {
  readonly organisation: { readonly controller: { readonly country: string | null } | null }
  readonly messaging: { readonly recipient?: ConfigRecipient | undefined } | null
  readonly trunks: readonly { readonly name: string; readonly recipient?: ConfigRecipient | undefined }[]
  readonly ledger: {
    readonly witnesses: readonly { readonly recipient?: ConfigRecipient | undefined }[]
    readonly timestamp_authority: { readonly recipient?: ConfigRecipient | undefined } | null
  }
}

/** Of each party that the configuration places: whether data may go there by what it says. */
export function recipientProblems({ organisation, trunks, ledger, messaging }: Named): string[] {
  const home = organisation.controller?.country ?? null
  const at = (path: string, said: ConfigRecipient | undefined): string[] => {
    const problem = said ? transferProblem(home, said.country, said.transfer) : null
    return problem === null ? [] : [`${path}.recipient.transfer: ${problem}`]
  }
  return [
    ...trunks.flatMap(({ recipient: said }, i) => at(`trunks.${i}`, said)),
    ...ledger.witnesses.flatMap(({ recipient: said }, i) => at(`ledger.witnesses.${i}`, said)),
    ...at("messaging", messaging?.recipient),
    ...at("ledger.timestamp_authority", ledger.timestamp_authority?.recipient),
  ]
}

/** @returns what has to change, `null` when the mechanism fits where both are */
export function transferProblem(home: string | null, to: string, by: Transfer): string | null {
  if (by !== "none_needed" || to === home || (eea.has(to) && (home === null || eea.has(home)))) return null
  return `data that go to ${to} are transferred: name the mechanism (${transferMechanisms.slice(1).join(", ")})`
}
