import { randomUUID } from "node:crypto"
import { DtmfDetector } from "../../audio/dtmf.ts"
import { Ear } from "../media-stream/ear.ts"
import type { StreamStart } from "../media-stream/message.ts"
import type { SocketLeg } from "../media-stream/socket-leg.ts"
import type { AdmittedStream } from "../media-stream/sockets.ts"
import { unsettled } from "./answer.ts"
import type { RelayLink } from "./connection.ts"
import type { AskedStream, MediaDoor } from "./stream.ts"

export interface EarOptions {
  readonly id: string
  readonly link: RelayLink
  readonly target: { readonly call_id: string; readonly node_id: string }
  readonly door: MediaDoor
  /** A key sounded. Nothing else is known of what was heard, and nothing kept. */
  readonly onTone: (key: string) => void
  readonly onTrouble: (message: string) => void
  readonly openMs?: number
}

const OPEN_MS = 3000

/** The copy of both tracks that stands beside a conversation, listened to for tones of keys. No tap can be opened on it. */
export class TestEar implements AskedStream {
  readonly #options: EarOptions
  readonly #controlId = randomUUID()
  readonly #settled = Promise.withResolvers<undefined>()
  #state: "new" | "asked" | "open" | "closed" = "new"
  #socket: SocketLeg | null = null

  constructor(options: EarOptions) {
    this.#options = options
  }

  /** Resolves when it hears, or will not. */
  async open(): Promise<void> {
    if (this.#state !== "new") return
    this.#state = "asked"
    const { link, target, door, openMs = OPEN_MS } = this.#options
    const watchdog = setTimeout(() => this.#failed(), openMs).unref()
    const stream = {
      url: door.url,
      track: "both_tracks",
      codec: "PCMU",
      authorization_bearer_token: door.bearer,
      custom_parameters: { token: door.issue(this) },
    }
    void link.execute("calling.stream", { ...target, control_id: this.#controlId, ...stream }).then((answer) => {
      if (answer.outcome !== "done" && !unsettled(answer)) this.#failed()
    })
    await this.#settled.promise
    clearTimeout(watchdog)
  }

  admit(start: StreamStart): AdmittedStream | null {
    const { id, target, onTone } = this.#options
    if (this.#state !== "asked" || start.carrierCallId !== target.call_id) return null
    this.#state = "open"
    return {
      callId: id,
      party: "caller",
      fork: true,
      take: (socket) => {
        this.#socket = socket
        // Keys count as the call's own events alone, as in a call of a line.
        socket.listen(() => undefined)
        const detector = new DtmfDetector(onTone)
        socket.bridge(new Ear(id, (payload) => detector.take(payload)))
        this.#settled.resolve(undefined)
      },
    }
  }

  close(): void {
    const { link, target } = this.#options
    const asked = this.#state === "asked" || this.#state === "open"
    this.#state = "closed"
    this.#settled.resolve(undefined)
    this.#socket?.hangup()
    // Also when no socket came: a command without an answer may have run.
    if (asked) void link.insist("calling.stream.stop", { ...target, control_id: this.#controlId })
  }

  #failed(): void {
    if (this.#state !== "asked") return
    this.close()
    this.#options.onTrouble("the media stream of a test call did not come: its tones are not heard")
  }
}
