import type { IncomingHttpHeaders } from "node:http"
import type { LineOfCall } from "../../call/calls.ts"
import type { CallLeg, CallStart } from "../../call/ports.ts"
import { EMERGENCY } from "../../call/state.ts"
import { uuidv7 } from "../../ids.ts"
import type { Dialect } from "../media-stream/dialect.ts"
import type { MediaTrunk } from "../media-stream/sockets.ts"
import { OneTimeTokens } from "../media-stream/tokens.ts"
import {
  stepNames,
  type LineOfNumber,
  type Place,
  type StepName,
  type StreamUse,
  type TakenCall,
} from "./call-parts.ts"
import { XmlCall } from "./call.ts"
import { render, type Flavour, type Verb } from "./document.ts"
import { parseForm, type Form } from "./form.ts"
import { callerNumber } from "./numbers.ts"
import type { PromptShelf } from "./prompt-shelf.ts"
import type { CarrierRest } from "./rest.ts"
import type { UpgradeCheck, WebhookCheck } from "./signature.ts"
import { newXmlStats, type XmlStats } from "./stats.ts"
import { TestCalls } from "./test-calls.ts"

export interface XmlTrunkParts {
  readonly name: string
  readonly flavour: Flavour
  readonly dialect: Dialect
  /** The address the carrier knows this gateway by. */
  readonly publicUrl: string
  readonly checks: { readonly webhook: WebhookCheck; readonly upgrade: UpgradeCheck }
  /** Handed to the carrier in each document, to be shown when it opens a stream. */
  readonly streamBearer?: string
  readonly rest: CarrierRest
  /** How long a grant may keep the carrier waiting for a document. */
  readonly grantMs: number
  readonly prompts: PromptShelf
  /**
   * The line a dialled number belongs to, from memory; `null` for a number nobody set up.
   * @param from as the carrier has it; `null` where nobody's call is meant
   */
  readonly lineFor: (number: string, from: string | null) => LineOfNumber | null
  readonly lineOf: (call: CallStart) => Promise<LineOfCall>
  readonly take: (call: CallStart, leg: CallLeg, line: LineOfCall) => TakenCall
  /** Where callers go when nothing is known of their line. */
  readonly fallbackNumber: string | null
  /** A call for a number that no line has is not even answered. */
  readonly rejectsUnmapped: boolean
  /** PCMU: what a test call plays in place of a notice. */
  readonly testWords: Uint8Array
  /** The call's last leaf is written. */
  readonly onEnded: (call: CallStart) => void
  /** New calls are connected unrecorded; those that are here go on as they began. */
  readonly draining: () => boolean
  readonly stopping: () => boolean
  readonly log: { warn(fields: object, message: string): void; error(fields: object, message: string): void }
}

export interface WebhookRequest {
  readonly step: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  /** Path and query as they came. */
  readonly target: string
  readonly body: Uint8Array
}

export interface WebhookAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409
  readonly xml: string
}

/** A call's documents are kept this long after its end, for requests that are repeated late. */
const KEEP_MS = 10 * 60_000
/** Calls that were, by the carrier's id: a replayed first request begins none of them again. */
const MAX_SPENT = 100_000

