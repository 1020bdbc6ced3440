/*
 * One SignalWire Relay trunk: its connection, the calls that come in on it, and the agents it calls for them. Events find
 * their leg by the carrier's call id; all that is kept of a call goes with its end.
 */
import { randomBytes, randomUUID, timingSafeEqual } from "node:crypto"
import type { IncomingMessage } from "node:http"
import type { CallLeg, CallStart } from "../../call/ports.ts"
import type { RecordingPermit } from "../../consent/permit.ts"
import { AssentError } from "../../errors.ts"
import { uuidv7 } from "../../ids.ts"
import { signalwire } from "../media-stream/dialect.ts"
import type { MediaTrunk } from "../media-stream/sockets.ts"
import { OneTimeTokens } from "../media-stream/tokens.ts"
import type { PlacesTestCalls } from "../tested-keys.ts"
import { dialAgent, type Dialled, type RelayDestination } from "./agent.ts"
import { Answering } from "./answering.ts"
import { Capture } from "./capture.ts"
import { RelayConnection } from "./connection.ts"
import { parseEvent, type RelayEvent } from "./events.ts"
import { RelayLeg } from "./leg.ts"
import { sweepCopies } from "./orphans.ts"
import { relayAddress } from "./reachable.ts"
import { recordingsRest, type RecordingsRest } from "./rest.ts"
import type { AskedStream } from "./stream.ts"
import { RelayTestCalls } from "./test-calls.ts"
import type { RelayStats, RelayTrunkOptions } from "./trunk-options.ts"

export interface RelayTrunk {
  readonly name: string
  /** Has a place called, and both joined. @throws CARRIER_UNREACHABLE */
  dial(callId: string, destination: RelayDestination): Promise<CallLeg>
  /** For the media sockets: streams of this trunk's calls. */
  readonly media: MediaTrunk
  /** Calls to a tester's phone. */
  readonly testCalls: PlacesTestCalls
  /** Connects, and looks for what a killed process left at the carrier. Once. */
  start(): void
  stats(): RelayStats
  /** Prepares the carrier's recording of a leg of this trunk; `null` for a leg that streams, or of another trunk. @throws PERMIT_REFUSED */
  captureOf(call: CallStart, leg: CallLeg, permit: RecordingPermit): Capture | null
  /** One round over what may exist at the carrier. */
  sweep(): Promise<{ readonly removed: number; readonly left: number }>
  /** Takes no more calls, and gives files that are still awaited little time: to be called before the calls are ended. */
  drain(): void
  close(): Promise<void>
}

