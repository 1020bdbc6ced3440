/* Server-sent events of the API. The browser reconnects by itself and says what it has seen. */
import { useEffect, useEffectEvent } from "react"

/**
 * Calls `onEvent` for each event of `types` at `path`; nothing while `path` is null.
 * @param onEvent gets the type and the parsed data, whose shape nobody vouches for
 */
export function useEvents(
  path: string | null,
  types: readonly string[],
  onEvent: (type: string, data: unknown) => void,
): void {
  const hear = useEffectEvent(onEvent)
  const listened = types.join(" ")
  useEffect(() => {
    if (path === null) return
    const source = new EventSource(path)
    for (const type of listened.split(" ")) {
      source.addEventListener(type, (event) => {
        const data: unknown = event.data
        hear(type, typeof data === "string" ? parsed(data) : null)
      })
    }
    return () => source.close()
  }, [path, listened])
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return null
  }
}
