/* The words of the callers' pages, in the four languages that people are answered in. */
import type { ConsentRow } from "../../consent/ports.ts"
import type { SubjectRequest } from "../../rights/ports.ts"
import type { AudioState } from "../caller-door.ts"
import { de } from "./words-de.ts"
import { en } from "./words-en.ts"
import { es } from "./words-es.ts"
import { fr } from "./words-fr.ts"

export type DoorLanguage = SubjectRequest["language"]

export interface DoorWords {
  /** The language's own name. */
  readonly name: string
  readonly otherLanguages: string
  readonly receipt: {
    readonly title: string
    readonly intro: string
    readonly code: string
    readonly codeHint: string
    readonly number: string
    readonly numberHint: string
    readonly show: string
    readonly withdraw: string
    readonly withdrawHint: string
    readonly another: string
    readonly problem: {
      readonly form: string
      readonly unknown: string
      readonly conflict: string
      readonly failed: string
    }
    /** `{n}`: seconds or minutes, as words of the language. */
    readonly wait: string
    readonly call: string
    readonly organisation: string
    readonly decision: string
    readonly decided: Readonly<Record<ConsentRow["state"] | "open", string>>
    readonly notice: string
    readonly version: string
    readonly recording: string
    readonly audio: Readonly<Record<AudioState, string>>
    readonly until: string
    readonly done: { readonly withdraw: string; readonly access: string; readonly erasure: string }
    readonly due: string
    readonly rights: string
    readonly access: string
    readonly erasure: string
  }
  readonly privacy: {
    readonly title: string
    readonly intro: string
    readonly notRecorded: string
    readonly who: string
    readonly controller: string
    readonly contact: string
    readonly officer: string
    readonly authority: string
    readonly why: string
    readonly purposes: string
    readonly basis: string
    readonly consent: string
    readonly recipients: string
    readonly nobody: string
    readonly long: string
    readonly days: (days: number) => string
    readonly withdrawal: string
    readonly withdrawn: Readonly<Record<"restrict_72h" | "shred_at_once", string>>
    readonly keys: (withdraw: string) => string
    readonly rights: string
    readonly list: readonly string[]
    readonly door: string
    readonly doorLink: string
    readonly noPhone: string
    readonly relay: string
    /** True where nothing is recorded without a yes. */
    readonly silence: string
    /** How to withdraw in a call whose keys the gateway does not hear. */
    readonly tell: string
    readonly text: string
    readonly played: (version: number, day: string) => string
    readonly versions: string
    readonly current: string
    readonly notice: string
    readonly menu: string
    readonly more: string
    readonly noText: string
    readonly short: string
    /** What a picture of the short link is, for who does not see it. */
    readonly code: string
  }
}

export const doorWords: Readonly<Record<DoorLanguage, DoorWords>> = { en, de, fr, es }
export const doorLanguages = ["en", "de", "fr", "es"] as const satisfies readonly DoorLanguage[]

/** `?lang=` counts before what the browser prefers; English where neither is known. */
export function languageOf(asked: string | undefined, accepted: string | undefined): DoorLanguage {
  const known = (tag: string) => doorLanguages.find((language) => tag.toLowerCase().split("-")[0] === language)
  const fromQuery = asked === undefined ? undefined : known(asked)
  if (fromQuery) return fromQuery
  const preferred = (accepted ?? "")
    .slice(0, 500)
    .split(",")
    .map((each) => {
      const [tag = "", quality] = each.trim().split(/;\s*q=/)
      return { tag, quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
  return preferred.map(({ tag }) => known(tag)).find((language) => language !== undefined) ?? "en"
}
