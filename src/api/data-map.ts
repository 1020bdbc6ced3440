import { z } from "zod"
import { dataMap, notProcessed } from "../rights/data-map.ts"
import { personalKinds } from "../rights/data-map/entry.ts"
import { bases, categories, purposes, retentions } from "../rights/data-map/terms.ts"
import { type App, noQuery, problems } from "./app.ts"

const entryView = z.strictObject({
  place: z.string().describe("File of the data folder; files: kinds of files; openings: sealed fields of the ledger"),
  object: z.string().describe("Table, part of the document, or kind of file"),
  field: z.string(),
  personal: z.enum(personalKinds).describe("pseudonymous: about a person whom only further data can name"),
  category: z.string(),
  purpose: z.string(),
  legal_basis: z.string(),
  retention: z.string(),
})

const dataMapView = z.strictObject({ data: z.array(entryView), not_processed: z.array(z.string()) }).meta({
  id: "DataMap",
  examples: [
    {
      data: [
        {
          place: "keys.db",
          object: "subject",
          field: "masked",
          personal: "yes",
          category: "Caller numbers, sealed or as a keyed hash",
          purpose: "Answer requests of the people recorded, and erase in time",
          legal_basis: "Legal obligation: rights of data subjects (Art. 6(1)(c), 12 to 22 GDPR)",
          retention: "Until the caller is erased",
        },
      ],
      not_processed: ["Text messages, and their content"],
    },
  ],
})

export function dataMapRoutes(app: App): void {
  app.get(
    "/data-map",
    {
      config: { permission: "audit:read" },
      schema: {
        tags: ["accountability"],
        summary: "Every stored field: category, purpose, legal basis, retention, place",
        querystring: noQuery,
        response: { 200: dataMapView, ...problems },
      },
    },
    () => ({
      data: dataMap.map(({ place, object, field, personal, category, purpose, basis, retention }) => ({
        place,
        object,
        field,
        personal,
        category: categories[category],
        purpose: purposes[purpose],
        legal_basis: bases[basis],
        retention: retentions[retention],
      })),
      not_processed: [...notProcessed],
    }),
  )
}
