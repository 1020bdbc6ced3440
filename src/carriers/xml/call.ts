import { ringbackOf } from "../../audio/ringback.ts"
import type { LineOfCall } from "../../call/calls.ts"
import type { CallLeg } from "../../call/ports.ts"
import type { SocketLeg } from "../media-stream/socket-leg.ts"
import { AgentSide } from "./agent-side.ts"
import { CallerLeg, type QueuedPrompt, splitCode } from "./caller-leg.ts"
import {
  ACCEPT_SECONDS,
  DOCUMENT_PACE,
  gatherSeconds,
  isDigit,
  OVER,
  type Place,
  type StepName,
  type StreamUse,
  type XmlCallParts,
} from "./call-parts.ts"
import type { Spoken, Verb } from "./document.ts"
import { Fork } from "./fork.ts"
import type { Form } from "./form.ts"
import { LOOK_MS, Presence } from "./presence.ts"
import { StepBook } from "./step-book.ts"

const RING_SECONDS = 30
/** A carrier waits five seconds at most; what is not decided by then gets a short pause, and asks again. */
const PATIENCE_MS = 2500
/** One call that a carrier runs by asking for documents. */
export class XmlCall {
  readonly #parts: XmlCallParts
  readonly #steps: StepBook
  readonly #leg: CallerLeg
  readonly #fork: Fork
  readonly #presence: Presence
  #session: ReturnType<XmlCallParts["take"]> | null = null
  /** The caller's leg where it is a socket of its own, and the gateway relays. */
  #bridged: SocketLeg | null = null
  #noticeServed = false
  #dialled = false
  readonly #agent: AgentSide
  #whispered: Uint8Array | null = null

