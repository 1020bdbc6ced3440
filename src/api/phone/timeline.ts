import { element, make, member, number, text } from "./dom.ts"
import { eventWords, offsetWords } from "./words.ts"

/** One event of a call as the gateway tells it. `type` is the ledger's. */
export interface TimelineEvent {
  readonly type: string
  readonly offsetMs: number
  readonly facts: ReadonlyMap<string, string>
}

/** Reads an event; `null` for what is not one. */
export function readEvent(value: unknown): TimelineEvent | null {
  const type = text(member(value, "type"))
  if (type === null) return null
  const facts = member(value, "facts")
  const entries = typeof facts === "object" && facts !== null ? Object.entries(facts) : []
  return {
    type,
    offsetMs: number(member(value, "offset_ms")) ?? 0,
    facts: new Map(entries.flatMap(([name, fact]: [string, unknown]) => (isFact(fact) ? [[name, String(fact)]] : []))),
  }
}

function isFact(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value)
}

export function clearTimeline(): void {
  element("timeline", HTMLOListElement).replaceChildren()
  element("timeline-empty", HTMLParagraphElement).hidden = true
}

export function showEvent(event: TimelineEvent): void {
  const { title, tone } = eventWords(event.type)
  const item = make("li", tone)
  const body = make("div", "")
  const facts = [...event.facts].map(([name, fact]) => `${name.replaceAll("_", " ")} ${fact}`)
  body.append(title, make("span", "detail", [event.type, ...facts].join(" · ")))
  item.append(make("time", "", offsetWords(event.offsetMs)), body)
  element("timeline", HTMLOListElement).append(item)
}
