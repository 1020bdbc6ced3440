/*
 * Greetings and their versions. A version is a draft until it is published; then it never changes again, and the
 * last published version is what its lines play. Audio is stored under its hash before the document names it, so a
 * crash leaves at worst audio that nobody names. While anything is edited, checked or refused, what is live plays on.
 */
import { AssentError } from "../errors.ts"
import type { LedgeredStore } from "./change-log.ts"
import type { Due, GreetingDesk, GreetingRules } from "./desk.ts"
import type { PromptBlobs } from "./document.ts"
import { language as languageTag } from "./document-words.ts"
import type { Line } from "./document-line.ts"
import { dropWaivers, editDraft, editGreeting, noteEditor } from "./editing.ts"
import { espeak } from "./espeak.ts"
import { toLineAudio } from "./intake.ts"
import { draftOf, greetingOf, lineOf, tagOf, versionOf } from "./lookup.ts"
import { asOnTheLine, type ScriptFor, scripts } from "./playing.ts"
import { publishing } from "./publishing.ts"

export interface Greetings extends GreetingDesk {
  lines(): readonly Line[]
  /** @throws NOT_FOUND */
  line(lineId: string): Line
  /**
   * What a call on this line is asked with now.
   * @throws NOT_FOUND when nothing is published in the language; STORAGE_FAILED when prompt audio is damaged.
   */
  readonly scriptFor: ScriptFor
  /** Publishes what is due. @returns what was published, and what could not be */
  publishDue(): Promise<readonly Due[]>
}

const defaults: GreetingRules = {
  backupDays: 8,
  keysInCall: () => "yes",
  twoPersons: false,
  now: () => new Date(),
  voice: espeak(),
}

export function openGreetings(store: LedgeredStore, blobs: PromptBlobs, rules: Partial<GreetingRules> = {}): Greetings {
  const all = { ...defaults, ...rules }
  const publish = publishing(store, blobs, all)
  const putPrompt: GreetingDesk["putPrompt"] = async (greetingId, version, language, prompt, content, edit) => {
    const { text, audio, voice } = content
    refuseNoLanguage(language)
    if (text.trim() === "") {
      throw new AssentError("INPUT_INVALID", "the exact words are needed with the audio", { field: "text" })
    }
    // Refused before the work, and again under the document's lock.
    draftOf(greetingOf(store.current(), greetingId), version)
    const heard = await toLineAudio(audio)
    const audio_sha256 = await blobs.put(heard)
    return editDraft(
      store,
      greetingId,
      version,
      (draft) => {
        const before = draft.languages[language]?.[prompt]
        const path = `/languages/${language}/${prompt}`
        if (before?.text !== text) dropWaivers(draft, `${path}/text`)
        if (before?.audio_sha256 !== audio_sha256) dropWaivers(draft, `${path}/audio`)
        const spoken = { text, audio_sha256, bytes: heard.length, ...(voice === undefined ? {} : { voice }) }
        draft.languages[language] = { ...draft.languages[language], [prompt]: spoken }
        if (before?.text !== text) draft.reviewed_by = null
      },
      edit,
    )
  }

  return {
    list: () => store.current().greetings,
    get: (greetingId) => greetingOf(store.current(), greetingId),
    lines: () => store.current().lines,
    line: (lineId) => lineOf(store.current(), lineId),
    scriptFor: scripts(store, blobs),
    ...publish,

    async add(greetingId, name, { expected, actor } = {}) {
      const stored = await store.update(
        (document) => {
          if (document.greetings.some(({ id }) => id === greetingId)) {
            throw new AssentError("CONFLICT", "there is a greeting with this id already", { field: "id" })
          }
          document.greetings.push({ id: greetingId, name, versions: [] })
        },
        expected,
        actor,
      )
      return greetingOf(stored, greetingId)
    },

    async addVersion(greetingId, from, edit = {}) {
      let number = 0
      const stored = await editGreeting(
        store,
        greetingId,
        (greeting) => {
          const newest = greeting.versions.reduce((most, { version }) => Math.max(most, version), 0)
          const source = from ?? newest
          const copied = source === 0 ? undefined : versionOf(greeting, source)
          number = newest + 1
          greeting.versions.push({
            version: number,
            state: "draft",
            created_at: all.now().toISOString(),
            published_at: null,
            message: null,
            // Whoever reviewed the old words has not seen the new ones.
            reviewed_by: null,
            languages: structuredClone(copied?.languages ?? {}),
            // True of these words, and fall with them.
            ...(copied?.says ? { says: structuredClone(copied.says) } : {}),
            ...(copied?.waivers ? { waivers: structuredClone(copied.waivers) } : {}),
          })
        },
        edit,
      )
      return versionOf(stored, number)
    },

    async speak(greetingId, version, language, prompt, text, edit) {
      draftOf(greetingOf(store.current(), greetingId), version)
      const spoken = await all.voice.speak(text, language)
      return putPrompt(greetingId, version, language, prompt, { text, ...spoken }, edit)
    },

    putPrompt,

    putStatements(greetingId, version, language, says, edit) {
      refuseNoLanguage(language)
      return editDraft(
        store,
        greetingId,
        version,
        (draft) => void (draft.says = { ...draft.says, [language]: says }),
        edit,
      )
    },

    async waive(greetingId, version, { pointer, code, reason }, edit = {}) {
      // The reason is for what was found: words that change meanwhile are not meant.
      const match = edit.match ?? tagOf(greetingOf(store.current(), greetingId))
      const found = (await publish.check(greetingId, version)).find(
        (finding) => finding.pointer === pointer && finding.code === code,
      )
      if (found === undefined) {
        throw new AssentError("NOT_FOUND", "no check says this of the version", { field: "code" })
      }
      if (!found.waivable) {
        throw new AssentError("CONFLICT", "no reason mends this: change the version", { field: "code" })
      }
      return editDraft(
        store,
        greetingId,
        version,
        (draft) => {
          const others = draft.waivers?.filter((each) => each.pointer !== pointer || each.code !== code) ?? []
          const by = edit.actor ?? "unknown"
          draft.waivers = [...others, { pointer, code, reason, by, at: all.now().toISOString() }]
        },
        { ...edit, match },
      )
    },

    async review(greetingId, version, reviewer, edit = {}) {
      const stored = await editGreeting(
        store,
        greetingId,
        (greeting) => {
          const reviewed = versionOf(greeting, version)
          reviewed.reviewed_by = reviewer
          if (reviewed.state === "draft") noteEditor(reviewed, edit.actor)
        },
        edit,
      )
      return versionOf(stored, version)
    },

    async preview(greetingId, version, language, prompt) {
      return asOnTheLine(versionOf(greetingOf(store.current(), greetingId), version), language, prompt, blobs)
    },
  }
}

function refuseNoLanguage(language: string): void {
  if (languageTag.safeParse(language).success) return
  throw new AssentError("INPUT_INVALID", "a language is a BCP 47 tag such as en or pt-BR", { field: "language" })
}
