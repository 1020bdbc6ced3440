import { defineWords, type KeyOf, type Say } from "../app/words.ts"
import type en from "./words.en.ts"

export const greetingsWords = defineWords("greetings", {
  en: () => import("./words.en.ts"),
  de: () => import("./words.de.ts"),
  fr: () => import("./words.fr.ts"),
  es: () => import("./words.es.ts"),
})

export type SayGreetings = Say<KeyOf<typeof en>>
