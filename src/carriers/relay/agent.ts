/*
 * The agent's side: the carrier calls the destination and bridges it as soon as it answers. So the gateway gives the
 * command only when the caller has been told what was decided.
 */
import type { CallLeg } from "../../call/ports.ts"
import { AssentError } from "../../errors.ts"
import type { RelayLink } from "./connection.ts"
import type { RelayEvent } from "./events.ts"
import type { RelayLeg } from "./leg.ts"

type Connect = Extract<RelayEvent, { type: "connect" }>
type State = Extract<RelayEvent, { type: "state" }>

/** A destination that is being called, or is connected. */
export interface Dialled {
  /** The carrier's id of the caller's call. */
  readonly caller: string
  onConnect(event: Connect): void
  onState(event: State): void
}

export interface AgentParts {
  readonly caller: RelayLeg
  readonly tag: string
  readonly link: RelayLink
  readonly destination: RelayDestination
  readonly legOf: (target: { readonly call_id: string; readonly node_id: string }) => RelayLeg
  /** Hands events with this tag to the agent, until the returned function is called. */
  readonly track: (agent: Dialled) => () => void
}

export interface RelayDestination {
  /** E.164, or a SIP address. */
  readonly to: string
  readonly callerId: string
  readonly ringSeconds: number
}

/** How much longer than it rings the carrier's word on a destination is waited for. */
const WORD_MS = 10_000

/** Resolves when the agent answered, and the carrier has bridged. @throws CARRIER_UNREACHABLE */
export async function dialAgent(parts: AgentParts): Promise<CallLeg> {
  const { caller, tag, link, destination, legOf, track } = parts
  // The prompt that belongs to the decision is given in the same turn as this.
  await new Promise(setImmediate)
  await caller.quiet()
  if (caller.over) throw new AssentError("CARRIER_UNREACHABLE", "the caller hung up before the destination was called")

  const { promise, resolve, reject } = Promise.withResolvers<RelayLeg>()
  const failed = (): void => reject(new AssentError("CARRIER_UNREACHABLE", "the destination did not answer"))
  let agent: RelayLeg | null = null
  /** Ringing already, maybe: it must not ring on, nor be answered by nobody. */
  const ringing = new Map<string, { readonly call_id: string; readonly node_id: string }>()
  const untrack = track({
    caller: caller.target.call_id,
    onConnect: ({ state, peer }) => {
      if (state === "connected" && peer && !agent) {
        agent = legOf({ call_id: peer.callId, node_id: peer.nodeId })
        resolve(agent)
      } else if (state === "connected") caller.held(false)
      else if (state === "failed") failed()
      // Both may live on, parted: nobody is to be recorded who talks to somebody else.
      else if (state === "disconnected" && agent && !agent.over) caller.held(true)
    },
    onState: ({ callId, nodeId, state }) => {
      if (state !== "ended" && state !== "ending") {
        ringing.set(callId, { call_id: callId, node_id: nodeId })
        return
      }
      ringing.delete(callId)
      if (agent?.target.call_id === callId) agent.ended("hangup")
    },
  })
  const timer = setTimeout(failed, destination.ringSeconds * 1000 + WORD_MS).unref()
  caller.whenOver(() => {
    failed()
    untrack()
  })
  const device = deviceOf(destination)
  void link
    .once("calling.connect", { ...caller.target, tag, ringback: [], devices: [[device]] })
    .then(({ outcome }) => {
      // `unknown`: it may ring, and be answered. The carrier's word on it decides, or the timer.
      if (outcome === "refused" || outcome === "gone") failed()
    })
  try {
    return await promise
  } catch (error) {
    untrack()
    for (const target of ringing.values()) void link.insist("calling.end", { ...target, reason: "cancel" })
    throw error
  } finally {
    clearTimeout(timer)
  }
}

/** As commands that dial name a place. */
export function deviceOf({ to, callerId, ringSeconds }: RelayDestination): object {
  if (!/^sips?:/.test(to)) {
    return { type: "phone", params: { to_number: to, from_number: callerId, timeout: ringSeconds } }
  }
  // A SIP caller is an address too: the number, at the host that is called.
  const host = to.slice(to.indexOf("@") + 1)
  return { type: "sip", params: { to, from: `sip:${callerId}@${host}`, timeout: ringSeconds } }
}
