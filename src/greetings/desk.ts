/* What editors and publishers do with greetings. */
import type { PromptName } from "../audio/prompt-name.ts"
import type { CheckRules, Finding } from "./finding.ts"
import type { DraftVoice } from "./voice.ts"
import type { Greeting, GreetingVersion, StatementName } from "./document-greeting.ts"

/**
 * `expected` is the document version the editor read, `match` the tag of the greeting they read, `actor` who they are.
 * Whatever changes something: VERSION_STALE when one of the two is not what is stored, LEDGER_UNAVAILABLE.
 */
export interface Edit {
  readonly expected?: number
  readonly match?: string
  readonly actor?: string
}

export interface PromptContent {
  /** The exact words spoken. */
  readonly text: string
  /** Any audio file. */
  readonly audio: Uint8Array
  /** The synthetic voice that spoke it, for drafts. Absent: a recording. */
  readonly voice?: string
}

export interface Waive {
  readonly pointer: string
  readonly code: string
  readonly reason: string
}

export interface Due {
  readonly greeting: string
  readonly version: number
  readonly published: boolean
}

export interface GreetingRules extends CheckRules {
  /** Whoever worked on a draft does not publish it alone. */
  readonly twoPersons: boolean
  readonly now: () => Date
  readonly voice: DraftVoice
}

export interface GreetingDesk {
  list(): readonly Greeting[]
  /** @throws NOT_FOUND */
  get(greetingId: string): Greeting
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
  /**
   * Has a prompt's words spoken by the voice for drafts. @throws as `putPrompt`, and NOT_FOUND where no voice speaks the
   * language, INPUT_INVALID for words it cannot read
   */
  speak(
    greetingId: string,
    version: number,
    language: string,
    prompt: PromptName,
    text: string,
    edit?: Edit,
  ): Promise<GreetingVersion>
  /** Points at the words that say what must be said. @throws NOT_FOUND; CONFLICT when published; INPUT_INVALID. */
  putStatements(
    greetingId: string,
    version: number,
    language: string,
    says: Partial<Record<StatementName, string>>,
    edit?: Edit,
  ): Promise<GreetingVersion>
  /** Lets a check that does not pass stand. @throws NOT_FOUND for what no check found; CONFLICT for what cannot be waived. */
  waive(greetingId: string, version: number, what: Waive, edit?: Edit): Promise<GreetingVersion>
  /** Names who reviewed the words, of a draft or of what is published: no word changes. @throws NOT_FOUND */
  review(greetingId: string, version: number, reviewer: string, edit?: Edit): Promise<GreetingVersion>
  /** @throws NOT_FOUND; STORAGE_FAILED when prompt audio is damaged. */
  check(greetingId: string, version: number): Promise<readonly Finding[]>
  /**
   * Immutable and live for new calls when it resolves.
   * @throws NOT_FOUND; CONFLICT when published, when a check fails, or when a second person must publish
   */
  publish(greetingId: string, version: number, message: string, edit?: Edit): Promise<GreetingVersion>
  /** As `publish`, at a time. Until then nobody can edit it. @throws INPUT_INVALID for a time that is past or too far. */
  schedule(greetingId: string, version: number, message: string, at: Date, edit?: Edit): Promise<GreetingVersion>
  /** A draft again. @throws NOT_FOUND; CONFLICT when it is not scheduled */
  unschedule(greetingId: string, version: number, edit?: Edit): Promise<GreetingVersion>
  /**
   * Brings an earlier published version back, as a new version: what was played when stays as it was.
   * @throws NOT_FOUND; CONFLICT when it was never published, is live, or is no longer true for its lines
   */
  rollBack(greetingId: string, to: number, message: string, edit?: Edit): Promise<GreetingVersion>
  /** A prompt as the line plays it: a WAV of 16-bit samples at 8 kHz. @throws NOT_FOUND; STORAGE_FAILED */
  preview(greetingId: string, version: number, language: string, prompt: PromptName): Promise<Uint8Array>
}
