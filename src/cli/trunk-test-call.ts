import { setTimeout as sleep } from "node:timers/promises"
import { z } from "zod"
import { read, type Client } from "./client.ts"
import type { Finding } from "./doctor-checks.ts"

const order = ["1", "2", "*", "0"] as const
const keys = z.array(z.object({ key: z.enum(order), came: z.enum(["event", "tone", "none"]) }))
const testCall = z.object({
  id: z.string(),
  state: z.enum(["calling", "talking", "ended"]),
  outcome: z.enum(["complete", "cut_short", "no_answer", "refused"]).nullable(),
  parts: z.array(z.object({ part: z.enum(["menu", "notice", "silence", "talk"]), keys })),
  carrier_recordings: z.number().nullable(),
})
type TestCall = z.infer<typeof testCall>
type Keys = z.infer<typeof keys>
type Key = (typeof order)[number]
type Part = TestCall["parts"][number]["part"]

export interface TestOrder {
  readonly to: string
  readonly from?: string
  readonly seconds?: number
}

const EVERY_MS = 1000
/** What the carrier recorded is known a moment after the end; without an answer nothing is said of it. */
const RECORDED_MS = 5000

interface TestedTrunk {
  readonly name: string
  /** Its lines choose how they are carried: on Relay they do not. */
  readonly carries: boolean
}

/** Has the gateway call a tester's phone, and says of each way to ask which keys arrived. */
export async function checkKeys(client: Client, trunk: TestedTrunk, asked: TestOrder): Promise<readonly Finding[]> {
  const { to, from, seconds } = asked
  const at = `/v1/trunks/${encodeURIComponent(trunk.name)}/test-calls`
  const body = {
    to,
    ...(from === undefined ? {} : { from }),
    ...(seconds === undefined ? {} : { part_seconds: seconds }),
  }
  let call = read(testCall, await client.send("POST", at, body))
  const again = async (): Promise<void> => {
    await sleep(EVERY_MS)
    call = read(testCall, await client.get(`${at}/${call.id}`))
  }
  // The gateway ends a test call by itself: this ends too.
  while (call.state !== "ended") await again()
  const until = performance.now() + RECORDED_MS
  while (call.carrier_recordings === null && call.parts.length > 0 && performance.now() < until) await again()
  return findingsOf(call, trunk.carries)
}

function findingsOf(
  { outcome, parts, carrier_recordings: recordings }: TestCall,
  carries: boolean,
): readonly Finding[] {
  if (outcome === "refused") {
    const mend = "check the credentials, that --from is a number of this account, and that it may call that country"
    return [broken("test-call", "the carrier did not place the call: the gateway's log holds its answer", mend)]
  }
  if (outcome === "no_answer" || parts.length === 0)
    return [broken("test-call", "nobody answered", "answer the phone, and press the keys that the voice asks for")]
  const found = parts.map(({ part, keys: pressed }) => findingOf(part, pressed, carries))
  const cut = "the call ended before its last part: the parts after that were not tried"
  return [
    ...found,
    ...(outcome === "cut_short" ? [warning("test-call", cut, "stay on the line until it says goodbye")] : []),
    ...recordingsOf(recordings),
  ]
}

const names: Readonly<Record<Part, string>> = {
  menu: "keys-menu",
  notice: "keys-notice",
  silence: "keys-silence",
  talk: "keys-talk",
}
const when: Readonly<Record<Part, string>> = {
  menu: "gathered by the carrier's documents",
  notice: "while words play",
  silence: "in silence",
  talk: "while two people talk",
}
const spoken = { "1": "1", "2": "2", "*": "star", "0": "0" } as const

function findingOf(part: Part, pressed: Keys, carries: boolean): Finding {
  const name = names[part]
  const lacking = pressed.filter(({ came }) => came !== "event").map(({ key }) => key)
  if (lacking.length === 0) return { name, status: "ok", detail: `all keys arrive ${when[part]}`, mend: null }
  const tones = pressed.filter(({ came }) => came === "tone").map(({ key }) => key)
  const heard = tones.length === 0 ? "" : `; in the audio alone: ${listed(tones)}`
  const detail = `${listed(lacking)} ${lacking.length === 1 ? "does" : "do"} not arrive ${when[part]}${heard}`
  // Keys in a conversation can be done without; those that answer the question cannot.
  const needed = part !== "talk" && lacking.some((key) => key === "1" || key === "2")
  return { name, status: needed ? "broken" : "warning", detail, mend: mendOf(part, lacking, tones.length > 0, carries) }
}

function mendOf(part: Part, lacking: readonly Key[], inAudio: boolean, carries: boolean): string {
  const events = inAudio ? "have the carrier send keys as events (RFC 4733), not as tones; until then " : ""
  if (part === "talk")
    return carries
      ? `${events}promise no withdrawal by key on fork lines: leave it to the agent or the API, or set carry: bridge`
      : `${events}promise no withdrawal by key on this trunk's lines: leave it to the agent or the API`
  if (lacking.length === 1 && lacking[0] === "*") return `${events}choose a withdraw code without star`
  if (lacking.length === order.length)
    return `${events}press the keys when the voice asks for them, or ask in another way (${carries ? "carry" : "another trunk"})`
  return `${events}use only keys that arrive: in the answers to the question, and in the withdraw code`
}

function recordingsOf(recordings: number | null): readonly Finding[] {
  if (recordings === null || recordings === 0) return []
  const mend = "switch recording off in the account's settings, and remove what is there"
  return [broken("recorded", "the carrier recorded the test call by itself, in clear", mend)]
}

function listed(of: readonly Key[]): string {
  return of.map((key) => spoken[key]).join(", ")
}

function broken(name: string, detail: string, mend: string): Finding {
  return { name, status: "broken", detail, mend }
}

function warning(name: string, detail: string, mend: string): Finding {
  return { name, status: "warning", detail, mend }
}
