import { Admission } from "../../../src/call/admission.ts"
import { type LineOfCall, LiveCalls } from "../../../src/call/calls.ts"
import { CallFeed } from "../../../src/call/feed.ts"
import type { ReceiptOffer } from "../../../src/call/receipt.ts"
import { signalwire, telnyx, twilio } from "../../../src/carriers/media-stream/dialect.ts"
import type { Route } from "../../../src/carriers/xml/call-parts.ts"
import { PromptShelf } from "../../../src/carriers/xml/prompt-shelf.ts"
import type { CarrierRest } from "../../../src/carriers/xml/rest.ts"
import { bearerUpgrade, hmacCheck, telnyxCheck, twilioUpgrade } from "../../../src/carriers/xml/signature.ts"
import { parseConfig } from "../../../src/config.ts"
import { XmlTrunk, type WebhookAnswer } from "../../../src/carriers/xml/trunk.ts"
import { FakeEvidence, FakeRecorder, receipts, script } from "../call.ts"
import { policyOf } from "../policy.ts"
import { readDocument, type Element, type Kind } from "./markup.ts"
import { SECRET, signed, STREAM_TOKEN, TELNYX_PUBLIC_KEY } from "./signing.ts"

export const PUBLIC = "https://gateway.example"
/** Prompts of 100 ms, and a notice of half a second. */
const spoken = { ...script, audio: { ...script.audio, notice: new Uint8Array(4000) } }
/** What an agent of an unrecorded call is told: longer than the words of a recorded one. */
const notRecorded = new Uint8Array(1200).fill(0x55)
/** How long a grant may keep a carrier waiting: the shipped value. */
export const GRANT_MS = parseConfig({
  mode: "dev",
  listen: { host: "127.0.0.1", port: 8080 },
  public_url: "http://127.0.0.1:8080",
  data: "nowhere",
  ledger: { origin: "localhost/test" },
  keys: {},
  trunks: [{ name: "test-phone", kind: "test-phone" }],
}).flow.document_commit_ms
export const LINE = "+4930123456"

/** A trunk on the real call core, with doubles behind it, and a hand that posts to it as its carrier would. */
export class TrunkBench {
  readonly kind: Kind
  readonly evidence = new FakeEvidence()
  readonly recorder = new FakeRecorder()
  readonly ended: string[] = []
  readonly logged: string[] = []
  readonly rest: string[] = []
  readonly trunk: XmlTrunk
  readonly calls: LiveCalls
  lineFails = false
  receipt: ReceiptOffer | null = null
  pace: LineOfCall["pace"]
  draining = false

  constructor(kind: Kind, route: Partial<Route> = {}, options: { readonly rejectsUnmapped?: boolean } = {}) {
    this.kind = kind
    const to = route.number === undefined ? "+4930999" : route.number
    const place = to === null ? null : { to, ringSeconds: 30 }
    this.calls = new LiveCalls({
      flow: { tries: 2, repeats: 10, waitMs: 7000, lastWaitMs: 5000, chordMs: 500, commitMs: 1000, codeMs: 2000 },
      admission: new Admission({ calls: 1000, callsPerNumber: 1000 }),
      policy: policyOf,
      evidence: { open: () => this.evidence },
      recorder: this.recorder,
      destinations: { dial: (call) => this.trunk.dial(call.callId, place) ?? Promise.reject(new Error("not dialled")) },
      unavailable: new Uint8Array(800),
      notRecorded: () => notRecorded,
      receipts,
      clock: { now: () => performance.now(), after: after },
      feed: new CallFeed(),
      onFault: (_id, message) => this.logged.push(message),
    })
    const log = (_fields: object, message: string): void => void this.logged.push(message)
    this.trunk = new XmlTrunk({
      name: "main",
      flavour: kind,
      dialect: { twilio, signalwire, telnyx }[kind],
      publicUrl: PUBLIC,
      checks: {
        twilio: {
          webhook: hmacCheck("x-twilio-signature", [SECRET, "older"]),
          upgrade: twilioUpgrade(PUBLIC, [SECRET]),
        },
        signalwire: {
          webhook: hmacCheck("x-signalwire-signature", [SECRET, "older"]),
          upgrade: bearerUpgrade([STREAM_TOKEN]),
        },
        telnyx: { webhook: telnyxCheck([TELNYX_PUBLIC_KEY]), upgrade: () => true },
      }[kind],
      rest: this.#carrier(),
      grantMs: GRANT_MS,
      prompts: new PromptShelf(),
      lineFor: (number, from) =>
        number === LINE
          ? {
              id: "main",
              emergency: from === "112",
              route: { way: "fork_document", number: "+4930999", pressToAccept: false, callerId: LINE, ...route },
            }
          : null,
      lineOf: async () => {
        if (this.lineFails) throw new Error("the database is down")
        const receipt = this.receipt === null ? {} : { receipt: this.receipt }
        return {
          script: spoken,
          mode: "opt_in",
          notAsked: null,
          withdrawCode: "*2",
          concurrentCalls: 1000,
          ...receipt,
          ...(this.pace && { pace: this.pace }),
        }
      },
      take: (call, leg, line) => this.calls.take(call, leg, line),
      fallbackNumber: null,
      rejectsUnmapped: options.rejectsUnmapped ?? false,
      testWords: new Uint8Array(1600),
      onEnded: (call) => this.ended.push(call.carrierCallId),
      draining: () => this.draining,
      stopping: () => false,
      log: { warn: log, error: log },
    })
  }

  /** Posts a signed webhook. `target` is a path of the trunk, or a whole address of one of its documents. */
  async post(
    target: string,
    form: Readonly<Record<string, string>>,
    headers?: Record<string, string>,
  ): Promise<WebhookAnswer> {
    const url = target.startsWith("https:") ? target : `${PUBLIC}/carriers/main/${target}`
    const { pathname, search, searchParams } = new URL(url)
    return this.trunk.answer({
      step: pathname.split("/").at(-1) ?? "",
      query: searchParams,
      headers: headers ?? signed(this.kind, url, form),
      target: pathname + search,
      body: Buffer.from(new URLSearchParams(form).toString()),
    })
  }

  /** The verbs of a document that must be good. */
  async verbs(target: string, form: Readonly<Record<string, string>>): Promise<readonly Element[]> {
    const answer = await this.post(target, form)
    if (answer.status !== 200) throw new Error(`${answer.status}: ${JSON.stringify(this.trunk.stats)}`)
    return readDocument(answer.xml, this.kind)
  }

  #carrier(): CarrierRest {
    return {
      createCall: async () => "CAagent",
      endCall: async (sid) => void this.rest.push(`end ${sid}`),
      isOver: async () => false,
      streams: null,
      recordingsOf: async () => [],
      removeRecording: async () => undefined,
      probe: async () => ({ clockSkewMs: 0 }),
    }
  }
}

function after(ms: number, fn: () => void): () => void {
  const timer = setTimeout(fn, ms)
  return () => clearTimeout(timer)
}
