/* The recordings' files against what the ledger says of them. */
import { z } from "zod"
import { fromBase64Url, sameBytes, toBase64Url } from "./base64.ts"
import type { Hash } from "./merkle.ts"
import { contradiction, type RecordingState } from "./rule-state.ts"

/** Reads the files of recordings by the id in the leaves (a UUID). `null` when there is none. */
export interface RecordingFiles {
  header(rec: string): Promise<Uint8Array | null>
  /** Length and SHA-256 of the stored bytes, computed from them now. */
  ciphertext(rec: string): Promise<{ readonly length: number; readonly sha256: Uint8Array } | null>
}

const headerSchema = z.looseObject({
  recording_id: z.string(),
  call_id: z.string(),
  key_commitment: z.string(),
  authority: z.looseObject({ index: z.int(), leaf_hash: z.string() }),
})

/** @throws LEDGER_CORRUPT naming the leaf that a file contradicts. Shredded recordings have no files. */
export async function checkRecordings(
  { recordings }: { readonly recordings: ReadonlyMap<string, RecordingState> },
  { recordings: files, hash }: { readonly recordings?: RecordingFiles; readonly hash: Hash },
): Promise<{ checked: number; missing: readonly string[] }> {
  const missing: string[] = []
  let checked = 0
  for (const [rec, state] of files ? recordings : []) {
    if (!files || state.shredded || !state.file) continue
    const header = await files.header(rec)
    const ciphertext = await files.ciphertext(rec)
    if (!header || !ciphertext) {
      missing.push(rec)
      continue
    }
    checkHeader(rec, header, state, hash)
    const { file } = state
    if (ciphertext.length !== file.length) {
      throw contradiction(file.index, "states another length than its ciphertext has")
    }
    if (!sameBytes(ciphertext.sha256, fromBase64Url(file.sha256) ?? new Uint8Array(0))) {
      throw contradiction(file.index, "states another hash than its ciphertext has")
    }
    checked++
  }
  return { checked, missing }
}

function checkHeader(rec: string, bytes: Uint8Array, state: RecordingState, hash: Hash): void {
  if (toBase64Url(hash(bytes)) !== state.headerSha256) {
    throw contradiction(state.started, "states another hash than its recording's header has")
  }
  let header: z.infer<typeof headerSchema>
  try {
    header = headerSchema.parse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)))
  } catch (cause) {
    throw contradiction(state.started, "names a header that is not a recording's header", cause)
  }
  const same =
    header.recording_id === rec &&
    header.call_id === state.call &&
    header.key_commitment === state.keyCommitment &&
    header.authority.index === state.consent.index &&
    header.authority.leaf_hash === toBase64Url(state.consent.leafHash)
  if (!same) throw contradiction(state.started, "names a header that tells of another recording, call, key or consent")
}
