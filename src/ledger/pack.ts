/*
 * An audit pack: everything about a period, signed.
 *
 *   README.txt, manifest.json, manifest.jws    every file by its SHA-256; the JWS is signed with the log's key
 *   export.disclosures                         who asked for the pack, and why: opens its own access.exported
 *   ledger/                                    the whole ledger, as `assent export ledger` writes it
 *   lists/<list>.ndjson                        the period's leaves by what they are about
 *   questions/<script_sha256>.json             what callers were asked, by hash, and the audio and words it names:
 *   questions/<sha256>.ulaw, <sha256>.txt
 *   policies/operator.json, controller.json    lines, greetings, retention; who answers for them
 *   policies/rules/<sha256>.json               the rules of jurisdictions that the period's decisions were made by
 *   sample.json                                the calls to look at closely, and the seed they were drawn with
 *   disclosures/<n>.disclosures                the carriers' ids of the period's calls, where they were asked for: released.ts
 *   verifier/                                  the program that checks all this: node verifier/verify.mjs .
 *
 * The log's key signs the manifest too, so that one public key is all an auditor needs to get by another way. The two
 * cannot be taken for each other: a checkpoint is lines of text, a JWS signing input has no newline, and `typ` is pinned.
 */
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { fromBase64Url, sameBytes } from "./base64.ts"
import { SAMPLE_SIZE } from "./audit-lists.ts"
import type { NoteCrypto, Vkey } from "./note.ts"
import { parseStrictJson, spelledForPeople } from "./strict-json.ts"
import { isPlainPath } from "./tar.ts"

export const MANIFEST_TYP = "assent-audit-manifest+jws"
export const MAX_MANIFEST = 64_000_000

const b64u = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
const file = z.strictObject({ bytes: z.int().nonnegative(), sha256: b64u })

export const manifestSchema = z.strictObject({
  v: z.literal(1),
  made_at: z.iso.datetime({ precision: 3 }),
  origin: z.string().min(1).max(500),
  from: z.iso.date(),
  to: z.iso.date(),
  ledger_size: z.int().positive(),
  /** Scripts of the period's consents that the operator document no longer has. */
  questions_missing: z.array(b64u).max(100_000),
  /** Sets of rules that decisions of the period name, and that the gateway no longer has. */
  rules_missing: z.array(b64u).max(10_000).optional(),
  /** The carriers' ids of the period's calls were asked for, and are in `disclosures/` where their keys still exist. */
  carrier_ids: z.literal(true).optional(),
  files: z.record(z.string().max(100), file),
})
export type Manifest = z.infer<typeof manifestSchema>

export const sampleSchema = z.strictObject({
  method: z.string().max(300),
  seed: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
  seed_chosen_by: z.enum(["auditor", "gateway"]),
  population: z.int().nonnegative(),
  calls: z.array(z.uuid()).max(SAMPLE_SIZE),
})

/** A set of rules is named by the hash of its canonical JSON, which is what the file holds. */
export const rulesPath = (sha256: string): string => `policies/rules/${sha256}.json`

const jwsHeader = z.strictObject({ alg: z.literal("EdDSA"), kid: z.string().max(600), typ: z.literal(MANIFEST_TYP) })

/**
 * The manifest, once its signature and its spelling hold.
 * @param jws compact (RFC 7515), its payload the exact bytes of manifest.json
 * @throws INPUT_INVALID saying what does not hold
 */
export async function openManifest(bytes: Uint8Array, jws: string, vkey: Vkey, crypto: NoteCrypto): Promise<Manifest> {
  const refused = (why: string): AssentError => new AssentError("INPUT_INVALID", `the manifest ${why}`)
  const [head = "", payload = "", encoded = "", ...more] = jws.trim().split(".")
  const header = jwsHeader.safeParse(json(fromBase64Url(head)))
  const signature = fromBase64Url(encoded)
  if (more.length > 0 || !header.success || !signature) throw refused("has no signature of the kind it must have")
  if (header.data.kid !== vkey.name) throw refused("is signed for another log")
  const signed = fromBase64Url(payload)
  if (!signed || !sameBytes(signed, bytes)) throw refused("is not the one that was signed")
  const input = new TextEncoder().encode(`${head}.${payload}`)
  if (signature.length !== 64 || !(await crypto.verify(vkey.publicKey, input, signature))) {
    throw refused("is not signed by the log's key")
  }
  const manifest = manifestSchema.safeParse(parseStrictJson(bytes, "the manifest", spelledForPeople))
  if (!manifest.success) throw refused("is not of the form it must have")
  if (Object.keys(manifest.data.files).some((path) => !isPlainPath(path)))
    throw refused("names a file outside the pack")
  return manifest.data
}

function json(bytes: Uint8Array | null): unknown {
  try {
    return bytes && JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))
  } catch {
    return null
  }
}
