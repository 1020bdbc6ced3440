import { randomBytes } from "node:crypto"
import type { TestPhone } from "../api/parts.ts"
import type { CallStart } from "../call/ports.ts"
import type { StreamStart } from "../carriers/media-stream/message.ts"
import { OneTimeTokens } from "../carriers/media-stream/tokens.ts"
import { AssentError } from "../errors.ts"
import type { OperatorStore } from "../greetings/document.ts"
import { uuidv7 } from "../ids.ts"

/** A call the API placed and whose media stream has not come yet. */
interface Placed {
  readonly callId: string
  readonly callSid: string
  readonly from: string | null
  readonly to: string
  readonly lineId: string
}

/** The trunk that browsers, the command line and tests ring in on. */
export class TestPhoneTrunk implements TestPhone {
  readonly name: string
  readonly #mediaUrl: string
  readonly #operator: OperatorStore
  readonly #draining: () => boolean
  readonly #tokens = new OneTimeTokens<Placed>()

  constructor(name: string, baseUrl: string, operator: OperatorStore, draining: () => boolean) {
    this.name = name
    this.#mediaUrl = `${baseUrl.replace(/^http/, "ws")}/carriers/${name}/media`
    this.#operator = operator
    this.#draining = draining
  }

  async place(call: { readonly from: string | null; readonly to: string | null }) {
    if (this.#draining()) throw new AssentError("CONFLICT", "no new calls are taken: the gateway is being stopped")
    const { lines } = this.#operator.current()
    const line = call.to === null ? lines[0] : lines.find(({ number }) => number === call.to)
    if (!line) throw new AssentError("NOT_FOUND", "no line has this number", { field: "to" })
    const callSid = `CA${randomBytes(16).toString("hex")}`
    const callId = uuidv7()
    const token = this.#tokens.issue({ callId, callSid, from: call.from, to: line.number, lineId: line.id })
    return { mediaUrl: this.#mediaUrl, token, callSid, callId }
  }

  /** The call a stream belongs to, or `null`. The token is good once, and only for the call it was issued for. */
  admit(start: StreamStart): CallStart | null {
    const token = start.parameters["token"]
    const placed = token === undefined ? null : this.#tokens.redeem(token)
    if (placed?.callSid !== start.carrierCallId) return null
    const { callId, from, to, lineId, callSid } = placed
    return { callId, lineId, trunk: this.name, carrierCallId: callSid, from, to, direction: "inbound" }
  }
}
