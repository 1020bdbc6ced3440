import { defineWords } from "./words.ts"

export const shellWords = defineWords("shell", {
  en: () => import("./words.en.ts"),
  de: () => import("./words.de.ts"),
  fr: () => import("./words.fr.ts"),
  es: () => import("./words.es.ts"),
})