const SWEEP_MS = 10 * 60_000
/** How often calls are looked at whose end the carrier may have failed to tell. */
const PROBE_MS = 5 * 60_000
/** How long a file may still be awaited when the gateway closes. */
const DRAIN_MS = 10_000
export function openRelayTrunk(options: RelayTrunkOptions): RelayTrunk {
  const { settings, log, timing = {}, copies, urlOf } = options
  const { name, record } = settings
  const legs = new Map<string, RelayLeg>()
  const answering = new Answering(timing.answerMs)
  const dialled = new Map<string, Dialled>()
  const captures = new Map<string, Capture>()
  const calls = new Map<string, { readonly leg: RelayLeg; readonly call: CallStart }>()
  const tokens = new OneTimeTokens<AskedStream>()
  const bearer = randomBytes(32).toString("base64url")
  const closing = new AbortController()
  const counts = { events: 0, malformed: 0, strangers: 0, unmapped: 0 }
  let draining = false
  const rest: RecordingsRest = recordingsRest({
    fetch: settings.fetch,
    baseUrl: settings.restUrl,
    project: settings.project,
    token: settings.token,
  })
  const door = {
    url: `${settings.publicUrl.replace(/^http/, "ws")}/carriers/${name}/media`,
    bearer,
    issue: (stream: AskedStream) => tokens.issue(stream),
  }

  const legOf = (party: "caller" | "agent", callId: string, target: { call_id: string; node_id: string }): RelayLeg => {
    const leg: RelayLeg = new RelayLeg({
      callId,
      party,
      target,
      link,
      urlOf,
      door: party === "caller" && record === "stream" ? door : null,
      listens: party === "caller",
      onEnded: () => forget(leg),
      onTrouble: (message) => log.error({ trunk: name, callId }, message),
      timing,
    })
    legs.set(target.call_id, leg)
    return leg
  }
  const forget = (leg: RelayLeg): void => {
    legs.delete(leg.target.call_id)
    answering.over(leg.target.call_id)
    const known = calls.get(leg.callId)
    if (known?.leg !== leg) return
    calls.delete(leg.callId)
    options.onEnded?.(known.call)
  }
  const isKnown = (carrierCallId: string): boolean =>
    legs.has(carrierCallId) || answering.rings(carrierCallId) || answering.wasHere(carrierCallId)

  const receive = async (event: Extract<RelayEvent, { type: "received" }>): Promise<void> => {
    const target = { call_id: event.callId, node_id: event.nodeId }
    if (draining || isKnown(event.callId) || !(await answering.answer(link, target))) return
    const lineId = options.lineOf(event.to)
    const callId = uuidv7()
    const leg = legOf("caller", callId, target)
    if (lineId === null) {
      counts.unmapped++
      log.error(
        { trunk: name, callId },
        "a number was dialled that no line has: give it a line, or take it off the trunk",
      )
      leg.listen((told) => {
        if (told.type === "prompt-played" || told.type === "prompt-stopped") leg.hangup()
      })
      leg.play("unavailable", options.unavailable)
      return
    }
    const from = /^\+[1-9]\d{6,14}$/.test(event.from) ? event.from : null
    const call: CallStart = {
      callId,
      lineId,
      trunk: name,
      carrierCallId: event.callId,
      from,
      to: event.to,
      direction: "inbound",
    }
    calls.set(callId, { leg, call })
    options.onCall({ leg, call })
  }
  const onState = (event: Extract<RelayEvent, { type: "state" }>): void => {
    const over = event.state === "ending" || event.state === "ended"
    if (event.tag === null && !isKnown(event.callId)) counts.strangers++
    const rang = (over || event.state === "answered") && answering.state(event.callId, !over)
    if (over && !rang) legs.get(event.callId)?.ended("hangup")
    if (event.tag !== null) dialled.get(event.tag)?.onState(event)
  }
  const onEvent = (type: string, payload: unknown): void => {
    counts.events++
    const event = parseEvent(type, payload)
    if (event === "malformed") counts.malformed++
    else if (event === null) return
    else if (event.type === "received") {
      void receive(event).catch((error: unknown) => log.error({ trunk: name, err: error }, "a call could not be taken"))
    } else if (tests.event(event)) return
    else if (event.type === "dial") counts.strangers++
    else if (event.type === "state") onState(event)
    else if (event.type === "connect") {
      const agent = event.tag === null ? undefined : dialled.get(event.tag)
      if (agent) agent.onConnect(event)
      else for (const other of dialled.values()) if (other.caller === event.callId) other.onConnect(event)
    } else if (event.type === "record" && captures.has(event.controlId)) captures.get(event.controlId)?.event(event)
    else if (legs.has(event.callId)) legs.get(event.callId)?.event(event)
    else if (!answering.wasHere(event.callId)) counts.strangers++
  }

  const link = new RelayConnection({
    trunk: name,
    host: relayAddress(settings.host),
    project: settings.project,
    token: settings.token,
    topics: settings.topics,
    onEvent,
    // What a killed process left can be ended and deleted only now.
    onConnected: () => void sweep(),
    onReconnected: () => {
      probe()
    },
    log,
    ...(timing.retryMs === undefined ? {} : { retryMs: timing.retryMs }),
  })
  const tests = new RelayTestCalls({
    link,
    rest,
    door,
    words: options.testWords,
    urlOf,
    onFault: (message, facts) => log.error({ trunk: name, ...facts }, message),
    timing,
  })
  /** One after the other: two at once would both find a copy that one of them removes. */
  let sweeps: ReturnType<typeof sweepCopies> = Promise.resolve({ removed: 0, left: 0 })
  const sweep = () => (sweeps = sweeps.then(sweepOnce))
  const sweepOnce = () =>
    sweepCopies({
      trunk: name,
      rest,
      copies,
      link,
      log,
      isLive: (controlId) => captures.has(controlId),
      onSwept: async (copy) => options.onSwept?.(copy),
    })
  const probe = (): void => {
    for (const leg of [...legs.values()]) leg.probe()
    tests.probe()
  }
  const timers: NodeJS.Timeout[] = []

  return {
    name,
    dial: async (callId, destination) => {
      const caller = calls.get(callId)?.leg
      if (!caller) throw new AssentError("CARRIER_UNREACHABLE", "the caller is not on this trunk any more")
      const tag = randomUUID()
      return dialAgent({
        caller,
        tag,
        link,
        destination,
        legOf: (target) => legOf("agent", callId, target),
        track: (agent) => {
          dialled.set(tag, agent)
          return () => void dialled.delete(tag)
        },
      })
    },
    media: {
      name,
      dialect: signalwire,
      mayUpgrade: (request) => bears(request, bearer),
      admit: (start) => tokens.redeem(start.parameters["token"] ?? "")?.admit(start) ?? null,
    },
    testCalls: tests,
    start: () => {
      link.start()
      timers.push(setInterval(() => void sweep(), timing.sweepMs ?? SWEEP_MS).unref())
      timers.push(setInterval(probe, timing.probeMs ?? PROBE_MS).unref())
    },
    stats: () => ({
      status: link.status,
      reconnects: link.reconnects,
      calls: calls.size,
      legs: legs.size,
      tasks: link.tasks,
      ...counts,
    }),
    captureOf: (call, leg, permit) => {
      if (record !== "carrier-recording" || !(leg instanceof RelayLeg) || legs.get(leg.target.call_id) !== leg)
        return null
      const controlId = randomUUID()
      const capture = new Capture(
        {
          callId: call.callId,
          trunk: name,
          target: leg.target,
          link,
          rest,
          copies,
          controlId,
          closing: closing.signal,
          onOver: () => void captures.delete(controlId),
          ...timing,
        },
        permit,
      )
      captures.set(controlId, capture)
      leg.capture = capture
      return capture
    },
    sweep,
    drain: () => {
      draining = true
      setTimeout(() => closing.abort(), DRAIN_MS).unref()
    },
    close: async () => {
      draining = true
      for (const timer of timers) clearInterval(timer)
      closing.abort()
      tests.close()
      await link.close()
    },
  }
}

/** The upgrade shows the bearer token that our own command named. */
function bears(request: IncomingMessage, bearer: string): boolean {
  const shown = Buffer.from(request.headers.authorization ?? "")
  const wanted = Buffer.from(`Bearer ${bearer}`)
  return shown.length === wanted.length && timingSafeEqual(shown, wanted)
}
