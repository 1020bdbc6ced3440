import { setTimeout as sleep } from "node:timers/promises"
import { AssentError, hasCode } from "../../errors.ts"
import { notSent, OFFLINE, unsettled, type Answer } from "./answer.ts"
import { reach } from "./reachable.ts"
import { openSdk, type Sdk } from "./sdk.ts"

export interface RelayLog {
  debug(facts: object, message: string): void
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** How commands reach the carrier. */
export interface RelayLink {
  /** Never rejects. */
  execute(method: string, params: Readonly<Record<string, unknown>>): Promise<Answer>
  /** As `execute`, but while there is no connection it waits for one, a while. */
  once(method: string, params: Readonly<Record<string, unknown>>): Promise<Answer>
  /** As `execute`, but a command without an answer is given again until it has one: only for what may be done twice. */
  insist(method: string, params: Readonly<Record<string, unknown>>): Promise<Answer>
}

export type RelayStatus = "connecting" | "connected" | "reconnecting" | "refused" | "closed"

export interface ConnectionOptions {
  readonly trunk: string
  readonly host: string
  readonly project: string
  readonly token: string
  readonly topics: readonly string[]
  readonly onEvent: (type: string, payload: unknown) => void
  /** Logged in with a new client. */
  readonly onConnected: () => void
  /** The client's connection is back. `resumed`: the carrier took us for the session we were. */
  readonly onReconnected: (resumed: boolean) => void
  readonly log: RelayLog
  /** Between attempts to log in, first and longest, ms. */
  readonly retryMs?: { readonly first: number; readonly longest: number }
}

const RETRY_MS = { first: 2000, longest: 60_000 }
/** How often, and how far apart, a command is given again. */
const AGAIN = { times: 20, everyMs: 1000 }

/**
 * The trunk's one connection: logs in, stays logged in, and has its topics subscribed whenever it is. What the SDK gives
 * up for good (a refused token) is begun anew with a fresh client.
 */
export class RelayConnection implements RelayLink {
  readonly #options: ConnectionOptions
  readonly #closing = new AbortController()
  #running: Promise<void> = Promise.resolve()
  #sdk: Sdk | null = null
  #status: RelayStatus = "connecting"
  /** Ends the wait of the loop for the present client to be given up. */
  #giveUp: () => void = () => undefined
  #reconnects = 0

  constructor(options: ConnectionOptions) {
    this.#options = options
  }

  /** Once. */
  start(): void {
    this.#running = this.#run()
  }

  get status(): RelayStatus {
    return this.#status
  }

  get reconnects(): number {
    return this.#reconnects
  }

  /** The SDK's own tasks. */
  get tasks(): number {
    return this.#sdk?.tasks() ?? 0
  }

  execute(method: string, params: Readonly<Record<string, unknown>>): Promise<Answer> {
    return this.#sdk?.execute(method, params) ?? Promise.resolve({ outcome: "refused", code: OFFLINE })
  }

  once(method: string, params: Readonly<Record<string, unknown>>): Promise<Answer> {
    return this.#again(notSent, method, params)
  }

  insist(method: string, params: Readonly<Record<string, unknown>>): Promise<Answer> {
    return this.#again(unsettled, method, params)
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return this.#running
    this.#status = "closed"
    this.#closing.abort()
    this.#giveUp()
    await this.#running
  }

  async #again(
    wanted: (answer: Answer) => boolean,
    method: string,
    params: Readonly<Record<string, unknown>>,
  ): Promise<Answer> {
    let answer = await this.execute(method, params)
    for (let i = 1; i < AGAIN.times && wanted(answer) && !this.#closing.signal.aborted; i++) {
      await this.#pause(AGAIN.everyMs)
      answer = await this.execute(method, params)
    }
    return answer
  }

  async #run(): Promise<void> {
    const { first, longest } = this.#options.retryMs ?? RETRY_MS
    let wait = first
    while (!this.#closing.signal.aborted) {
      const { promise: over, resolve } = Promise.withResolvers<undefined>()
      this.#giveUp = () => resolve(undefined)
      try {
        await this.#connect()
        wait = first
        await over
      } catch (error) {
        this.#failed(error)
      }
      await this.#drop()
      await this.#pause(wait)
      wait = Math.min(wait * 2, longest)
    }
  }

  async #connect(): Promise<void> {
    const { host, project, token, onEvent, onReconnected, trunk, log } = this.#options
    await reach(host)
    if (this.#closing.signal.aborted) return
    this.#sdk = await openSdk({
      host,
      project,
      token,
      onEvent,
      onReconnected: (resumed) => {
        this.#reconnects++
        this.#status = "connected"
        log.warn({ trunk, resumed }, "the connection to SignalWire is back")
        this.#subscribe()
        onReconnected(resumed)
      },
      onReconnecting: () => {
        this.#status = "reconnecting"
        log.warn({ trunk }, "the connection to SignalWire is gone; it is being made again")
      },
      onRefused: () => {
        this.#status = "refused"
        log.error({ trunk }, "SignalWire refuses project and token of this trunk: no calls come in")
        this.#giveUp()
      },
      onFault: (error) => log.error({ trunk, err: error }, "an event of SignalWire met a fault of ours"),
    })
    this.#status = "connected"
    log.info({ trunk }, "the trunk is connected to SignalWire")
    this.#subscribe()
    this.#options.onConnected()
  }

  /** Without its topics a connection is deaf: nobody would notice that no calls come. */
  #subscribe(): void {
    const { topics, trunk, log } = this.#options
    void this.insist("signalwire.receive", { contexts: [...topics] }).then(({ outcome }) => {
      if (outcome === "done" || this.#closing.signal.aborted) return
      log.error({ trunk, outcome }, "SignalWire did not take this trunk's topics: no calls come in")
      this.#giveUp()
    })
  }

  #failed(error: unknown): void {
    const { trunk, log } = this.#options
    this.#status = hasCode(error, "CONFIG_INVALID") ? "refused" : "connecting"
    const code = error instanceof AssentError ? error.code : "UNEXPECTED"
    log.error({ trunk, code }, "this trunk could not be connected to SignalWire: no calls come in")
  }

  async #drop(): Promise<void> {
    const sdk = this.#sdk
    this.#sdk = null
    await sdk?.close()
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#closing.signal, ref: false }).catch(() => undefined)
  }
}
