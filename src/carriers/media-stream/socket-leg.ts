import type { WebSocket } from "ws"
import { BYTES_PER_MS, FRAME_BYTES, type FrameSink, type Track } from "../../audio/frame.ts"
import { AudioGate } from "../../call/gate.ts"
import type { CallLeg, LegEvent, Tap } from "../../call/ports.ts"
import type { RecordingPermit } from "../../consent/permit.ts"
import type { FrameCounters, Party } from "../../ledger/entry.ts"
import { isBridged, setBridge } from "./bridges.ts"
import { ChunkOrder } from "./chunk-order.ts"
import type { Dialect } from "./dialect.ts"
import { LegEvents } from "./leg-events.ts"
import { MediaClock } from "./media-clock.ts"
import type { MediaReader } from "./media-reader.ts"
import type { CarrierMessage, MediaMessage, StreamStart } from "./message.ts"
import { Playout, type PlayoutSettings } from "./playout.ts"
import type { MediaStats } from "./stats.ts"

/** More broken messages than this on one leg, and the peer is not the carrier we know. */
export const MALFORMED_LIMIT = 50
/** Unsent bytes at which bridged audio is dropped (about a second), and at which the leg is given up. */
const RELAY_BACKLOG = 16 * 1024
const MAX_BACKLOG = 256 * 1024
/** Outbound frames that are heard within this of each other are one stretch of audio. */
const SEAM_MS = 40
/** How long the peer may take to answer our close. */
const CLOSE_MS = 2000

export interface SocketLegOptions {
  readonly callId: string
  readonly party: Party
  readonly start: StreamStart
  readonly startedAt: number
  readonly dialect: Dialect
  readonly playout: PlayoutSettings
  readonly stats: MediaStats
  /** The gate of a leg that this socket is one stretch of. Default: its own. */
  readonly gate?: AudioGate
  /** The carrier sends both tracks. Default: what the start announces. */
  readonly fork?: boolean
}

/** One frame that waits for an earlier one: unlike others it is kept past its message, so it is copied. */
interface Arrived {
  readonly arrival: number
  readonly message: MediaMessage
}

/** One party on one WebSocket that speaks a JSON media dialect. */
export class SocketLeg implements CallLeg {
  readonly callId: string
  readonly party: Party
  readonly #socket: WebSocket
  readonly #options: SocketLegOptions
  readonly #stats: MediaStats
  readonly #gate: AudioGate
  readonly #clock: MediaClock
  readonly #reader: MediaReader
  readonly #playout: Playout
  readonly #events = new LegEvents()
  readonly #frame: { readonly before: string; readonly after: string }
  /** A fork: the carrier sends both tracks, so what the caller hears comes from it and not from what we play. */
  readonly #fork: boolean
  #other: CallLeg | null = null
  readonly #order: ChunkOrder<Arrived> | null
  #malformed = 0
  /** Media time at which the last frame of the outbound track ended. */
  #outboundEnd = -Infinity

