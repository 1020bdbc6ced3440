/* When something was last used, without a write for each use. */

export interface LastSeen {
  note(id: string): void
  /** Of what was noted and not yet written. */
  at(id: string): string | null
  /** Writes what was noted. Runs by itself once a minute. */
  flush(): Promise<void>
  stop(): Promise<void>
}

export function createLastSeen(
  write: (times: ReadonlyMap<string, string>) => Promise<void>,
  options: { readonly now: () => Date; readonly onFault: (error: unknown) => void; readonly everyMs?: number },
): LastSeen {
  let noted = new Map<string, string>()

  async function flush(): Promise<void> {
    if (noted.size === 0) return
    const times = noted
    noted = new Map()
    try {
      await write(times)
    } catch (error) {
      // A newer use that was noted meanwhile is the last one.
      noted = new Map([...times, ...noted])
      options.onFault(error)
    }
  }

  const timer = setInterval(() => void flush(), options.everyMs ?? 60_000)
  timer.unref()
  return {
    note: (id) => void noted.set(id, options.now().toISOString()),
    at: (id) => noted.get(id) ?? null,
    flush,
    stop: async () => {
      clearInterval(timer)
      await flush()
    },
  }
}
