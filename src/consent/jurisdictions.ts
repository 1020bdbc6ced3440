/*
 * The rules of jurisdictions are data (config/jurisdictions.json), with where each was read and how sure it is. Product
 * guidance, not legal advice. A set of rules is known by its hash, so that a decision can be made again years later.
 */
import { createHash } from "node:crypto"
import { isSupportedCountry } from "libphonenumber-js/max"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { askModes, jurisdictionCode } from "../ledger/entry.ts"
import { canonicalText } from "../ledger/jcs.ts"

const states = new Set(
  (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR " +
    "PA RI SC SD TN TX UT VT VA WA WV WI WY"
  ).split(" "),
)

/** `all_party`: everybody on the line agrees. `consent_required`: so does data protection law. `one_party`: one side's will do. */
export const ruleKinds = ["all_party", "consent_required", "one_party"] as const

/** Where a line or a caller may be: an ISO 3166-1 country, or a state of the USA by ISO 3166-2. */
export function isPlace(code: string): boolean {
  if (code.startsWith("US-")) return states.has(code.slice(3))
  return /^[A-Z]{2}$/.test(code) && isSupportedCountry(code)
}

const row = z
  .strictObject({
    code: jurisdictionCode.refine(
      isPlace,
      "not known: give an ISO 3166-1 country such as DE, or a US state such as US-CA",
    ),
    rule: z.enum(ruleKinds),
    /** The modes that a line may ask its callers in. `off` always may. */
    allows: z.array(z.enum(askModes)).max(askModes.length),
    statute: z.string().min(1).max(300).nullable(),
    sources: z
      .array(z.url({ protocol: /^https?$/ }))
      .min(1)
      .max(12),
    reviewed_on: z.iso.date(),
    confidence: z.enum(["high", "medium", "low"]),
    note: z.string().min(1).max(500).optional(),
    /** The first day of this row; absent: always. Of several rows of one code the latest that has begun counts. */
    in_force_from: z.iso.date().optional(),
    /** Of a state of the USA: what a number hints at, and no more. */
    area_codes: z.array(z.string().regex(/^[2-9]\d\d$/, "three digits, such as 415")).optional(),
  })
  .refine(({ allows }) => allows.includes("opt_in"), {
    path: ["allows"],
    message: "opt_in must be among them: it is what takes the place of a mode that is not allowed",
  })
  .refine(({ allows }) => new Set(allows).size === allows.length, { path: ["allows"], message: "names a mode twice" })
  .refine(({ code, area_codes }) => area_codes === undefined || code.startsWith("US-"), {
    path: ["area_codes"],
    message: "only states of the USA have them here",
  })
export type Jurisdiction = z.infer<typeof row>

const schema = z
  .strictObject({
    notice: z.string().min(1).max(500),
    version: z.string().min(1).max(64),
    jurisdictions: z.array(row).min(1).max(2000),
  })
  .superRefine(({ jurisdictions }, context) => {
    const begun = new Set<string>()
    const owners = new Map<string, string>()
    for (const [i, { code, in_force_from, area_codes = [] }] of jurisdictions.entries()) {
      const key = `${code} ${in_force_from ?? ""}`
      if (begun.has(key)) {
        context.addIssue({
          code: "custom",
          path: ["jurisdictions", i, "code"],
          message: `${code} stands here twice: give one of the rows an in_force_from of its own`,
        })
      }
      begun.add(key)
      for (const [n, area] of area_codes.entries()) {
        const owner = owners.get(area) ?? code
        if (owner !== code) {
          context.addIssue({
            code: "custom",
            path: ["jurisdictions", i, "area_codes", n],
            message: `${area} belongs to ${owner} already`,
          })
        }
        owners.set(area, code)
      }
    }
  })

/** One version of the rules, ready to be asked. */
export interface RuleSet {
  /** base64url SHA-256 of `content`. */
  readonly sha256: string
  /** Canonical JSON (RFC 8785). */
  readonly content: string
  readonly version: string
  readonly notice: string
  readonly jurisdictions: readonly Jurisdiction[]
  /** @param at a day, `2026-11-23` @returns `null` where no rule is known: treat it strictly */
  ruleOf(code: string, at: string): Jurisdiction | null
  /** @returns `US-CA`; `null` for an area code that names no state */
  stateOf(areaCode: string): string | null
}

/** @throws CONFIG_INVALID listing each problem with its path */
export function parseRules(value: unknown): RuleSet {
  const parsed = schema.safeParse(value)
  if (!parsed.success) {
    const list = parsed.error.issues.map(({ path, message }) => `\n  - ${path.join(".") || "the file"}: ${message}`)
    throw new AssentError("CONFIG_INVALID", `the jurisdiction rules have ${list.length} problem(s):${list.join("")}`)
  }
  const { notice, version, jurisdictions } = parsed.data
  const content = canonicalText(parsed.data)
  const byCode = Map.groupBy(jurisdictions, ({ code }) => code)
  const states = new Map(jurisdictions.flatMap(({ code, area_codes = [] }) => area_codes.map((area) => [area, code])))
  return {
    sha256: hashOfRules(content),
    content,
    version,
    notice,
    jurisdictions,
    ruleOf: (code, at) =>
      (byCode.get(code) ?? [])
        .filter(({ in_force_from = "" }) => in_force_from <= at)
        .reduce<Jurisdiction | null>((latest, each) => (begins(each) >= begins(latest) ? each : latest), null),
    stateOf: (areaCode) => states.get(areaCode) ?? null,
  }
}

export function hashOfRules(content: string): string {
  return createHash("sha256").update(content).digest("base64url")
}

function begins(of: Jurisdiction | null): string {
  return of?.in_force_from ?? ""
}
