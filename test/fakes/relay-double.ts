import { randomUUID } from "node:crypto"
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { WebSocketServer, type WebSocket } from "ws"
import { DoubleCall, fileOf, type DoubleRecording } from "./relay-call.ts"
import { voiceLogs } from "./relay-logs.ts"
import { commands, connect, KIND, request, type Faults, type Method, type Unknowns } from "./relay-wire.ts"

export const PROJECT = "0190a000-0000-4000-8000-00000000aaaa"
export const TOKEN = "PTtoken"

type Params = Readonly<Record<string, unknown>>
type Answer = { readonly code: string; readonly message: string } & Params

/** SignalWire, as far as Assent speaks to it: the Relay socket and the REST of recordings on one port. Strict. */
export class RelayDouble {
  readonly project = PROJECT
  readonly calls = new Map<string, DoubleCall>()
  readonly recordings: DoubleRecording[] = []
  readonly unknowns: Unknowns
  readonly faults: Faults = {
    silent: new Set(),
    refuse: new Map(),
    breakAfter: new Set(),
    loseEvents: new Set(),
    doubleEvents: false,
    forgeStream: null,
    restDown: false,
    deleteLies: false,
    fileLateMs: 0,
  }
  /** Everything a strict carrier would have refused. Empty at the end of every test. */
  readonly violations: string[] = []
  /** Every command, in order. */
  readonly commands: { readonly method: string; readonly params: Params }[] = []
  /** What the destinations do. */
  agent: {
    answersAfterMs: number | null
    says: Uint8Array
    /** A key that is pressed before anybody listens for one. */
    typesAhead?: string
    /** Nobody has this number. */
    wrong?: boolean
  } = { answersAfterMs: 30, says: new Uint8Array() }
  token = TOKEN
  /** Entries of one page of the voice logs. */
  logPage = 1000
  /** Seconds that the carrier's clock is ahead. */
  clockAheadS = 0
  logins = 0
  readonly #server: Server
  readonly #sockets: WebSocketServer
  /** Logged in, oldest first. Events go to the newest: a check beside a running gateway has a session of its own. */
  #sessions: WebSocket[] = []
  #protocol: string | null = null
  #contexts = new Set<string>()
  #missed: string[] = []
  readonly #timer: NodeJS.Timeout

