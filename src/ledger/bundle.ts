/*
 * An evidence bundle: one call's leaves, each with its proof, for whoever has no access to the gateway.
 *
 *   log.vkey, witness.vkeys, checkpoint            the log's key, its witnesses', the signed tree head
 *   checkpoint.tsr, tsa.pem                        RFC 3161 timestamp of the checkpoint, and who made it; optional
 *   proofs/<idx>.leaf, .tlog-proof                 the exact bytes of a leaf, and that it stands in the tree
 *   proofs/<idx>.disclosures                       the personal fields that were released, one a line; optional
 *   script.json, greeting/<prompt>.txt, .ulaw      what the caller was asked: SHA-256(script.json) is the leaf's
 *                                                  script_sha256, and it names text and audio by their hashes; optional
 *   recordings/<rec>/header.json, keys.json, recording.tink    for whoever holds the private KEK; optional
 *   consent-record.json, .jsonld, .pdf             the same for programs and people (ISO/IEC TS 27560)
 */
import { formatProof } from "./proof.ts"
import { type ArchiveFile, archived } from "./tar.ts"

const MB = 1_000_000
const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"

/** Every name a bundle may hold, with the most bytes of such a file. Nothing else is opened. */
const kinds: readonly (readonly [RegExp, number])[] = [
  [/^log\.vkey$/, 1000],
  [/^witness\.vkeys$/, 100_000],
  [/^checkpoint$/, MB],
  [/^checkpoint\.tsr$/, MB],
  [/^tsa\.pem$/, MB],
  [/^consent-record\.(json|jsonld|pdf)$/, 4 * MB],
  [/^script\.json$/, 100_000],
  [/^proofs\/(0|[1-9][0-9]{0,15})\.leaf$/, 16 * 1024],
  [/^proofs\/(0|[1-9][0-9]{0,15})\.tlog-proof$/, MB],
  [/^proofs\/(0|[1-9][0-9]{0,15})\.disclosures$/, 200_000],
  [/^greeting\/[a-z_]{1,20}\.txt$/, 20_000],
  [/^greeting\/[a-z_]{1,20}\.ulaw$/, 10 * MB],
  [new RegExp(`^recordings/${uuid}/(header|keys)\\.json$`), 20_000],
  [new RegExp(`^recordings/${uuid}/recording\\.tink$`), 8 * 1024 * MB],
]

/** The most files of one bundle, and the most bytes of all. */
export const bundleLimits = { files: 20_000, bytes: 32 * 1024 * MB } as const

/** @returns the most bytes a file of this name may have, or `null` when no bundle has such a file */
export function bundleLimit(path: string): number | null {
  return kinds.find(([pattern]) => pattern.test(path))?.[1] ?? null
}

export interface ProvenEntry {
  readonly index: number
  readonly entry: Uint8Array
  readonly path: readonly Uint8Array[]
  readonly disclosures: readonly string[]
}

/** The files of one proven leaf. */
export function proofFiles({ index, entry, path, disclosures }: ProvenEntry, checkpoint: string): ArchiveFile[] {
  const released = disclosures.map((disclosure) => `${disclosure}\n`).join("")
  return [
    archived(`proofs/${index}.leaf`, entry),
    archived(`proofs/${index}.tlog-proof`, formatProof({ index, hashes: path, checkpoint })),
    ...(released === "" ? [] : [archived(`proofs/${index}.disclosures`, released)]),
  ]
}
