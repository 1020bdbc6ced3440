import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import type { CallLeg, CallStart, LegEvent } from "../../src/call/ports.ts"
import { twilio } from "../../src/carriers/media-stream/dialect.ts"
import type { StreamStart } from "../../src/carriers/media-stream/message.ts"
import { attachMediaSockets, type MediaSocketOptions } from "../../src/carriers/media-stream/sockets.ts"
import type { MediaStats } from "../../src/carriers/media-stream/stats.ts"
import { OneTimeTokens } from "../../src/carriers/media-stream/tokens.ts"
import { uuidv7 } from "../../src/ids.ts"
import { CarrierDouble } from "./carrier-double.ts"

export interface AcceptedCall {
  readonly leg: CallLeg
  readonly call: CallStart
  /** Every event of the leg, in order. */
  readonly events: LegEvent[]
  /** The first event of this type, waited for. */
  readonly event: <T extends LegEvent["type"]>(type: T) => Promise<Extract<LegEvent, { type: T }>>
}

export interface MediaGateway {
  readonly server: Server
  readonly port: number
  readonly url: string
  readonly stats: MediaStats
  readonly faults: unknown[]
  token(): string
  /** The next call that was admitted. */
  call(): Promise<AcceptedCall>
  close(): Promise<void>
}

/** A real HTTP server with media sockets on trunk `dev`, whose calls are admitted by a one-time token. */
export async function mediaGateway(options: Partial<MediaSocketOptions> = {}): Promise<MediaGateway> {
  const tokens = new OneTimeTokens<true>()
  const faults: unknown[] = []
  const waiting: ((call: AcceptedCall) => void)[] = []
  const accepted: AcceptedCall[] = []
  const server = createServer((_request, response) => response.writeHead(426).end())
  const sockets = attachMediaSockets(server, {
    trunks: [{ name: "dev", dialect: twilio }],
    loopbackOnly: true,
    admit: (trunk: string, start: StreamStart) =>
      tokens.redeem(start.parameters["token"] ?? "") ? callStart(trunk, start) : null,
    onCall: ({ leg, call }) => {
      const taken = watch(leg, call)
      const next = waiting.shift()
      if (next) next(taken)
      else accepted.push(taken)
    },
    onFault: (error) => faults.push(error),
    ...options,
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  return {
    server,
    port,
    url: `ws://127.0.0.1:${port}/carriers/dev/media`,
    stats: sockets.stats,
    faults,
    token: () => tokens.issue(true),
    call: () => {
      const ready = accepted.shift()
      return ready ? Promise.resolve(ready) : new Promise((resolve) => waiting.push(resolve))
    },
    close: async () => {
      sockets.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export function callStart(trunk: string, start: StreamStart): CallStart {
  return {
    callId: uuidv7(),
    lineId: "main",
    trunk,
    carrierCallId: start.carrierCallId,
    from: null,
    to: "+15550100",
    direction: "inbound",
  }
}

/** Listens to a leg and remembers what it says. */
export function watch(leg: CallLeg, call: CallStart): AcceptedCall {
  const events: LegEvent[] = []
  const waiting = new Set<() => void>()
  leg.listen((event) => {
    events.push(event)
    for (const look of [...waiting]) look()
  })
  return {
    leg,
    call,
    events,
    event: (type) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = events.find((event) => event.type === type)
          if (!found) return
          waiting.delete(look)
          resolve(found as Extract<LegEvent, { type: typeof type }>)
        }
        waiting.add(look)
        look()
      }),
  }
}

/** A carrier's stream that the gateway has admitted. */
export async function connectCarrier(
  gateway: MediaGateway,
  overrides: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly carrier: CarrierDouble; readonly accepted: AcceptedCall }> {
  const carrier = await new CarrierDouble(gateway.url).open()
  carrier.start(gateway.token(), overrides)
  return { carrier, accepted: await gateway.call() }
}
