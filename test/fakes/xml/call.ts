import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import type { FakeCarrier } from "./carrier.ts"
import { readDocument, type Element } from "./markup.ts"
import { signed, streamHeaders } from "./signing.ts"
import { CarrierStream } from "./stream.ts"

export interface CallPlan {
  readonly from: string
  readonly to: string
  /** What the caller says, from the moment the call is answered. */
  readonly audio?: Uint8Array
  /** Pressed soon after the notice, or in the n-th gathering; `null` keeps silent. */
  readonly keys?: readonly (string | null)[]
  /** The destination: what it says, and how it answers. */
  readonly agent?: {
    readonly answers?: boolean
    /** How long a call that REST places rings. */
    readonly ringsMs?: number
    readonly audio?: Uint8Array
    readonly accepts?: string
    /** Hangs up after so long; otherwise the caller does, by `hangup()`. */
    readonly talksMs?: number
  }
  /** How much faster than in life keys are waited for. */
  readonly hurry?: number
  /** Something that happens at the carrier in the course of the call, by the name of its moment. */
  readonly when?: { readonly moment: string; readonly then: (call: FakeCall) => void }
  readonly trouble?: Trouble
}

/** What goes wrong between a carrier and a gateway. */
export interface Trouble {
  /** Each first answer to these steps is lost: the carrier asks again, with the same idempotency token. */
  readonly loses?: readonly string[]
  /** Each request to these steps is delivered once more, so much later: the network kept it. */
  readonly echoes?: { readonly steps: readonly string[]; readonly afterMs: number }
  /** The media of each stream stands still from so long after its start, and then comes at once. */
  readonly stall?: { readonly atMs: number; readonly forMs: number }
  /** States that are reported once the call is connected, in this order, before any true one. */
  readonly reports?: readonly string[]
}

export type Moment = { readonly at: number; readonly what: string; readonly detail?: string }

const FRAME = 160
const quiet = new Uint8Array(FRAME).fill(0xff)

/** One call at the carrier: runs documents until it ends. */
export class FakeCall {
  readonly sid: string
  readonly plan: CallPlan
  readonly moments: Moment[] = []
  /** Problems a vendor would log as errors of the application. */
  readonly errors: string[] = []
  readonly documents: string[] = []
  readonly streams: CarrierStream[] = []
  /** Names of the copies that the carrier makes: also of one whose connection broke, until it is stopped. */
  readonly copies = new Set<string>()
  /** Requests that the network kept and delivered again. */
  readonly echoed: Promise<void>[] = []
  readonly done: Promise<void>
  status = "in-progress"
  connectedTo: string | null = null
  /** What this party heard of the other one while the carrier bridged. */
  readonly #carrier: FakeCarrier
  readonly #startedAt = performance.now()
  readonly #ended = new AbortController()
  readonly #form: URLSearchParams | null
  #resolve: () => void = () => undefined
  #outbound: { readonly at: number; readonly audio: Uint8Array }[] = []
  #gathered = 0
  #bridgedAt: number | null = null
  #statusCallback = ""
  #agentCall: FakeCall | null = null
  #agentLeft: () => Promise<void> = async () => undefined

