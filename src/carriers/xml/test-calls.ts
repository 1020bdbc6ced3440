import { AssentError } from "../../errors.ts"
import { uuidv7 } from "../../ids.ts"
import type { AdmittedStream } from "../media-stream/sockets.ts"
import { OneTimeTokens } from "../media-stream/tokens.ts"
import {
  TEST_KEEP_MS,
  TEST_RECORDED_MS,
  TEST_RING_SECONDS,
  type PlacesTestCalls,
  type TestOrder,
  type TestPart,
  type TestResult,
} from "../tested-keys.ts"
import { OVER } from "./call-parts.ts"
import type { Verb } from "./document.ts"
import type { Form } from "./form.ts"
import type { CarrierRest } from "./rest.ts"
import { TestCall } from "./test-call.ts"

export interface TestCallsParts {
  /** `https://<gateway>/carriers/<trunk>` */
  readonly at: string
  readonly streamBearer?: string
  readonly rest: CarrierRest
  /** PCMU: words like those of a notice. */
  readonly words: Uint8Array
  readonly onFault: (message: string, error: unknown) => void
}

/** A test call that is not over by then is ended: its words take half a minute. */
const LONGEST_MS = 90_000

interface Known {
  readonly call: TestCall
  sid: string | null
}

export class TestCalls implements PlacesTestCalls {
  readonly #parts: TestCallsParts
  readonly #known = new Map<string, Known>()
  readonly #tokens = new OneTimeTokens<{ readonly known: Known; readonly part: TestPart }>({ limit: 100 })

  constructor(parts: TestCallsParts) {
    this.#parts = parts
  }

  place({ to, from, partMs }: TestOrder): string {
    if ([...this.#known.values()].some(({ call }) => !call.over))
      throw new AssentError("CONFLICT", "a test call is running on this trunk: wait for its end")
    const { at, words, rest, streamBearer } = this.#parts
    const id = uuidv7()
    const known: Known = {
      sid: null,
      call: new TestCall({
        id,
        partMs,
        words,
        url: (step) => `${at}/test?call=${id}&n=${step}`,
        stream: (part) => ({
          url: `${at.replace(/^http/, "ws")}/media`,
          token: this.#tokens.issue({ known, part }),
          ...(streamBearer === undefined ? {} : { bearer: streamBearer }),
        }),
      }),
    }
    this.#known.set(id, known)
    const [url, statusUrl] = [`${at}/test?call=${id}&n=0`, `${at}/test-status?call=${id}`]
    rest.createCall({ to, from, url, statusUrl, ringSeconds: TEST_RING_SECONDS }).then(
      (sid) => {
        known.sid ??= sid
        if (known.call.over) this.#hangUp(sid)
      },
      (error: unknown) => {
        this.#parts.onFault("a test call could not be placed", error)
        this.#end(known, "refused")
      },
    )
    setTimeout(() => this.#late(known), LONGEST_MS + 4 * partMs).unref()
    return id
  }

  result(id: string): TestResult | null {
    return this.#known.get(id)?.call.result ?? null
  }

  /** @returns `null` for what is no test call's, or out of its place */
  answer(step: "test" | "test-status", query: URLSearchParams, form: Form): readonly Verb[] | null {
    const known = this.#known.get(query.get("call") ?? "")
    const sid = form.get("CallSid") ?? ""
    if (!known || (known.sid !== null && known.sid !== sid)) return null
    known.sid = sid
    if (step === "test") return known.call.document(Number(query.get("n")), form)
    const state = form.get("CallStatus") ?? ""
    if (OVER.has(state)) this.#end(known, state === "completed" ? "over" : "no_answer")
    return []
  }

  /** A stream came with this token. @returns `null` when it is not a test call's */
  admit(token: string, carrierCallId: string): AdmittedStream | null {
    const issued = this.#tokens.redeem(token)
    return issued?.known.sid === carrierCallId ? issued.known.call.admit(issued.part) : null
  }

  #late(known: Known): void {
    if (known.call.over) return
    if (known.sid !== null) this.#hangUp(known.sid)
    this.#end(known, "over")
  }

  #end(known: Known, why: "over" | "no_answer" | "refused"): void {
    if (known.call.over) return
    known.call.end(why)
    setTimeout(() => this.#known.delete(known.call.id), TEST_KEEP_MS).unref()
    const { sid } = known
    if (sid !== null && why === "over") setTimeout(() => void this.#look(known, sid), TEST_RECORDED_MS).unref()
  }

  /** Nothing may be kept of a test call at the carrier either: whatever is there is reported. */
  async #look({ call }: Known, sid: string): Promise<void> {
    try {
      call.recordings = (await this.#parts.rest.recordingsOf(sid)).length
    } catch (error) {
      this.#parts.onFault("the carrier did not say whether it recorded a test call", error)
    }
  }

  #hangUp(sid: string): void {
    this.#parts.rest
      .endCall(sid)
      .catch((error: unknown) => this.#parts.onFault("a test call could not be ended", error))
  }
}
