/*
 * Whether the words of one language say what they must, and say nothing that is not so: who, why, how long, that the
 * choice is free and how to refuse it, which rights there are and whom to reach (GDPR, Art. 7 and 13). Names and numbers
 * are looked for; what only a reader can find, an editor has pointed at, and it has to be there still.
 */
import type { PromptName } from "../audio/prompt-name.ts"
import { type GreetingVersion, type StatementName, statementNames } from "./document-greeting.ts"
import type { Line } from "./document-line.ts"
import type { CheckRules, Report } from "./finding.ts"

interface Words {
  readonly language: string
  readonly prompts: GreetingVersion["languages"][string]
  readonly says: Partial<Readonly<Record<StatementName, string>>>
}

/** Where each has to be said, and what is missing where it is not. */
const statements: Readonly<Record<StatementName, { readonly prompt: PromptName; readonly detail: string }>> = {
  purpose: { prompt: "notice", detail: "what the call is recorded for" },
  free_choice: { prompt: "notice", detail: "that the caller is helped in the same way whatever they choose" },
  rights: { prompt: "more", detail: "that the caller can withdraw, ask for a copy or for deletion, and complain" },
  contact: { prompt: "more", detail: "whom the caller reaches for that" },
}

/** `lines` are those whose callers are asked in this language. */
export function checkWords(words: Words, lines: readonly Line[], rules: CheckRules, report: Report): void {
  const { language, prompts } = words
  const text = (name: PromptName): string => prompts[name]?.text ?? ""
  checkKeys(words, lines, report)
  for (const name of statementNames) {
    const { prompt, detail } = statements[name]
    const quoted = words.says[name]
    if (quoted !== undefined && plain(text(prompt)).includes(plain(quoted))) continue
    const wrong =
      quoted === undefined ? "point at the words that say" : "the words that said it are gone: point at those that say"
    report("error", `/${language}/${prompt}/text`, `${name}_not_said`, `${wrong} ${detail}`)
  }
  const told = `${text("notice")} ${text("more")}`
  if (!names(told, rules.backupDays)) {
    const detail = `neither the notice nor the longer text says that copies in backups are gone ${rules.backupDays} days later at most`
    report("error", `/${language}/more/text`, "backup_bound_not_named", detail)
  }
  for (const line of lines) {
    if (!names(told, line.retention.days)) {
      const detail = "neither the notice nor the longer text names the line's retention in days"
      report("error", `/${language}/notice/text`, "retention_not_named", detail)
    }
    if (!plain(text("notice")).toLowerCase().includes(plain(line.organisation).toLowerCase())) {
      report(
        "error",
        `/${language}/notice/text`,
        "organisation_not_named",
        "the notice does not name the line's organisation",
      )
    }
    checkPromises(words, line, rules, report)
  }
}

/** Refusing leads to the same service by the flow itself; the menu has to say with which key. */
function checkKeys({ language, prompts }: Words, lines: readonly Line[], report: Report): void {
  const menu = prompts.menu?.text
  const asked = lines.length === 0 || lines.some(({ mode }) => mode === "opt_in" || mode === "opt_out")
  for (const key of [1, 2]) {
    if (menu === undefined || !asked || names(menu, key)) continue
    const detail = `the menu's words must name the key ${key}: 1 agrees, 2 continues without recording`
    report("fatal", `/${language}/menu/text`, "key_not_named", detail)
  }
}

function checkPromises({ language, prompts }: Words, line: Line, { keysInCall }: CheckRules, report: Report): void {
  const keys = keysInCall(line)
  for (const name of ["notice", "more", "granted", "in_progress"] as const) {
    if (keys === "yes" || !promisesKey(prompts[name]?.text ?? "", line.keys.withdraw)) continue
    const path = `/${language}/${name}/text`
    if (keys === "no") {
      const detail =
        "names a key for withdrawing during the call, which the carrier of a line does not deliver: take it out"
      report("fatal", path, "key_not_delivered", detail)
    } else {
      const detail =
        "names a key for withdrawing during the call: see with a call of your own that the carrier delivers it"
      report("warning", path, "key_unconfirmed", detail)
    }
  }
  const long = line.purposes.some((purpose) => /quality|training|coaching|improve/i.test(purpose))
  if (long && line.retention.days > LONG_DAYS) {
    const detail = `recordings for quality or training are rarely needed for more than ${LONG_DAYS} days: shorten the line's retention`
    report("warning", `/${language}/notice/text`, "retention_long", detail)
  }
}

/** What CNIL names as the longest for recordings that improve service or train staff. */
const LONG_DAYS = 180

const word = (words: string): string => String.raw`(?<!\p{L})(?:${words})(?!\p{L})`
const star = String.raw`(?:\*|こめじるし|米印|星号键?|${word(String.raw`star|étoile|stern(?:taste)?|asteris[ck]o|ster(?:retje)?|gwiazdk\p{L}*`)})`
const hash = String.raw`(?:#|シャープ|井号键?|${word(String.raw`hash|pound|dièse|raute|almohadilla|cancelletto|cardinal|hekje|krzyżyk\p{L}*`)})`

/** The code as it is spoken: the word for its first key and, at most three words on, its second. */
function promisesKey(text: string, code: string): boolean {
  if (text.includes(code)) return true
  const second = code.slice(1)
  const then = /\d/.test(second) ? String.raw`(?<!\d)${second}(?!\d)` : second === "*" ? star : hash
  return new RegExp(`${code.startsWith("*") ? star : hash}[^.。!?]{0,24}?${then}`, "iu").test(text)
}

const plain = (text: string): string => text.normalize("NFC").replaceAll(/\s+/gu, " ").trim()

/** True when `number` stands in `text` by itself, not inside a longer number. */
const names = (text: string, number: number): boolean => new RegExp(`(?<!\\d)${number}(?!\\d)`).test(text)
