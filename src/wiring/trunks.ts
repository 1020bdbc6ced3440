import type { LineOfCall } from "../call/calls.ts"
import type { CallLeg, CallStart } from "../call/ports.ts"
import type { LineOfNumber, TakenCall } from "../carriers/xml/call-parts.ts"
import { PromptShelf } from "../carriers/xml/prompt-shelf.ts"
import { XmlTrunk } from "../carriers/xml/trunk.ts"
import type { Config } from "../config.ts"
import type { OperatorStore } from "../greetings/document.ts"
import type { Destination } from "../greetings/document-destination.ts"
import { passesBy } from "../greetings/emergency.ts"
import { lineAt } from "../greetings/line-at.ts"
import type { OutgoingFetch } from "../outgoing/fetch.ts"
import type { Reach } from "./destinations.ts"
import type { Looking } from "./carrier-looks.ts"
import type { GatewayLog } from "./log.ts"
import { carrierKind, isXmlTrunk, type XmlTrunkConfig } from "./trunk-parts.ts"

export interface TrunksParts {
  readonly fetch: OutgoingFetch
  readonly config: Config
  readonly operator: OperatorStore
  readonly looking: Looking
  /** PCMU: what a test call plays in place of a notice. */
  readonly testWords: Uint8Array
  readonly lineOf: (call: CallStart) => Promise<LineOfCall>
  readonly take: (call: CallStart, leg: CallLeg, line: LineOfCall) => TakenCall
  readonly log: GatewayLog
}

export interface XmlTrunks {
  readonly trunks: readonly XmlTrunk[]
  /** Calls of these trunks are dialled by their carriers. */
  readonly reach: Reach
  /** New calls are answered with the fallback from now on. */
  drain(): void
  /** From now on calls that a carrier carries are let go instead of ended. */
  stop(): void
}

/** The trunks of carriers that run calls by asking for documents. */
export function xmlTrunks(parts: TrunksParts): XmlTrunks {
  const prompts = new PromptShelf()
  let draining = false
  let stopping = false
  const trunks = parts.config.trunks.filter(isXmlTrunk).map((config) => {
    const publicUrl = config.public_url ?? parts.config.public_url
    const kind = carrierKind(config, publicUrl, parts.fetch)
    return new XmlTrunk({
      ...kind,
      name: config.name,
      publicUrl,
      prompts,
      grantMs: parts.config.flow.document_commit_ms,
      lineFor: (number, from) => lineFor(parts, config, number, from),
      lineOf: parts.lineOf,
      take: parts.take,
      fallbackNumber: config.fallback_number ?? null,
      rejectsUnmapped: config.unmapped === "reject",
      testWords: parts.testWords,
      onEnded: parts.looking.watch({
        name: config.name,
        removes: config.delete_carrier_recordings,
        rest: kind.rest,
        // Calls that the carrier carries outlive this process.
        when: async ({ mayGoOn, carrierCallId }) =>
          !mayGoOn || (await kind.rest.isOver(carrierCallId)) ? "now" : "later",
      }),
      draining: () => draining,
      stopping: () => stopping,
      log: parts.log,
    })
  })
  return {
    trunks,
    reach: (call, place) => trunks.find(({ name }) => name === call.trunk)?.dial(call.callId, place) ?? null,
    drain: () => {
      draining = true
    },
    stop: () => {
      stopping = true
    },
  }
}

/** @param from as the carrier has it: an emergency service may call from a short code, which is no number to call back */
function lineFor(
  { operator, config }: Pick<TrunksParts, "operator" | "config">,
  trunk: XmlTrunkConfig,
  number: string,
  from: string | null,
): LineOfNumber | null {
  const { lines, schedules = [] } = operator.current()
  const line = lines.find((candidate) => candidate.number === number)
  if (!line) return null
  const { destination } = lineAt(line, schedules, new Date())
  const emergency = passesBy(line, from, destination, config.emergency)
  // A question that is not put needs no stream: the first document connects.
  const carry = line.bypass || emergency ? "fork_document" : (line.carry ?? "fork_stream")
  const callerId = trunk.caller_id ?? number
  const route = { way: carry, pressToAccept: false, callerId }
  if (destination.kind === "phone") {
    const pressToAccept = !emergency && (destination.press_to_accept ?? false)
    return { id: line.id, emergency, route: { ...route, number: destination.number, pressToAccept } }
  }
  if (destination.kind === "sip") return { id: line.id, emergency, route: { ...route, number: destination.uri } }
  // What is inside the gateway, or is dialled by it one after the other, can only be reached through it.
  return { id: line.id, emergency, route: { ...route, way: "bridge", number: firstPlace(destination) } }
}

/** For a caller who cannot be asked through the gateway: the carrier connects to the first of a queue. */
function firstPlace(destination: Destination): string | null {
  const [first] = destination.kind === "queue" ? destination.targets : []
  return first?.kind === "phone" ? first.number : first?.kind === "sip" ? first.uri : null
}
