/*
 * The data map says of every stored field what it is, why it is there, until when, and whether it is about a person. To
 * add a table: one `stored(...)` in the file of its noun, and that file in ../data-map.ts. A test reads the real schema and
 * fails until each column, file and document field is here, and when something named here no longer exists.
 */
import type { Basis, Category, Purpose, Retention } from "./terms.ts"

/** `pseudonymous`: about a person, whom only somebody with further data can name (Art. 4(5) GDPR). */
export const personalKinds = ["no", "pseudonymous", "yes"] as const
export type Personal = (typeof personalKinds)[number]

export interface Facets {
  readonly category: Category
  readonly purpose: Purpose
  readonly basis: Basis
  readonly retention: Retention
}

export interface DataMapEntry extends Facets {
  /** A file of the data folder (`assent.db`), `files` for the kinds of files themselves, `openings` for sealed fields. */
  readonly place: "assent.db" | "keys.db" | "operator.json" | "openings" | "files"
  /** Table, part of the document, or kind of file with `<...>` for what varies. */
  readonly object: string
  /** Column, member (`languages.<tag>.<prompt>.text`), or `content` of a file. */
  readonly field: string
  readonly personal: Personal
}

type Field = Personal | (Partial<Facets> & { readonly personal: Personal })

/** The fields of one table or document part: each with what it says of people, and where it differs from the others. */
export function stored(
  place: DataMapEntry["place"],
  object: string,
  facets: Facets,
  fields: Readonly<Record<string, Field>>,
): readonly DataMapEntry[] {
  return Object.entries(fields).map(([field, said]) => ({
    place,
    object,
    field,
    ...facets,
    ...(typeof said === "string" ? { personal: said } : said),
  }))
}
