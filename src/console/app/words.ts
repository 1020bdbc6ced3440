/*
 * What the console says, a book per screen and language, loaded with the screen. English names the keys: a language that
 * lacks one, or has one too many, does not compile.
 */
import i18next from "i18next"
import { initReactI18next, useTranslation } from "react-i18next"

export const languages = ["en", "de", "fr", "es"] as const
export type Language = (typeof languages)[number]
/** In themselves: whoever looks for theirs need not know another. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
}

type PluralEnd = "_zero" | "_one" | "_two" | "_few" | "_many" | "_other"
type Stem<K> = K extends `${infer S}${PluralEnd}` ? S : K
/** `calls_one` and `calls_other` are asked for as `calls`, with a `count`. */
export type KeyOf<T> = Stem<Extract<keyof T, string>> & string

/** A translation: all of English's keys, and forms for `many` where the language has them. */
export type Words<T> = Readonly<Record<keyof T, string>> & { readonly [K in `${string}_many`]?: string }

interface Loaded<T> {
  readonly default: T
}
export interface WordBook<K extends string> {
  readonly name: string
  /** In the language of now. A screen's loader waits for it. */
  readonly load: () => Promise<void>
  /** Never called: carries the keys' type. */
  readonly key?: K
}
export type Say<K extends string> = (key: K, values?: Readonly<Record<string, string | number>>) => string

const books = new Map<string, (language: Language) => Promise<void>>()

export function defineWords<T extends object>(
  name: string,
  load: { readonly en: () => Promise<Loaded<T>> } & Readonly<
    Record<Exclude<Language, "en">, () => Promise<Loaded<Words<NoInfer<T>>>>>
  >,
): WordBook<KeyOf<T>> {
  const loadInto = async (language: Language): Promise<void> => {
    if (i18next.hasResourceBundle(language, name)) return
    const words = await load[language]()
    i18next.addResourceBundle(language, name, words.default)
  }
  books.set(name, loadInto)
  return { name, load: () => loadInto(currentLanguage()) }
}

export function useWords<K extends string>(book: WordBook<K>): Say<K> {
  const { t } = useTranslation(book.name)
  return (key, values) => {
    const name: string = key
    return t(name, { ...values, defaultValue: name })
  }
}

const STORED = "assent.language"
const isLanguage = (value: string | null | undefined): value is Language => languages.some((known) => known === value)

export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : "en"
}

/** The one chosen before, else the browser's first that we speak. */
function firstLanguage(): Language {
  const stored = localStorage.getItem(STORED)
  if (isLanguage(stored)) return stored
  return navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? "en"
}

export async function startLanguage(): Promise<void> {
  const language = firstLanguage()
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: {},
    // React escapes.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  document.documentElement.lang = language
}

/** Everything that is on the screen, in `language`, at once. */
export async function speak(language: Language): Promise<void> {
  await Promise.all([...books.values()].map((load) => load(language)))
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  localStorage.setItem(STORED, language)
}
