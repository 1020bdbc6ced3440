/* The recordings' files against what the ledger says of them. */
import { z } from "zod"
import { fromBase64Url, sameBytes, toBase64Url } from "./base64.ts"
import type { Calls } from "./call-state.ts"
import type { Hash } from "./merkle.ts"
import type { Recordings, RecordingState } from "./recording-state.ts"
import { contradiction } from "./rule-state.ts"

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

/**
 * Shredded recordings have no files. Moved ones need have none; what is there all the same must be right.
 * @throws LEDGER_CORRUPT naming the leaf that a file contradicts
 */
export async function checkRecordings(
  { calls, recordings }: { readonly calls: Calls; readonly recordings: Recordings },
  { recordings: files, hash }: { readonly recordings?: RecordingFiles; readonly hash: Hash },
): Promise<{ checked: number; missing: readonly string[]; elsewhere: readonly string[] }> {
  const missing: string[] = []
  const elsewhere: string[] = []
  let checked = 0
  for (const state of files ? recordings.all() : []) {
    const { file } = state
    if (!files || state.shredded || !file) continue
    const rec = recordings.idOf(state)
    const header = await files.header(rec)
    const ciphertext = await files.ciphertext(rec)
    if (!header || !ciphertext) {
      ;(state.moved ? elsewhere : missing).push(rec)
      continue
    }
    const call = calls.at(state.call)
    checkHeader({ rec, call: calls.idOf(call), authority: call.consent(state.party) }, header, state, hash)
    if (ciphertext.length !== file.length) {
      throw contradiction(file.index, "states another length than its ciphertext has")
    }
    if (!sameBytes(ciphertext.sha256, fromBase64Url(file.sha256) ?? new Uint8Array(0))) {
      throw contradiction(file.index, "states another hash than its ciphertext has")
    }
    checked++
  }
  return { checked, missing, elsewhere }
}

function checkHeader(
  told: { readonly rec: string; readonly call: string; readonly authority: number | null },
  bytes: Uint8Array,
  state: RecordingState,
  hash: Hash,
): void {
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
    header.recording_id === told.rec &&
    header.call_id === told.call &&
    header.key_commitment === state.keyCommitment &&
    header.authority.index === told.authority &&
    header.authority.leaf_hash === toBase64Url(state.authority)
  if (!same) throw contradiction(state.started, "names a header that tells of another recording, call, key or consent")
}
