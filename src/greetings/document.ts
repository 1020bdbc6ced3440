/*
 * The operator document: lines and greetings, one readable JSON file that admins own. Never evidence: what was played
 * and decided is in the ledger, by hash.
 */
import { z } from "zod"
import { recipient } from "../config-recipients.ts"
import { promptNames } from "../audio/prompt-name.ts"

const id = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, "lower-case letters, digits, - and _, at most 64")
const sha256 = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
export const language = z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, "a BCP 47 tag such as en or pt-BR")

/** One prompt: the legal text and the exact bytes played (raw PCMU, named by their SHA-256). */
const prompt = z.strictObject({ text: z.string().min(1).max(4000), audio_sha256: sha256, bytes: z.int().positive() })
export type PromptRef = z.infer<typeof prompt>

/** A draft grows prompt by prompt; what is published has them all. */
const prompts = z.partialRecord(z.enum(promptNames), prompt)

export const greetingVersion = z.strictObject({
  version: z.int().positive(),
  state: z.enum(["draft", "published"]),
  created_at: z.iso.datetime(),
  published_at: z.iso.datetime().nullable(),
  message: z.string().max(500).nullable(),
  /** null while nobody who may has reviewed the wording: the API and the console then say "draft wording". */
  reviewed_by: z.string().max(200).nullable(),
  languages: z.record(language, prompts),
})
export type GreetingVersion = z.infer<typeof greetingVersion>

export const greeting = z.strictObject({ id, name: z.string().min(1).max(200), versions: z.array(greetingVersion) })
export type Greeting = z.infer<typeof greeting>

/** Modes in which the line's stated basis stands in for the caller's yes. */
export function needsBasis(mode: string): boolean {
  return mode === "opt_out" || mode === "notice_only" || mode === "legal_obligation"
}

export const line = z
  .strictObject({
    id,
    name: z.string().min(1).max(200),
    /** The dialled number, E.164. */
    number: z.string().regex(/^\+[1-9]\d{1,14}$/, "E.164, for example +4930123456"),
    organisation: z.string().min(1).max(200),
    language,
    greeting: id,
    /**
     * What a recording rests on. `opt_in`: the caller's yes. `opt_out`: a stated basis unless the caller says no. `notice_only`,
     * `legal_obligation`: a stated basis once the notice was heard. `agent_asks`: the agent states it. `off`: no recording.
     */
    mode: z.enum(["opt_in", "opt_out", "notice_only", "legal_obligation", "agent_asks", "off"]),
    /** The law that the operator relies on where the caller's yes is not asked: owed in those modes, and stated in the ledger. */
    legal_basis: z.string().min(1).max(300).optional(),
    purposes: z.array(z.string().min(1).max(100)).min(1).max(8),
    destination: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("test-agent") }),
      z.strictObject({
        kind: z.literal("phone"),
        number: z.string().regex(/^\+[1-9]\d{1,14}$/, "E.164, for example +4930123456"),
        /** Whoever answers presses 1 to take the call: keeps the destination's voicemail out. */
        press_to_accept: z.boolean().optional(),
      }),
    ]),
    /**
     * How calls of a carrier are asked and carried. `fork_stream` (default): asked over a stream, then the carrier dials and
     * copies both tracks here. `fork_document`: asked by documents, then the same. `bridge`: both legs through the gateway.
     */
    carry: z.enum(["fork_stream", "fork_document", "bridge"]).optional(),
    /** Why the agent's side may be recorded: the standing basis that the ledger states for each recorded call. */
    agent_basis: z.string().min(1).max(300),
    retention: z.strictObject({ policy: id, days: z.int().min(1).max(36500) }),
    /** What rules of retention may ask about beside line and purpose: the kind of call, and where its law is. */
    category: id.optional(),
    region: id.optional(),
    keys: z.strictObject({
      agree: z.literal("1"),
      refuse: z.literal("2"),
      repeat: z.literal("*"),
      more: z.literal("0"),
      /** Two keys that withdraw during the call. */
      withdraw: z.string().regex(/^[*#][0-9*#]$/, "two keys, the first * or #"),
    }),
    /** What happens to audio recorded before a withdrawal: kept unplayable for 72 hours, or shredded at once. */
    on_withdrawal: z.enum(["restrict_72h", "shred_at_once"]),
    limits: z.strictObject({ concurrent_calls: z.int().min(1).max(100_000) }),
  })
  .refine((each) => !needsBasis(each.mode) || each.legal_basis !== undefined, {
    path: ["legal_basis"],
    message: "a line that records without the caller's yes must state its legal basis",
  })
export type Line = z.infer<typeof line>

export const operatorDocument = z.strictObject({
  version: z.int().nonnegative(),
  lines: z.array(line).max(10_000),
  greetings: z.array(greeting).max(10_000),
  /** Who else receives data, and the whole register as it was: consents name it by its hash. */
  recipients: z
    .strictObject({
      parties: z.array(recipient).max(200),
      versions: z
        .array(z.strictObject({ at: z.iso.datetime(), sha256, parties: z.array(recipient).max(300) }))
        .max(2000),
    })
    .optional(),
})
export type OperatorDocument = z.infer<typeof operatorDocument>

/** The document's store. Validates on read and on write; a failed write leaves memory and file as they were. */
export interface OperatorStore {
  /** The last good version; frozen. */
  current(): OperatorDocument
  /**
   * Applies `change` to a clone and stores it with `version` + 1: durable (fsync, atomic rename) when it resolves.
   * @throws VERSION_STALE when `expected` is given and is not the stored version; INPUT_INVALID naming the field.
   */
  update(change: (draft: OperatorDocument) => void, expected?: number): Promise<OperatorDocument>
}

/** Prompt audio by content: raw PCMU bytes named by their SHA-256 (base64url). */
export interface PromptBlobs {
  put(audio: Uint8Array): Promise<string>
  /** @throws NOT_FOUND; STORAGE_FAILED when the bytes no longer match their name. */
  get(sha256: string): Promise<Uint8Array>
}
