/* One call from the page: the sound, the socket and the timeline that belong together. */
import { member, list, text } from "./dom.ts"
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
    const known = new Set(await newestCalls(gateway))
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
    return {
      digit: (digit) => opened.digit(digit),
      hangUp: () => opened.hangUp(),
      told: follow(gateway, placed.callId, known, listener, events.signal),
    }
  } catch (error) {
    sound.close()
    throw error
  }
}

async function follow(
  gateway: Gateway,
  placedId: string | null,
  known: ReadonlySet<string>,
  listener: CallListener,
  signal: AbortSignal,
): Promise<void> {
  const callId = placedId ?? (await findCall(gateway, known, signal))
  if (callId === null) return
  listener.known(callId)
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

async function newestCalls(gateway: Gateway): Promise<readonly string[]> {
  const page = list(member(await gateway.get("/v1/calls?limit=20"), "data"))
  return page.flatMap((call) => text(member(call, "id")) ?? [])
}

/** The call that was not there before: its id is the gateway's, made when it answers. */
async function findCall(gateway: Gateway, known: ReadonlySet<string>, signal: AbortSignal): Promise<string | null> {
  while (!signal.aborted) {
    const fresh = (await newestCalls(gateway)).find((id) => !known.has(id))
    if (fresh !== undefined) return fresh
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return null
}
