/*
 * The one place that touches SignalWire's SDK: it gives the socket, the log-in, the answers to pings and the
 * reconnecting. Its calls, prompts and records are not used: they mix up concurrent calls and keep memory for each, and a
 * topic that it cannot subscribe to again would end the process. Results come from a tap on its raw events, and commands
 * go out with control ids of our own.
 *
 * This leans on parts that the SDK calls internal, so its version is pinned exactly, and what is needed is looked for
 * before it is used.
 */
import { createRequire } from "node:module"
import { setTimeout as sleep } from "node:timers/promises"
import type { SWClient } from "@signalwire/realtime-api"
import { AssentError } from "../../errors.ts"
import { answered, OFFLINE, rejected, type Answer } from "./answer.ts"

export interface SdkOptions {
  /** A `ws://` or `wss://` address. */
  readonly host: string
  readonly project: string
  readonly token: string
  /** Each raw `calling.*` event, in order. */
  readonly onEvent: (type: string, payload: unknown) => void
  /** Logged in again. `resumed`: the carrier took us for the session we were. */
  readonly onReconnected: (resumed: boolean) => void
  readonly onReconnecting: () => void
  /** The carrier refused project and token, on a reconnect. The SDK has given up. */
  readonly onRefused: () => void
  /** What one of the above threw. */
  readonly onFault: (error: unknown) => void
  /** How long the carrier may take to answer the log-in. Default 15 s. */
  readonly connectMs?: number
}

export interface Sdk {
  readonly connected: boolean
  /** Never rejects. A command given while there is no connection is not sent, also not later. */
  execute(method: string, params: Readonly<Record<string, unknown>>): Promise<Answer>
  /** How many tasks the SDK holds: they must not grow with the calls. */
  tasks(): number
  close(): Promise<void>
}

type Inner = SWClient["_client"]
type Task = Parameters<Inner["cancelWorker"]>[0]
interface Commands {
  execute(command: { readonly method: string; readonly params: Readonly<Record<string, unknown>> }): Promise<unknown>
}

const CLOSE_MS = 3000
const SETTLE_MS = 1000

/**
 * Logs in. The SDK itself would try for ever, in silence, so the host was better found reachable before.
 * @throws CARRIER_UNREACHABLE when there is no answer in time; CONFIG_INVALID when project or token are refused;
 *   CARRIER_PROTOCOL when this is not the SDK that Assent was made for
 */
export async function openSdk(options: SdkOptions): Promise<Sdk> {
  const { host, project, token, connectMs = 15_000 } = options
  let inner: Inner | null = null
  let connected = false
  let closed = false
  let protocol: string | null = null
  // A callback that throws would end the SDK's own loop, and no event would ever come again.
  const guarded = (work: () => void): void => {
    if (closed || !inner) return
    try {
      work()
    } catch (error) {
      options.onFault(error)
    }
  }
  // Loaded here: it costs some 70 ms and up to 19 MB, which only a gateway with such a trunk should pay.
  const { SignalWire } = await import("@signalwire/realtime-api")
  const starting = SignalWire({
    host,
    project,
    token,
    logLevel: "silent",
    listen: {
      onConnected: () =>
        guarded(() => {
          const now = inner ? protocolOf(inner) : null
          const resumed = now !== null && now === protocol
          protocol = now
          connected = true
          options.onReconnected(resumed)
        }),
      onReconnecting: () => {
        connected = false
        guarded(options.onReconnecting)
      },
      onDisconnected: () => {
        connected = false
      },
      onAuthError: () => {
        connected = false
        guarded(options.onRefused)
      },
    },
  })
  const client = await Promise.race([starting, sleep(connectMs, null, { ref: false })])
  if (client === null) {
    void starting.then((late) => late.disconnect())
    throw new AssentError("CARRIER_UNREACHABLE", "SignalWire did not answer the log-in in time")
  }
  inner = client._client
  const session = inner
  if (client.authStatus !== "authorized") {
    session.disconnect()
    throw new AssentError("CONFIG_INVALID", "SignalWire refuses this project and token", { field: "token" })
  }
  // The SDK knows fewer commands by name than the carrier takes.
  const commands: Commands = session
  const onTheirWay = new Set<Promise<Answer>>()
  workersOf(session)
  tap(session, (type, payload) => guarded(() => options.onEvent(type, payload)))
  protocol = protocolOf(session)
  connected = true

  return {
    get connected() {
      return connected
    },
    execute: (method, params) => {
      if (closed || !connected) return Promise.resolve<Answer>({ outcome: "refused", code: OFFLINE })
      const before = workersOf(session).length
      const sent = commands.execute({ method, params })
      // The SDK keeps a finished task for every command to its end: this is the one that it has just begun.
      const task = workersOf(session)[before]
      const answer = sent.then(answered, rejected).finally(() => {
        onTheirWay.delete(answer)
        if (isTask(task)) session.cancelWorker(task)
      })
      onTheirWay.add(answer)
      return answer
    },
    tasks: () => workersOf(session).length,
    close: async () => {
      if (closed) return
      closed = true
      connected = false
      // While it waits for answers to close, the SDK would reject a ping's answer, and nobody would catch that.
      await Promise.race([Promise.all(onTheirWay), sleep(SETTLE_MS, null, { ref: false })])
      const { promise, resolve } = Promise.withResolvers<undefined>()
      session.sessionEmitter.once("session.disconnected", () => resolve(undefined))
      session.disconnect()
      await Promise.race([promise, sleep(CLOSE_MS, null, { ref: false })])
    },
  }
}