  /** Takes the socket over: from now on `receive` and `lost` are called by its owner, and the leg closes it. */
  constructor(socket: WebSocket, options: SocketLegOptions) {
    const { dialect, start, startedAt, callId, party } = options
    this.callId = callId
    this.party = party
    this.#socket = socket
    this.#options = options
    this.#stats = options.stats
    this.#gate = options.gate ?? new AudioGate(callId)
    this.#clock = new MediaClock(startedAt)
    this.#reader = dialect.reader(start.streamSid)
    this.#frame = dialect.mediaFrame(start.streamSid)
    this.#fork = options.fork ?? (start.tracks.includes("inbound") && start.tracks.includes("outbound"))
    const inOrder = ({ arrival, message }: Arrived): void => this.#taken(arrival, message)
    this.#order = dialect.unordered ? new ChunkOrder(inOrder) : null
    this.#playout = new Playout(
      {
        media: (base64) => this.#sendMedia(base64),
        mark: (name) => this.#send(dialect.mark(start.streamSid, name)),
        clear: () => this.#send(dialect.clear(start.streamSid)),
      },
      options.playout,
      {
        emit: (event, later) => this.#emit(event, later),
        heard: (playedAt, payload) => this.#outbound(playedAt, playedAt, payload),
      },
    )
  }

  listen(listener: (event: LegEvent) => void): void {
    this.#events.listen(listener)
  }

  play(promptId: string, audio: Uint8Array): void {
    this.#playout.play(promptId, audio)
  }

  clear(): void {
    this.#playout.clear()
  }

  /** Plays a tone over and over, beside no prompt and in no recording, until `null`. */
  ring(tone: Uint8Array | null): void {
    this.#playout.background(tone)
  }

  audio(permit: RecordingPermit, sink: FrameSink): Tap {
    return this.#gate.open(permit, sink)
  }

  bridge(other: CallLeg | null): void {
    this.#other = other
    setBridge(this, other)
  }

  relay(from: CallLeg, payload: Uint8Array): void {
    this.#relay(from, payload, null)
  }

  counters(): FrameCounters {
    return this.#gate.counters()
  }

  hangup(): void {
    this.#end("hangup", 1000, true)
  }

  /** Takes one text message of the socket. The content is the carrier's, whoever that is: no input may throw. */
  receive(raw: Buffer): void {
    if (this.#events.ended) return
    const arrival = performance.now()
    const reader = this.#reader
    if (reader.read(raw)) {
      this.#stats.fastMedia++
      this.#media(arrival, reader.track, reader.chunk, reader.timestamp, reader.payload, raw)
      return
    }
    this.#message(arrival, this.#options.dialect.parse(raw.toString("utf8")))
  }

  /** The peer sent what this protocol does not have (binary, oversized, broken UTF-8). */
  violated(code: number): void {
    this.#end("protocol", code, false)
  }

  /** The socket is gone. */
  lost(): void {
    this.#end("lost", 1000, false)
  }

  #message(arrival: number, message: CarrierMessage): void {
    if ("streamSid" in message && message.streamSid !== null && message.streamSid !== this.#options.start.streamSid) {
      this.#stats.foreign++
      return
    }
    switch (message.type) {
      case "media":
        this.#stats.slowMedia++
        if (this.#order && message.chunk !== null) this.#order.put(message.track, message.chunk, { arrival, message })
        else this.#taken(arrival, message)
        return
      case "dtmf":
        this.#emit({ type: "digit", digit: message.digit, at: arrival }, false)
        return
      case "mark":
        if (!this.#playout.returned(message.name)) this.#stats.unknownMarks++
        return
      case "stop":
        this.#end("hangup", 1000, false)
        return
      case "start":
        this.violated(1002)
        return
      case "connected":
        return
      case "unknown":
        this.#stats.unknownEvents++
        return
      case "malformed":
        this.#stats.malformed++
        if (++this.#malformed > MALFORMED_LIMIT) this.violated(1002)
        return
    }
  }

  #taken(arrival: number, { track, chunk, timestamp, payload, base64 }: MediaMessage): void {
    this.#media(arrival, track, chunk, timestamp, payload, base64)
  }

  #media(
    arrival: number,
    track: Track,
    chunk: number | null,
    timestamp: number,
    payload: Uint8Array,
    /** The payload's base64 text, or the message it can be read from. */
    source: string | Buffer,
  ): void {
    if (track === "outbound" && !this.#fork) {
      this.#stats.foreign++
      return
    }
    // The caller's own frames are the beat that a recording keeps; the prompt under them is not to lag behind.
    this.#playout.report(arrival)
    const clock = this.#clock
    const verdict = clock.place(track, arrival, timestamp, chunk, payload.length)
    if (clock.missing > 0) this.#gate.gaps(clock.missing)
    if (verdict === "stale") {
      this.#stats.stale++
      return
    }
    if (verdict === "absurd") this.#stats.absurd++
    else if (payload.length <= FRAME_BYTES) this.#gate.frame(track, clock.capturedAt, timestamp, payload)
    else this.#frames(track, clock.capturedAt, timestamp, payload)

    const other = this.#other
    if (track !== "inbound" || other === null) return
    if (other instanceof SocketLeg)
      other.#relay(this, payload, typeof source === "string" ? source : this.#reader.base64(source))
    else other.relay(this, payload)
  }

  /** A longer message, taken as the frames it is made of. */
  #frames(track: Track, capturedAt: number, timestamp: number, payload: Uint8Array): void {
    for (let start = 0; start < payload.length; start += FRAME_BYTES) {
      const offset = start / BYTES_PER_MS
      this.#gate.frame(track, capturedAt + offset, timestamp + offset, payload.subarray(start, start + FRAME_BYTES))
    }
  }

  #relay(from: CallLeg, payload: Uint8Array, base64: string | null): void {
    if (!isBridged(from, this) || this.#events.ended) return
    const now = performance.now()
    const playAt = this.#socket.bufferedAmount > RELAY_BACKLOG ? null : this.#playout.reserve(now, payload.length)
    if (playAt === null) {
      this.#stats.relayDropped++
      return
    }
    this.#sendMedia(base64 ?? Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString("base64"))
    this.#outbound(now, playAt, payload)
  }

  /** What the caller hears, for the recording. @param playedAt monotonic ms at which it began to sound */
  #outbound(capturedAt: number, playedAt: number, payload: Uint8Array): void {
    if (this.#fork) return
    const heardAt = this.#clock.mediaTime(playedAt)
    // Jitter of the far leg, and an anchor that still moves, are no gaps: what sounds together is recorded seamlessly.
    const timestamp = heardAt - this.#outboundEnd > SEAM_MS ? heardAt : this.#outboundEnd
    this.#outboundEnd = timestamp + payload.length / BYTES_PER_MS
    this.#gate.frame("outbound", capturedAt, Math.round(timestamp), payload)
  }

  #sendMedia(base64: string): void {
    this.#send(this.#frame.before + base64 + this.#frame.after)
  }

  #send(text: string): void {
    const socket = this.#socket
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > MAX_BACKLOG) {
      this.#stats.slowReaders++
      this.#end("lost", 1008, true)
      socket.terminate()
      return
    }
    socket.send(text)
  }

  #emit(event: LegEvent, later: boolean): void {
    if (later) this.#events.emitLater(event)
    else this.#events.emit(event)
  }

  #end(reason: "hangup" | "lost" | "protocol", code: number, later: boolean): void {
    if (this.#events.ended) return
    this.#order?.flush()
    this.#playout.close()
    this.bridge(null)
    this.#emit({ type: "closed", reason }, later)
    this.#socket.close(code)
    // A peer that does not answer the close keeps neither socket nor memory.
    setTimeout(() => this.#socket.terminate(), CLOSE_MS).unref()
  }
}
