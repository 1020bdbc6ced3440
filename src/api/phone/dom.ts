/** The element the page was written with. A missing one is a mistake in index.html, so it throws. */
export function element<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id)
  if (!(found instanceof kind)) throw new Error(`index.html has no ${kind.name} #${id}`)
  return found
}

/** Makes an element with text. Text only: nothing the gateway says is ever parsed as HTML. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  text = "",
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  if (className !== "") made.className = className
  made.textContent = text
  return made
}

/** Reads one member of parsed JSON, whatever it may be. */
export function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined
}

export function text(value: unknown): string | null {
  return typeof value === "string" ? value : null
}

export function number(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