/** One account at a carrier that runs calls by asking for documents. */
export class XmlTrunk {
  readonly name: string
  readonly stats: XmlStats = newXmlStats()
  readonly media: MediaTrunk
  readonly testCalls: TestCalls
  readonly #parts: XmlTrunkParts
  readonly #tokens = new OneTimeTokens<{
    readonly call: XmlCall
    readonly use: StreamUse
    readonly nth: number
  }>()
  readonly #bySid = new Map<string, Promise<XmlCall>>()
  readonly #byId = new Map<string, XmlCall>()
  readonly #spent = new Set<string>()

  constructor(parts: XmlTrunkParts) {
    this.#parts = parts
    this.name = parts.name
    this.testCalls = new TestCalls({
      ...parts,
      at: `${parts.publicUrl}/carriers/${parts.name}`,
      words: parts.testWords,
      onFault: (message, error) => parts.log.error({ trunk: parts.name, err: error }, message),
    })
    this.media = {
      name: parts.name,
      dialect: parts.dialect,
      mayUpgrade: ({ headers, url = "" }) => {
        const may = parts.checks.upgrade(headers, url)
        if (!may) this.stats.unsigned++
        return may
      },
      admit: ({ carrierCallId, parameters }) => {
        const token = parameters["token"] ?? ""
        const issued = this.#tokens.redeem(token)
        const stream = issued
          ? issued.call.admit(issued.use, carrierCallId, issued.nth)
          : this.testCalls.admit(token, carrierCallId)
        if (!stream) this.stats.refusedStreams++
        return stream
      },
    }
  }

  get promptsShelf(): PromptShelf {
    return this.#parts.prompts
  }

  /**
   * Has a place dialled that the call goes to. @param place `null`: it goes no further than the gateway
   * @returns `null` where that is none of this carrier's business
   */
  dial(callId: string, place: Place | null): Promise<CallLeg> | null {
    const call = this.#byId.get(callId)
    return call?.dials(place) ? call.dial(place) : null
  }

  /** Answers one webhook. A genuine request always gets a document that leads the caller on. */
  async answer(request: WebhookRequest): Promise<WebhookAnswer> {
    const { checks, publicUrl, log, name } = this.#parts
    const form = parseForm(request.body)
    if (!form) return this.#refuse(400, "malformed")
    const url = publicUrl + request.target
    if (!checks.webhook({ headers: request.headers, url, body: request.body, form }))
      return this.#refuse(403, "unsigned")
    try {
      return await this.#genuine(request, form)
    } catch (error) {
      log.error({ trunk: name, err: error }, "a call could not be asked: it is connected unrecorded")
      return this.#document(this.fallback(form.get("To") ?? ""))
    }
  }

  /** Connects without asking and without recording. Needs neither database nor keys. */
  fallback(to: string): readonly Verb[] {
    const number = this.#parts.lineFor(to, null)?.route.number ?? this.#parts.fallbackNumber
    if (number === null) return sorry
    return [{ verb: "Dial", seconds: 30, to: number }, { verb: "Hangup" }]
  }

  async #genuine(request: WebhookRequest, form: Form): Promise<WebhookAnswer> {
    const callSid = form.get("CallSid") ?? ""
    if (callSid === "" || callSid.length > 200) return this.#refuse(400, "malformed")
    const { step } = request
    if (step === "fallback") {
      const call = await this.#bySid.get(callSid)?.catch(() => undefined)
      call?.fellBack()
      this.stats.fallbacks++
      return this.#document(this.fallback(form.get("To") ?? ""))
    }
    if (step === "status") {
      const call = await this.#bySid.get(callSid)?.catch(() => undefined)
      call?.status(form.get("CallStatus") ?? "")
      return this.#document([])
    }
    if (step === "voice") {
      // A call that comes in the last moment is connected, and nothing is begun that could not be finished.
      const { draining, stopping } = this.#parts
      const letGo = stopping() || (draining() && !this.#bySid.has(callSid))
      return letGo ? this.#document(this.fallback(form.get("To") ?? "")) : this.#voice(callSid, form)
    }
    if (step === "test" || step === "test-status") {
      const verbs = this.testCalls.answer(step, request.query, form)
      return verbs ? this.#document(verbs) : this.#refuse(409, "outOfPlace")
    }
    const call = this.#byId.get(request.query.get("call") ?? "")
    if (!call) return this.#refuse(409, "unknownCalls")
    if (step === "agent-status") {
      if (call.isOf("agent", callSid)) call.agentStatus(callSid, form.get("CallStatus") ?? "")
      return this.#document([])
    }
    const n = Number(request.query.get("n"))
    if (!isStep(step) || !call.isOf(step, callSid)) return this.#refuse(409, "outOfPlace")
    const answer = call.answer(step, n, form)
    return answer ? this.#document(await answer) : this.#refuse(409, "outOfPlace")
  }

  async #voice(callSid: string, form: Form): Promise<WebhookAnswer> {
    const { lineFor, log, name } = this.#parts
    const to = form.get("To") ?? ""
    const known = this.#bySid.get(callSid)
    if (!known) {
      if (this.#spent.has(callSid)) return this.#refuse(409, "replayed")
      const line = lineFor(to, form.get("From") ?? null)
      if (!line) {
        this.stats.unmapped++
        log.error({ trunk: name }, "a call came for a number that no line has: it was not connected, and not recorded")
        return this.#document(this.#parts.rejectsUnmapped ? rejected : unmapped)
      }
      const call = this.#open(callSid, form, line)
      this.#bySid.set(callSid, call)
      // One that failed to open may be tried again.
      call.catch(() => this.#bySid.delete(callSid))
    }
    const answer = (await this.#bySid.get(callSid))?.answer("voice", 0, form)
    return answer ? this.#document(await answer) : this.#refuse(409, "outOfPlace")
  }

  async #open(callSid: string, form: Form, line: LineOfNumber): Promise<XmlCall> {
    const { name, publicUrl, prompts, rest, grantMs, take, log, stopping, onEnded, streamBearer } = this.#parts
    const callId = uuidv7()
    const start: CallStart = {
      callId,
      lineId: line.id,
      trunk: name,
      carrierCallId: callSid,
      from: callerNumber(form.get("From") ?? ""),
      to: form.get("To") ?? "",
      direction: "inbound",
    }
    const call: XmlCall = new XmlCall({
      call: start,
      line: { ...(await this.#parts.lineOf(start)), ...(line.emergency ? { notAsked: EMERGENCY } : {}) },
      route: line.route,
      url: (step, n) => `${publicUrl}/carriers/${name}/${step}?call=${callId}&n=${n}`,
      prompt: (audio) => `${publicUrl}/carriers/${name}/prompts/${prompts.put(audio)}`,
      stream: (use, nth = 1) => ({
        url: `${publicUrl.replace(/^http/, "ws")}/carriers/${name}/media`,
        token: this.#tokens.issue({ call, use, nth }),
        ...(streamBearer === undefined ? {} : { bearer: streamBearer }),
      }),
      rest,
      grantMs,
      take: (...started) => {
        const session = take(...started)
        void session.done.then(() => {
          onEnded(start)
          setTimeout(() => this.#forget(call), KEEP_MS).unref()
        })
        return session
      },
      stopping,
      onFault: (message, error) => log.error({ callId, err: error }, message),
    })
    this.#byId.set(callId, call)
    // A call whose stream never came and that asks for nothing more was never taken.
    setTimeout(() => call.started || this.#forget(call), KEEP_MS).unref()
    return call
  }

  #forget(call: XmlCall): void {
    this.#byId.delete(call.callId)
    this.#bySid.delete(call.callSid)
    this.#spent.add(call.callSid)
    const oldest = this.#spent.size > MAX_SPENT ? this.#spent.values().next().value : undefined
    if (oldest !== undefined) this.#spent.delete(oldest)
  }

  #document(verbs: readonly Verb[]): WebhookAnswer {
    this.stats.answered++
    return { status: 200, xml: render(verbs, this.#parts.flavour) }
  }

  #refuse(status: 400 | 403 | 409, why: keyof XmlStats): WebhookAnswer {
    this.stats[why]++
    this.#parts.log.warn({ trunk: this.name, why }, "a request to a carrier's webhook was refused")
    return { status, xml: render([], this.#parts.flavour) }
  }
}

const unmapped: readonly Verb[] = [
  { verb: "Say", text: "This number is not in service here. This call was not recorded. Goodbye." },
  { verb: "Hangup" },
]
const rejected: readonly Verb[] = [{ verb: "Reject", reason: "rejected" }]
const sorry: readonly Verb[] = [
  {
    verb: "Say",
    text: "We are sorry: nobody can be reached now. This call was not recorded. Please call again later.",
  },
  { verb: "Hangup" },
]

function isStep(step: string): step is StepName {
  return stepNames.some((name) => name === step)
}
