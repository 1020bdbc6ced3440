import { createHash, createHmac, timingSafeEqual } from "node:crypto"
import canonicalize from "canonicalize"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { FORMAT_ID } from "./format.ts"

const b64uHash = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/**
 * The metadata beside a stream, as JCS (RFC 8785) bytes; their SHA-256 is bound into every segment. No number, no
 * name. `retention` is the tag at capture, counted from the start of the call: later changes are ledger leaves.
 */
export const recordingHeader = z.strictObject({
  authority: z.strictObject({
    index: z.int().nonnegative(),
    kind: z.enum(["granted", "not_required"]),
    leaf_hash: b64uHash,
    origin: z.string().min(1).max(500),
  }),
  call_id: z.uuid(),
  call_key_id: z.string().regex(/^ck_[0-9a-f-]{36}$/),
  codec: z.literal("PCMU/8000/2"),
  fmt: z.literal(FORMAT_ID),
  key_commitment: b64uHash,
  recording_id: z.uuid(),
  retention: z.strictObject({ delete_after: z.iso.date(), policy: z.string().min(1).max(200) }),
  started_at: z.iso.datetime({ precision: 0 }),
  v: z.literal(1),
})
export type RecordingHeader = z.infer<typeof recordingHeader>

export interface EncodedHeader {
  readonly header: RecordingHeader
  /** The exact bytes of `<recording_id>.header.json`. */
  readonly bytes: Buffer
  readonly sha256: Buffer
}

/** Checks a header on its way out too, so that nothing is ever written that a reader would refuse. */
export function encodeHeader(fields: RecordingHeader): EncodedHeader {
  const header = recordingHeader.parse(fields)
  const bytes = Buffer.from(canonicalize(header) ?? "", "utf8")
  return { header, bytes, sha256: sha256(bytes) }
}

/**
 * Reads header bytes, which anyone who can write to the disk controls; that they are the ones of capture is known only
 * when a segment has been opened with their hash.
 * @throws RECORDING_CORRUPT for anything but the exact JCS bytes of a header of version 1
 */
export function decodeHeader(bytes: Uint8Array): EncodedHeader {
  const copy = Buffer.from(bytes)
  const parsed = recordingHeader.safeParse(parseJson(copy))
  if (!parsed.success || !Buffer.from(canonicalize(parsed.data) ?? "", "utf8").equals(copy)) {
    throw new AssentError("RECORDING_CORRUPT", "the recording's header is not a canonical header of version 1")
  }
  return { header: parsed.data, bytes: copy, sha256: sha256(copy) }
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"))
  } catch {
    return null
  }
}

/**
 * base64url HMAC-SHA256(RK, "assent key commitment v1"). GCM does not commit to its key: without this an insider could
 * craft one ciphertext that opens under two keys, and show an auditor another call.
 */
export function keyCommitment(recordingKey: Uint8Array): string {
  return createHmac("sha256", recordingKey).update("assent key commitment v1", "ascii").digest("base64url")
}

/** @throws RECORDING_CORRUPT when `recordingKey` is not the one the header committed to before the first audio byte */
export function checkKeyCommitment(header: RecordingHeader, recordingKey: Uint8Array): void {
  const made = Buffer.from(keyCommitment(recordingKey), "ascii")
  if (!timingSafeEqual(made, Buffer.from(header.key_commitment, "ascii"))) {
    throw new AssentError("RECORDING_CORRUPT", "this key is not the one the recording's header committed to")
  }
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest()
}
