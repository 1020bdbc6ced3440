import { once } from "node:events"
import { connect, createServer, type AddressInfo, type Socket } from "node:net"

/** A network between a caller and a gateway, that can stall on the way to the gateway and then let everything through. */
export interface SlowLine extends AsyncDisposable {
  /** The same address, by way of this line. */
  through(url: string): string
  stall(): void
  flow(): void
}

export async function slowLine(gateway: string): Promise<SlowLine> {
  const { hostname, port } = new URL(gateway)
  const callers = new Set<Socket>()
  const server = createServer((caller) => {
    const line = connect(Number(port), hostname)
    callers.add(caller)
    caller.pipe(line).pipe(caller)
    for (const [one, other] of [[caller, line] as const, [line, caller] as const]) {
      one.on("error", () => other.destroy())
      one.on("close", () => other.destroy())
    }
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const own = (server.address() as AddressInfo).port
  return {
    through: (url) => Object.assign(new URL(url), { port: String(own) }).href,
    stall: () => callers.forEach((caller) => caller.pause()),
    flow: () => callers.forEach((caller) => caller.resume()),
    [Symbol.asyncDispose]: async () => {
      for (const caller of callers) caller.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
