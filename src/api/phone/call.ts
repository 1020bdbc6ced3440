/* One call from the page: the sound, the socket and the timeline that belong together. */
import type { Gateway } from "./gateway.ts"
import { openSound, type Source } from "./sound.ts"
import { openStream, type Stream } from "./stream.ts"
import { readEvent, type TimelineEvent } from "./timeline.ts"

export interface CallRequest {
  readonly from: string | null
  readonly to: string
  readonly source: Source
}

export interface CallListener {
  level(level: number): void
  /** The gateway's own id of this call is known: the agent's side can act from now on. */
  known(callId: string): void
  event(event: TimelineEvent): void
  /** Exactly once. `broken` when the connection was lost rather than ended. */
  ended(broken: boolean): void
}

export interface LiveCall {
  digit(digit: string): void
  hangUp(): void
  /** Resolves when the timeline has told its last event. */
  readonly told: Promise<void>
}

/** Places the call. Rejects with a sentence for the person; nothing is left open then. */
export async function placeCall(gateway: Gateway, request: CallRequest, listener: CallListener): Promise<LiveCall> {
  let stream: Stream | null = null
  const sound = await openSound(request.source, {
    frame: (payload, level) => {
      stream?.frame(payload)
      listener.level(level)
    },
    played: (name) => stream?.played(name),
  })
  try {
    const placed = await gateway.testCall({ from: request.from, to: request.to })
    const events = new AbortController()
    stream = await openStream(placed, {
      play: (payload) => sound.play(payload),
      mark: (name) => sound.mark(name),
      clear: () => sound.clear(),
      closed: (clean) => {
        sound.close()
        listener.ended(!clean)
        // The gateway ends the timeline itself; this is for one that died.
        setTimeout(() => events.abort(), 10_000)
      },
    })
    const opened = stream
    listener.known(placed.callId)
    return {
      digit: (digit) => opened.digit(digit),
      hangUp: () => opened.hangUp(),
      told: follow(gateway, placed.callId, listener, events.signal),
    }
  } catch (error) {
    sound.close()
    throw error
  }
}

async function follow(gateway: Gateway, callId: string, listener: CallListener, signal: AbortSignal): Promise<void> {
  try {
    for await (const value of gateway.events(callId, signal)) {
      const event = readEvent(value)
      if (event === null) continue
      listener.event(event)
      if (event.type === "call.ended") return
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
