import type { Server } from "node:http"
import type { LiveCalls } from "../call/calls.ts"
import { twilio } from "../carriers/media-stream/dialect.ts"
import { attachMediaSockets, type MediaTrunk } from "../carriers/media-stream/sockets.ts"
import type { Config } from "../config.ts"
import type { OperatorStore } from "../greetings/document.ts"
import type { LineGreetings } from "./greetings.ts"
import type { GatewayLog } from "./log.ts"
import { TestPhoneTrunk } from "./test-phone.ts"

/** The trunks that browsers and the command line ring in on. */
export function testPhones(
  config: Config,
  operator: OperatorStore,
  draining: () => boolean,
): readonly TestPhoneTrunk[] {
  return config.trunks
    .filter(({ kind }) => kind === "test-phone")
    .map((trunk) => new TestPhoneTrunk(trunk.name, config.public_url, operator, draining))
}

/** Where calls arrive as audio: test phones, and the streams of carriers. */
export function openMedia(
  server: Server,
  parts: {
    readonly config: Config
    readonly phones: readonly TestPhoneTrunk[]
    readonly carriers: { readonly media: readonly MediaTrunk[] }
    readonly greetings: Pick<LineGreetings, "lineOf">
    readonly calls: Pick<LiveCalls, "take">
    readonly log: GatewayLog
  },
): ReturnType<typeof attachMediaSockets> {
  const { phones, greetings, calls, log } = parts
  return attachMediaSockets(server, {
    trunks: [...phones.map(({ name }) => ({ name, dialect: twilio })), ...parts.carriers.media],
    loopbackOnly: parts.config.mode === "dev",
    admit: (trunk, start) => phones.find((phone) => phone.name === trunk)?.admit(start) ?? null,
    onCall: ({ leg, call }) => {
      // Until the session listens, the leg keeps what happens for it.
      greetings.lineOf(call).then(
        (line) => calls.take(call, leg, line),
        (error: unknown) => {
          log.error({ callId: call.callId, err: error }, "a call came for a line that is gone")
          leg.hangup()
        },
      )
    },
    onFault: (error) => log.error({ err: error }, "a media socket was closed by a fault of ours"),
  })
}
