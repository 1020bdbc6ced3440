/*
 * One A4 page of PDF 1.7: text in the two standard fonts Helvetica and Helvetica-Bold (WinAnsi), lines and bars. No font
 * is embedded, so words outside Western European script cannot be set: `settable` says which.
 */
import { deflateSync } from "node:zlib"

export const PAGE = { width: 595, height: 842, margin: 48 } as const

/** Helvetica's widths of U+0020 to U+007E, in thousandths of the size (Adobe's font metrics). */
const widths = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
]
const OTHER_WIDTH = 600
const BOLD_FACTOR = 1.08

/** The places of Windows-1252 that are not those of Latin-1 and that prose needs. */
const winAnsi: Readonly<Record<string, number>> = {
  "€": 0x80,
  "…": 0x85,
  "‘": 0x91,
  "’": 0x92,
  "“": 0x93,
  "”": 0x94,
  "•": 0x95,
  "–": 0x96,
  "—": 0x97,
  Œ: 0x8c,
  œ: 0x9c,
  Š: 0x8a,
  š: 0x9a,
  Ž: 0x8e,
  ž: 0x9e,
}

/** Whether every character can be set. */
export function settable(text: string): boolean {
  return Array.from(text).every((char) => byteOf(char) !== null)
}

function byteOf(char: string): number | null {
  const code = char.codePointAt(0) ?? 0
  if ((code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code <= 0xff)) return code
  return winAnsi[char] ?? null
}

export function widthOf(text: string, size: number, bold = false): number {
  const units = Array.from(text).reduce(
    (sum, char) => sum + (widths[(char.codePointAt(0) ?? 0) - 32] ?? OTHER_WIDTH),
    0,
  )
  return (units * size * (bold ? BOLD_FACTOR : 1)) / 1000
}

/** Breaks at spaces; a word wider than the line is broken where it must be. */
export function wrapped(text: string, size: number, width: number, bold = false): string[] {
  const lines: string[] = []
  let line = ""
  for (const word of text.split(/\s+/).filter((each) => each !== "")) {
    const longer = line === "" ? word : `${line} ${word}`
    if (widthOf(longer, size, bold) <= width) {
      line = longer
      continue
    }
    if (line !== "") lines.push(line)
    line = ""
    for (const char of word) {
      if (widthOf(line + char, size, bold) > width) {
        lines.push(line)
        line = ""
      }
      line += char
    }
  }
  if (line !== "") lines.push(line)
  return lines
}

/** Coordinates count from the top left corner, in points. */
export class PdfPage {
  readonly #commands: string[] = []

  text(x: number, y: number, size: number, text: string, style: { bold?: boolean; grey?: number } = {}): void {
    const { bold = false, grey = 0 } = style
    this.#commands.push(
      `BT ${grey} g /${bold ? "B" : "R"} ${size} Tf ${x.toFixed(2)} ${(PAGE.height - y).toFixed(2)} Td (${escaped(text)}) Tj ET`,
    )
  }

  bar(x: number, y: number, width: number, height: number, grey: number): void {
    this.#commands.push(
      `${grey} g ${x.toFixed(2)} ${(PAGE.height - y - height).toFixed(2)} ${width.toFixed(2)} ${height.toFixed(2)} re f`,
    )
  }

  /** The whole file. */
  file(info: { readonly title: string; readonly language: string; readonly madeAt: Date }): Uint8Array {
    const content = deflateSync(Buffer.from(this.#commands.join("\n"), "latin1"))
    const date = info.madeAt.toISOString().replace(/[-:T]/g, "").slice(0, 14)
    const font = (name: string): string =>
      `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`
    const objects: (string | Buffer)[] = [
      `<< /Type /Catalog /Pages 2 0 R /Lang (${escaped(info.language)}) /ViewerPreferences << /DisplayDocTitle true >> >>`,
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Contents 6 0 R ` +
        "/Resources << /Font << /R 4 0 R /B 5 0 R >> >> >>",
      font("Helvetica"),
      font("Helvetica-Bold"),
      Buffer.concat([
        Buffer.from(`<< /Length ${content.length} /Filter /FlateDecode >>\nstream\n`),
        content,
        Buffer.from("\nendstream"),
      ]),
      `<< /Title (${escaped(info.title)}) /Producer (Assent) /CreationDate (D:${date}Z) >>`,
    ]
    return assembled(objects)
  }
}

function assembled(objects: readonly (string | Buffer)[]): Uint8Array {
  const parts: Buffer[] = [Buffer.from("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "latin1")]
  const offsets: number[] = []
  let length = parts[0]?.length ?? 0
  const add = (part: Buffer): void => {
    parts.push(part)
    length += part.length
  }
  for (const [i, object] of objects.entries()) {
    offsets.push(length)
    add(Buffer.from(`${i + 1} 0 obj\n`))
    add(typeof object === "string" ? Buffer.from(object, "latin1") : object)
    add(Buffer.from("\nendobj\n"))
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("")
  const size = objects.length + 1
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R /Info ${objects.length} 0 R >>\nstartxref\n${length}\n%%EOF\n`
  return Buffer.concat([...parts, Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n${table}${trailer}`)])
}

/** A PDF string: what cannot be set becomes a question mark, and nothing of the text reaches the syntax. */
function escaped(text: string): string {
  return Array.from(text)
    .map((char) => {
      const byte = byteOf(char) ?? 0x3f
      const octal = `\\${byte.toString(8).padStart(3, "0")}`
      return byte < 0x7f && char !== "(" && char !== ")" && char !== "\\" ? String.fromCharCode(byte) : octal
    })
    .join("")
}
