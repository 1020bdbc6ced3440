import type { Config } from "../config.ts"
import { loopback } from "../outgoing/addresses.ts"
import { createOutgoing, type Outgoing } from "../outgoing/client.ts"

/** The client of this configuration: dev may also ask what runs on this machine. */
export function openOutgoing({ mode, outgoing }: Pick<Config, "mode" | "outgoing">): Outgoing {
  return createOutgoing({ allow: mode === "dev" ? [...loopback, ...outgoing.allow] : outgoing.allow })
}
