/** One line of a call's timeline. Facts never hold a number, a digit or a name. */
export interface Notice {
  /** RFC 3339, UTC. */
  readonly at: string
  /** Since the call was answered. */
  readonly offset_ms: number
  readonly type: string
  readonly facts: Readonly<Record<string, string | number>>
}

const KEPT_CALLS = 1000

/**
 * What happens on live calls, for those who watch. A call's notices are kept for late watchers until a thousand newer
 * calls have ended; evidence is the ledger, not this.
 */
export class CallFeed {
  readonly #calls = new Map<string, { startedAt: number; past: Notice[]; listeners: Set<(notice: Notice) => void> }>()
  readonly #watchers = new Set<(callId: string, notice: Notice) => void>()

  publish(callId: string, type: string, facts: Notice["facts"] = {}): void {
    let call = this.#calls.get(callId)
    if (!call) {
      call = { startedAt: performance.now(), past: [], listeners: new Set() }
      this.#calls.set(callId, call)
      const oldest = this.#calls.size > KEPT_CALLS ? this.#calls.keys().next().value : undefined
      if (oldest !== undefined) this.#calls.delete(oldest)
    }
    const notice = {
      at: new Date().toISOString(),
      offset_ms: Math.round(performance.now() - call.startedAt),
      type,
      facts,
    }
    call.past.push(notice)
    for (const listener of call.listeners) listener(notice)
    for (const watcher of this.#watchers) watcher(callId, notice)
  }

  /** Every notice of every call, from now on. @returns how to stop */
  watch(watcher: (callId: string, notice: Notice) => void): () => void {
    this.#watchers.add(watcher)
    return () => void this.#watchers.delete(watcher)
  }

  /** What happened so far, and from now on each notice once. A call this process does not know has no past and no future. */
  subscribe(
    callId: string,
    listener: (notice: Notice) => void,
  ): { readonly past: readonly Notice[]; readonly stop: () => void } {
    const call = this.#calls.get(callId)
    if (!call) return { past: [], stop: () => undefined }
    call.listeners.add(listener)
    return { past: [...call.past], stop: () => void call.listeners.delete(listener) }
  }
}
