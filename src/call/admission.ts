export interface Limits {
  /** Calls at once, in all. */
  readonly calls: number
  readonly callsPerNumber: number
}

/** Counts live calls. What is over a limit is answered and connected, but not asked and so not recorded. */
export class Admission {
  readonly #limits: Limits
  readonly #perNumber = new Map<string, number>()
  readonly #perLine = new Map<string, number>()
  #all = 0
  #overflowed = 0

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /** How many calls were over a limit since the start. */
  get overflowed(): number {
    return this.#overflowed
  }

  /**
   * Counts the call in, whatever the answer; `leave` counts it out again, once.
   * @returns why the caller is not asked, or `null` when within all limits. Withheld numbers share no limit of their own.
   */
  enter(
    from: string | null,
    line: { readonly id: string; readonly concurrentCalls: number },
  ): { readonly notAsked: string | null; readonly leave: () => void } {
    const keys: [Map<string, number>, string, number, string][] = [
      [this.#perLine, line.id, line.concurrentCalls, "line_limit"],
    ]
    if (from !== null) keys.push([this.#perNumber, from, this.#limits.callsPerNumber, "number_limit"])
    let notAsked = ++this.#all > this.#limits.calls ? "call_limit" : null
    for (const [counts, key, limit, why] of keys) {
      const count = (counts.get(key) ?? 0) + 1
      counts.set(key, count)
      if (count > limit) notAsked ??= why
    }
    if (notAsked !== null) this.#overflowed++
    let here = true
    const leave = (): void => {
      if (!here) return
      here = false
      this.#all--
      for (const [counts, key] of keys) {
        const count = (counts.get(key) ?? 1) - 1
        if (count > 0) counts.set(key, count)
        else counts.delete(key)
      }
    }
    return { notAsked, leave }
  }
}
