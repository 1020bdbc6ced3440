import { defineWords, type KeyOf, type Say } from "../app/words.ts"
import type en from "./words.en.ts"

export const requestsWords = defineWords("requests", {
  en: () => import("./words.en.ts"),
  de: () => import("./words.de.ts"),
  fr: () => import("./words.fr.ts"),
  es: () => import("./words.es.ts"),
})

export type SayRequests = Say<KeyOf<typeof en>>