  private constructor(unknowns: Unknowns) {
    this.unknowns = { ...unknowns }
    this.#server = createServer((message, response) => this.#rest(message, response))
    this.#sockets = new WebSocketServer({ server: this.#server })
    this.#sockets.on("connection", (socket) => this.#connection(socket))
    this.#timer = setInterval(() => {
      const now = performance.now()
      for (const call of this.calls.values()) call.tick(now)
    }, 10)
  }

  static async open(unknowns: Unknowns = KIND): Promise<RelayDouble> {
    const double = new RelayDouble(unknowns)
    await new Promise<void>((resolve) => double.#server.listen(0, "127.0.0.1", resolve))
    return double
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  get host(): string {
    return `ws://127.0.0.1:${this.port}`
  }

  get restUrl(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get subscribed(): boolean {
    return this.#socket !== null && this.#contexts.size > 0
  }

  get #socket(): WebSocket | null {
    return this.#sessions.at(-1) ?? null
  }

  /** Recordings that exist here. */
  get kept(): readonly DoubleRecording[] {
    return this.recordings.filter(({ deleted }) => !deleted)
  }

  /** Somebody rings. */
  ring(options: { from?: string; to?: string; context?: string; says?: Uint8Array } = {}): DoubleCall {
    const { from = "+15550123", to = "+12125550100", context = "office", says } = options
    const call = new DoubleCall(this, { direction: "inbound", context, from, to, ...(says ? { says } : {}) })
    const { device, on } = call
    if (this.#contexts.has(context))
      this.event("calling.call.receive", {
        ...on,
        segment_id: call.segmentId,
        direction: "inbound",
        context,
        call_state: "created",
        device,
      })
    return call
  }

  event(type: string, params: Params): void {
    if (this.faults.loseEvents.has(type)) return
    const frame = JSON.stringify({
      jsonrpc: "2.0",
      id: randomUUID(),
      method: "signalwire.event",
      params: { event_type: type, event_channel: "c", timestamp: Date.now() / 1000, project_id: PROJECT, params },
    })
    for (let i = 0; i < (this.faults.doubleEvents ? 2 : 1); i++) {
      if (this.#socket) this.#socket.send(frame)
      else this.#missed.push(frame)
    }
  }

  connectEvent(caller: DoubleCall, agent: DoubleCall | null, state: string, more: object = {}): void {
    const peer = agent ? { peer: { ...agent.on, tag: agent.tag, device: agent.device } } : {}
    const tag = agent?.tag === undefined || agent.tag === null ? {} : { tag: agent.tag }
    this.event("calling.call.connect", { ...caller.on, ...tag, connect_state: state, ...peer, ...more })
  }

  /** The connection breaks without a word. */
  drop(): void {
    this.#socket?.terminate()
  }

  violation(what: string): void {
    this.violations.push(what)
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    for (const call of this.calls.values()) call.stopStream()
    for (const client of this.#sockets.clients) client.terminate()
    this.#sockets.close()
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #connection(socket: WebSocket): void {
    socket.on("error", () => undefined)
    socket.on("close", () => {
      if (!this.#sessions.includes(socket)) return
      this.#sessions = this.#sessions.filter((other) => other !== socket)
      if (this.#sessions.length === 0) this.#contexts.clear()
    })
    socket.on("message", (data: Buffer) => {
      const frame: unknown = JSON.parse(data.toString("utf8"))
      if (typeof frame === "object" && frame !== null && "result" in frame) return
      const read = request.safeParse(frame)
      if (!read.success) this.violation(`not a request: ${data.toString("utf8")}`)
      else if (read.data.method === "signalwire.connect") {
        if (!this.faults.silent.has("signalwire.connect")) this.#login(socket, read.data.id, read.data.params)
      } else this.#command(socket, read.data.id, read.data.method, read.data.params)
    })
  }

  #login(socket: WebSocket, id: string, params: unknown): void {
    const { authentication, protocol } = connect.parse(params)
    if (authentication.project !== PROJECT || authentication.token !== this.token) {
      const message = "Authentication service failed with status ProtocolError, 401 Unauthorized: {}"
      socket.send(JSON.stringify({ jsonrpc: "2.0", id, error: { code: -32002, message } }))
      return
    }
    this.logins++
    const resumed = protocol !== undefined && protocol === this.#protocol
    if (!resumed) this.#protocol = `signalwire_SIG${this.logins}_${randomUUID()}_${PROJECT}`
    const signature = this.unknowns.resumes ? { signature: this.#protocol?.split("_")[1] } : {}
    const authorization = { type: "video", project: PROJECT, project_id: PROJECT, scopes: ["calling"], ...signature }
    const result = {
      identity: "i",
      authorization,
      protocol: this.#protocol,
      ice_servers: [],
      session_restored: resumed,
    }
    socket.send(JSON.stringify({ jsonrpc: "2.0", id, result }))
    this.#sessions.push(socket)
    const missed = this.#missed.splice(0)
    if (resumed && this.unknowns.replaysEvents) for (const frame of missed) socket.send(frame)
  }

  #command(socket: WebSocket, id: string, method: string, raw: unknown): void {
    if (!isMethod(method)) {
      this.violation(`unknown method ${method}`)
      return
    }
    const read = commands[method].safeParse(raw)
    if (!read.success) {
      this.violation(
        `${method}: ${read.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`).join("; ")}`,
      )
      return
    }
    const params = read.data as Params
    this.commands.push({ method, params })
    if (this.faults.silent.has(method)) return
    const refused = this.faults.refuse.get(method)
    const answer = refused === undefined ? this.#run(method, params) : { code: refused, message: "refused" }
    if (this.faults.breakAfter.delete(method)) {
      socket.terminate()
      return
    }
    socket.send(JSON.stringify({ jsonrpc: "2.0", id, result: answer }))
  }

  #run(method: Method, params: Params): Answer {
    if (method === "signalwire.receive") {
      for (const context of params["contexts"] as string[]) this.#contexts.add(context)
      return { code: "200", message: "Receiving all inbound related to the requested relay contexts" }
    }
    if (method === "calling.dial") {
      this.#place(params)
      return { code: "200", message: "Dialing" }
    }
    const call = this.calls.get(String(params["call_id"]))
    if (!call || call.state === "ended") return { code: call ? "410" : "404", message: "no such call" }
    const controlId = String(params["control_id"])
    const done = { code: "200", message: "done", call_id: call.callId, control_id: controlId }
    const found = (it: boolean): Answer => (it ? done : { code: "404", message: "no such action" })
    switch (method) {
      case "calling.answer":
        if (call.state !== "created") return { code: "409", message: "answered already" }
        call.to_state("answered")
        return done
      case "calling.end":
        setImmediate(() => call.end(String(params["reason"])))
        return done
      case "calling.play": {
        const [item] = params["play"] as { params: { url: string } | { text: string } }[]
        if ("text" in item!.params) call.speak(controlId, item!.params.text)
        else void call.play(controlId, item!.params.url)
        return done
      }
      case "calling.play.stop":
        return found(call.stopPlaying(true))
      case "calling.collect":
        call.collect = controlId
        if (this.unknowns.instantDigits && call.typedAhead) {
          const digit = call.typedAhead
          call.typedAhead = null
          call.press(digit)
        }
        return done
      case "calling.connect":
        this.#dial(call, params)
        return { code: "200", message: "connecting", call_id: call.callId }
      case "calling.stream": {
        const { token } = params["custom_parameters"] as { token: string }
        call.startStream(controlId, String(params["url"]), String(params["authorization_bearer_token"]), token)
        return done
      }
      case "calling.stream.stop":
        return found(call.stopStream())
      case "calling.record": {
        const recording = call.startRecording(controlId)
        setTimeout(() => call.recordEvent(recording, "recording"), 5)
        return { ...done, message: "Recording", ...(this.unknowns.urlInAnswer ? { url: recording.url } : {}) }
      }
      case "calling.record.pause":
        return found(call.pauseRecording(controlId, true))
      case "calling.record.resume":
        return found(call.pauseRecording(controlId, false))
      case "calling.record.stop":
        return found(call.stopRecording())
    }
  }

  /** A phone that a command calls. */
  #outbound(params: Params): DoubleCall {
    const [[device]] = params["devices"] as [[{ params: { to_number: string; from_number: string } }]]
    const agent = new DoubleCall(this, {
      direction: "outbound",
      context: "",
      from: device.params.from_number,
      to: device.params.to_number,
      tag: String(params["tag"]),
      says: this.agent.says,
    })
    agent.typedAhead = this.agent.typesAhead ?? null
    agent.to_state("created")
    return agent
  }

  /** A call that the gateway places. */
  #place(params: Params): void {
    const phone = this.#outbound(params)
    const told = (state: string): void => {
      const call = { call: { ...phone.on, tag: phone.tag, device: phone.device, dial_winner: true } }
      const facts = state === "answered" ? call : {}
      this.event("calling.call.dial", { node_id: phone.nodeId, tag: phone.tag, dial_state: state, ...facts })
    }
    const { answersAfterMs, wrong } = this.agent
    const both = (state: string, own: () => void): void => {
      if (this.unknowns.dialFirst) told(state)
      own()
      if (!this.unknowns.dialFirst) told(state)
    }
    if (wrong === true) {
      setTimeout(() => both("failed", () => phone.end("not_found")), 20)
      return
    }
    phone.to_state("ringing")
    if (answersAfterMs === null) setTimeout(() => both("failed", () => phone.end("noAnswer")), 20)
    else
      setTimeout(() => {
        if (phone.state === "ringing") both("answered", () => phone.to_state("answered"))
      }, answersAfterMs)
  }

  #dial(caller: DoubleCall, params: Params): void {
    const { answersAfterMs } = this.agent
    const agent = this.#outbound(params)
    agent.to_state("ringing")
    this.connectEvent(caller, agent, "connecting")
    if (answersAfterMs === null) {
      setTimeout(() => {
        agent.end("busy")
        this.event("calling.call.connect", {
          ...caller.on,
          tag: agent.tag,
          connect_state: "failed",
          failed_reason: "busy",
        })
      }, 20)
      return
    }
    setTimeout(() => {
      if (agent.state !== "ringing" || caller.state !== "answered") return
      agent.to_state("answered")
      agent.peer = caller
      caller.peer = agent
      this.connectEvent(caller, agent, "connected")
    }, answersAfterMs)
  }

  #rest(message: IncomingMessage, response: ServerResponse): void {
    const date = new Date(Date.now() + this.clockAheadS * 1000).toUTCString()
    const json = (status: number, body?: unknown): void => {
      response.writeHead(status, { "content-type": "application/json", date })
      response.end(body === undefined ? undefined : JSON.stringify(body))
    }
    const url = new URL(message.url ?? "/", this.restUrl)
    const { pathname } = url
    const basic = `Basic ${Buffer.from(`${PROJECT}:${this.token}`).toString("base64")}`
    if (message.headers.authorization !== basic) {
      json(401)
      return
    }
    if (this.faults.restDown) {
      json(500)
      return
    }
    if (pathname === "/api/voice/logs") {
      json(...voiceLogs(url, [...this.calls.values()], this.unknowns, this.logPage))
      return
    }
    const view = (it: DoubleRecording) => ({
      id: it.id,
      created_at: it.createdAt,
      project_id: PROJECT,
      status: it.state,
      url: it.url,
      relay_pstn_leg_id: it.callId,
      relay_sip_leg_id: null,
      relay_webrtc_leg_id: null,
    })
    if (pathname === "/api/relay/rest/recordings") {
      json(200, { links: {}, data: this.kept.map(view).reverse() })
      return
    }
    const id = /^\/api\/relay\/rest\/recordings\/([^/]+)$/.exec(pathname)?.[1]
    const named = this.kept.find((it) => it.id === id)
    if (id !== undefined && message.method === "DELETE") {
      if (!named) {
        json(404)
        return
      }
      if (!this.faults.deleteLies) named.deleted = true
      response.writeHead(204).end()
      return
    }
    if (id !== undefined) {
      if (named) json(200, view(named))
      else json(404)
      return
    }
    const file = this.recordings.find((it) => it.url.endsWith(pathname))
    const there =
      file?.state === "finished" &&
      performance.now() - file.finishedAt >= this.faults.fileLateMs &&
      (!file.deleted || !this.unknowns.fileGoesAtOnce)
    if (!there) {
      json(404)
      return
    }
    const bytes = fileOf(file)
    response.writeHead(200, { "content-type": "audio/wav", "content-length": bytes.length }).end(bytes)
  }
}

function isMethod(method: string): method is Method {
  return method in commands
}
