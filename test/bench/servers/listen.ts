import type { Server } from "node:http"
import type { AddressInfo } from "node:net"

/** Listens on a free loopback port, with room for all calls of a run to connect at once. @returns the port */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen({ port: 0, host: "127.0.0.1", backlog: 2048 }, resolve))
  return (server.address() as AddressInfo).port
}
