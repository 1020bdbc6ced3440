import type { FastifyInstance } from "fastify"
import type { Destinations, Recorder } from "../call/ports.ts"
import type { MediaTrunk } from "../carriers/media-stream/sockets.ts"
import { testAgent } from "../carriers/media-stream/test-agent.ts"
import { carrierRoutes } from "../carriers/xml/routes.ts"
import type { LineGreetings } from "./greetings.ts"
import { relayTrunks, type RelayParts } from "./relay.ts"
import { xmlTrunks, type TrunksParts } from "./trunks.ts"

type Parts<Tx> = Omit<TrunksParts<Tx> & RelayParts<Tx>, "lineOf" | "unavailable"> & {
  readonly greetings: LineGreetings
}

export interface Carriers {
  readonly media: readonly MediaTrunk[]
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
  /** Before calls are ended: those that a carrier carries are let go, and no new ones are taken. */
  stop(): void
  close(): Promise<void>
}

/** Every trunk that is a carrier's. */
export function openCarriers<Tx>(parts: Parts<Tx>): Carriers {
  const { greetings } = parts
  const { agent_line, unavailable } = greetings.extra
  const more = { ...parts, lineOf: (lineId: string) => greetings.lineOf(lineId), unavailable: unavailable.audio }
  const xml = xmlTrunks(more)
  const relay = relayTrunks(more)
  return {
    media: [...xml.trunks.map(({ media }) => media), ...relay.media],
    forCalls: {
      recorder: relay.recorder,
      destinations: relay.destinations(xml.destinations(testAgent({ line: agent_line.audio }))),
      unavailable: unavailable.audio,
    },
    serve: (app) => carrierRoutes(app, xml.trunks, relay.shelves),
    start: () => relay.start(),
    stop: () => {
      xml.stop()
      relay.drain()
    },
    close: () => relay.close(),
  }
}
