/* The operator document's greetings. A version is never changed once it is published, but for who reviewed its words. */
import { z } from "zod"
import { promptNames } from "../audio/prompt-name.ts"
import { id, language } from "./document-words.ts"

const sha256 = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/** The id of whoever did it, as in `people.changed`. */
const principal = z.string().min(1).max(200)

/** One prompt: the legal text and the exact bytes played (raw PCMU, named by their SHA-256). */
const prompt = z.strictObject({
  text: z.string().min(1).max(4000),
  audio_sha256: sha256,
  bytes: z.int().positive(),
  /** The synthetic voice that spoke it, such as `espeak-ng/en-us`: for drafts. Absent: an uploaded recording. */
  voice: z.string().min(1).max(100).optional(),
})
export type PromptRef = z.infer<typeof prompt>

/** A draft grows prompt by prompt; what is published has them all. */
const prompts = z.partialRecord(z.enum(promptNames), prompt)

/** What no program can find in words of any language. An editor points at them; they must be there. */
export const statementNames = ["purpose", "free_choice", "rights", "contact"] as const
export type StatementName = (typeof statementNames)[number]
export const statements = z.partialRecord(z.enum(statementNames), z.string().trim().min(1).max(1000))

/** A check that did not pass, and why the version may be published all the same. */
const waiver = z.strictObject({
  /** As in the finding. */
  pointer: z.string().min(1).max(200),
  code: z.string().min(1).max(60),
  reason: z.string().trim().min(1).max(500),
  by: principal,
  at: z.iso.datetime(),
})
export type Waiver = z.infer<typeof waiver>

export const greetingVersion = z.strictObject({
  version: z.int().positive(),
  /** `scheduled`: it is published by itself at `publish_at`, if it still passes the checks then. */
  state: z.enum(["draft", "scheduled", "published"]),
  created_at: z.iso.datetime(),
  published_at: z.iso.datetime().nullable(),
  publish_at: z.iso.datetime().optional(),
  message: z.string().max(500).nullable(),
  /** null while nobody who may has reviewed the wording: the API and the console then say "draft wording". */
  reviewed_by: z.string().max(200).nullable(),
  languages: z.record(language, prompts),
  /** For each language the very words that say what must be said. */
  says: z.record(language, statements).optional(),
  waivers: z.array(waiver).max(500).optional(),
  /** Everybody who worked on the draft. */
  edited_by: z.array(principal).max(200).optional(),
  published_by: principal.optional(),
  /** The earlier version that this one brought back. */
  brings_back: z.int().positive().optional(),
  /** Why it was not published when it was due. */
  hindered: z.strictObject({ at: z.iso.datetime(), reason: z.string().max(1000) }).optional(),
})
export type GreetingVersion = z.infer<typeof greetingVersion>

export const greeting = z.strictObject({ id, name: z.string().min(1).max(200), versions: z.array(greetingVersion) })
export type Greeting = z.infer<typeof greeting>
