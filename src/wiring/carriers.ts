import type { FastifyInstance } from "fastify"
import type { TrunkTests } from "../api/trunk-tests.ts"
import type { CallStart, Destinations, Recorder } from "../call/ports.ts"
import type { CarrierLooks } from "../carriers/looks.ts"
import type { MediaTrunk } from "../carriers/media-stream/sockets.ts"
import { testAgent } from "../carriers/media-stream/test-agent.ts"
import { Voicemail } from "../carriers/media-stream/voicemail.ts"
import type { CarrierCopies } from "../carriers/relay/copies.ts"
import { carrierRoutes } from "../carriers/xml/routes.ts"
import type { Config } from "../config.ts"
import type { RecordRows } from "../rights/record-ports.ts"
import type { LineGreetings } from "./greetings.ts"
import { agentOfCall } from "./agent-of-call.ts"
import { carrierLooking, type LookingParts } from "./carrier-looks.ts"
import { destinationsOf } from "./destinations.ts"
import { destinationOfCall } from "./lines.ts"
import { relayTrunks, type RelayParts } from "./relay.ts"
import { trunkTests } from "./trunk-tests.ts"
import { xmlTrunks, type TrunksParts } from "./trunks.ts"

type Parts<Tx> = Omit<TrunksParts & RelayParts<Tx>, "lineOf" | "unavailable" | "looking" | "copies" | "testWords"> &
  Omit<LookingParts<Tx>, "looks"> & {
    readonly greetings: LineGreetings
    readonly isLive: (callId: string) => boolean
    readonly storage: {
      readonly carrierCopies: CarrierCopies
      readonly carrierLooks: CarrierLooks<Tx>
      readonly personRecords: RecordRows<Tx>
    }
  }

export interface Carriers {
  readonly media: readonly MediaTrunk[]
  readonly tests: TrunkTests
  readonly forCalls: {
    readonly recorder: Recorder
    /** A call's agent is reached by the carrier that brought the call; on the test phone a built-in one answers. */
    readonly destinations: Destinations
    /** Said when nobody can be reached. */
    readonly unavailable: Uint8Array
  }
  /** What carriers fetch and ask for, under `/carriers/`. */
  serve(app: FastifyInstance): void
  /** Takes calls from carriers that have to be connected to. */
  start(): void
  /** Calls that come from now on are connected unrecorded, or left to another gateway. */
  readonly drain: () => void
  /** Before calls are ended: those that a carrier carries are let go, and no new ones are taken. */
  stop(): void
  close(): Promise<void>
}

/** Every trunk that is a carrier's. */
export function openCarriers<Tx>(parts: Parts<Tx>): Carriers {
  const { greetings, storage } = parts
  const { agent_line, unavailable } = greetings.extra
  const looking = carrierLooking({ ...parts, looks: storage.carrierLooks })
  const more = {
    ...parts,
    copies: storage.carrierCopies,
    looking,
    lineOf: (call: CallStart) => greetings.lineOf(call),
    unavailable: unavailable.audio,
    testWords: agent_line.audio,
  }
  const xml = xmlTrunks(more)
  const relay = relayTrunks(more)
  return {
    tests: trunkTests(parts.config, [...xml.trunks, ...relay.tested]),
    media: [...xml.trunks.map(({ media }) => media), ...relay.media],
    forCalls: {
      recorder: relay.recorder,
      destinations: destinationsOf({
        destinationOf: (call) => destinationOfCall(parts.operator, call),
        carriers: [xml.reach, relay.reach],
        testAgent: testAgent({ line: agent_line.audio }),
        voicemail: async (call, maxSeconds, recorded) => {
          const words = await greetings.voicemailWords(call)
          return new Voicemail({ callId: call.callId, words, recorded, maxMs: maxSeconds * 1000 })
        },
        isLive: parts.isLive,
        speaks: agentOfCall(storage.personRecords, parts.log),
      }),
      unavailable: unavailable.audio,
    },
    serve: (app) => carrierRoutes(app, xml.trunks, relay.shelves),
    start: () => {
      relay.start()
      looking.start()
    },
    drain: () => {
      xml.drain()
      relay.drain()
    },
    stop: () => {
      xml.stop()
      relay.drain()
    },
    close: async () => {
      await looking.stop()
      await relay.close()
    },
  }
}

/** A carrier's trunk, whose account may make copies by itself; the test phone has neither. */
export function isCarrier(config: Config, trunk: string): boolean {
  return config.trunks.some(({ name, kind }) => name === trunk && kind !== "test-phone")
}
