/*
 * Greetings and their versions. A version is a draft until it is published; then it never changes again, and the
 * newest published version is what its lines play. Audio is stored under its hash before the document names it, so a
 * crash leaves at worst audio that nobody names. While anything is edited, checked or refused, what is live plays on.
 */
import { eachPrompt, type PromptName } from "../audio/prompt-name.ts"
import { AssentError } from "../errors.ts"
import type { LedgeredStore } from "./change-log.ts"
import { checkVersion, type Finding } from "./checks.ts"
import {
  type Greeting,
  type GreetingVersion,
  language as languageTag,
  type Line,
  type OperatorDocument,
  type PromptBlobs,
} from "./document.ts"
import { jsonHash } from "./hash.ts"
import { toLineAudio } from "./intake.ts"
import { draftOf, greetingOf, lineOf, newestPublished, versionOf } from "./lookup.ts"
import { buildScript, type SpokenScript } from "./script.ts"

/** `expected` is the document version the editor read, `actor` who is editing. */
export interface Edit {
  readonly expected?: number
  readonly actor?: string
}

export interface PromptContent {
  /** The exact words spoken. */
  readonly text: string
  /** Any audio file. */
  readonly audio: Uint8Array
}

/** Every method that changes something: VERSION_STALE when `expected` is not the stored version, LEDGER_UNAVAILABLE. */
export interface Greetings {
  list(): readonly Greeting[]
  /** @throws NOT_FOUND */
  get(greetingId: string): Greeting
  lines(): readonly Line[]
  /** @throws NOT_FOUND */
  line(lineId: string): Line
  /** A greeting without versions. @throws CONFLICT when the id is taken; INPUT_INVALID. */
  add(greetingId: string, name: string, edit?: Edit): Promise<Greeting>
  /** A new draft, copied from version `from` (default: the newest). @throws NOT_FOUND */
  addVersion(greetingId: string, from?: number, edit?: Edit): Promise<GreetingVersion>
  /** @throws NOT_FOUND; CONFLICT when published; UNSUPPORTED_AUDIO; FFMPEG_MISSING; INPUT_INVALID naming the field. */
  putPrompt(
    greetingId: string,
    version: number,
    language: string,
    prompt: PromptName,
    content: PromptContent,
    edit?: Edit,
  ): Promise<GreetingVersion>
  /** @throws NOT_FOUND; STORAGE_FAILED when prompt audio is damaged. */
  check(greetingId: string, version: number): Promise<readonly Finding[]>
  /** Immutable and live for new calls when it resolves. @throws NOT_FOUND; CONFLICT when published or a check fails. */
  publish(greetingId: string, version: number, message: string, edit?: Edit): Promise<GreetingVersion>
  /**
   * What a call on this line is asked with now.
   * @throws NOT_FOUND when nothing is published in the line's language; STORAGE_FAILED when prompt audio is damaged.
   */
  scriptFor(line: Line): Promise<SpokenScript>
}

const MAX_CACHED_SCRIPTS = 64

