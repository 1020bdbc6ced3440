import { permitFor } from "../consent/permit.ts"
import { whisperOf } from "./connect.ts"
import type { CallFeed } from "./feed.ts"
import type {
  CallEvidence,
  CallLeg,
  CallStart,
  Clock,
  Decision,
  Destinations,
  EvidenceBook,
  LegEvent,
  Recorder,
  Script,
} from "./ports.ts"
import { CallReceipt, isReceiptPrompt, type ReceiptParts } from "./receipt.ts"
import { agentEvent, callerEvent, callerNotice, type Command, eventOf } from "./session-events.ts"
import { SessionRecording } from "./session-recording.ts"
import type { CallEvent, CallState, Choice, Effect, Flow, SpokenPrompt, Statement } from "./state.ts"
import { initialState, step } from "./step.ts"
import { Timers } from "./timers.ts"
import { type CallWords, wordsOf } from "./words.ts"

export interface SessionParts {
  readonly flow: Flow
  readonly script: Script
  /** Played when nobody can be reached. */
  readonly unavailable: Uint8Array
  /** Tells the agent of an unrecorded call so: in the language, or in one that is shipped. */
  readonly notRecorded: (language: string) => Uint8Array
  /** Absent: nobody is offered a receipt code. */
  readonly receipt?: ReceiptParts
  readonly evidence: EvidenceBook
  readonly recorder: Recorder
  readonly destinations: Destinations
  readonly clock: Clock
  readonly feed: CallFeed
  /** A fault that the flow survives: the call id and a constant message, never content. */
  readonly onFault: (callId: string, message: string, error: unknown) => void
}

/** One live call: events in, `step`, effects out. Everything it decides is in step.ts. */
export class Session {
  readonly call: CallStart
  /** Resolves once `call.ended` is durable. */
  readonly done: Promise<void>
  readonly #parts: SessionParts
  readonly #caller: CallLeg
  readonly #evidence: CallEvidence
  readonly #recording: SessionRecording
  readonly #timers: Timers
  readonly #answeredAt: number
  readonly #queue: CallEvent[] = []
  #draining = false
  #agent: CallLeg | null = null
  #timeToAgent: number | null = null
  #state: CallState = initialState
  readonly #receipt: CallReceipt | null
  readonly #words: CallWords
  readonly #finish: () => void

