/*
 * A Relay trunk, the real SDK included, whose calls each hear a prompt, press a key, open a tap, hear another prompt, and
 * are hung up by the gateway.
 */
import { relayGateway, type RelayGateway } from "../../fakes/relay-gateway.ts"
import { testPermit } from "../../fakes/receipts.ts"
import type { AcceptedCall } from "../../fakes/carrier-gateway.ts"
import { serve } from "../lib/child.ts"

const notice = new Uint8Array(40 * 8).fill(0x31)
const granted = new Uint8Array(40 * 8).fill(0x32)
const seen = { ended: 0, frames: 0, unproven: 0 }
let gateway: RelayGateway | null = null

function flow({ leg, call }: AcceptedCall): void {
  leg.listen((event) => {
    switch (event.type) {
      case "prompt-stopped":
        if (event.reason !== "closed") seen.unproven++
        return
      case "prompt-played":
        if (event.promptId === "granted-2") leg.hangup()
        return
      case "digit":
        leg.audio(testPermit(call.callId), () => seen.frames++)
        leg.play("granted-2", granted)
        return
      case "closed":
        seen.ended++
        return
      default:
        return
    }
  })
  leg.play("notice-1", notice)
}

serve({
  connect: async ({ host, restUrl }: { host: string; restUrl: string }) => {
    gateway = await relayGateway({ host, restUrl }, { onCall: flow })
  },
  read: () => {
    globalThis.gc?.()
    return { ...seen, heap: process.memoryUsage().heapUsed, ...gateway?.trunk.stats() }
  },
})