  constructor(parts: XmlCallParts) {
    this.#parts = parts
    this.#steps = new StepBook(parts.url)
    const { call, rest, onFault } = parts
    this.#presence = new Presence({ ...parts, callSid: this.callSid, onOver: () => this.#ended() })
    const onHangup = (): void => this.#presence.hangUpLater()
    this.#leg = new CallerLeg(call.callId, onHangup)
    this.#fork = new Fork({
      ...parts,
      callSid: this.callSid,
      leg: this.#leg,
      stream: (nth) => parts.stream("fork", nth),
      over: () => this.#presence.look(0),
    })
    this.#agent = new AgentSide({ callId: call.callId, rest, onFault, onHangup })
  }

  get callId(): string {
    return this.#parts.call.callId
  }

  get callSid(): string {
    return this.#parts.call.carrierCallId
  }

  /** The core has the call. */
  get started(): boolean {
    return this.#session !== null
  }

  /** @returns `null` for a step that no document of this call asked for */
  answer(step: StepName, n: number, form: Form): Promise<readonly Verb[]> | null {
    return this.#steps.answer(step, n, () => this.#make(step, form))
  }

  /** Whose call a request about this step must be of: the caller's, or a leg that was made for it. */
  isOf(step: StepName, callSid: string): boolean {
    const agents = step === "whisper" || step === "accepted" || step === "agent"
    if (!agents) return callSid === this.callSid
    return callSid !== this.callSid && this.#agent.mayBe(callSid)
  }

  /** A stream with this call's token began. @returns what it carries, or `null` when there is nothing for it to carry */
  admit(use: StreamUse, carrierCallId: string, nth: number) {
    const { callId } = this
    switch (use) {
      case "ask":
        if (carrierCallId !== this.callSid || this.#session || this.#presence.over) return null
        return { callId, party: "caller" as const, gate: this.#leg.gate, take: (leg: SocketLeg) => this.#asked(leg) }
      case "fork":
        if (carrierCallId !== this.callSid || !this.#fork.awaits(nth)) return null
        return {
          callId,
          party: "caller" as const,
          gate: this.#leg.gate,
          fork: true,
          take: (leg: SocketLeg) => this.#fork.take(leg),
        }
      case "agent":
        if (!this.#agent.awaits(carrierCallId)) return null
        return { callId, party: "agent" as const, take: (leg: SocketLeg) => this.#agent.reached(leg) }
    }
  }

  /** The destination is the carrier's to reach, unless a bridged caller stays within the gateway. */
  dials(place: Place | null): boolean {
    return !this.#bridged || place !== null
  }

  /** The session wants the destination. A caller who is not bridged is with the carrier, whose document names one. */
  dial(place: Place | null): Promise<CallLeg> {
    const { route, url } = this.#parts
    const agent = this.#agent.wanted()
    if (this.#bridged && place) {
      const call = { ...place, from: route.callerId }
      this.#agent.place({ ...call, url: this.#steps.address("agent"), statusUrl: url("agent-status", 0) })
      this.#ring(this.#bridged, agent)
    } else if (this.#dialled) this.#agent.unreached()
    else this.#leg.handOver()
    return agent
  }

  /** Where the carrier does not bridge, it is the gateway that lets the caller hear the ringing. */
  #ring(caller: SocketLeg, agent: Promise<CallLeg>): void {
    caller.ring(ringbackOf(this.#parts.call.to))
    const quiet = (): void => caller.ring(null)
    agent.then(quiet, quiet)
  }

  /** The carrier reports a state of the caller's call. */
  status(state: string): void {
    if (OVER.has(state)) this.#ended()
  }

  /** The carrier reports a state of the agent's call. */
  agentStatus(callSid: string, state: string): void {
    if (!OVER.has(state)) return
    // The carrier bridged them, and has not said yet that the caller's call is over or goes on with us: nobody is to be
    // recorded who is led on to somebody else.
    if (!this.#dialled) this.#agent.gone(callSid)
    else if (this.#agent.connected) this.#leg.parted()
  }

  /** The carrier took the fallback document: it connects, and nothing is kept of that. */
  fellBack(): void {
    this.#ended()
  }

  async #make(step: StepName, form: Form): Promise<readonly Verb[]> {
    switch (step) {
      case "voice":
        if (this.#parts.route.way === "fork_document") return this.#start()
        return [{ verb: "Connect", stream: this.#parts.stream("ask") }, this.#redirect()]
      case "next":
        if (this.#bridged) return [{ verb: "Hangup" }]
        if (!this.#session) return this.#unasked()
        this.#leg.heardInOrder()
        // Asked by stream, and still undecided: that stream is gone.
        if (this.#parts.route.way !== "fork_document") this.#leg.cutOff()
        return this.#page()
      case "digits": {
        const pressed = form.get("Digits") ?? ""
        if (isDigit(pressed)) this.#leg.digit(pressed)
        else this.#leg.heardInOrder()
        return this.#page()
      }
      case "dialed":
        this.#dialOver(form)
        return this.#page()
      case "whisper":
        return this.#whisper()
      case "accepted":
        if (form.get("Digits") !== "1") return [{ verb: "Hangup" }]
        this.#answered()
        return []
      case "agent":
        if (!this.#agent.came(form.get("CallSid") ?? "")) return [{ verb: "Hangup" }]
        return [{ verb: "Connect", stream: this.#parts.stream("agent") }, { verb: "Hangup" }]
    }
  }

  /** Asks by document: the session begins with the call. */
  #start(): Promise<readonly Verb[]> {
    this.#begin(this.#leg, { ...this.#parts.line, pace: { ...DOCUMENT_PACE, grantMs: this.#parts.grantMs } })
    return this.#page()
  }

  /** The stream to ask over never came: the caller is connected, unasked. */
  #unasked(): Promise<readonly Verb[]> {
    this.#begin(this.#leg, { ...this.#parts.line, notAsked: this.#parts.line.notAsked ?? "media_unreachable" })
    return this.#page()
  }

  #asked(socket: SocketLeg): void {
    this.#bridged = this.#parts.route.way === "bridge" ? socket : null
    if (!this.#bridged) this.#leg.ask(socket, () => void this.#presence.look(LOOK_MS))
    this.#begin(this.#bridged ?? this.#leg, this.#parts.line)
  }

  #begin(leg: CallLeg, line: LineOfCall): void {
    const session = this.#parts.take(this.#parts.call, leg, line)
    this.#session = session
    const stopPolling = this.#presence.poll()
    void session.done.then(() => {
      stopPolling()
      if (this.#bridged) this.#presence.over = true
      // Whoever still rings must not ring for a call that is over.
      this.#agent.unreached()
    })
  }

  /** The document for where the call is now. Waits for the session to make up its mind, but not for long. */
  async #page(): Promise<readonly Verb[]> {
    const deadline = performance.now() + PATIENCE_MS
    while (!this.#decided()) {
      const left = deadline - performance.now()
      if (left <= 0) return [{ verb: "Pause", seconds: 1 }, this.#redirect()]
      await this.#leg.changed(left)
    }
    const served = this.#leg.serve()
    const spoken = ({ audio }: QueuedPrompt): Spoken => ({ verb: "Play", url: this.#parts.prompt(audio) })
    const plays = served.map(spoken)
    if (this.#leg.state === "over") return [...plays, { verb: "Hangup" }]
    if (this.#leg.state === "handed-over") {
      if (this.#dialled) return [...plays, this.#redirect()]
      // The caller's code is for nobody else: it is said before the copy begins.
      const [code, rest] = splitCode(served)
      return [...code.map(spoken), ...this.#fork.document(), ...rest.map(spoken), this.#dial()]
    }
    if (!this.#noticeServed) {
      this.#noticeServed = true
      return [...plays, this.#redirect()]
    }
    const action = this.#steps.address("digits")
    const warned = served.some(({ promptId }) => promptId.startsWith("time_warning"))
    const seconds = gatherSeconds(this.#parts.line, warned)
    // A carrier that does not report silence falls through to the same step.
    return [
      { verb: "Gather", action, seconds, say: plays },
      { verb: "Redirect", url: action },
    ]
  }

  #decided(): boolean {
    if (this.#leg.state === "handed-over" && !this.#dialled) return true
    return this.#leg.state === "over" || this.#leg.hasQueued
  }

  #dial(): Verb {
    this.#dialled = true
    const { number, callerId } = this.#parts.route
    if (number === null) {
      this.#agent.unreached()
      return this.#redirect()
    }
    const [action, whisper] = [this.#steps.address("dialed"), this.#steps.address("whisper")]
    const statusUrl = this.#parts.url("agent-status", 0)
    return { verb: "Dial", action, seconds: RING_SECONDS, callerId, to: number, whisper, statusUrl }
  }

  #whisper(): readonly Verb[] {
    this.#whispered = this.#session?.whisper ?? null
    const notice: Spoken[] = this.#whispered ? [{ verb: "Play", url: this.#parts.prompt(this.#whispered) }] : []
    if (!this.#parts.route.pressToAccept) {
      this.#answered()
      return notice
    }
    const say: Spoken[] = [...notice, { verb: "Say", text: "Press 1 to take this call." }]
    return [
      { verb: "Gather", action: this.#steps.address("accepted"), seconds: ACCEPT_SECONDS, say },
      { verb: "Hangup" },
    ]
  }

  /** The destination took the call: whatever the caller's document played before, they have heard. */
  #answered(): void {
    this.#leg.heardInOrder()
    this.#agent.answered(this.#whispered)
  }

  #dialOver(form: Form): void {
    if (OVER.has(form.get("CallStatus") ?? "")) {
      this.#ended()
      return
    }
    this.#leg.heardInOrder()
    this.#agent.dialOver()
  }

  #ended(): void {
    this.#presence.over = true
    this.#leg.ended()
    this.#agent.unreached()
  }

  #redirect(): Verb {
    return { verb: "Redirect", url: this.#steps.address("next") }
  }
}
