/*
 * RK, the recording key: 32 random bytes, one per recording, wrapped to the call key's public half.
 *
 *   compact JWE {"alg":"ECDH-ES+A256KW","enc":"A256GCM","hh":"<b64u sha256(header)>","kid":"ck_<uuid>",
 *   "rid":"<recording_id>","typ":"assent-rk+jwe"} and the `epk` that ECDH-ES adds; payload the 32 bytes.
 *   `rid` and `hh` stop a swapped row and an edited header.
 */
import type { KeyObject } from "node:crypto"
import { compactDecrypt } from "jose"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { unwrapCallKey } from "./call-key.ts"
import { ephemeralKey, readJwe, refuse } from "./jwe.ts"
import type { KeyProvider, KeyStore } from "./ports.ts"
import type { CallSealer } from "./sealer.ts"

const recordingKeyHeader = z.strictObject({
  alg: z.literal("ECDH-ES+A256KW"),
  enc: z.literal("A256GCM"),
  epk: ephemeralKey,
  hh: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  kid: z.string().regex(/^ck_[0-9a-f-]{36}$/),
  rid: z.uuid(),
  typ: z.literal("assent-rk+jwe"),
})

export interface RecordingKeyFacts {
  readonly recordingId: string
  /** base64url SHA-256 of the header bytes. */
  readonly headerSha256: string
  readonly callKeyId: string
}

/** The JWE of a recording key. `key` stays the caller's to zero. */
export function wrapRecordingKey(key: Uint8Array, sealer: CallSealer, facts: RecordingKeyFacts): string {
  const { headerSha256: hh, callKeyId: kid, recordingId: rid } = facts
  return sealer.seal({ hh, kid, rid, typ: "assent-rk+jwe" }, key)
}

/** The 32 bytes, which the caller zeroes. @throws KEY_REFUSED when the JWE is not of exactly this recording and header */
export async function unwrapRecordingKey(jwe: string, callKey: KeyObject, facts: RecordingKeyFacts): Promise<Buffer> {
  const { header } = readJwe(jwe, recordingKeyHeader)
  if (header.rid !== facts.recordingId) refuse("a recording key's wrap was made for another recording")
  if (header.hh !== facts.headerSha256) refuse("a recording key's wrap was made for another header")
  if (header.kid !== facts.callKeyId) refuse("a recording key's wrap was made for another call key")
  const key = Buffer.from(await decryptWith(jwe, callKey))
  if (key.length !== 32) refuse("a recording key must have 32 bytes")
  return key
}

/** Opens a JWE made for a call key with the algorithms pinned. @throws KEY_REFUSED */
export async function decryptWith(jwe: string, callKey: KeyObject): Promise<Uint8Array> {
  try {
    const { plaintext } = await compactDecrypt(jwe, callKey, {
      keyManagementAlgorithms: ["ECDH-ES+A256KW"],
      contentEncryptionAlgorithms: ["A256GCM"],
    })
    return plaintext
  } catch (cause) {
    return refuse("this was not wrapped to this call key, or was changed", cause)
  }
}

/** Both wraps of a recording, exactly as stored: what `keys.json` of an export holds. @throws KEY_DESTROYED */
export async function wrapsOf(
  store: KeyStore,
  recordingId: string,
): Promise<{ callKey: string; recordingKey: string }> {
  const { row, callKey } = await rowsOf(store, recordingId)
  return { callKey: callKey.wrappedJwe, recordingKey: row.wrappedJwe }
}

/**
 * The key of one recording, for reading. The caller zeroes it.
 * @param headerSha256 of the header bytes it is about to trust, base64url
 * @throws KEY_DESTROYED when it was shredded, KEY_REFUSED when rows or header were exchanged, KEY_PROVIDER_UNREACHABLE
 */
export async function openRecordingKey(
  store: KeyStore,
  provider: KeyProvider,
  recordingId: string,
  headerSha256: string,
): Promise<Buffer> {
  const { row, callKey } = await rowsOf(store, recordingId)
  const privateKey = await unwrapCallKey(callKey, provider)
  return unwrapRecordingKey(row.wrappedJwe, privateKey, { recordingId, headerSha256, callKeyId: callKey.id })
}

async function rowsOf(store: KeyStore, recordingId: string) {
  const row = await store.recordingKey(recordingId)
  if (!row) throw new AssentError("KEY_DESTROYED", "the key of this recording was destroyed")
  const callKey = await store.callKey(row.callKeyId)
  if (!callKey) throw new AssentError("KEY_DESTROYED", "the key of this call was destroyed")
  if (callKey.gen !== row.gen) refuse("a recording key's wrap belongs to an older generation of its call key")
  return { row, callKey }
}
