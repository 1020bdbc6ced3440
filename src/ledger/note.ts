/*
 * Signed notes (c2sp.org/signed-note): a text, a blank line, and signature lines `— <name> <base64(keyid || signature)>`.
 * Notes come from disk and from strangers: bounded, one spelling, lines of unknown keys are skipped.
 */
import { AssentError } from "../errors.ts"
import { fromBase64, sameBytes, toBase64 } from "./base64.ts"
import type { Hash } from "./merkle.ts"

/** Signature types of the specification. */
export const ED25519 = 0x01
export const COSIGNATURE_V1 = 0x04

/** SubjectPublicKeyInfo of an Ed25519 key (RFC 8410, 4) without its 32 bytes. */
export const SPKI_PREFIX = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00)

const MAX_NOTE = 1_000_000
const MAX_SIGNATURES = 100
const KEY_ID_BYTES = 4
const PUBLIC_KEY_BYTES = 32
const SIGNATURE_BYTES = 64

export type Ed25519Verify = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>

export interface NoteCrypto {
  readonly hash: Hash
  readonly verify: Ed25519Verify
}

export interface Vkey {
  readonly name: string
  readonly keyId: Uint8Array
  readonly type: typeof ED25519 | typeof COSIGNATURE_V1
  /** 32 bytes. */
  readonly publicKey: Uint8Array
}

/** Ed25519 over note texts. The private half may be elsewhere. */
export interface NoteSigner {
  readonly vkey: string
  sign(message: Uint8Array): Promise<Uint8Array>
}

export interface NoteSignature {
  readonly name: string
  readonly keyId: Uint8Array
  readonly signature: Uint8Array
}

export interface Note {
  /** Ends with a newline: what is signed. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

const encoder = new TextEncoder()

/** key id = SHA-256(name || 0x0A || type || public key)[:4]. @throws INPUT_INVALID for a name notes cannot carry. */
export function vkeyOf(hash: Hash, name: string, type: Vkey["type"], publicKey: Uint8Array): Vkey {
  if (!isName(name)) throw new AssentError("INPUT_INVALID", "a key name has no spaces and no +", { field: "origin" })
  const preimage = Uint8Array.of(...encoder.encode(`${name}\n`), type, ...publicKey)
  return { name, type, publicKey, keyId: hash(preimage).slice(0, KEY_ID_BYTES) }
}

/** `name+hex8+base64(type || public key)` */
export function formatVkey(vkey: Vkey): string {
  const id = Array.from(vkey.keyId, (byte) => byte.toString(16).padStart(2, "0")).join("")
  return `${vkey.name}+${id}+${toBase64(Uint8Array.of(vkey.type, ...vkey.publicKey))}`
}

/** @throws INPUT_INVALID unless it is one vkey of a type we know, whose id fits its key. */
export function parseVkey(hash: Hash, text: string): Vkey {
  const refused = (why: string): AssentError => new AssentError("INPUT_INVALID", `the vkey ${why}`, { field: "vkey" })
  const [, name, id, encoded] = /^([^+]{1,500})\+([0-9a-f]{8})\+([A-Za-z0-9+/=]{1,200})$/.exec(text) ?? []
  if (name === undefined || id === undefined || encoded === undefined || !isName(name)) {
    throw refused("is not name+id+key")
  }
  const key = fromBase64(encoded)
  const type = key?.[0]
  if (!key || (type !== ED25519 && type !== COSIGNATURE_V1)) throw refused("is not of a known key type")
  if (key.length !== 1 + PUBLIC_KEY_BYTES) throw refused("does not hold a 32-byte key")
  const vkey = vkeyOf(hash, name, type, key.slice(1))
  if (formatVkey(vkey) !== text) throw refused("has an id that does not fit its key")
  return vkey
}

/** One signature line, with its newline. */
export function signatureLine(name: string, keyId: Uint8Array, signature: Uint8Array): string {
  return `— ${name} ${toBase64(Uint8Array.of(...keyId, ...signature))}\n`
}

/** Signs `text`, which must end with a newline. */
export async function signNote(hash: Hash, text: string, signer: NoteSigner): Promise<string> {
  const { name, keyId } = parseVkey(hash, signer.vkey)
  return `${text}\n${signatureLine(name, keyId, await signer.sign(encoder.encode(text)))}`
}

/** What a cosignature signs (c2sp.org/tlog-cosignature). @param time seconds since 1970 */
export function cosignedMessage(text: string, time: number): Uint8Array {
  return encoder.encode(`cosignature/v1\ntime ${time}\n${text}`)
}

/** @throws INPUT_INVALID saying what is malformed. Nothing is verified. */
export function parseNote(note: string): Note {
  const refused = (why: string): AssentError => new AssentError("INPUT_INVALID", `the note ${why}`)
  if (note.length > MAX_NOTE) throw refused("is longer than a note may be")
  if (!note.isWellFormed() || hasControl(note)) throw refused("holds characters a note may not")
  const split = note.lastIndexOf("\n\n")
  if (split < 0 || !note.endsWith("\n")) throw refused("has no signatures")
  const lines = note.slice(split + 2, -1).split("\n")
  if (lines.length > MAX_SIGNATURES) throw refused("has more signatures than a note may")
  const signatures = lines.map((line) => {
    const [dash, name, encoded, ...more] = line.split(" ")
    const bytes = fromBase64(encoded ?? "")
    if (dash !== "—" || name === undefined || !isName(name) || more.length > 0 || !bytes) {
      throw refused("has a malformed signature line")
    }
    if (bytes.length <= KEY_ID_BYTES) throw refused("has a signature line without a signature")
    return { name, keyId: bytes.slice(0, KEY_ID_BYTES), signature: bytes.slice(KEY_ID_BYTES) }
  })
  return { text: note.slice(0, split + 1), signatures }
}

/**
 * Whether `vkey` signed the note. Repeated lines count once.
 * @returns For a cosignature the time it states (seconds), for a plain signature 0; `null` when `vkey` signed nothing.
 * @throws INPUT_INVALID when there is a line of this very key and its signature is wrong.
 */
export async function verifiedBy(note: Note, vkey: Vkey, { verify }: NoteCrypto): Promise<number | null> {
  const line = note.signatures.find(({ name, keyId }) => name === vkey.name && sameBytes(keyId, vkey.keyId))
  if (!line) return null
  const cosigned = vkey.type === COSIGNATURE_V1
  const wrong = (): AssentError => new AssentError("INPUT_INVALID", "the note carries a wrong signature of a known key")
  if (line.signature.length !== SIGNATURE_BYTES + (cosigned ? 8 : 0)) throw wrong()
  // c2sp.org/tlog-cosignature: u64be time, then the signature.
  const time = cosigned ? Number(new DataView(line.signature.slice(0, 8).buffer).getBigUint64(0)) : 0
  if (!Number.isSafeInteger(time)) throw wrong()
  const message = cosigned ? cosignedMessage(note.text, time) : encoder.encode(note.text)
  if (!(await verify(vkey.publicKey, message, line.signature.slice(-SIGNATURE_BYTES)))) throw wrong()
  return time
}

function isName(name: string): boolean {
  return name !== "" && name.length <= 500 && !/[\s+\u0085]/u.test(name) && !hasControl(name)
}

/** ASCII control characters other than newline, which the specification forbids. */
function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x20 && code !== 0x0a) return true
  }
  return false
}
