/*
 * A carrier that runs documents, as strict as its vendor: signs what it asks, refuses what it does not know, asks twice
 * where told to, goes to its fallback document when the gateway is dead, and keeps a REST interface.
 */
import { randomBytes } from "node:crypto"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { FakeCall, type CallPlan } from "./call.ts"
import { listPage, timeOf, type Listed } from "./call-list.ts"
import type { Kind } from "./markup.ts"

export interface CarrierOptions {
  readonly kind: Kind
  readonly trunk: string
  /** Asks everything twice and wants the same bytes. */
  readonly repeat?: boolean
  /** Does not say that a stream has stopped. */
  readonly keepsStreams?: boolean
  /** Reports no end of a call. */
  readonly silent?: boolean
  /** The document pasted at the carrier for when the gateway is dead. */
  readonly fallback?: string
}

export class FakeCarrier {
  readonly options: CarrierOptions
  readonly calls = new Map<string, FakeCall>()
  /** Recordings the carrier made by itself, by call. */
  readonly recordings = new Map<string, string[]>()
  /** Calls that came in, and that no gateway was ever told of. */
  readonly hidden: { readonly sid: string; readonly at: number; readonly status?: string; readonly to?: string }[] = []
  /** Entries of one page of a list, at most. */
  pageSize = 1000
  /** REST answers with this instead. */
  restStatus: number | null = null
  readonly restRequests: string[] = []
  /** Where its numbers lead. */
  setup: Readonly<Record<string, string | null>> = {}
  gateway = ""
  /** The gateway is dead: nobody answers a webhook or a stream any more. */
  dead = false
  restUrl = ""
  /** How agents whose calls are placed by REST behave. */
  agentPlan: CallPlan = { from: "", to: "" }
  /** And how some of them differ, by where they are. */
  agentsAt: Readonly<Record<string, Partial<CallPlan>>> = {}
  #server: Server | null = null

  constructor(options: CarrierOptions) {
    this.options = options
  }

  async listen(): Promise<void> {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on("data", (chunk: Buffer) => chunks.push(chunk))
      request.on("end", () => {
        const form = new URLSearchParams(Buffer.concat(chunks).toString())
        const [status, body] = this.#rest(request.method ?? "", request.url ?? "", form, request.headers.authorization)
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))
      })
    })
    await new Promise<void>((resolve) => this.#server?.listen(0, "127.0.0.1", resolve))
    const { port } = this.#server.address() as AddressInfo
    this.restUrl = `http://127.0.0.1:${port}`
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const call of this.calls.values()) call.hangup()
    await new Promise((resolve) => this.#server?.close(resolve))
  }

  /** The gateway dies under every call. */
  cut(): void {
    this.dead = true
    for (const call of this.calls.values()) for (const stream of call.streams) stream.drop()
  }

  ring(plan: CallPlan): FakeCall {
    const call = new FakeCall(this, this.newSid(), plan, null)
    this.calls.set(call.sid, call)
    void call.run(`${this.gateway}/carriers/${this.options.trunk}/voice`)
    return call
  }

  #listed(): readonly Listed[] {
    const { kind } = this.options
    const own = [...this.calls.values()].map((call) => {
      const { sid, status, plan } = call
      return {
        sid,
        status,
        to: plan.to,
        at: Date.now() - call.now,
        direction: call.inbound ? "inbound" : "outbound-api",
      }
    })
    const others = this.hidden.map((call) => ({
      status: "completed",
      to: "+493023125001",
      direction: "inbound",
      ...call,
    }))
    return [...own, ...others].map(({ at, ...fields }) => {
      const start_time = timeOf(kind, at)
      return { at, fields: { ...fields, from: "+4915112345678", start_time, date_created: start_time, duration: "12" } }
    })
  }

  newSid(): string {
    const id = randomBytes(16).toString("hex")
    return this.options.kind === "telnyx" ? `v3:${id}` : `CA${id}`
  }

  #rest(method: string, path: string, form: URLSearchParams, authorization = ""): [number, unknown] {
    const { kind } = this.options
    this.restRequests.push(`${method} ${path.split("?")[0]}`)
    if (!authorization.startsWith(kind === "telnyx" ? "Bearer " : "Basic ")) return [401, {}]
    if (this.restStatus !== null) return [this.restStatus, {}]
    if (path === "/v2/texml_applications/app-1") {
      return [200, { data: { friendly_name: "assent", ...this.setup } }]
    }
    const account =
      /^(?:\/2010-04-01|\/api\/laml\/2010-04-01|\/v2\/texml)\/Accounts\/[\w-]+(\/.*)$/.exec(path)?.[1] ?? ""
    if (/^\/Calls(\.json)?(\?.*)?$/.test(account)) {
      if (method === "GET") return listPage(kind, path, "calls", this.#listed(), this.pageSize)
      if (kind === "telnyx" && form.get("ApplicationSid") === null) return [422, {}]
      const [from, to] = [form.get("From") ?? "", form.get("To") ?? ""]
      const call = new FakeCall(this, this.newSid(), { ...this.agentPlan, ...this.agentsAt[to], from, to }, form)
      this.calls.set(call.sid, call)
      void call.placed(form.get("Url") ?? "", form.get("StatusCallback") ?? "")
      return [201, { sid: call.sid, status: "queued" }]
    }
    if (account.startsWith("/IncomingPhoneNumbers.json")) {
      return [200, { incoming_phone_numbers: [{ phone_number: "+493023125001", ...this.setup }] }]
    }
    if (account.startsWith("/Recordings.json")) {
      const at = Date.now()
      const entries = [...this.recordings].flatMap(([call_sid, ids]) =>
        ids.map((sid) => ({ at, fields: { sid, call_sid, date_created: timeOf(kind, at) } })),
      )
      return listPage(kind, path, "recordings", entries, this.pageSize)
    }
    const recording = /^\/Recordings\/([\w:-]+)\.json$/.exec(account)?.[1]
    if (recording !== undefined && method === "DELETE") {
      for (const [sid, ids] of this.recordings)
        this.recordings.set(
          sid,
          ids.filter((id) => id !== recording),
        )
      return [204, {}]
    }
    const [, of = "", name] = /^\/Calls\/([^/.]+)\/Streams(?:\/([\w-]+))?\.json$/.exec(account) ?? []
    const copied = this.calls.get(of)
    if (copied && kind === "twilio" && method === "POST") {
      if (name === undefined) {
        copied.copy(form)
        return [201, { sid: `MZ${copied.sid}`, status: "in-progress" }]
      }
      if (copied.carrierOptions.keepsStreams || form.get("Status") !== "stopped") return [500, {}]
      return [copied.copies.delete(name) ? 200 : 404, {}]
    }
    const [, sid = "", rest = ""] = /^\/Calls\/([^/.]+)(\.json|\/Recordings\.json)?$/.exec(account) ?? []
    const call = this.calls.get(decodeURIComponent(sid))
    if (!call) return [404, {}]
    if (rest === "/Recordings.json") {
      return [200, { recordings: (this.recordings.get(call.sid) ?? []).map((id) => ({ sid: id })) }]
    }
    if (method === "POST" && form.get("Status") === "completed") call.hangup()
    return [200, { sid: call.sid, status: call.status }]
  }
}
