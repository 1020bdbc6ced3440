/*
 * A backup is a folder; what it must hold stands in its manifest, signed by the log's key:
 *
 *   <out>/objects/<ab>/<sha256>                           audio as it is stored, by content, shared by all backups of <out>
 *   <out>/<id>/manifest.jws, objects.ndjson, assent.db.sealed, operator.json.sealed        kind `data`
 *   <keys-out>/<id>/manifest.jws, keys.db.sealed                                           kind `keys`
 */
import { createPublicKey, type KeyObject } from "node:crypto"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { CompactSign, compactVerify, importJWK } from "jose"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { toBase64Url } from "../ledger/base64.ts"
import { sha256, vkeyFor } from "../ledger/node-crypto.ts"
import { parseVkey, type Vkey } from "../ledger/note.ts"

const TYP = "assent-backup+jws"
export const MANIFEST = "manifest.jws"
export const OBJECTS = "objects.ndjson"
/** Which sealed files a backup of each kind has. A name in a manifest is never made into a path unless it stands here. */
export const sealedFiles = { data: ["assent.db", "operator.json"], keys: ["keys.db"] } as const

const written = z.strictObject({
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
})

const schema = z.strictObject({
  v: z.literal(1),
  id: z.string().regex(/^\d{8}T\d{9}Z$/),
  kind: z.enum(["data", "keys"]),
  made_at: z.iso.datetime({ precision: 3 }),
  origin: z.string(),
  /** The key encryption key without which this backup opens nothing. */
  kek: z.string(),
  wrapped_key: z.string().max(4096),
  /** The shred list as it was before the first byte was copied: the one of a restore begins with these bytes. */
  shred_list: written,
  files: z.record(z.string(), written),
  /** Of `data`: how many leaves its ledger has, and the last checkpoint signed of it. */
  ledger: z.strictObject({ size: z.int().nonnegative(), checkpoint: z.string().nullable() }).nullable(),
  objects: z.strictObject({ count: z.int().nonnegative(), bytes: z.int().nonnegative() }),
})
export type Manifest = Readonly<z.infer<typeof schema>>

export async function signManifest(manifest: Manifest, logKey: KeyObject): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(schema.parse(manifest)))
  return new CompactSign(bytes).setProtectedHeader({ alg: "EdDSA", kid: manifest.origin, typ: TYP }).sign(logKey)
}

/** Who must have signed: a key that was handed over (with its ledger's name), or the log key itself. */
export type Trusted = { readonly vkey: string } | { readonly logKey: KeyObject }

/**
 * @param folder of one backup, which anybody may have written
 * @throws INPUT_INVALID when it is no backup or not signed by the key
 */
export async function openManifest(folder: string, trusted: Trusted): Promise<{ manifest: Manifest; vkey: Vkey }> {
  const jws = await readFile(join(folder, MANIFEST), "utf8").catch(() => {
    throw refused("has no manifest: name the folder of one backup, such as backups/20261123T210000000Z")
  })
  const publicKey = "vkey" in trusted ? parseVkey(sha256, trusted.vkey.trim()).publicKey : rawKey(trusted.logKey)
  const key = await importJWK({ kty: "OKP", crv: "Ed25519", x: toBase64Url(publicKey) }, "EdDSA")
  const opened = await compactVerify(jws.trim(), key, { algorithms: ["EdDSA"] }).catch(() => null)
  if (opened?.protectedHeader.typ !== TYP) throw refused("is not signed by this log's key")
  const parsed = schema.safeParse(JSON.parse(new TextDecoder().decode(opened.payload)))
  if (!parsed.success) throw refused("is of a form that this version does not read")
  const manifest = parsed.data
  const vkey = "vkey" in trusted ? parseVkey(sha256, trusted.vkey.trim()) : vkeyFor(manifest.origin, trusted.logKey)
  if (manifest.origin !== vkey.name) throw refused("is of another ledger")
  const wanted = sealedFiles[manifest.kind].map((name) => `${name}.sealed`)
  const names = manifest.kind === "data" ? [...wanted, OBJECTS] : wanted
  if (Object.keys(manifest.files).sort().join() !== names.sort().join())
    throw refused("does not name the files it must")
  return { manifest, vkey }
}

function rawKey(logKey: KeyObject): Uint8Array {
  const { x } = createPublicKey(logKey).export({ format: "jwk" })
  return Buffer.from(x ?? "", "base64url")
}

export function refused(why: string): AssentError {
  return new AssentError("INPUT_INVALID", `the backup ${why}`, { field: "backup" })
}
