/* A line: a number, who is asked what there and in which language, where its calls go, and how long recordings are kept. */
import { z } from "zod"
import { destination, needsBridge } from "./document-destination.ts"
import { e164, id, language } from "./document-words.ts"

/** Modes in which the line's stated basis stands in for the caller's yes. */
export function needsBasis(mode: string): boolean {
  return mode === "opt_out" || mode === "notice_only" || mode === "legal_obligation"
}

export const lineMembers = {
  id,
  name: z.string().min(1).max(200),
  /** The dialled number, E.164. */
  number: e164,
  organisation: z.string().min(1).max(200),
  language,
  /** Callers whose number begins so are asked in this language; of two that fit, the longer. Others: `language`. */
  language_by_prefix: z
    .record(z.string().regex(/^\+[1-9]\d{0,6}$/, "the beginning of a number, for example +33"), language)
    .optional(),
  greeting: id,
  /**
   * What a recording rests on. `opt_in`: the caller's yes. `opt_out`: a stated basis unless the caller says no. `notice_only`,
   * `legal_obligation`: a stated basis once the notice was heard. `agent_asks`: the agent states it. `off`: no recording.
   */
  mode: z.enum(["opt_in", "opt_out", "notice_only", "legal_obligation", "agent_asks", "off"]),
  /** For emergency and crisis lines: connected at once, with no notice and no question, and never recorded. Its mode is off. */
  bypass: z.literal(true).optional(),
  /** The law that the operator relies on where the caller's yes is not asked: owed in those modes, and stated in the ledger. */
  legal_basis: z.string().min(1).max(300).optional(),
  purposes: z.array(z.string().min(1).max(100)).min(1).max(8),
  destination,
  /** The hours of the line; without it the line is always open. */
  schedule: id.optional(),
  /** What differs while the schedule says closed. */
  closed: z.strictObject({ greeting: id.optional(), destination: destination.optional() }).optional(),
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
  /**
   * How long a caller has to answer, also after the time warning: longer where callers come through a relay service or with
   * a text telephone, whose operator has to pass the question on. Default: the flow's own times.
   */
  wait_seconds: z.int().min(5).max(60).optional(),
  /**
   * Whether callers are given a code with which they may later see, take back, or ask for what is theirs: to whoever presses
   * 9 in the menu, or to everybody who was asked (`#` skips it then). Absent: as `off`.
   */
  receipt: z.enum(["off", "on_request", "always"]).optional(),
  limits: z.strictObject({ concurrent_calls: z.int().min(1).max(100_000) }),
}

export const line = z.strictObject(lineMembers).superRefine((each, context) => {
  const refuse = (path: string[], message: string) => context.addIssue({ code: "custom", path, message })
  if (needsBasis(each.mode) && each.legal_basis === undefined) {
    refuse(["legal_basis"], "a line that records without the caller's yes must state its legal basis")
  }
  if (each.receipt === "always" && (each.carry !== "bridge" || each.keys.withdraw.includes("#"))) {
    const why = "only where the gateway hears # during the code, to skip it: carry is bridge, and # withdraws nothing"
    refuse(["receipt"], why)
  }
  if (each.bypass && each.mode !== "off") {
    refuse(["mode"], "whoever is connected past the question is never recorded: the mode is off")
  }
  if (each.schedule !== undefined && each.closed === undefined) {
    refuse(
      ["closed"],
      "say what differs while the schedule says closed: another greeting, another destination, or both",
    )
  }
  if (each.closed !== undefined && each.schedule === undefined) {
    refuse(["schedule"], "name the schedule that says when the line is closed")
  }
  const bridged = [each.destination, each.closed?.destination].some((one) => one !== undefined && needsBridge(one))
  if (bridged && each.carry !== undefined && each.carry !== "bridge") {
    refuse(["carry"], "a queue, voicemail and hang-up are the gateway's: leave carry out, or make it bridge")
  }
})
export type Line = z.infer<typeof line>
