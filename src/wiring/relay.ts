import type { LineOfCall } from "../call/calls.ts"
import type { CallLeg, CallStart, Recorder } from "../call/ports.ts"
import type { MediaTrunk } from "../carriers/media-stream/sockets.ts"
import type { CarrierCopies } from "../carriers/relay/copies.ts"
import { recordingsRest } from "../carriers/relay/rest.ts"
import { openRelayTrunk, type RelayTrunk } from "../carriers/relay/trunk.ts"
import type { RelaySettings } from "../carriers/relay/trunk-options.ts"
import { PromptShelf } from "../carriers/xml/prompt-shelf.ts"
import type { Config } from "../config.ts"
import { readSecrets, type TrunkConfig, type TrunkOf } from "../config-trunks.ts"
import { AssentError } from "../errors.ts"
import type { OperatorStore } from "../greetings/document.ts"
import { uuidv7 } from "../ids.ts"
import type { OutgoingFetch } from "../outgoing/fetch.ts"
import { createFetchedRecorder } from "../recording/fetched.ts"
import { createRecorder, type RecorderOptions } from "../recording/recorder.ts"
import type { LookedTrunk, Looking } from "./carrier-looks.ts"
import { destinationOfCall } from "./lines.ts"
import type { GatewayLog } from "./log.ts"
import type { Reach } from "./destinations.ts"
import type { TestedTrunk } from "./trunk-tests.ts"

type RelayConfig = TrunkOf<"signalwire-relay">

export interface RelayParts<Tx> {
  readonly fetch: OutgoingFetch
  readonly config: Config
  readonly operator: OperatorStore
  readonly looking: Looking
  readonly recording: RecorderOptions<Tx>
  readonly copies: CarrierCopies
  readonly lineOf: (call: CallStart) => Promise<LineOfCall>
  readonly take: (call: CallStart, leg: CallLeg, line: LineOfCall) => void
  /** PCMU, said to who dialled a number of no line. */
  readonly unavailable: Uint8Array
  /** PCMU: what a test call plays in place of a notice. */
  readonly testWords: Uint8Array
  readonly log: GatewayLog
}

export interface RelayTrunks {
  readonly media: readonly MediaTrunk[]
  readonly tested: readonly TestedTrunk[]
  /** What the carrier fetches at `/carriers/<trunk>/prompts/`. */
  readonly shelves: readonly { readonly name: string; readonly promptsShelf: PromptShelf }[]
  /** Calls whose carrier records are recorded there, all others here. */
  readonly recorder: Recorder
  /** Calls of these trunks are connected by their carrier. @throws CARRIER_UNREACHABLE for what is inside the gateway */
  readonly reach: Reach
  /** Connects, and looks for what a killed process left at the carrier. */
  start(): void
  /** Takes no more calls. */
  drain(): void
  close(): Promise<void>
}

/** A call that this process did not end may go on, and its recording show late: until then it is asked about again. */
const SHOWS_WITHIN_MS = 24 * 3600_000

/** The trunks of SignalWire's Relay. */
export function relayTrunks<Tx>(parts: RelayParts<Tx>): RelayTrunks {
  const trunks = parts.config.trunks.filter(isRelayTrunk).map((config) => relayTrunk(parts, config))
  const here = createRecorder(parts.recording)
  const there = createFetchedRecorder(parts.recording, (call, leg, permit) => {
    for (const { trunk } of trunks) {
      const capture = trunk.captureOf(call, leg, permit)
      if (capture) return capture
    }
    throw new AssentError("PERMIT_REFUSED", "this leg is on no trunk whose carrier records")
  })
  const recordsThere = new Set(trunks.filter(({ recordsThere }) => recordsThere).map(({ trunk }) => trunk.name))
  return {
    media: trunks.map(({ trunk }) => trunk.media),
    tested: trunks.map(({ trunk }) => trunk),
    shelves: trunks.map(({ trunk, shelf }) => ({ name: trunk.name, promptsShelf: shelf })),
    recorder: {
      start: (call, leg, permit) => (recordsThere.has(call.trunk) ? there : here).start(call, leg, permit),
    },
    reach: (call, place) => trunks.find(({ trunk }) => trunk.name === call.trunk)?.reach(call, place) ?? null,
    start: () => {
      for (const { trunk } of trunks) trunk.start()
    },
    drain: () => {
      for (const { trunk } of trunks) trunk.drain()
    },
    close: async () => {
      await Promise.all(trunks.map(({ trunk }) => trunk.close()))
    },
  }
}

