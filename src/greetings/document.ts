/*
 * The operator document: lines and greetings, one readable JSON file that admins own. Never evidence: what was played
 * and decided is in the ledger, by hash.
 */
import { z } from "zod"
import { recipient } from "../config-recipients.ts"
import { greeting } from "./document-greeting.ts"
import { line } from "./document-line.ts"
import { schedule } from "./document-schedule.ts"

const sha256 = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

export const operatorDocument = z
  .strictObject({
    version: z.int().nonnegative(),
    lines: z.array(line).max(10_000),
    greetings: z.array(greeting).max(10_000),
    /** When lines are open. */
    schedules: z.array(schedule).max(1000).optional(),
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
  .superRefine(({ lines, greetings, schedules = [] }, context) => {
    // A call finds its line by the number, and everything else by id: two that share one are one too many.
    const repeated = (at: string, member: string, values: readonly string[]): void => {
      const places = Map.groupBy(values.keys(), (i) => values[i])
      for (const same of places.values()) {
        if (same.length === 1) continue
        for (const i of same) {
          context.addIssue({ code: "custom", path: [at, i, member], message: "another one has this already" })
        }
      }
    }
    repeated(
      "lines",
      "id",
      lines.map(({ id }) => id),
    )
    repeated(
      "lines",
      "number",
      lines.map(({ number }) => number),
    )
    repeated(
      "greetings",
      "id",
      greetings.map(({ id }) => id),
    )
    repeated(
      "schedules",
      "id",
      schedules.map(({ id }) => id),
    )
    lines.forEach((each, i) => {
      if (each.schedule === undefined || schedules.some(({ id }) => id === each.schedule)) return
      context.addIssue({ code: "custom", path: ["lines", i, "schedule"], message: "there is no such schedule" })
    })
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
