/* Cosignatures (c2sp.org/tlog-cosignature): a witness's word that it saw this tree at this time, and only larger ones since. */
import { AssentError } from "../errors.ts"
import type { Hash } from "./merkle.ts"
import { COSIGNATURE_V1, cosignedMessage, type NoteSigner, parseVkey, signatureLine } from "./note.ts"

/** One signature line. @param time seconds since 1970 @throws KEY_REFUSED for a key that is not a witness's */
export async function cosign(hash: Hash, text: string, signer: NoteSigner, time: number): Promise<string> {
  const vkey = parseVkey(hash, signer.vkey)
  if (vkey.type !== COSIGNATURE_V1) throw new AssentError("KEY_REFUSED", "this key signs logs, not for witnesses")
  const stamp = new Uint8Array(8)
  new DataView(stamp.buffer).setBigUint64(0, BigInt(time))
  const signature = await signer.sign(cosignedMessage(text, time))
  return signatureLine(vkey.name, vkey.keyId, Uint8Array.of(...stamp, ...signature))
}

/** The note with lines added that it does not have. */
export function withLines(signed: string, lines: readonly string[]): string {
  return signed + lines.filter((line) => !signed.includes(line)).join("")
}
