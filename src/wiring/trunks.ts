import type { LineOfCall } from "../call/calls.ts"
import type { CallLeg, CallStart, Destinations } from "../call/ports.ts"
import type { Route } from "../carriers/xml/call-parts.ts"
import { PromptShelf } from "../carriers/xml/prompt-shelf.ts"
import type { CarrierRest } from "../carriers/xml/rest.ts"
import { XmlTrunk } from "../carriers/xml/trunk.ts"
import type { Config } from "../config.ts"
import type { OperatorStore } from "../greetings/document.ts"
import { uuidv7 } from "../ids.ts"
import type { Ledger } from "../ledger/ledger.ts"
import type { GatewayLog } from "./log.ts"
import { carrierKind, isXmlTrunk, type XmlTrunkConfig } from "./trunk-parts.ts"

export interface TrunksParts<Tx> {
  readonly config: Config
  readonly operator: OperatorStore
  readonly ledger: Ledger<Tx>
  readonly lineOf: (lineId: string) => Promise<LineOfCall>
  readonly take: (call: CallStart, leg: CallLeg, line: LineOfCall) => { readonly done: Promise<void> }
  readonly log: GatewayLog
}

export interface XmlTrunks {
  readonly trunks: readonly XmlTrunk[]
  /** Calls of these trunks are dialled by their carriers, all others by `others`. */
  destinations(others: Destinations): Destinations
  /** From now on calls that a carrier carries are let go instead of ended. */
  stop(): void
}

/** How long a carrier may take to list a recording that it made. */
const LISTED_AFTER_MS = 3000

/** The trunks of carriers that run calls by asking for documents. */
export function xmlTrunks<Tx>(parts: TrunksParts<Tx>): XmlTrunks {
  const prompts = new PromptShelf()
  let stopping = false
  const trunks = parts.config.trunks.filter(isXmlTrunk).map((config) => {
    const publicUrl = config.public_url ?? parts.config.public_url
    const kind = carrierKind(config, publicUrl)
    return new XmlTrunk({
      ...kind,
      name: config.name,
      publicUrl,
      prompts,
      grantMs: parts.config.flow.document_commit_ms,
      lineFor: (number) => lineFor(parts.operator, config, number),
      lineOf: parts.lineOf,
      take: parts.take,
      fallbackNumber: config.fallback_number ?? null,
      onEnded: (call) => {
        setTimeout(() => {
          if (!stopping) void lookForRecordings(parts, config, call, kind.rest)
        }, LISTED_AFTER_MS).unref()
      },
      stopping: () => stopping,
      log: parts.log,
    })
  })
  return {
    trunks,
    destinations: (others) => ({
      dial: (call) => trunks.find(({ name }) => name === call.trunk)?.dial(call.callId) ?? others.dial(call),
    }),
    stop: () => {
      stopping = true
    },
  }
}

function lineFor(operator: OperatorStore, trunk: XmlTrunkConfig, number: string): { id: string; route: Route } | null {
  const line = operator.current().lines.find((candidate) => candidate.number === number)
  if (!line) return null
  const { destination, carry = "fork_stream" } = line
  const callerId = trunk.caller_id ?? number
  // A destination inside the gateway can only be reached through it.
  if (destination.kind === "test-agent") {
    return { id: line.id, route: { way: "bridge", number: null, pressToAccept: false, callerId } }
  }
  const { number: to, press_to_accept: pressToAccept = false } = destination
  return { id: line.id, route: { way: carry, number: to, pressToAccept, callerId } }
}

/** No copy at the carrier: one that is found there is an alarm and a leaf, and is removed when the trunk says so. */
export async function lookForRecordings<Tx>(
  { ledger, log }: Pick<TrunksParts<Tx>, "ledger" | "log">,
  trunk: Pick<XmlTrunkConfig, "name" | "delete_carrier_recordings">,
  call: CallStart,
  rest: Pick<CarrierRest, "recordingsOf" | "removeRecording">,
): Promise<void> {
  const facts = { callId: call.callId, trunk: trunk.name }
  try {
    const found = await rest.recordingsOf(call.carrierCallId)
    if (found.length === 0) return
    log.error(
      { ...facts, recordings: found.length },
      "the carrier recorded this call by itself: check its account settings",
    )
    const removed = trunk.delete_carrier_recordings && (await removeAll(rest, found))
    await ledger.append([
      {
        v: 1,
        id: uuidv7(),
        ts: new Date().toISOString(),
        type: "carrier.recording_found",
        call: call.callId,
        trunk: trunk.name,
        recordings: found.length,
        removed,
      },
    ])
  } catch (error) {
    log.error({ ...facts, err: error }, "it is not known whether the carrier recorded this call by itself")
  }
}

async function removeAll(rest: Pick<CarrierRest, "removeRecording">, ids: readonly string[]): Promise<boolean> {
  const removed = await Promise.allSettled(ids.map((id) => rest.removeRecording(id)))
  return removed.every(({ status }) => status === "fulfilled")
}
