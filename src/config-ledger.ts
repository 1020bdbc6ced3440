import { X509Certificate } from "node:crypto"
import { z } from "zod"
import { configRecipient } from "./config-recipients.ts"

const httpUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/$/, ""))

/** What others sign of this ledger: its witnesses, and a timestamp authority. */
export const ledgerConfig = z.strictObject({
  origin: z
    .string()
    .regex(/^[A-Za-z0-9.-]+\/[A-Za-z0-9._/-]+$/, "<host>/<name>, without spaces or +")
    .describe("<host>/<name>: what auditors know this ledger by. It cannot be changed later."),
  witnesses: z
    .array(
      z.strictObject({
        url: httpUrl.describe("Where /add-checkpoint is found."),
        vkey: z
          .string()
          .regex(/^[^+\s]+\+[0-9a-f]{8}\+B[A-Za-z0-9+/=]{43}$/, "the key that `assent witness` printed")
          .describe("The key that `assent witness` printed."),
        recipient: configRecipient.optional(),
      }),
    )
    .max(16)
    .default([])
    .describe("Run by others (`assent witness`); each cosigns every checkpoint."),
  witness_quorum: z.int().min(0).max(16).default(0).describe("How many witnesses make a checkpoint good."),
  strict: z
    .boolean()
    .default(false)
    .describe("Record only once the quorum has cosigned the consent. With the witnesses away nothing is recorded."),
  timestamp_authority: z
    .strictObject({
      url: httpUrl.describe("Where requests for timestamps are posted."),
      ca_pem: z
        .string()
        .max(100_000)
        .refine(isCertificates, "PEM certificates: -----BEGIN CERTIFICATE----- ...")
        .describe("The CA's certificates as PEM text, since answers are checked when they come."),
      recipient: configRecipient.optional(),
    })
    .nullable()
    .default(null)
    .describe("RFC 3161, asked daily and at each export."),
})

export type LedgerConfig = z.infer<typeof ledgerConfig>

/** Rules that span several members. */
export function ledgerProblems({ witnesses, witness_quorum: quorum, strict }: LedgerConfig): string[] {
  const problems: string[] = []
  if (quorum > witnesses.length) {
    problems.push(`ledger.witness_quorum: ${quorum} of ${witnesses.length} witnesses can never sign; lower it`)
  }
  if (strict && quorum === 0) {
    problems.push("ledger.strict: needs witnesses and a witness_quorum of at least 1, or nothing is waited for")
  }
  const names = witnesses.map(({ vkey }) => vkey.split("+")[0])
  if (new Set(names).size < names.length) problems.push("ledger.witnesses: two of them have the same name")
  return problems
}

function isCertificates(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0
  } catch {
    return false
  }
}
