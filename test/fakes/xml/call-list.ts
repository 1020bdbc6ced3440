/* The lists of calls and recordings that a carrier keeps: strict about what it is asked, and in pages. */
import type { Kind } from "./markup.ts"

export interface Listed {
  /** ms since 1970 */
  readonly at: number
  readonly fields: Readonly<Record<string, unknown>>
}

const day = /^\d{4}-\d{2}-\d{2}$/

/** @param most entries of one page, whatever was asked for */
export function listPage(
  kind: Kind,
  path: string,
  resource: "calls" | "recordings",
  entries: readonly Listed[],
  most: number,
): [number, unknown] {
  const url = new URL(path, "http://carrier")
  const field = resource === "calls" ? "StartTime" : "DateCreated"
  const known = new Set(["PageSize", "Page", "PageToken", field, `${field}>`, `${field}<`])
  const asked = Object.fromEntries(url.searchParams)
  const size = Number(asked["PageSize"] ?? 50)
  const dates = [asked[field], asked[`${field}>`], asked[`${field}<`]].filter((date) => date !== undefined)
  const fits = Object.keys(asked).every((name) => known.has(name)) && dates.every((date) => day.test(date))
  if (!fits || !Number.isInteger(size) || size < 1 || size > 1000) return [400, { message: "no such filter" }]
  const page = Number(asked["Page"] ?? 0)
  // A page behind the first needs the token that the one before it gave.
  if (page > 0 && asked["PageToken"] !== `PT${page}`) return [400, { message: "no such page" }]
  // "On or after midnight of the date" with one, "after the date" with another.
  const after = Date.parse(asked[`${field}>`] ?? "1970-01-01") + (kind === "telnyx" ? 86_400_000 : 0)
  const before = Date.parse(asked[`${field}<`] ?? "2100-01-01")
  const found = entries.filter(({ at }) => after <= at && at <= before)
  const step = Math.min(size, most)
  const query = new URLSearchParams({ ...asked, Page: String(page + 1), PageToken: `PT${page + 1}` })
  const more = (page + 1) * step < found.length
  return [
    200,
    {
      [resource]: found.slice(page * step, (page + 1) * step).map(({ fields }) => fields),
      page,
      page_size: step,
      next_page_uri: more ? `${url.pathname}?${query.toString()}` : null,
    },
  ]
}

/** As this carrier writes a time. */
export function timeOf(kind: Kind, at: number): string {
  return kind === "telnyx" ? new Date(at).toISOString() : new Date(at).toUTCString().replace("GMT", "+0000")
}