/** Hands every raw calling event on. `onEvent` must not throw. */
function tap(inner: Inner, onEvent: (type: string, payload: unknown) => void): void {
  const { take } = sagaEffects()
  inner.runWorker("assentTap", {
    *worker({ channels }) {
      for (;;) {
        const action: unknown = yield take(channels.swEventChannel, isCalling)
        if (isAction(action)) onEvent(action.type, action.payload)
      }
    },
  })
}

interface Action {
  readonly type: string
  readonly payload: unknown
}

function isAction(value: unknown): value is Action {
  return (
    typeof value === "object" &&
    value !== null &&
    "type" in value &&
    typeof value.type === "string" &&
    "payload" in value
  )
}

function isCalling(value: unknown): boolean {
  return isAction(value) && value.type.startsWith("calling.")
}

const strange = (what: string) =>
  new AssentError("CARRIER_PROTOCOL", `this is not @signalwire/realtime-api 4.2.1: it has no ${what}`)

type Take = (channel: unknown, pattern: (value: unknown) => boolean) => never

function hasTake(value: unknown): value is { readonly sagaEffects: { readonly take: Take } } {
  if (typeof value !== "object" || value === null || !("sagaEffects" in value)) return false
  const effects = value.sagaEffects
  return typeof effects === "object" && effects !== null && "take" in effects && typeof effects.take === "function"
}

/** The SDK's core carries redux-saga's effects; it is a dependency of the SDK, and found from there. */
function sagaEffects(): { readonly take: Take } {
  const core: unknown = createRequire(createRequire(import.meta.url).resolve("@signalwire/realtime-api"))(
    "@signalwire/core",
  )
  if (!hasTake(core)) throw strange("saga effects")
  return core.sagaEffects
}

function isTask(value: unknown): value is Task {
  return typeof value === "object" && value !== null && "cancel" in value
}

function workersOf(inner: Inner): readonly unknown[] {
  const workers: unknown = Reflect.get(inner, "_runningWorkers")
  if (!Array.isArray(workers)) throw strange("list of tasks")
  return workers
}

/** The name the carrier gave our session. The same after a reconnect means that it is the same session. */
function protocolOf(inner: Inner): string | null {
  const state: unknown = inner.store.getState()
  if (typeof state !== "object" || state === null || !("session" in state)) return null
  const { session } = state
  if (typeof session !== "object" || session === null || !("protocol" in session)) return null
  return typeof session.protocol === "string" && session.protocol !== "" ? session.protocol : null
}