  constructor(carrier: FakeCarrier, sid: string, plan: CallPlan, form: URLSearchParams | null) {
    this.#carrier = carrier
    this.sid = sid
    this.plan = plan
    this.#form = form
    this.done = new Promise((resolve) => (this.#resolve = resolve))
  }

  /** It was not placed by the gateway. */
  get inbound(): boolean {
    return this.#form === null
  }

  get carrierOptions(): FakeCarrier["options"] {
    return this.#carrier.options
  }

  /** Milliseconds since the call was answered. */
  get now(): number {
    return performance.now() - this.#startedAt
  }

  async run(url: string): Promise<void> {
    try {
      await this.#follow(url, {})
    } catch (error) {
      if (!this.#ended.signal.aborted) this.errors.push(String(error))
    }
    this.hangup()
  }

  /** An agent's call: rings, is answered or not, and then runs its own document. */
  async placed(url: string, statusCallback: string): Promise<void> {
    this.status = "ringing"
    this.#statusCallback = statusCallback
    await this.#wait(this.plan.agent?.ringsMs ?? 200)
    if (this.#ended.signal.aborted) return
    if (this.plan.agent?.answers === false) {
      this.hangup("no-answer")
      return
    }
    this.status = "in-progress"
    await this.run(url)
  }

  hangup(status = "completed"): void {
    if (this.#ended.signal.aborted) return
    this.status = status
    this.note("ended", status)
    this.#ended.abort()
    for (const stream of this.streams) stream.stop()
    this.#resolve()
    if (!this.#carrier.options.silent) void this.report().catch(() => undefined)
  }

  /** Tells the gateway the state of the call. */
  async report(status = this.status): Promise<void> {
    const callback = this.#form
      ? this.#statusCallback
      : `${this.#carrier.gateway}/carriers/${this.#carrier.options.trunk}/status`
    if (callback !== "") await this.post(callback, { CallStatus: status })
  }

  press(digit: string): void {
    this.note("pressed", digit)
    for (const stream of this.streams) stream.press(digit)
  }

  note(what: string, detail?: string): void {
    this.moments.push({ at: this.now, what, ...(detail === undefined ? {} : { detail }) })
    if (this.plan.when?.moment === what) this.plan.when.then(this)
  }

  at(what: string): number | null {
    return this.moments.find((moment) => moment.what === what)?.at ?? null
  }

  /** Signed, asked again if the answer is lost, and then asked of the fallback. */
  async post(url: string, more: Readonly<Record<string, string>>): Promise<string> {
    const { kind, repeat } = this.#carrier.options
    const { loses = [], echoes } = this.plan.trouble ?? {}
    const step = new URL(url).pathname.split("/").at(-1) ?? ""
    const idempotency = randomUUID()
    const params = {
      CallSid: this.sid,
      AccountSid: "AC00000000000000000000000000000000",
      From: this.plan.from,
      To: this.plan.to,
      CallStatus: this.status,
      Direction: "inbound",
      CallerName: "",
      ...more,
    }
    const send = async (): Promise<string> => {
      if (this.#carrier.dead) throw new Error("11205: connection refused")
      const response = await fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          "i-twilio-idempotency-token": idempotency,
          ...signed(kind, url, params),
        },
        body: new URLSearchParams(params).toString(),
        signal: AbortSignal.timeout(5000),
      })
      if (response.status !== 200) throw new Error(`the webhook answered ${response.status}`)
      if (!response.headers.get("content-type")?.startsWith("text/xml")) throw new Error("12300: not XML")
      return response.text()
    }
    const same = (first: string, second: string): string => {
      if (first !== second) this.errors.push(`two answers to one request: ${first} ${second}`)
      return second
    }
    if (repeat) {
      const [first, second] = await Promise.all([send(), send()])
      return same(first, second)
    }
    const first = await send()
    if (echoes?.steps.includes(step)) {
      const echo = sleep(echoes.afterMs).then(send)
      this.echoed.push(
        echo.then((again) => void same(first, again)).catch((error: unknown) => void this.errors.push(String(error))),
      )
    }
    if (!loses.includes(step)) return first
    this.note("lost", step)
    return same(first, await send())
  }

  async #follow(url: string, more: Readonly<Record<string, string>>): Promise<void> {
    for (let next: { url: string; more: Readonly<Record<string, string>> } | null = { url, more }; next;) {
      let xml: string
      const asked = performance.now()
      try {
        xml = await this.post(next.url, next.more)
        this.note(
          "document",
          `${new URL(next.url).pathname.split("/").at(-1)} ${Math.round(performance.now() - asked)}`,
        )
      } catch (error) {
        if (this.#ended.signal.aborted) return
        this.note("fallback", String(error))
        const { fallback } = this.#carrier.options
        if (fallback === undefined) throw error
        xml = fallback
      }
      this.documents.push(xml)
      next = await this.#perform(readDocument(xml, this.#carrier.options.kind))
    }
  }

  /** @returns where the call goes on */
  async #perform(verbs: readonly Element[]): Promise<{ url: string; more: Readonly<Record<string, string>> } | null> {
    for (const verb of verbs) {
      if (this.#ended.signal.aborted) return null
      const { attributes } = verb
      switch (verb.name) {
        case "Play":
        case "Say":
        case "Pause":
          await this.#say(verb)
          break
        case "Redirect":
          return { url: verb.text, more: {} }
        case "Hangup":
          return null
        case "Connect":
          await this.#stream(verb, false).done
          break
        case "Start":
          this.#stream(verb, true)
          break
        case "Gather": {
          const digits = await this.#gather(verb)
          if (digits !== null || attributes["actionOnEmptyResult"] === "true")
            return { url: attributes["action"] ?? "", more: { Digits: digits ?? "" } }
          break
        }
        case "Dial": {
          const status = await this.#dial(verb)
          if (attributes["action"] !== undefined) return { url: attributes["action"], more: { DialCallStatus: status } }
          break
        }
        default:
          throw new Error(`cannot run <${verb.name}>`)
      }
    }
    return null
  }

  async #say(verb: Element): Promise<void> {
    if (verb.name !== "Play") {
      await this.#wait(verb.name === "Say" ? 200 : Number(verb.attributes["length"]) * 1000)
      return
    }
    const response = await fetch(verb.text)
    if (response.headers.get("content-type") !== "audio/wav") throw new Error("12300: no audio")
    const file = Buffer.from(await response.arrayBuffer())
    const audio = file.subarray(58)
    this.note("play")
    this.#outbound.push({ at: this.now, audio })
    await this.#wait(audio.length / 8)
  }

  async #gather(verb: Element): Promise<string | null> {
    const key = this.plan.keys?.[this.#gathered++] ?? null
    this.note("gather")
    if (key !== null) {
      await this.#wait(150)
      this.note("pressed", key)
      return key
    }
    for (const child of verb.children) await this.#say(child)
    await this.#wait((Number(verb.attributes["timeout"]) * 1000) / (this.plan.hurry ?? 100))
    return null
  }

  /** A copy that REST asks for. The vendor stops one by its name, and knows no other after that. */
  copy(form: URLSearchParams): void {
    const [at, value] = [form.get("Parameter1.Name") ?? "", form.get("Parameter1.Value") ?? ""]
    const parameter = { name: "Parameter", attributes: { name: at, value }, children: [], text: "" }
    const attributes = { url: form.get("Url") ?? "", track: form.get("Track") ?? "", name: form.get("Name") ?? "" }
    const stream = { name: "Stream", attributes, children: [parameter], text: "" }
    if (this.copies.size > 0) this.errors.push("two copies of one call at once")
    this.#stream({ name: "Start", attributes: {}, children: [stream], text: "" }, true)
  }

  #stream(verb: Element, fork: boolean): CarrierStream {
    const [stream] = verb.children
    if (!stream) throw new Error("a stream without a stream")
    const { kind } = this.#carrier.options
    const { url = "", track, authBearerToken } = stream.attributes
    if (fork !== (track === "both_tracks")) throw new Error("31931: tracks")
    const parameters = Object.fromEntries(
      stream.children.map((each) => [each.attributes["name"] ?? "", each.attributes["value"] ?? ""]),
    )
    // The caller's speech goes on while the socket opens: a stamp's place is its time in the call.
    let first: number | null = null
    let pressed = 0
    const made: CarrierStream = new CarrierStream({
      kind,
      // Nobody listens on port 9.
      url: this.#carrier.dead ? "ws://127.0.0.1:9" : url,
      headers: streamHeaders(kind, url, authBearerToken),
      callSid: this.sid,
      parameters,
      fork,
      unordered: kind === "telnyx",
      ...(this.plan.trouble?.stall ? { stall: this.plan.trouble.stall } : {}),
      frame: (which, tick) => {
        first ??= Math.floor(this.now / 20) - tick
        return which === "inbound" ? frameOf(this.plan.audio, first + tick) : this.#heardAt((first + tick) * 20)
      },
      onMark: (name) => {
        if (!/^(notice|menu|no_input|time_warning).*:(\d+)\/\2#/.test(name) || this.#form) return
        if (name.startsWith("notice")) {
          const key = this.plan.keys?.[pressed++]
          if (key !== undefined && key !== null) setTimeout(() => this.press(key), 150)
        }
      },
    })
    this.streams.push(made)
    const { name = "" } = stream.attributes
    if (fork) this.copies.add(name)
    this.note(fork ? "fork" : "stream", parameters["token"])
    void made.done.then(() => this.note(fork ? "fork closed" : "stream closed"))
    return made
  }

  /** What the caller hears, 20 ms of it: prompts of documents, and the agent once connected. */
  #heardAt(at: number): Uint8Array {
    if (this.#bridgedAt !== null) return frameOf(this.plan.agent?.audio, Math.floor((at - this.#bridgedAt) / 20))
    const playing = this.#outbound.findLast((each) => each.at <= at)
    return playing ? frameOf(playing.audio, Math.floor((at - playing.at) / 20)) : quiet
  }

  async #dial(verb: Element): Promise<string> {
    const [number] = verb.children
    const { agent = {} } = this.plan
    this.note("dial", number?.text)
    await this.#wait(200)
    if (agent.answers === false) return "no-answer"
    const whisper = number?.attributes["url"]
    if (whisper !== undefined && !(await this.#whisper(whisper))) return "completed"
    if (this.#ended.signal.aborted) return "completed"
    this.#bridgedAt = this.now
    this.connectedTo = number?.text ?? ""
    this.#agentLeft = async () => {
      const told = number?.attributes["statusCallback"]
      this.note("agent left")
      if (told !== undefined) await this.#agentCall?.post(told, { CallStatus: "completed" })
    }
    this.note("bridged")
    for (const CallStatus of this.plan.trouble?.reports ?? []) await this.report(CallStatus)
    await this.#wait(agent.talksMs ?? 60_000)
    // Nobody waits for the answer to a report, and none is repeated.
    if (!this.#carrier.dead) await this.#agentLeft().catch(() => undefined)
    return "completed"
  }

  /** Somebody at the carrier leads the caller on to another place: no document of the gateway's runs any more. */
  async transfer(): Promise<void> {
    await this.#agentLeft()
    this.#agentLeft = async () => undefined
  }

  /** The destination's own document, before the two hear each other. @returns false when it hung up */
  async #whisper(url: string): Promise<boolean> {
    const agent = new FakeCall(
      this.#carrier,
      this.#carrier.newSid(),
      { from: this.plan.to, to: "agent", keys: [this.plan.agent?.accepts ?? null] },
      new URLSearchParams(),
    )
    this.#agentCall = agent
    try {
      for (let next: string | null = url, more = {}; next !== null;) {
        const verbs = readDocument(await agent.post(next, more), this.#carrier.options.kind)
        const on = await agent.#perform(verbs)
        if (!on && verbs.some(({ name }) => name === "Hangup")) return false
        next = on?.url ?? null
        more = on?.more ?? {}
      }
      for (const { what } of agent.moments) this.note(`whisper ${what}`)
    } catch (error) {
      this.note("whisper failed", String(error))
    }
    return true
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#ended.signal.addEventListener("abort", () => {
        clearTimeout(timer)
        resolve()
      })
    })
  }
}

function frameOf(audio: Uint8Array | undefined, index: number): Uint8Array {
  const frame = audio?.subarray(index * FRAME, (index + 1) * FRAME)
  return frame?.length === FRAME ? frame : quiet
}
