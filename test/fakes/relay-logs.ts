import type { DoubleCall } from "./relay-call.ts"
import type { Unknowns } from "./relay-wire.ts"

const known = new Set(["page_size", "page_number", "page_token", "created_after", "created_before", "created_on"])
const states = {
  created: "initiated",
  ringing: "ringing",
  answered: "in-progress",
  ending: "completed",
  ended: "completed",
}

/** SignalWire's voice logs: of every leg, the newest first, in pages whose next one needs the token of the one before. */
export function voiceLogs(
  url: URL,
  calls: readonly DoubleCall[],
  { logNamesCall }: Pick<Unknowns, "logNamesCall">,
  most: number,
): [number, unknown] {
  const asked = Object.fromEntries(url.searchParams)
  const day = /^\d{4}-\d{2}-\d{2}$/
  const dates = [asked["created_after"], asked["created_before"]].filter((date) => date !== undefined)
  const page = Number(asked["page_number"] ?? 0)
  const fits = Object.keys(asked).every((name) => known.has(name)) && dates.every((date) => day.test(date))
  if (!fits || (page > 0 && asked["page_token"] !== `PA${page}`)) return [422, { errors: [] }]
  const after = Date.parse(asked["created_after"] ?? "1970-01-01")
  const before = Date.parse(asked["created_before"] ?? "2100-01-01")
  const found = calls.filter(({ createdAt }) => after <= createdAt && createdAt <= before).toReversed()
  const size = Math.min(Number(asked["page_size"] ?? 50), most)
  const next = new URL(url)
  next.searchParams.set("page_number", String(page + 1))
  next.searchParams.set("page_token", `PA${page + 1}`)
  const data = found.slice(page * size, (page + 1) * size).map((call) => ({
    id: logNamesCall ? call.callId : call.segmentId,
    from: call.from,
    to: call.to,
    direction: call.direction,
    // Whoever hangs up before an answer leaves no call that was taken.
    status: call.answeredAt === 0 && call.state === "ended" ? "no-answer" : states[call.state],
    type: "relay_pstn_call",
    duration: 3,
    created_at: new Date(call.createdAt).toISOString(),
  }))
  return [200, { links: (page + 1) * size < found.length ? { next: next.href } : {}, data }]
}
