/*
 * Requests of people about their data: received, verified, assessed, executed or refused, notified. Each step is a row, an
 * act in its history and a leaf, in one transaction; a step that is refused leaves an act and a leaf too.
 */
import { AssentError, hasCode } from "../errors.ts"
import { uuidv7 } from "../ids.ts"
import type { Leaf } from "../ledger/entry.ts"
import type { Ledger } from "../ledger/ledger.ts"
import { nextStates } from "../ledger/rules-request.ts"
import { dueOn } from "./due.ts"
import type { Act, Details, Item, RequestKind, RequestRows, RequestState, SubjectRequest } from "./ports.ts"

/** Whose data: a person by number, or one recording. */
export type About = { readonly number: string } | { readonly recordingId: string }

export interface Filing {
  readonly kind: RequestKind
  readonly about: About
  readonly language: SubjectRequest["language"]
  readonly details: Details
}

/** What is held of whom a request is about. */
export interface Holdings {
  readonly subjectLookup: string | null
  readonly masked: string | null
  readonly recordingId: string | null
}

export interface Assessment {
  readonly items: readonly Item[]
  readonly callKeyIds: readonly string[]
}

export interface RequestDeps<Tx> {
  readonly rows: RequestRows<Tx>
  readonly ledger: Pick<Ledger<Tx>, "append">
  readonly locate: (about: About) => Promise<Holdings>
  readonly assess: (request: SubjectRequest) => Promise<Assessment>
  /**
   * Carries it out; may be repeated after a crash. @returns what became of each item, and the certificate of an erasure.
   * @throws CONFLICT while a call goes on
   */
  readonly carryOut: (
    request: SubjectRequest,
    execution: Execution,
    actor: string,
  ) => Promise<Pick<SubjectRequest, "items" | "certificate" | "subjectLookup"> & Partial<Disclosed>>
  /** One key may file and decide. Dev only. */
  readonly onePersonMayDecide: boolean
  readonly now: () => Date
}

/** What an authority was handed, and the base64url SHA-256 of it. */
interface Disclosed {
  readonly manifest: string
  readonly manifestSha256: string
}

/** What is worded anew on a request for rectification (Art. 16 GDPR). */
export type Correction =
  | { readonly of: "contact"; readonly id: string; readonly name: string | null; readonly numbers: readonly string[] }
  | { readonly of: "agent"; readonly id: string; readonly name: string | null; readonly lines: readonly string[] }
  | { readonly of: "note"; readonly callId: string; readonly text: string }
  | { readonly of: "tags"; readonly callId: string; readonly tags: readonly string[] }
  /** Who spoke on it. */
  | { readonly of: "call"; readonly callId: string; readonly agent: string | null }

/** What whoever decides says with the decision. */
export interface Execution {
  /** Disclosure: in words. */
  readonly handedOver?: string | undefined
  /** Disclosure: of the recordings assessed, those that are handed over; absent: all. */
  readonly recordings?: readonly string[] | undefined
  /** Rectification: never stored with the request. */
  readonly corrections?: readonly Correction[] | undefined
  readonly told: readonly Told[]
}

/** A recipient who was told of the erasure (Art. 19 GDPR), and on which day. */
export interface Told {
  readonly name: string
  readonly on: string
}

export interface Requests {
  file(filing: Filing, actor: string): Promise<SubjectRequest>
  /** @throws NOT_FOUND */
  get(id: string): Promise<{ readonly request: SubjectRequest; readonly acts: readonly Act[] }>
  list: RequestRows<unknown>["list"]
  /** Each: @throws NOT_FOUND; CONFLICT, on record, when the request's state or who asks forbids it */
  verify(id: string, how: Pick<Details, "verified_by" | "verified_reference">, actor: string): Promise<SubjectRequest>
  assess(id: string, how: Pick<Details, "ground">, actor: string): Promise<SubjectRequest>
  extend(id: string, reason: string, actor: string): Promise<SubjectRequest>
  execute(id: string, how: Execution, actor: string): Promise<SubjectRequest>
  refuse(id: string, refusal: NonNullable<Details["refusal"]>, actor: string): Promise<SubjectRequest>
  notified(id: string, actor: string): Promise<SubjectRequest>
}

