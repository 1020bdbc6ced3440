/* What a verification found, in words. */
import type { LedgerSummary } from "./verify.ts"

/** Rows of a name and a sentence. */
export function reportOf(summary: LedgerSummary): readonly (readonly [string, string])[] {
  const { origin, size, root, calls, openCalls, recordings, shredded } = summary
  const { filesChecked, filesMissing, filesElsewhere } = summary
  const { granted, refused, noAnswer, failed, notAsked, notRequired, withdrawn } = summary
  const asked = `granted ${granted}, refused ${refused}, no_answer ${noAnswer}, failed ${failed}`
  const rows: (readonly [string, string])[] = [
    ["Verified", `${origin}, ${size} entries, root ${root}`],
    ["Calls", `${calls}${openCalls.length > 0 ? `, ${openCalls.length} still going on` : ""}`],
    ["Consent", `${asked}, not_asked ${notAsked}, not_required ${notRequired}, withdrawn ${withdrawn}`],
    ["Recordings", `${recordings}, each after a live consent of its own call; ${shredded} erased`],
  ]
  if (filesChecked + filesMissing.length + filesElsewhere.length > 0) {
    const elsewhere = filesElsewhere.length > 0 ? `, ${filesElsewhere.length} are elsewhere by the log's word` : ""
    rows.push(["Files", `${filesChecked} match the ledger's hashes, ${filesMissing.length} were not there${elsewhere}`])
  }
  if (summary.extends !== null) rows.push(["Extends", `the old checkpoint of ${summary.extends} entries`])
  if (summary.clockWentBack > 0) {
    rows.push(["Clock", `went back ${summary.clockWentBack} times; the order of entries stands`])
  }
  for (const { kind, name, at, size: vouched } of summary.anchoredBy) {
    rows.push([kind === "witness" ? "Witness" : "Timestamp", `${name} vouches for ${vouched} entries at ${at}`])
  }
  rows.push(["Anchored", anchoredTo(summary)])
  return rows
}

/** How far others fix the log, and what rests on the operator's word. */
export function anchoredTo({
  size,
  anchoredSize,
  witnesses,
  anchoredBy,
}: Pick<LedgerSummary, "size" | "anchoredSize" | "witnesses" | "anchoredBy">): string {
  const signed = anchoredBy.filter((anchor) => anchor.kind === "witness" && anchor.size === size).length
  const quota = witnesses > 0 ? ` (${signed} of ${witnesses} witnesses signed the newest)` : ""
  if (anchoredSize === 0)
    return `by nobody else: that nothing was changed or left out rests on the operator's word${quota}`
  if (anchoredSize === size)
    return `all ${size} entries, by others or an old checkpoint; what comes after them rests on the operator's word${quota}`
  return `${anchoredSize} of ${size} entries, by others or an old checkpoint; the ${size - anchoredSize} newer ones rest on the operator's word${quota}`
}
