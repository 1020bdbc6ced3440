/* Byte ranges (RFC 9110, section 14). */

export interface ByteRange {
  readonly start: number
  /** Exclusive. */
  readonly end: number
}

/**
 * @param header The client's Range header. One range is served; several, other units and malformed ones are ignored, as
 *   the RFC allows, and the whole is sent.
 * @returns `null`: send the whole. `unsatisfiable`: answer 416.
 */
export function parseRange(header: string | undefined, total: number): ByteRange | "unsatisfiable" | null {
  const match = /^bytes=[ \t]*(\d{0,15})-(\d{0,15})[ \t]*$/i.exec(header ?? "")
  if (!match) return null
  const [, first = "", last = ""] = match
  if (first === "" && last === "") return null
  if (first === "") {
    const length = Math.min(Number(last), total)
    return length === 0 ? "unsatisfiable" : { start: total - length, end: total }
  }
  const start = Number(first)
  const end = last === "" ? total : Math.min(Number(last) + 1, total)
  if (last !== "" && Number(last) < start) return null
  return start >= total ? "unsatisfiable" : { start, end }
}