  constructor(call: CallStart, caller: CallLeg, parts: SessionParts) {
    this.call = call
    this.#caller = caller
    this.#parts = parts
    this.#evidence = parts.evidence.open(call)
    this.#recording = new SessionRecording(parts.recorder, {
      notice: (type, facts) => this.#notice(type, facts),
      failed: (reason) => this.#post({ type: "recording-failed", reason }),
      onFault: (message, error) => parts.onFault(call.callId, message, error),
    })
    const onFault = (error: unknown): void => parts.onFault(call.callId, "a receipt code was not made", error)
    this.#receipt = parts.receipt ? new CallReceipt(call, parts.receipt, onFault) : null
    this.#words = wordsOf(parts.script, parts.notRecorded(parts.script.language))
    this.#timers = new Timers(parts.clock)
    this.#answeredAt = parts.clock.now()
    const { promise, resolve } = Promise.withResolvers<undefined>()
    this.done = promise
    this.#finish = () => resolve(undefined)
    parts.feed.publish(call.callId, "call.started", { line: call.lineId, trunk: call.trunk })
    this.#post({ type: "start" })
    caller.listen((event) => this.#onCallerEvent(event))
  }

  get phase(): CallState["phase"] {
    return this.#state.phase
  }

  /** What a destination is told before it is connected, where the carrier says it. */
  get whisper(): Uint8Array | null {
    const prompt = whisperOf(this.phase === "recording", this.#parts.flow)
    return prompt === null ? null : this.#words[prompt]
  }

  /** @returns false when the call is in no state that this could act on; nothing has changed then. */
  command(command: Command | Statement): boolean {
    const event = eventOf(command)
    // Pausing twice is no mistake; all else that changes nothing is.
    const again = this.#state.phase === "recording" && (command === "pause" || command === "resume")
    const acts = again || step(this.#state, event, this.#parts.flow)[0] !== this.#state
    if (acts) this.#post(event)
    return acts
  }

  /** Ends the call in an orderly way: the recording is sealed, the evidence written. */
  shutdown(): Promise<void> {
    this.#post({ type: "shutdown" })
    return this.done
  }

  /** Events are handled one after the other, also those that an effect causes at once. */
  #post(event: CallEvent): void {
    this.#queue.push(event)
    if (this.#draining) return
    this.#draining = true
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      const before = this.#state.phase
      const [state, ...effects] = (this.#receipt?.step ?? step)(this.#state, next, this.#parts.flow)
      this.#state = state
      for (const effect of effects) this.#attempt(effect)
      if (state.phase !== before && state.phase !== "ended") this.#notice(`call.${state.phase}`, {})
    }
    this.#draining = false
  }

  /** One effect that fails must neither stop the others nor the events that follow. */
  #attempt(effect: Effect): void {
    try {
      this.#run(effect)
    } catch (error) {
      this.#parts.onFault(this.call.callId, "an effect of the call flow failed", error)
    }
  }

  #onCallerEvent(event: LegEvent): void {
    const notice = callerNotice(event)
    if (notice) this.#notice(notice.type, notice.facts)
    this.#post(callerEvent(event, this.#parts.clock.now()))
  }

  #onAgentEvent(event: LegEvent): void {
    const meant = agentEvent(event)
    if (meant) this.#post(meant)
  }

  #run(effect: Effect): void {
    switch (effect.type) {
      case "write-answered":
        this.#writeAnswered()
        return
      case "play":
        this.#play(effect.to === "caller" ? this.#caller : this.#agent, effect.promptId, effect.prompt)
        return
      case "clear":
        this.#caller.clear()
        return
      case "start-timer":
        this.#timers.start(effect.ms, () => this.#post({ type: "timer", timerId: effect.timerId }))
        return
      case "commit-consent":
        this.#commitConsent(effect.decisionId, effect.choice)
        return
      case "commit-refusal":
        this.#commitRefusal(effect.decisionId, effect.choice)
        return
      case "write-terminal":
        this.#notice(`consent.${effect.outcome}`, effect.reason === undefined ? {} : { reason: effect.reason })
        this.#write(this.#evidence.notGranted(effect.outcome, this.#decision(effect.choice), effect.reason))
        return
      case "write-withdrawn":
        this.#notice("consent.withdrawn", {})
        this.#write(this.#evidence.withdrawn(this.#decision(effect.choice)))
        return
      case "write-blocked":
        this.#notice("recording.blocked", { reason: effect.reason })
        this.#write(this.#evidence.blocked(effect.reason))
        return
      case "write-party":
        this.#write(this.#evidence.party(effect.what, effect.party))
        return
      case "start-recording":
        this.#recording.start(this.call, this.#caller, effect.permit)
        return
      case "pause-recording":
        this.#recording.pause(effect.reason)
        return
      case "resume-recording":
        this.#recording.resume()
        return
      case "stop-recording":
        this.#recording.stop(effect.why)
        return
      case "connect":
        this.#connect()
        return
      case "bridge":
        this.#bridge()
        return
      case "hang-up":
        ;(effect.leg === "caller" ? this.#caller : this.#agent)?.hangup()
        return
      case "write-ended":
        this.#end(effect.outcome)
    }
  }

  #writeAnswered(): void {
    this.#evidence.answered().then(
      () => {
        this.#notice("call.answered", {})
        this.#post({ type: "answered-durable" })
      },
      this.#failed("call.answered was not written", { type: "answered-failed" }),
    )
  }

  #play(leg: CallLeg | null, promptId: string, prompt: SpokenPrompt): void {
    if (isReceiptPrompt(prompt)) {
      const sounds = this.#receipt?.sounds(prompt, promptId, this.#parts.script.language) ?? []
      for (const sound of sounds) this.#caller.play(sound.promptId, sound.audio)
      return
    }
    const audio = prompt === "unavailable" ? this.#parts.unavailable : this.#words[prompt]
    this.#notice("prompt.started", { prompt: promptId, to: leg === this.#agent ? "agent" : "caller" })
    leg?.play(promptId, audio)
  }

  #commitConsent(decisionId: string, choice: Choice): void {
    this.#evidence
      .granted(this.#decision(choice))
      .then(({ receipts, countsFrom }) => {
        this.#notice("consent.granted", { ledger_index: receipts[0]?.index ?? -1 })
        const permit = permitFor(this.call.callId, ["caller", "agent"], receipts, countsFrom)
        this.#post({ type: "consent-durable", decisionId, permit })
      })
      .catch(this.#failed("the consent was not written", { type: "consent-failed", decisionId }))
  }

  #commitRefusal(decisionId: string, choice: Choice): void {
    const settled: CallEvent = { type: "refusal-settled", decisionId }
    this.#notice("consent.refused", {})
    this.#evidence
      .notGranted("refused", this.#decision(choice))
      .then(() => this.#post(settled), this.#failed("evidence was not written", settled))
  }

  #connect(): void {
    const reached = this.#parts.destinations.dial(this.call, () => this.phase === "recording")
    const failed = this.#failed("the destination was not reached", { type: "agent-failed" })
    reached.then((agent) => {
      this.#agent = agent
      agent.listen((event) => this.#onAgentEvent(event))
      this.#notice("agent.answered", {})
      this.#post({ type: "agent-answered" })
    }, failed)
  }

  #bridge(): void {
    if (!this.#agent) return
    this.#caller.bridge(this.#agent)
    this.#agent.bridge(this.#caller)
    this.#timeToAgent = Math.round(this.#parts.clock.now() - this.#answeredAt)
    this.#notice("call.bridged", { time_to_agent_ms: this.#timeToAgent })
  }

  /** The last leaf of the call: it holds the frame counters, so it waits for the recording to be sealed. */
  #end(outcome: string): void {
    this.#timers.stop()
    this.#recording.sealed
      .then(() => this.#evidence.ended(outcome, this.#caller.counters(), this.#timeToAgent))
      .catch((error: unknown) => this.#parts.onFault(this.call.callId, "call.ended was not written", error))
      .finally(() => {
        this.#notice("call.ended", { outcome })
        this.#finish()
      })
  }

  readonly #decision = (choice: Choice): Decision => ({ script: this.#parts.script, ...choice })

  #write(written: Promise<void>): void {
    written.catch((error: unknown) => this.#parts.onFault(this.call.callId, "evidence was not written", error))
  }

  #failed(message: string, event: CallEvent): (error: unknown) => void {
    return (error) => {
      this.#parts.onFault(this.call.callId, message, error)
      this.#post(event)
    }
  }

  #notice(type: string, facts: Readonly<Record<string, string | number>>): void {
    this.#parts.feed.publish(this.call.callId, type, facts)
  }
}