export function createRequests<Tx>(deps: RequestDeps<Tx>): Requests {
  const { rows, ledger } = deps

  async function found(id: string): Promise<SubjectRequest> {
    const request = await rows.get(id)
    if (!request) throw new AssentError("NOT_FOUND", "there is no such request")
    return request
  }

  async function denied(id: string, act: string, actor: string, code: string, why: string): Promise<never> {
    const { base, at } = stamp()
    const leaf: Leaf = { ...base, type: "request.denied", request: id, act, reason: code }
    await ledger.append([leaf], (tx) => rows.deny(tx, { requestId: id, at, actor, act, denied: code }))
    throw new AssentError("CONFLICT", why)
  }

  function stamp() {
    const now = deps.now()
    const at = now.toISOString()
    return { at, base: { v: 1 as const, id: uuidv7(now.getTime()), ts: at } }
  }

  /** The request, if it may become `next` by this actor's hand. */
  async function allowed(id: string, next: RequestState, act: string, actor: string): Promise<SubjectRequest> {
    const request = await found(id)
    if (!nextStates[request.state].includes(next)) {
      return denied(id, act, actor, "state", `this request is ${request.state}: it cannot become ${next} now`)
    }
    const decides = next === "executed" || next === "refused"
    if (decides && !deps.onePersonMayDecide) {
      const why = await sameAsBefore(request, next, actor)
      if (why !== null) return denied(id, act, actor, "same_person", why)
    }
    return request
  }

  /** Two people have looked before anything is done: why `actor` is not the second of them, or `null`. */
  async function sameAsBefore(request: SubjectRequest, next: RequestState, actor: string): Promise<string | null> {
    if (actor === request.filedBy) return "whoever filed a request does not decide it: another person has to"
    // Whoever may make tokens could otherwise file with one, and decide by themselves.
    if (next !== "executed" || !request.filedBy.startsWith("svc_")) return null
    const assessed = (await rows.acts(request.id)).findLast(({ act, denied: no }) => act === "assess" && no === null)
    if (assessed?.actor !== actor) return null
    return "a program filed this request and you assessed it: another person has to decide it"
  }

  async function move(
    before: SubjectRequest,
    change: Partial<SubjectRequest>,
    act: string,
    actor: string,
    manifest?: string,
  ) {
    const { base, at } = stamp()
    const after: SubjectRequest = { ...before, ...change }
    const { id: request, kind, state } = after
    const proof = manifest === undefined ? {} : { manifest }
    const leaf: Leaf = { ...base, type: "request.changed", request, kind, state, ...proof }
    const done: Act = { requestId: after.id, at, actor, act, denied: null }
    await ledger.append([leaf], (tx) => rows.change(tx, before.state, after, done))
    return after
  }

  const adding = (request: SubjectRequest, more: Details): Details => ({ ...request.details, ...more })

  return {
    async file({ kind, about, language, details }, actor) {
      mustSay(kind, details)
      const holdings = await deps.locate(about)
      const { base, at } = stamp()
      const id = uuidv7(Date.parse(at))
      const request: SubjectRequest = {
        ...holdings,
        id,
        kind,
        state: "received",
        receivedAt: at,
        dueOn: dueOn(at, false),
        extended: false,
        filedBy: actor,
        decidedBy: null,
        language,
        details,
        items: [],
        callKeyIds: [],
        certificate: null,
        manifest: null,
      }
      const leaf: Leaf = { ...base, type: "request.changed", request: id, kind, state: "received" }
      await ledger.append([leaf], (tx) =>
        rows.add(tx, request, { requestId: id, at, actor, act: "file", denied: null }),
      )
      return request
    },

    get: async (id) => ({ request: await found(id), acts: await rows.acts(id) }),
    list: (filter, page) => rows.list(filter, page),

    async verify(id, how, actor) {
      const request = await allowed(id, "verified", "verify", actor)
      return move(request, { state: "verified", details: adding(request, how) }, "verify", actor)
    },

    async assess(id, how, actor) {
      const request = await allowed(id, "assessed", "assess", actor)
      if (request.kind === "erasure" && how.ground === undefined) {
        throw new AssentError("INPUT_INVALID", "an erasure has a ground: Art. 17(1)(a) to (f)", { field: "ground" })
      }
      const { items, callKeyIds } = await deps.assess(request)
      const details = adding(request, how)
      return move(request, { state: "assessed", items, callKeyIds, details }, "assess", actor)
    },

    async extend(id, reason, actor) {
      const request = await found(id)
      if (request.extended) return denied(id, "extend", actor, "extended", "this request was extended once already")
      if (!nextStates[request.state].includes("refused")) {
        return denied(id, "extend", actor, "state", `this request is ${request.state}: there is nothing to extend`)
      }
      if (deps.now().toISOString().slice(0, 10) > request.dueOn) {
        return denied(id, "extend", actor, "late", "the month is over: the person had to be told of an extension in it")
      }
      const { base, at } = stamp()
      const until = dueOn(request.receivedAt, true)
      const details = adding(request, { extension_reason: reason })
      const after: SubjectRequest = { ...request, extended: true, dueOn: until, details }
      await ledger.append([{ ...base, type: "request.extended", request: id, until }], (tx) =>
        rows.change(tx, request.state, after, { requestId: id, at, actor, act: "extend", denied: null }),
      )
      return after
    },

    async execute(id, execution, actor) {
      const { handedOver, recordings, corrections = [] } = execution
      const request = await allowed(id, "executed", "execute", actor)
      if (request.kind === "disclosure" && handedOver === undefined) {
        throw new AssentError("INPUT_INVALID", "say what was handed over", { field: "handed_over" })
      }
      if (request.kind !== "disclosure" && recordings !== undefined) {
        throw new AssentError("INPUT_INVALID", "only a disclosure names what of it is handed over", {
          field: "recordings",
        })
      }
      if ((request.kind === "rectification") !== corrections.length > 0) {
        const why = "say what is put right: a rectification does, and nothing else"
        throw new AssentError("INPUT_INVALID", why, { field: "corrections" })
      }
      // A crash between here and the next line is repaired by executing again: what is erased is erased.
      const done = await deps.carryOut(request, execution, actor).catch((error: unknown) => {
        if (!hasCode(error, "CONFLICT")) throw error
        return denied(id, "execute", actor, "not_possible", error.message)
      })
      const details = handedOver === undefined ? request.details : adding(request, { handed_over: handedOver })
      const { manifestSha256, ...became } = done
      const change = { ...became, state: "executed", decidedBy: actor, details } as const
      return move(request, change, "execute", actor, manifestSha256)
    },

    async refuse(id, refusal, actor) {
      const request = await allowed(id, "refused", "refuse", actor)
      const details = adding(request, { refusal })
      return move(request, { state: "refused", decidedBy: actor, subjectLookup: null, details }, "refuse", actor)
    },

    async notified(id, actor) {
      const request = await allowed(id, "notified", "notify", actor)
      return move(request, { state: "notified" }, "notify", actor)
    },
  }
}

/** What a kind of request cannot do without. */
function mustSay(kind: RequestKind, details: Details): void {
  const needed: readonly (keyof Details)[] =
    kind === "disclosure" ? ["authority", "legal_reference", "scope"] : kind === "rectification" ? ["statement"] : []
  for (const field of needed) {
    if (details[field] === undefined) {
      throw new AssentError("INPUT_INVALID", `a ${kind} says its ${field.replace("_", " ")}`, { field })
    }
  }
}
