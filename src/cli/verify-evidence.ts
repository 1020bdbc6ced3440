import { folderFiles } from "../ledger/folder.ts"
import { sha256, verifyEd25519 } from "../ledger/node-crypto.ts"
import { checkTimestamp } from "../ledger/timestamp.ts"
import { verifyBundle, type BundleSummary } from "../ledger/verify-bundle.ts"
import { anchoredTo } from "../ledger/verify-report.ts"

/** @param vkey `null` takes the key that came with the bundle */
export async function verifyEvidence(folder: string, vkey: string | null): Promise<BundleSummary> {
  return verifyBundle(folderFiles(folder), vkey, {
    hash: sha256,
    verify: verifyEd25519,
    timestamp: (text, tsr, tsaPem) => checkTimestamp(tsr, text, tsaPem),
  })
}

/** How far others fix the tree that the bundle's leaves stand in. */
export function anchoredBundle({ size, anchoredBy, timestamp }: BundleSummary): string {
  const vouched = anchoredBy.length > 0 || timestamp !== null
  return anchoredTo({ size, anchoredSize: vouched ? size : 0, witnesses: 0, anchoredBy: [] })
}

/** Rows of a name and a sentence. */
export function evidenceRows(summary: BundleSummary): readonly (readonly [string, string])[] {
  const { origin, size, root, leaves, facts, released, erased, anchoredBy, timestamp } = summary
  const { frames, recordings } = facts
  const decision = facts.consents.filter(({ party }) => party === "caller").map(({ state }) => state)
  const kept = recordings.map(({ kept_ms }) => kept_ms.map(([from, to]) => `${from}-${to ?? "?"}`).join(", "))
  const rows: readonly (readonly [string, string | null])[] = [
    ["Verified", `call ${facts.call}: ${leaves} entries of ${origin}, which has ${size}, root ${root}`],
    ["Caller", decision.join(", then ")],
    ["Question", summary.question === "checked" ? "its words and audio are those the ledger names" : summary.question],
    ["Recordings", recordings.length === 0 ? "none" : `${recordings.length}, kept (ms): ${kept.join("; ")}`],
    ["Files", recordings.length === 0 ? null : `${summary.recordingsChecked} match the ledger's hashes`],
    [
      "Frames",
      frames
        ? `${frames.received} received: ${frames.before_consent} before consent, ${frames.paused} in pauses, ` +
          `${frames.after_withdrawal} after withdrawal, ${frames.written} written`
        : "not counted: the process that counted was killed",
    ],
    ["Erased", erased.length === 0 ? null : erased.map((rec) => `rec_${rec}`).join(", ")],
    ["Released", released.flatMap(({ fields }) => Object.keys(fields)).join(", ") || "no personal data"],
    ["Timestamp", timestamp && `${timestamp.at} by ${timestamp.by}; whose it is, its certificates must show`],
    ["Witnesses", anchoredBy.map(({ name, at }) => `${name} at ${at}`).join(", ") || "none"],
    ["Anchored", anchoredBundle(summary)],
  ]
  return rows.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]))
}

/** What a bundle cannot show. */
export const BUNDLE_LIMIT =
  "That the ledger says nothing more of this call, a withdrawal say, only the whole ledger shows."
