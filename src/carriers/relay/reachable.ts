import { WebSocket } from "ws"
import { AssentError } from "../../errors.ts"

export const RELAY_HOST = "wss://relay.signalwire.com"

/** The address the SDK makes of a configured host. */
export function relayAddress(host: string | undefined): string {
  if (host === undefined) return RELAY_HOST
  return /^wss?:\/\//.test(host) ? host : `wss://${host}`
}

/**
 * Opens a socket and closes it again. The SDK says nothing of a host that it cannot reach.
 * @throws CARRIER_UNREACHABLE
 */
export function reach(address: string, withinMs = 10_000): Promise<void> {
  return new Promise((resolve, reject) => {
    const unreachable = (cause: unknown): void =>
      reject(
        new AssentError("CARRIER_UNREACHABLE", "SignalWire's Relay host cannot be reached", { cause, field: "host" }),
      )
    if (!URL.canParse(address)) {
      unreachable(new Error("not an address"))
      return
    }
    const socket = new WebSocket(address, { handshakeTimeout: withinMs, perMessageDeflate: false })
    socket.on("error", unreachable)
    socket.on("open", () => {
      resolve()
      socket.terminate()
    })
  })
}
