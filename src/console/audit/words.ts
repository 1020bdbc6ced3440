import { defineWords } from "../app/words.ts"

export const auditWords = defineWords("audit", {
  en: () => import("./words.en.ts"),
  de: () => import("./words.de.ts"),
  fr: () => import("./words.fr.ts"),
  es: () => import("./words.es.ts"),
})
