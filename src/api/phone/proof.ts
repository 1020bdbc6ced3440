/*
 * Checks a recording's inclusion proofs here in the browser, from the signed checkpoint and the log's public key:
 * C2SP signed note (Ed25519), RFC 6962 leaf hashes and audit paths (RFC 9162, 2.1.3.2).
 */
import { list, member, number, text } from "./dom.ts"

export interface CheckedProof {
  readonly origin: string
  readonly size: number
  /** `null` where the browser knows no Ed25519. */
  readonly signed: boolean | null
  readonly leaves: readonly { readonly index: number; readonly type: string; readonly included: boolean }[]
}

type Bytes = Uint8Array<ArrayBuffer>

export async function checkProof(proof: unknown, vkey: string): Promise<CheckedProof> {
  const note = text(member(proof, "checkpoint")) ?? ""
  const [origin = "", size = "", root = ""] = note.split("\n")
  const leaves = await Promise.all(
    list(member(proof, "leaves")).map(async (leaf) => {
      const index = number(member(leaf, "index")) ?? -1
      const entry = fromBase64(text(member(leaf, "entry")) ?? "")
      const path = list(member(leaf, "inclusion")).map((hash) => fromBase64(text(hash) ?? ""))
      const computed = await rootFrom(index, Number(size), entry, path)
      const included = computed !== null && equal(computed, fromBase64(root))
      return { index, type: text(member(leaf, "type")) ?? "leaf", included }
    }),
  )
  return { origin, size: Number(size), signed: await isSigned(note, vkey), leaves }
}

/** The root that a leaf's audit path leads to, or `null` when the path does not fit the tree. */
async function rootFrom(index: number, size: number, entry: Bytes, path: readonly Bytes[]): Promise<Bytes | null> {
  if (!Number.isInteger(index) || !Number.isInteger(size) || index < 0 || index >= size) return null
  let fn = index
  let sn = size - 1
  let hash = await sha256(Uint8Array.of(0), entry)
  for (const sibling of path) {
    if (sn === 0) return null
    if (fn % 2 === 1 || fn === sn) {
      hash = await sha256(Uint8Array.of(1), sibling, hash)
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2)
        sn = Math.floor(sn / 2)
      }
    } else {
      hash = await sha256(Uint8Array.of(1), hash, sibling)
    }
    fn = Math.floor(fn / 2)
    sn = Math.floor(sn / 2)
  }
  return sn === 0 ? hash : null
}

/** True when the log's own key has signed the note. */
async function isSigned(note: string, vkey: string): Promise<boolean | null> {
  const [name = "", , encoded = ""] = vkey.trim().split("+", 2).concat(vkey.trim().split("+").slice(2).join("+"))
  const key = fromBase64(encoded)
  const end = note.indexOf("\n\n")
  if (end < 0 || key[0] !== 1 || key.length !== 33) return false
  let imported: CryptoKey
  try {
    imported = await crypto.subtle.importKey("raw", key.slice(1), "Ed25519", false, ["verify"])
  } catch {
    return null
  }
  const signed = new TextEncoder().encode(note.slice(0, end + 1))
  for (const line of note.slice(end + 2).split("\n")) {
    if (!line.startsWith(`— ${name} `)) continue
    const signature = fromBase64(line.slice(`— ${name} `.length))
    if (signature.length === 68 && (await crypto.subtle.verify("Ed25519", imported, signature.slice(4), signed)))
      return true
  }
  return false
}

async function sha256(...parts: readonly Bytes[]): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", await new Blob([...parts]).arrayBuffer()))
}

/** Both alphabets, padded or not; what is neither gives no bytes and so proves nothing. */
function fromBase64(value: string): Bytes {
  try {
    return Uint8Array.from(atob(value.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}

function equal(a: Bytes, b: Bytes): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}