export function openGreetings(store: LedgeredStore, blobs: PromptBlobs): Greetings {
  const scripts = new Map<string, SpokenScript>()

  /** Applies `change` to one version of the draft document and returns that version as stored. */
  async function editVersion(
    greetingId: string,
    version: number,
    change: (draft: GreetingVersion, document: OperatorDocument) => void,
    { expected, actor }: Edit = {},
  ): Promise<GreetingVersion> {
    const stored = await store.update(
      (document) => change(draftOf(greetingOf(document, greetingId), version), document),
      expected,
      actor,
    )
    return versionOf(greetingOf(stored, greetingId), version)
  }

  const check = async (greetingId: string, version: number): Promise<readonly Finding[]> => {
    const document = store.current()
    return checkVersion(versionOf(greetingOf(document, greetingId), version), usersOf(document, greetingId), blobs)
  }

  return {
    list: () => store.current().greetings,
    get: (greetingId) => greetingOf(store.current(), greetingId),
    lines: () => store.current().lines,
    line: (lineId) => lineOf(store.current(), lineId),
    check,

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

    async addVersion(greetingId, from, { expected, actor } = {}) {
      let number = 0
      const stored = await store.update(
        (document) => {
          const { versions } = greetingOf(document, greetingId)
          const newest = versions.reduce((most, { version }) => Math.max(most, version), 0)
          const source = from ?? newest
          const copied = source === 0 ? undefined : versionOf(greetingOf(document, greetingId), source)
          number = newest + 1
          versions.push({
            version: number,
            state: "draft",
            created_at: new Date().toISOString(),
            published_at: null,
            message: null,
            // Whoever reviewed the old words has not seen the new ones.
            reviewed_by: null,
            languages: structuredClone(copied?.languages ?? {}),
          })
        },
        expected,
        actor,
      )
      return versionOf(greetingOf(stored, greetingId), number)
    },

    async putPrompt(greetingId, version, language, prompt, { text, audio }, edit) {
      if (!languageTag.safeParse(language).success) {
        throw new AssentError("INPUT_INVALID", "a language is a BCP 47 tag such as en or pt-BR", { field: "language" })
      }
      if (text.trim() === "") {
        throw new AssentError("INPUT_INVALID", "the exact words are needed with the audio", { field: "text" })
      }
      // Refused before the work, and again under the document's lock.
      draftOf(greetingOf(store.current(), greetingId), version)
      const heard = await toLineAudio(audio)
      const audio_sha256 = await blobs.put(heard)
      return editVersion(
        greetingId,
        version,
        (draft) => {
          draft.languages[language] = {
            ...draft.languages[language],
            [prompt]: { text, audio_sha256, bytes: heard.length },
          }
          draft.reviewed_by = null
        },
        edit,
      )
    },

    async publish(greetingId, version, message, edit) {
      const document = store.current()
      draftOf(greetingOf(document, greetingId), version)
      const subject = subjectOf(document, greetingId, version)
      const errors = (await check(greetingId, version)).filter(({ severity }) => severity === "error")
      if (errors[0] !== undefined) {
        throw new AssentError("CONFLICT", `the version cannot be published: ${errors[0].detail}`, {
          field: errors[0].pointer,
        })
      }
      return editVersion(
        greetingId,
        version,
        (draft, current) => {
          // Exactly what was checked is published.
          if (subjectOf(current, greetingId, version) !== subject) {
            throw new AssentError("VERSION_STALE", "the version was edited while it was checked: publish it again")
          }
          draft.state = "published"
          draft.published_at = new Date().toISOString()
          draft.message = message
        },
        edit,
      )
    },

    async scriptFor(line) {
      const greeting = greetingOf(store.current(), line.greeting)
      const live = newestPublished(greeting)
      const prompts = live?.languages[line.language]
      if (live === undefined || prompts === undefined) {
        throw new AssentError("NOT_FOUND", "no greeting is published in the line's language", { field: "greeting" })
      }
      // Published versions never change, so what was built once stays right.
      const key = JSON.stringify([greeting.id, live.version, line.language, line.keys])
      const known = scripts.get(key)
      if (known !== undefined) return known
      const audio = new Map<string, Uint8Array>()
      for (const { audio_sha256 } of Object.values(prompts)) audio.set(audio_sha256, await blobs.get(audio_sha256))
      const script = buildScript({
        greeting: greeting.id,
        version: live.version,
        language: line.language,
        keys: line.keys,
        prompts: eachPrompt((name) => {
          const prompt = prompts[name]
          const bytes = audio.get(prompt?.audio_sha256 ?? "")
          if (prompt && bytes) return { text: prompt.text, audio: bytes }
          throw new AssentError("NOT_FOUND", "a published prompt is missing", { field: name })
        }),
      })
      if (scripts.size >= MAX_CACHED_SCRIPTS) scripts.clear()
      scripts.set(key, script)
      return script
    },
  }
}

const usersOf = (document: OperatorDocument, greetingId: string): readonly Line[] =>
  document.lines.filter((line) => line.greeting === greetingId)

/** Names everything that a check of this version looks at. */
const subjectOf = (document: OperatorDocument, greetingId: string, version: number): string =>
  jsonHash([versionOf(greetingOf(document, greetingId), version), usersOf(document, greetingId)])
