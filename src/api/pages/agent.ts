/* The agent's side of a live call. Everything is done by the gateway; this page shows what it says. */
import { element, list, make, member, text } from "../phone/dom.ts"
import { outcomeWords } from "../phone/words.ts"
import { alarm, get, type Me, send, whoAmI } from "./session.ts"

const LOOK_MS = 2000
const button = (id: string): HTMLButtonElement => element(id, HTMLButtonElement)

interface LiveCall {
  readonly id: string
  readonly line: string
  readonly caller: string
  readonly since: string
}

interface Standing {
  /** Of the caller; `null` until decided. */
  consent: string | null
  recording: "no" | "on" | "paused"
}

let me: Me
let chosen: { readonly id: string; readonly events: EventSource; readonly standing: Standing } | null = null

async function liveCalls(): Promise<LiveCall[]> {
  const queries = me.lines === null ? [""] : me.lines.map((line) => `&line=${encodeURIComponent(line)}`)
  const pages = await Promise.all(queries.map((query) => get(`/v1/calls?limit=100${query}`)))
  return pages.flatMap((page) => list(member(page, "data"))).flatMap(readCall)
}

function readCall(value: unknown): LiveCall[] {
  const id = text(member(value, "id"))
  const since = text(member(value, "answered_at"))
  if (id === null || since === null || member(value, "state") !== "active") return []
  const line = text(member(value, "line_id")) ?? ""
  // Without a number the state says why: withheld, or erased.
  const caller = text(member(value, "caller")) ?? `number ${text(member(value, "caller_state")) ?? "unknown"}`
  return [{ id, since, line, caller }]
}

async function look(): Promise<void> {
  const calls = await liveCalls()
  element("none", HTMLElement).hidden = calls.length > 0
  const place = element("calls", HTMLUListElement)
  const focused = document.activeElement?.getAttribute("data-call")
  place.replaceChildren(...calls.map(choice))
  // Who came here by keyboard stays where they were.
  if (focused) place.querySelector<HTMLElement>(`[data-call="${CSS.escape(focused)}"]`)?.focus()
}

function choice(call: LiveCall): HTMLLIElement {
  const pick = make("button", "")
  pick.type = "button"
  pick.dataset["call"] = call.id
  pick.setAttribute("aria-pressed", String(chosen?.id === call.id))
  const time = new Date(call.since).toLocaleTimeString()
  pick.append(make("span", "", call.caller), make("span", "hint", `line ${call.line}, since ${time}`))
  pick.addEventListener("click", () => choose(call.id))
  const item = make("li", "")
  item.append(pick)
  return item
}

function choose(id: string): void {
  chosen?.events.close()
  alarm(null)
  element("sure", HTMLElement).hidden = true
  const standing: Standing = { consent: null, recording: "no" }
  // The whole past comes first, so that the page is right however late it is opened.
  const events = new EventSource(`/v1/calls/${encodeURIComponent(id)}/events`)
  chosen = { id, events, standing }
  for (const type of heard) {
    events.addEventListener(type, (event) => {
      const data: unknown = event.data
      const notice: unknown = JSON.parse(text(data) ?? "null")
      const facts = member(notice, "facts")
      // The agent's own side has a standing basis.
      if (text(member(facts, "party")) === "agent") return
      take(standing, type)
      show()
    })
  }
  events.addEventListener("call.ended", () => leave(id))
  element("call", HTMLElement).hidden = false
  show()
  look().catch(alarm)
}

const heard = [
  "consent.granted",
  "consent.refused",
  "consent.no_answer",
  "consent.failed",
  "consent.not_asked",
  "consent.withdrawn",
  "recording.started",
  "recording.paused",
  "recording.resumed",
  "recording.failed",
  "recording.stopped",
  "recording.sealed",
] as const

function take(standing: Standing, type: (typeof heard)[number]): void {
  if (type === "recording.started" || type === "recording.resumed") standing.recording = "on"
  else if (type === "recording.paused") standing.recording = "paused"
  else if (type.startsWith("recording.") || type === "consent.withdrawn") standing.recording = "no"
  if (type.startsWith("consent.")) standing.consent = type.slice("consent.".length)
}

function show(): void {
  if (!chosen) return
  const { consent, recording } = chosen.standing
  const { title, tone } = consent === null ? { title: "Not decided yet", tone: "plain" } : outcomeWords(consent)
  const words = { no: "Not recorded", on: "Recording", paused: "Paused: nothing of this is kept" }[recording]
  const state = element("state", HTMLParagraphElement)
  // Green only while something is kept.
  state.className = `outcome ${{ on: "good", paused: "warn", no: tone === "good" ? "warn" : tone }[recording]}`
  state.replaceChildren(make("strong", "", words), make("span", "", `Caller's consent: ${title}`))
  const may = me.permissions.has("calls:control")
  button("pause").disabled = !may || recording !== "on"
  button("resume").disabled = !may || recording !== "paused"
  button("stop").disabled = !may || recording === "no"
  button("withdraw").disabled = !may || recording === "no"
  element("statement", HTMLFormElement).hidden = !may || consent === "granted" || consent === "withdrawn"
}

function leave(id: string): void {
  if (chosen?.id !== id) return
  chosen.events.close()
  chosen = null
  element("call", HTMLElement).hidden = true
  look().catch(alarm)
}

function act(verb: string, body?: object): void {
  if (!chosen) return
  alarm(null)
  send("POST", `/v1/calls/${encodeURIComponent(chosen.id)}/${verb}`, body).catch(alarm)
}

button("pause").addEventListener("click", () => act("pause"))
button("resume").addEventListener("click", () => act("resume"))
// Both end the recording for good, so both ask once more.
const final = {
  stop: ["Recording ends at once and for good. What was recorded is kept.", "Yes, stop recording"],
  withdraw: ["Recording ends at once and for good. What was recorded is locked.", "Yes, the caller withdrew"],
} as const
let asked: keyof typeof final = "stop"
function ask(verb: keyof typeof final): void {
  asked = verb
  const [what, yes] = final[verb]
  element("sure-what", HTMLParagraphElement).textContent = what
  button("yes").textContent = yes
  element("sure", HTMLElement).hidden = false
  button("no").focus()
}
button("stop").addEventListener("click", () => ask("stop"))
button("withdraw").addEventListener("click", () => ask("withdraw"))
button("no").addEventListener("click", () => {
  element("sure", HTMLElement).hidden = true
  button(asked).focus()
})
button("yes").addEventListener("click", () => {
  element("sure", HTMLElement).hidden = true
  act(asked)
})
element("statement", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault()
  const note = element("note", HTMLInputElement).value.trim()
  act("consent", { stated_by: me.login, ...(note === "" ? {} : { note }) })
})

async function begin(): Promise<void> {
  const found = await whoAmI()
  if (!found) {
    location.replace("/signin")
    return
  }
  me = found
  element("who", HTMLElement).textContent = `Signed in as ${me.login}`
  await look()
  setInterval(() => void look().catch(alarm), LOOK_MS)
}

begin().catch(alarm)
