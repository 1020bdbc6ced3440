/*
 * Where a call goes, place by place. A carrier's call is dialled by its carrier; what the gateway is itself (the test
 * agent, voicemail) is reached by callers whose audio passes through it.
 */
import type { CallLeg, CallStart, Destinations } from "../call/ports.ts"
import type { Place } from "../carriers/xml/call-parts.ts"
import { AssentError } from "../errors.ts"
import type { Destination, Target } from "../greetings/document-destination.ts"

const RING_SECONDS = 30

/** @param place `null`: inside the gateway. @returns `null` where the call is not this carrier's, or it need do nothing */
export type Reach = (call: CallStart, place: Place | null) => Promise<CallLeg> | null

export function destinationsOf(parts: {
  readonly destinationOf: (call: CallStart) => Destination
  readonly carriers: readonly Reach[]
  /** Stands for every telephone where no carrier is: on the test phone. */
  readonly testAgent: Destinations
  readonly voicemail: (call: CallStart, maxSeconds: number, recorded: () => boolean) => Promise<CallLeg>
  readonly isLive: (callId: string) => boolean
  /** The call is connected where the line says that this agent speaks. */
  readonly speaks: (callId: string, agent: string) => void
}): Destinations {
  const { carriers, testAgent, voicemail } = parts

  function byCarrier(call: CallStart, place: Place | null): Promise<CallLeg> | null {
    for (const reach of carriers) {
      const reached = reach(call, place)
      if (reached) return reached
    }
    return null
  }

  function reach(call: CallStart, target: Exclude<Destination, { kind: "queue" }> | Target, recorded: () => boolean) {
    switch (target.kind) {
      case "phone":
      case "sip": {
        const ringSeconds = "ring_seconds" in target ? target.ring_seconds : RING_SECONDS
        const to = target.kind === "phone" ? target.number : target.uri
        return byCarrier(call, { to, ringSeconds }) ?? testAgent.dial(call, recorded)
      }
      case "test-agent":
        return byCarrier(call, null) ?? testAgent.dial(call, recorded)
      case "voicemail":
        return byCarrier(call, null) ?? voicemail(call, target.max_seconds, recorded)
      case "hang-up": {
        const nobody = () => Promise.reject(new AssentError("CARRIER_UNREACHABLE", "the line reaches nobody now"))
        return byCarrier(call, null) ?? nobody()
      }
    }
  }

  return {
    dial: async (call, recorded) => {
      const destination = parts.destinationOf(call)
      const targets = destination.kind === "queue" ? destination.targets : [destination]
      let cause: unknown = null
      for (const target of targets) {
        // Whoever hung up while one place rang is not to make the next one ring.
        if (cause !== null && !parts.isLive(call.callId)) break
        try {
          const leg = await reach(call, target, recorded)
          if ("agent" in target && target.agent !== undefined) parts.speaks(call.callId, target.agent)
          return leg
        } catch (error) {
          cause = error
        }
      }
      throw new AssentError("CARRIER_UNREACHABLE", "nobody was reached", { cause })
    },
  }
}
