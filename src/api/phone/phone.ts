/* The page itself: form, pad and buttons, and what each may do at which moment of a call. */
import { placeCall, type LiveCall } from "./call.ts"
import { element, make } from "./dom.ts"
import { openGateway, type Gateway } from "./gateway.ts"
import { clearResult, showResult } from "./result.ts"
import type { Source } from "./sound.ts"
import { clearTimeline, showEvent, type TimelineEvent } from "./timeline.ts"
import { clockWords } from "./words.ts"

const line = element("line", HTMLSelectElement)
const from = element("from", HTMLInputElement)
const file = element("file", HTMLInputElement)
const call = element("call", HTMLButtonElement)
const hangUp = element("hang-up", HTMLButtonElement)
const pad = element("pad", HTMLDivElement)
const level = element("level", HTMLMeterElement)
const fields = element("setup-fields", HTMLFieldSetElement)
const acts = ["pause", "resume", "withdraw"].map((id) => element(id, HTMLButtonElement))

let gateway: Gateway | null = null
let live: LiveCall | null = null
let callId: string | null = null
let consent: string | null = null

function inCall(): boolean {
  return live !== null
}

function say(state: string): void {
  element("state", HTMLParagraphElement).textContent = state
}

function alarm(message: string | null): void {
  const place = element("alarm", HTMLParagraphElement)
  place.hidden = message === null
  place.textContent = message ?? ""
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : "Something went wrong; try again."
}

/** Enables what may be used now. */
function show(phase: "idle" | "placing" | "live"): void {
  const hadFocus = document.activeElement === call || document.activeElement === hangUp
  fields.disabled = phase !== "idle"
  call.disabled = phase !== "idle"
  call.hidden = phase === "live"
  hangUp.hidden = phase !== "live"
  for (const key of pad.querySelectorAll("button")) key.disabled = phase !== "live"
  if (phase !== "live") allow()
  if (hadFocus) (phase === "live" ? hangUp : call).focus()
}

/** The agent's buttons that make sense at this moment. */
function allow(...ids: readonly string[]): void {
  for (const button of acts) button.disabled = !ids.includes(button.id)
}

function chosenSource(): Source {
  const kind = document.querySelector<HTMLInputElement>("input[name=source]:checked")?.value
  if (kind === "microphone" || kind === "silence") return { kind }
  const [chosen] = file.files ?? []
  if (chosen === undefined) throw new Error("Choose a WAV file first, or use the microphone or silence.")
  return { kind: "file", file: chosen }
}

function chosenNumber(): string | null {
  const number = from.value.replaceAll(/[\s()./-]/g, "")
  if (number === "") return null
  if (!/^\+[1-9]\d{6,14}$/.test(number))
    throw new Error("The caller's number must be in the form +4915112345678, or empty for a withheld one.")
  return number
}

async function start(): Promise<void> {
  if (gateway === null || live !== null || call.disabled) return
  alarm(null)
  show("placing")
  say("Calling")
  try {
    const request = { from: chosenNumber(), to: line.value, source: chosenSource() }
    clearTimeline()
    clearResult()
    callId = consent = null
    const placed = await placeCall(gateway, request, {
      level: (value) => (level.value = loudness(value)),
      known: (id) => (callId = id),
      event: take,
      ended: (broken) => ended(broken),
    })
    live = placed
    show("live")
    say("In a call")
    runClock()
    await placed.told
    await finish()
  } catch (error) {
    alarm(reason(error))
    if (!inCall()) {
      show("idle")
      say("Ready")
    }
  }
}

async function finish(): Promise<void> {
  if (gateway !== null && callId !== null) await showResult(gateway, callId, consent)
}

function take(event: TimelineEvent): void {
  showEvent(event)
  if (event.type.startsWith("consent.") && event.facts.get("party") !== "agent")
    consent = event.type.slice("consent.".length)
  if (live === null) return
  if (event.type === "recording.started" || event.type === "recording.resumed") allow("pause", "withdraw")
  if (event.type === "recording.paused") allow("resume", "withdraw")
  if (["consent.withdrawn", "recording.failed", "recording.blocked"].includes(event.type)) allow()
}

function ended(broken: boolean): void {
  live = null
  level.value = 0
  show("idle")
  say("Ready")
  if (broken) alarm("The connection to the gateway was lost. What was decided until then is in the ledger.")
}

/** -50 dB to 0 dB as 0 to 100. */
function loudness(rms: number): number {
  return Math.max(0, Math.min(100, 100 + 40 * Math.log10(Math.max(rms, 1e-5))))
}

function runClock(): void {
  const started = performance.now()
  const timer = setInterval(() => {
    if (live === null) clearInterval(timer)
    else element("clock", HTMLSpanElement).textContent = clockWords(performance.now() - started)
  }, 250)
}

function press(digit: string): void {
  if (live === null) return
  live.digit(digit)
  const key = [...pad.querySelectorAll("button")].find((button) => button.dataset["digit"] === digit)
  key?.classList.add("pressed")
  setTimeout(() => key?.classList.remove("pressed"), 150)
}

async function act(verb: string): Promise<void> {
  if (gateway === null || callId === null) return
  try {
    await gateway.post(`/v1/calls/${encodeURIComponent(callId)}/${verb}`)
  } catch (error) {
    alarm(reason(error))
  }
}

element("setup", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault()
  void start()
})
element("setup", HTMLFormElement).addEventListener("change", () => {
  element("file-row", HTMLLabelElement).hidden =
    document.querySelector<HTMLInputElement>("input[name=source]:checked")?.value !== "file"
})
hangUp.addEventListener("click", () => live?.hangUp())
pad.addEventListener("click", (event) => {
  const key = event.target instanceof Element ? event.target.closest("button") : null
  const digit = key?.dataset["digit"]
  if (digit !== undefined) press(digit)
})
addEventListener("keydown", (event) => {
  const typing = event.target instanceof HTMLInputElement && event.target.type !== "radio"
  if (!typing && !event.repeat && !event.ctrlKey && !event.metaKey && !event.altKey && /^[0-9*#]$/.test(event.key))
    press(event.key)
})
addEventListener("pagehide", () => live?.hangUp())
for (const button of acts) button.addEventListener("click", () => void act(button.id))

try {
  gateway = await openGateway()
  line.replaceChildren(
    ...gateway.lines.map(({ name, number }) => {
      const option = make("option", "", `${name} (${number})`)
      option.value = number
      return option
    }),
  )
  show("idle")
  say("Ready")
} catch (error) {
  say("No gateway")
  alarm(reason(error))
}
