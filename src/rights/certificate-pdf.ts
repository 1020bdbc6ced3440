/* The certificate on one page, for people. It is a view: what counts is the signed file, whose hash the page states. */
import { createHash } from "node:crypto"
import { PAGE, PdfPage, wrapped } from "../consent/pdf.ts"
import { parseCheckpoint } from "../ledger/checkpoint.ts"
import { toBase64 } from "../ledger/base64.ts"
import { parseNote } from "../ledger/note.ts"
import type { Certificate } from "./certificate.ts"

const SIZE = 8.5
const LEADING = 11.5
const LABEL = 96
const WIDTH = PAGE.width - 2 * PAGE.margin - LABEL
const LIMIT = 10

export function certificatePdf(certificate: Certificate, jws: string): Uint8Array {
  const page = new PdfPage()
  page.text(PAGE.margin, 58, 18, "Certificate of erasure", { bold: true })
  page.text(PAGE.margin, 76, SIZE, `request ${certificate.request}`, { grey: 0.35 })
  let y = 100
  const row = (label: string, lines: readonly string[]): void => {
    const cut = lines.length > LIMIT ? [...lines.slice(0, LIMIT - 1), rest(lines.length - LIMIT + 1)] : lines
    page.text(PAGE.margin, y, SIZE, label, { bold: true })
    for (const line of cut.flatMap((each) => wrapped(each, SIZE, WIDTH).slice(0, 4))) {
      page.text(PAGE.margin + LABEL, y, SIZE, line)
      y += LEADING
    }
    y += 6
  }
  const { recordings, keys, retained, recipients, backups } = certificate
  const { size, root } = parseCheckpoint(parseNote(certificate.checkpoint).text)
  row("Asked for", [`${certificate.kind}, received ${certificate.received_at} (UTC)`])
  row("Of", [certificate.subject ?? "the recording that the request names"])
  row(
    "Erased",
    orNone(recordings.map(({ id, erased_at, tombstone_sha256 }) => `${id}, ${erased_at}, ${tombstone_sha256}`)),
  )
  row("Keys", orNone(keys.map(({ id, kind }) => `${kind.replace("_", " ")} ${id}`)))
  row("Kept", orNone(retained.map(({ id, sentence }) => `${id}: ${sentence}`)))
  row("Recipients", orNone(recipients.map(({ name, told_on }) => `${name}: ${told_on ?? "not yet told"}`)))
  row("Backups", [backups.sentence])
  row("Ledger", [`${certificate.origin}, ${size} entries, root ${toBase64(root)}`])
  row("Signed file", [`SHA-256 ${createHash("sha256").update(jws).digest("base64url")}`])
  row("To check", ["assent verify certificate FILE --vkey FILE, with the log's key got by another way"])
  return page.file({
    title: `Certificate of erasure ${certificate.request}`,
    language: "en",
    madeAt: new Date(certificate.made_at),
  })
}

const rest = (count: number): string => `… and ${count} more, all in the signed file`
const orNone = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? ["none"] : lines)
