/* The consent record on one page, for people. It is a view: what counts is in the leaves, which `assent verify` checks. */
import { createHash } from "node:crypto"
import { PAGE, PdfPage, settable, wrapped } from "./pdf.ts"
import type { ConsentRecord } from "./record.ts"
import { spanWords, timelineOf } from "./timeline.ts"

const SIZE = 8.5
const LEADING = 11.5
const LABEL = 96
const BOTTOM = PAGE.height - 40
const WIDTH = PAGE.width - 2 * PAGE.margin

/** @param json the exact bytes of consent-record.json, whose hash the page states */
export function consentRecordPdf(record: ConsentRecord, json: Uint8Array): Uint8Array {
  const page = new PdfPage()
  const facts = record.evidence
  page.text(PAGE.margin, 58, 18, "Consent record", { bold: true })
  page.text(PAGE.margin, 76, SIZE, `${record.pii_controllers.join(", ")}   call ${facts.call}`, { grey: 0.35 })
  let y = 96

  const row = (label: string, lines: readonly string[], limit = 20): void => {
    const set = lines.flatMap((line) => wrapped(line, SIZE, WIDTH - LABEL))
    const shown = set.length > limit ? [...set.slice(0, limit - 1), "… the rest is in consent-record.json"] : set
    if (y + shown.length * LEADING > BOTTOM) return
    page.text(PAGE.margin, y, SIZE, label, { bold: true })
    for (const line of shown) {
      page.text(PAGE.margin + LABEL, y, SIZE, line)
      y += LEADING
    }
    y += 4
  }

  const { recordings, frames } = facts
  row("Decision", [decisionOf(record)])
  row("When", [`${facts.answered.at} to ${facts.ended?.at ?? "?"} (UTC), line ${facts.line}`])
  row("Purposes", [record.purposes.map(({ purpose }) => purpose).join(", ") || "none"], 3)
  row("Notice", noticeOf(record), 9)
  row("Its hash", [`script ${record.privacy_notice.version}, SHA-256 ${record.privacy_notice.script_sha256}`])
  row("Recording", recordings.length === 0 ? ["none: no audio of this call was kept"] : recordings.flatMap(keptOf), 8)
  if (recordings.length > 0) y = drawn(page, record, y)
  row("Not recorded", [
    frames
      ? `of ${frames.received} frames: ${frames.before_consent} before consent, ${frames.paused} in pauses, ` +
        `${frames.after_withdrawal} after withdrawal, ${frames.written} written, ${frames.gaps} gaps`
      : "not counted: the process that counted was killed",
  ])
  row("Kept until", [`${record.retention_period.expires_at} (policy ${record.retention_period.policy})`])
  row("Erasure", erasureOf(record))
  row("To withdraw", [record.withdrawal_method.join("; ")], 3)

  y += 4
  page.text(PAGE.margin, y, 10, "Timeline (UTC)", { bold: true })
  y += 14
  const timeline = timelineOf(facts)
  const room = Math.max(1, Math.floor((BOTTOM - 92 - y) / LEADING))
  const shown = timeline.length > room ? timeline.slice(0, room - 1) : timeline
  for (const { at, leaf, what } of shown) {
    const [line = "", more] = wrapped(what, SIZE, WIDTH - 168)
    page.text(PAGE.margin, y, SIZE, `${at.slice(0, 10)} ${at.slice(11, 23)}`, { grey: 0.3 })
    page.text(PAGE.margin + 118, y, SIZE, `#${leaf}`, { grey: 0.3 })
    page.text(PAGE.margin + 158, y, SIZE, more === undefined ? line : `${line} …`)
    y += LEADING
  }
  if (shown.length < timeline.length) {
    page.text(PAGE.margin + 158, y, SIZE, `${timeline.length - shown.length} more in consent-record.json`)
  }

  y = BOTTOM - 70
  page.bar(PAGE.margin, y - 12, WIDTH, 0.6, 0.6)
  row("To check", [
    "assent verify FOLDER --vkey FILE, with the log's key got by another way than this bundle. #N are entries of the ledger.",
  ])
  row("Ledger", [`${record.ledger.origin}, ${record.ledger.size} entries, root ${record.ledger.root}`])
  row("This record", [`consent-record.json, SHA-256 ${createHash("sha256").update(json).digest("base64url")}`])
  page.text(PAGE.margin, BOTTOM + 14, 7, "A view of the record, not itself evidence. Not legal advice.", { grey: 0.35 })
  return page.file({
    title: `Consent record of call ${facts.call}`,
    language: "en",
    madeAt: new Date(record.made_at),
  })
}

function decisionOf({ evidence, event_state }: ConsentRecord): string {
  const last = evidence.consents.filter(({ party }) => party === "caller").at(-1)
  if (!last) return "the caller's decision is not in the ledger"
  const how = last.method === "none" ? "" : `, by ${last.method}`
  return `${last.state.replace("_", " ")}${how} (consent state: ${event_state})`
}

function noticeOf({ privacy_notice, language }: ConsentRecord): string[] {
  if (!("notice" in privacy_notice)) return ["its words are no longer in the operator document; its hash stands"]
  const { notice, menu } = privacy_notice
  const words = [notice.text, menu.text]
  if (words.every(settable)) return words.map((text) => `“${text}”`)
  return [`in ${language}: see greeting/notice.txt and greeting/menu.txt, since this page cannot set its script`]
}

function keptOf(recording: ConsentRecord["evidence"]["recordings"][number]): string[] {
  const kept = recording.kept_ms.map(([from, to]) => spanWords(from, to)).join(", ")
  const pauses = recording.pauses.map(({ from_ms, to_ms }) => spanWords(from_ms, to_ms)).join(", ")
  return [
    `${recording.rec}${recording.failed === null ? "" : ` (failed: ${recording.failed})`}`,
    `kept, on its own clock: ${kept}${pauses === "" ? "" : `; paused: ${pauses}`}`,
  ]
}

/** Each recording as a bar: dark is kept, light is silence that was written in a pause. */
function drawn(page: PdfPage, { evidence }: ConsentRecord, top: number): number {
  let y = top - 4
  for (const { kept_ms } of evidence.recordings.slice(0, 3)) {
    const end = Math.max(1, ...kept_ms.flatMap(([from, to]) => [from, to ?? from]))
    const scale = (WIDTH - LABEL) / end
    page.bar(PAGE.margin + LABEL, y, WIDTH - LABEL, 6, 0.85)
    for (const [from, to] of kept_ms) {
      page.bar(PAGE.margin + LABEL + from * scale, y, ((to ?? end) - from) * scale, 6, 0.25)
    }
    y += 10
  }
  return y + 8
}

function erasureOf({ evidence, erased_pending, personal_data_erased }: ConsentRecord): string[] {
  const erased = evidence.recordings.flatMap(({ rec, erased: leaf }) =>
    leaf ? [`recording ${rec} was erased on ${leaf.at.slice(0, 10)} (${leaf.reason})`] : [],
  )
  const pending = erased_pending.map((rec) => `recording ${rec} is erased; its entry follows with the day's batch`)
  const personal = personal_data_erased ? ["the caller's personal data of this call can no longer be opened"] : []
  const all = [...erased, ...pending, ...personal]
  return all.length > 0 ? all : ["nothing of this call was erased"]
}
