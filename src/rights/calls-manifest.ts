/* What an export of calls says of itself, signed by the log's key. */
import { compactVerify, importJWK } from "jose"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { toBase64Url } from "../ledger/base64.ts"
import { sha256 } from "../ledger/node-crypto.ts"
import { parseVkey } from "../ledger/note.ts"

export const CALLS_MANIFEST_TYP = "assent-calls-manifest+jws"

const schema = z
  .strictObject({
    v: z.literal(1),
    made_at: z.iso.datetime({ precision: 3 }),
    origin: z.string(),
    line: z.string().optional(),
    agent: z.string().optional(),
    since: z.iso.date(),
    until: z.iso.date(),
    calls: z.int().nonnegative(),
    files: z.record(z.string(), z.strictObject({ bytes: z.int().nonnegative(), sha256: z.string() })),
  })
  .refine(({ line, agent }) => line !== undefined || agent !== undefined, { message: "names neither line nor agent" })
export type CallsManifest = z.infer<typeof schema>

/** @throws LEDGER_CORRUPT unless the log's key signed exactly this manifest */
export async function openCallsManifest(jws: string, vkeyText: string): Promise<CallsManifest> {
  const vkey = parseVkey(sha256, vkeyText.trim())
  const key = await importJWK({ kty: "OKP", crv: "Ed25519", x: toBase64Url(vkey.publicKey) }, "EdDSA")
  const opened = await compactVerify(jws.trim(), key, { algorithms: ["EdDSA"] }).catch(() => null)
  if (opened?.protectedHeader.typ !== CALLS_MANIFEST_TYP || opened.protectedHeader.kid !== vkey.name) {
    throw new AssentError("LEDGER_CORRUPT", "the manifest is not signed by the log's key")
  }
  return schema.parse(JSON.parse(new TextDecoder().decode(opened.payload)))
}
