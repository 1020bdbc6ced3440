/* The key of one backup, wrapped to the key encryption key of its epoch: when the epoch ends, the backup ends with it. */
import { createPublicKey } from "node:crypto"
import { CompactEncrypt } from "jose"
import { z } from "zod"
import { openContent, readJwe, refuse, within } from "./jwe.ts"
import type { KekRow, KeyProvider } from "./ports.ts"

const header = z.strictObject({
  alg: z.literal("RSA-OAEP-256"),
  bid: z.string(),
  enc: z.literal("A256GCM"),
  kid: z.string().regex(/^kek-[0-9]{1,9}$/),
  typ: z.literal("assent-bk+jwe"),
})

/** @param backup its id: a key moved to another backup is refused */
export async function wrapBackupKey(key: Uint8Array, kek: KekRow, backup: string): Promise<string> {
  const members = { alg: "RSA-OAEP-256", bid: backup, enc: "A256GCM", kid: kek.id, typ: "assent-bk+jwe" }
  return within(await new CompactEncrypt(key).setProtectedHeader(members).encrypt(createPublicKey(kek.publicPem)))
}

/** @throws KEY_REFUSED, KEY_DESTROYED (the epoch has ended), KEY_PROVIDER_UNREACHABLE */
export async function openBackupKey(jwe: string, provider: KeyProvider, backup: string): Promise<Buffer> {
  const { header: found, parts } = readJwe(jwe, header)
  if (found.bid !== backup) refuse("this key is of another backup")
  const key = openContent(parts, await provider.unwrapCek(found.kid, parts.encryptedKey))
  if (key.length !== 32) refuse("the key of a backup must have 32 bytes")
  return key
}
