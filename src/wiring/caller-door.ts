/* What a caller may do with a receipt, over what is stored. Whatever is shown or done is on record first. */
import { setTimeout as sleep } from "node:timers/promises"
import type { AudioState, CallerDoor, ReceiptState } from "../api/caller-door.ts"
import type { LiveCalls } from "../api/parts.ts"
import type { Views } from "../api/ports.ts"
import type { ConsentRow } from "../consent/ports.ts"
import { AssentError, hasCode } from "../errors.ts"
import type { OperatorStore } from "../greetings/document.ts"
import { networkOf } from "../people/throttle.ts"
import type { RecordingRow } from "../recording/ports.ts"
import type { Assess } from "../retention/assess.ts"
import type { ReceiptDoor } from "../rights/receipt-door.ts"
import type { Requests } from "../rights/requests.ts"
import type { AccessEvidence } from "./access.ts"
import type { Withdrawals } from "./withdrawals.ts"

export interface CallerDoorParts {
  readonly door: ReceiptDoor
  readonly views: Pick<Views, "call" | "consents">
  readonly recordingsOf: (callId: string) => Promise<readonly RecordingRow[]>
  readonly assess: Assess
  readonly operator: OperatorStore
  /** Names who answers for recordings where the line is gone. */
  readonly organisation: string | null
  readonly evidence: Pick<AccessEvidence, "exported">
  readonly withdrawals: Withdrawals
  readonly requests: Pick<Requests, "file" | "list">
  readonly live: Pick<LiveCalls, "withdraw">
}

/** As it stands in leaves and in the history of requests. */
export const CALLER = "caller"
const WRITTEN_WITHIN_MS = 3000

export function callerDoor(parts: CallerDoorParts): CallerDoor {
  const { door, views, evidence, withdrawals, requests, live } = parts

  /** Opens, and puts on record that it was opened, for what. Where from is the caller's own business. */
  async function opened(proof: Parameters<ReceiptDoor["open"]>[0], address: string, what: string): Promise<string> {
    const callId = await door.open(proof, networkOf(address))
    await evidence.exported({ call: callId }, `receipt: ${what}`, { actor: CALLER, reason: null })
    return callId
  }

  /** The tap is closed when the command returns; the leaf follows within the call. */
  async function withdrawLive(callId: string): Promise<boolean> {
    try {
      await live.withdraw(callId)
    } catch (error) {
      if (hasCode(error, "CONFLICT")) return false
      throw error
    }
    const until = performance.now() + WRITTEN_WITHIN_MS
    while (performance.now() < until && (await stateOf(parts, callId)).canWithdraw) await sleep(20)
    return true
  }

  return {
    async state(proof, address) {
      return stateOf(parts, await opened(proof, address, "state"))
    },

    async withdraw(proof, address) {
      const callId = await opened(proof, address, "withdrawal")
      const before = await stateOf(parts, callId)
      if (before.decision?.state === "withdrawn") return before
      if (!before.canWithdraw) throw new AssentError("CONFLICT", "there is no consent to take back in this call")
      // A call may end between the look and the act: then it is withdrawn as one that has ended.
      if (!before.live || !(await withdrawLive(callId))) await withdrawals.withdraw([callId])
      return stateOf(parts, callId)
    },

    async ask(proof, { kind, language }, address) {
      const callId = await opened(proof, address, kind)
      const call = await views.call(callId)
      if (!call) throw new AssentError("NOT_FOUND", "there is no such call")
      // The code proves one call; what else is of this number, whoever verifies the request decides.
      const statement = `Asked with the receipt code of call_${callId}`
      // A page that is loaded again, and a caller who asks again, ask once.
      const open = await requests.list({ kind, state: "received" }, { limit: 200, after: null })
      const asked = open.find(({ filedBy, details }) => filedBy === CALLER && details.statement === statement)
      if (asked) return asked
      return requests.file({ kind, about: { number: proof.number }, language, details: { statement } }, CALLER)
    },
  }
}

async function stateOf(parts: CallerDoorParts, callId: string): Promise<ReceiptState> {
  const { views, operator, organisation } = parts
  const call = await views.call(callId)
  if (!call) throw new AssentError("NOT_FOUND", "there is no such call")
  const rows = await views.consents({ callId }, { limit: 100, after: null })
  const [decided = null] = rows.filter(({ party }) => party === "caller").sort((a, b) => b.leaf - a.leaf)
  const live = call.state === "active"
  const audio = await audioOf(parts, callId, live)
  const line = operator.current().lines.find(({ id }) => id === call.lineId)
  return {
    callId,
    lineId: call.lineId,
    at: call.answeredAt,
    organisation: line?.organisation ?? organisation ?? call.lineId,
    live,
    decision: decided && { state: decided.state, at: decided.at },
    notice: decided && noticeOf(decided),
    ...audio,
    canWithdraw: decided?.state === "granted",
  }
}

/** `<greeting>/<version>/<language>`; of a call whose greeting could not be played it names what is shipped. */
function noticeOf({ script, heardBytes }: ConsentRow): ReceiptState["notice"] {
  const [greeting = "", version = "", language = ""] = script.split("/")
  return heardBytes === 0 ? null : { greeting, version: Number(version), language }
}

async function audioOf(
  parts: CallerDoorParts,
  callId: string,
  live: boolean,
): Promise<{ audio: AudioState; keptUntil: string | null }> {
  let shown: { audio: AudioState; keptUntil: string | null } = { audio: "none", keptUntil: null }
  for (const row of await parts.recordingsOf(callId)) {
    if (row.state === "lost") continue
    if (row.state === "open" && live) return { audio: "running", keptUntil: null }
    if (row.state === "shredded") {
      if (shown.audio === "none") shown = { audio: "erased", keptUntil: null }
      continue
    }
    const { playable, shredFrom } = await parts.assess(row)
    shown = { audio: playable ? "kept" : "restricted", keptUntil: shredFrom?.slice(0, 10) ?? null }
  }
  return shown
}
