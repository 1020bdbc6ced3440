/* What the views of a greeting share: its prompts, its languages, and which of them its lines lack. */
import { currentLanguage } from "../app/words.ts"
import { api, bodyOf, editable, type Schemas } from "../data/client.ts"

export type Greeting = Schemas["Greeting"]
export type Version = Schemas["GreetingVersion"]
type Line = Schemas["Line"]

/** In the order in which a caller may come to hear them. */
export const promptNames = [
  "notice",
  "menu",
  "more",
  "granted",
  "refused",
  "no_input",
  "default_off",
  "invalid",
  "time_warning",
  "stopped",
  "in_progress",
] as const
export type PromptName = (typeof promptNames)[number]

export const statementNames = ["purpose", "free_choice", "rights", "contact"] as const

/** Offered for a new language; those of the greeting and its lines are offered beside them. */
export const commonLanguages = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "ja", "zh", "tr"] as const

const PCMU_BYTES_PER_MS = 8

/** What is played, in milliseconds. */
export const lengthOf = (bytes: number): number => bytes / PCMU_BYTES_PER_MS

export const promptOf = (version: Version, language: string, name: PromptName) => version.languages[language]?.[name]

export function languageName(tag: string): string {
  return new Intl.DisplayNames([currentLanguage()], { type: "language" }).of(tag) ?? tag
}

export const liveOf = (greeting: Greeting): Version | undefined =>
  greeting.versions.find(({ version }) => version === greeting.live)

/** Those that play it, open or closed. */
export function linesOf(greeting: string, lines: readonly Line[]): readonly Line[] {
  return lines.filter((line) => line.greeting === greeting || line.closed?.greeting === greeting)
}

/** Languages in which callers of its lines are asked, and which the live version cannot speak. */
export function gapsOf(greeting: Greeting, lines: readonly Line[]): readonly string[] {
  const spoken = Object.keys(liveOf(greeting)?.languages ?? {})
  const asked = linesOf(greeting.id, lines).flatMap((line) => [
    line.language,
    ...Object.values(line.language_by_prefix ?? {}),
  ])
  return [...new Set(asked)].filter((language) => !spoken.includes(language)).sort()
}

/** Of the longest of its languages: all prompts one after the other. */
export function lengthOfVersion(version: Version): number {
  const each = Object.values(version.languages).map((prompts) =>
    promptNames.reduce((sum, name) => sum + lengthOf(prompts[name]?.bytes ?? 0), 0),
  )
  return Math.max(0, ...each)
}

export const greetingQuery = (id: string) => ({
  queryKey: ["greetings", id],
  queryFn: () => editable(api.GET("/v1/greetings/{id}", { params: { path: { id } } })),
})

/** Nothing for who may not see lines. */
export const linesQuery = (enabled: boolean) => ({
  queryKey: ["lines"],
  queryFn: () => bodyOf(api.GET("/v1/lines", { params: { query: { limit: "100" } } })),
  enabled,
})
