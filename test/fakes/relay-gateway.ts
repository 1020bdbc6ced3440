import { createHash } from "node:crypto"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { mulawWav } from "../../src/audio/wav-write.ts"
import { attachMediaSockets } from "../../src/carriers/media-stream/sockets.ts"
import type { CarrierCopies, CarrierCopy } from "../../src/carriers/relay/copies.ts"
import type { RelaySettings, RelayTiming } from "../../src/carriers/relay/trunk-options.ts"
import { openRelayTrunk, type RelayTrunk } from "../../src/carriers/relay/trunk.ts"
import type { CallStart } from "../../src/call/ports.ts"
import { watch, type AcceptedCall } from "./carrier-gateway.ts"
import { PROJECT, type RelayDouble, TOKEN } from "./relay-double.ts"

export interface RelayGateway {
  readonly trunk: RelayTrunk
  readonly copies: MemoryCopies
  /** Constant messages of the log, by level. */
  readonly said: { readonly level: string; readonly message: string }[]
  readonly ended: CallStart[]
  /** The next call that was answered. */
  call(): Promise<AcceptedCall>
  close(): Promise<void>
}

export class MemoryCopies implements CarrierCopies {
  readonly rows = new Map<string, CarrierCopy>()
  /** Makes `expect` fail: the disk is full. */
  broken = false

  async expect(copy: CarrierCopy): Promise<void> {
    if (this.broken) throw new Error("disk full")
    this.rows.set(copy.controlId, copy)
  }

  async located(controlId: string, url: string): Promise<void> {
    const row = this.rows.get(controlId)
    if (row) this.rows.set(controlId, { ...row, url })
  }

  async gone(controlId: string): Promise<void> {
    this.rows.delete(controlId)
  }

  async list(trunk: string): Promise<readonly CarrierCopy[]> {
    return [...this.rows.values()].filter((row) => row.trunk === trunk)
  }
}

/** A trunk on the double, with a real server for its prompts and its media. */
export async function relayGateway(
  double: Pick<RelayDouble, "host" | "restUrl">,
  options: {
    readonly record?: RelaySettings["record"]
    readonly timing?: RelayTiming
    readonly settings?: Partial<RelaySettings>
    /** `null`: nobody takes the calls. */
    readonly onCall?: (accepted: AcceptedCall) => void
    readonly copies?: MemoryCopies
  } = {},
): Promise<RelayGateway> {
  const prompts = new Map<string, Buffer>()
  const copies = options.copies ?? new MemoryCopies()
  const said: { level: string; message: string }[] = []
  const note = (level: string) => (_facts: object, message: string) => void said.push({ level, message })
  const log = { debug: note("debug"), info: note("info"), warn: note("warn"), error: note("error") }
  const waiting: ((call: AcceptedCall) => void)[] = []
  const accepted: AcceptedCall[] = []
  const ended: CallStart[] = []
  const server = createServer((request, response) => {
    const wav = prompts.get(request.url ?? "")
    if (wav) response.writeHead(200, { "content-type": "audio/wav" }).end(wav)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const trunk = openRelayTrunk({
    settings: {
      name: "relay",
      project: PROJECT,
      token: TOKEN,
      topics: ["office"],
      host: double.host,
      record: options.record ?? "stream",
      publicUrl,
      fetch,
      restUrl: double.restUrl,
      ...options.settings,
    },
    lineOf: (to) => (to === "+12125550100" ? "main" : null),
    onCall: ({ leg, call }) => {
      const taken = watch(leg, call)
      options.onCall?.(taken)
      const next = waiting.shift()
      if (next) next(taken)
      else if (!options.onCall) accepted.push(taken)
    },
    onEnded: (call) => {
      // Who takes the calls by itself may take thousands.
      if (!options.onCall) ended.push(call)
    },
    urlOf: (audio) => {
      const path = `/prompts/${createHash("sha256").update(audio).digest("base64url")}.wav`
      if (!prompts.has(path)) prompts.set(path, mulawWav(audio))
      return publicUrl + path
    },
    unavailable: new Uint8Array(800).fill(0x40),
    testWords: new Uint8Array(800).fill(0x50),
    copies,
    log,
    timing: { retryMs: { first: 50, longest: 200 }, lateMs: 1500, ...options.timing },
  })
  const sockets = attachMediaSockets(server, {
    trunks: [trunk.media],
    loopbackOnly: true,
    admit: () => null,
    onCall: () => undefined,
    onFault: (error) => said.push({ level: "fault", message: String(error) }),
  })
  trunk.start()
  return {
    trunk,
    copies,
    said,
    ended,
    call: () => {
      const ready = accepted.shift()
      return ready ? Promise.resolve(ready) : new Promise((resolve) => waiting.push(resolve))
    },
    close: async () => {
      await trunk.close()
      sockets.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Where the trunk's agents are. */
export const agentAt = { to: "+12125550177", callerId: "+12125550100", ringSeconds: 30 }