export function isRelayTrunk(trunk: TrunkConfig): trunk is RelayConfig {
  return trunk.kind === "signalwire-relay"
}

/** @throws CONFIG_INVALID for a token that cannot be read */
export function relaySettings(config: RelayConfig, publicUrl: string, fetch: OutgoingFetch): RelaySettings {
  const { name, project, topics, host, record } = config
  const [token] = readSecrets(config.token, config.token_file)
  return {
    fetch,
    name,
    project,
    token,
    topics,
    record,
    publicUrl: config.public_url ?? publicUrl,
    restUrl: config.rest_url,
    ...(host === undefined ? {} : { host }),
  }
}

function relayTrunk<Tx>(
  parts: RelayParts<Tx>,
  config: RelayConfig,
): { readonly trunk: RelayTrunk; readonly shelf: PromptShelf; readonly recordsThere: boolean; readonly reach: Reach } {
  const { operator, log, copies } = parts
  const shelf = new PromptShelf()
  const settings = relaySettings(config, parts.config.public_url, parts.fetch)
  const lines = () => operator.current().lines
  const trunk = openRelayTrunk({
    settings,
    lineOf: (to) => lines().find(({ number }) => number === to)?.id ?? null,
    onCall: ({ leg, call }) => {
      parts.lineOf(call).then(
        (line) => parts.take(call, leg, line),
        (error: unknown) => {
          log.error({ callId: call.callId, err: error }, "a call's line could not be read")
          leg.hangup()
        },
      )
    },
    onEnded: parts.looking.watch(looked(config, settings, copies)),
    urlOf: (audio) => `${settings.publicUrl}/carriers/${settings.name}/prompts/${shelf.put(audio)}`,
    unavailable: parts.unavailable,
    testWords: parts.testWords,
    copies,
    onSwept: async ({ callId }) => {
      const leaf = { v: 1, id: uuidv7(), ts: new Date().toISOString(), type: "carrier.recording_found" } as const
      await parts.recording.ledger.append([{ ...leaf, call: callId, trunk: config.name, recordings: 1, removed: true }])
    },
    log,
  })
  const reach: Reach = async (call, place) => {
    // The caller's audio does not pass through the gateway: nothing inside it can be reached.
    if (!place) throw new AssentError("CARRIER_UNREACHABLE", "the line has no phone to call")
    const destination = destinationOfCall(operator, call)
    if (destination.kind === "phone" && destination.press_to_accept) {
      const message = "this carrier bridges at once: the destination is not asked to press 1"
      log.warn({ callId: call.callId, trunk: config.name }, message)
    }
    return trunk.dial(call.callId, { ...place, callerId: config.caller_id ?? call.to })
  }
  return { trunk, shelf, recordsThere: config.record === "carrier-recording", reach }
}

function looked(config: RelayConfig, settings: RelaySettings, copies: CarrierCopies): LookedTrunk {
  const { fetch, restUrl: baseUrl, project, token } = settings
  const rest = recordingsRest({ fetch, baseUrl, project, token })
  return {
    name: config.name,
    removes: config.delete_carrier_recordings,
    rest: {
      recordingsOf: async (carrierCallId) => {
        const newest = await rest.list(100)
        return newest.filter((each) => each.carrierCallId === carrierCallId).map(({ id }) => id)
      },
      removeRecording: (id) => rest.remove(id),
    },
    when: async ({ callId, mayGoOn, answeredAt }) => {
      // Once our own copy is gone, whatever else of this call is there was made against our will.
      if ((await copies.list(config.name)).some((ours) => ours.callId === callId)) return "later"
      return mayGoOn && Date.now() - Date.parse(answeredAt) < SHOWS_WITHIN_MS ? "again" : "now"
    },
  }
}
