import { BYTES_PER_MS, FRAME_BYTES, MULAW_SILENCE, type Track } from "../audio/frame.ts"

/** How long a frame may be late and still find its place. */
export const HOLD_MS = 160
const HOLD = HOLD_MS * BYTES_PER_MS
/**
 * How long the timeline waits for a caller whose frames stall (a TCP retransmission, a busy network) while the other
 * track goes on. Beyond it they are taken to send nothing, and the window is `HOLD_MS` again.
 */
export const STALLED_MS = 800
const STALLED = STALLED_MS * BYTES_PER_MS
/** Positions of the ring; a power of two. It holds the window, one piece, and what was not handed on yet. */
const RING = 8192
const MASK = RING - 1
/** Frames are laid down in pieces of at most this, so that a long frame fits into the ring. */
const PIECE = 1024
/** Handed on in batches of about this. */
const BATCH = 640
/** Timestamps may jitter by this much and audio is still taken to be contiguous. */
const SNAP = 10 * BYTES_PER_MS
/** More holes than frames fit into the window are not remembered: what comes for the oldest is dropped. */
const HOLES = 16

/** Takes interleaved stereo, bytes [start, end) of `bytes`. Borrowed: valid only until the call returns. */
export type StereoSink = (bytes: Buffer, start: number, end: number) => void

/** One track's way along the timeline. Positions are samples from a little before the first frame. */
class Lane {
  readonly channel: 0 | 1
  /** Where contiguous audio goes on. -1 before the first frame. */
  next = -1
  /** After a pause the next jump is no gap. */
  excused = false
  /**
   * Spans that hold silence only because nothing came for them yet: from, to (exclusive), and 1 where they count as
   * missing. Late frames may fill these alone.
   */
  readonly holes = new Int32Array(HOLES * 3)
  holeCount = 0

  constructor(channel: 0 | 1) {
    this.channel = channel
  }
}

/**
 * Lays the frames of two tracks on one timeline: interleaved stereo mu-law, inbound left, outbound right, silence where
 * nothing came. Frames may be late by `HOLD_MS`, out of order, or doubled; contiguous audio stays contiguous under
 * timestamp jitter of 10 ms. Silence of any length passes through the ring, so memory is bounded. No allocation per frame.
 *
 * Timestamps are the leg's media clock, which its adapter has checked against arrival. A frame shorter than 2 ms needs
 * a fractional timestamp.
 */
export class StereoAligner {
  readonly #sink: StereoSink
  readonly #ring = Buffer.alloc(RING * 2, MULAW_SILENCE)
  readonly #inbound = new Lane(0)
  readonly #outbound = new Lane(1)
  /** Media time of position 0, in ms. NaN before the first frame. */
  #origin = NaN
  /** Position of the first sample of the recording; may still move back until something was handed on. */
  #start = HOLD
  /** Everything before this position was handed on, or is before the recording. */
  #emitted = 0
  /** End of the newest audio. */
  #newest = HOLD
  /** Something was handed on. */
  #begun = false
  #missing = 0
  #dropped = 0

  constructor(sink: StereoSink) {
    this.#sink = sink
  }

  /** Position on the recording's own clock, ms: the end of the newest audio. */
  get mediaMs(): number {
    return Math.floor((this.#newest - this.#start) / BYTES_PER_MS)
  }

  /** Missing frames of 20 ms between others of their track, pauses not counted. */
  get gapFrames(): number {
    return Math.round(this.#missing / FRAME_BYTES)
  }

  /** Frames dropped because they were doubled or later than the window. */
  get droppedFrames(): number {
    return this.#dropped
  }

  /** Takes one frame of 1 to 16000 bytes; `payload` is copied. */
  frame(track: Track, timestampMs: number, payload: Uint8Array): void {
    const length = payload.length
    if (length === 0 || !Number.isFinite(timestampMs)) return
    const lane = track === "inbound" ? this.#inbound : this.#outbound
    if (Number.isNaN(this.#origin)) this.#origin = timestampMs - HOLD_MS
    const at = Math.round((timestampMs - this.#origin) * BYTES_PER_MS)
    const snap = Math.min(SNAP, length >> 1)
    if (lane.next >= 0 && at < lane.next - snap) {
      this.#fill(lane, at, snap, payload)
      return
    }
    const from = lane.next >= 0 && at <= lane.next + snap ? lane.next : this.#jump(lane, at)
    if (from < 0) {
      this.#dropped++
      return
    }
    lane.next = from + length
    // The other track may have run ahead of this one by more than the window.
    const late = Math.max(0, this.#emitted - from)
    if (late >= length) this.#dropped++
    for (let done = late; done < length; done += PIECE) {
      this.#lay(lane.channel, from + done, payload, done, Math.min(length, done + PIECE))
    }
  }

  /** Moves the timeline on to `timestampMs` though no frame came: silence is handed on up to the window before it. */
  advance(timestampMs: number): void {
    if (Number.isNaN(this.#origin)) return
    this.#reach(Math.round((timestampMs - this.#origin) * BYTES_PER_MS))
  }

  /** After a pause: what is missing until each track's next frame was left out on purpose. */
  resumed(): void {
    this.#inbound.excused = true
    this.#outbound.excused = true
  }

  /** Hands on all that is held. */
  flush(): void {
    this.#emit(this.#newest)
  }

  /** Zeroes what is held. */
  destroy(): void {
    this.#ring.fill(0)
  }

  /** The position of a frame that does not follow on, its hole remembered; -1 when it is too late for any place. */
  #jump(lane: Lane, at: number): number {
    if (at < this.#emitted) return -1
    const counts = lane.next >= 0 && !lane.excused
    if (counts) this.#missing += at - lane.next
    lane.excused = false
    this.#reach(at)
    const from = Math.max(lane.next, this.#emitted)
    if (from < at) remember(lane, from, at, counts)
    return at
  }

  /** Lays a late frame into the hole it belongs to, clipped to it. Without a hole it is a duplicate, or too late. */
  #fill(lane: Lane, at: number, snap: number, payload: Uint8Array): void {
    for (let i = 0; i < lane.holeCount; i++) {
      const open = lane.holes[3 * i] ?? 0
      const end = lane.holes[3 * i + 1] ?? 0
      const counts = lane.holes[3 * i + 2] === 1
      const from = Math.abs(at - open) <= snap ? open : at
      const low = Math.max(from, open, this.#emitted)
      const high = Math.min(from + payload.length, end)
      // An overlap within the jitter is the neighbour's duplicate.
      if (high - low <= snap && high - low < payload.length) continue
      this.#lay(lane.channel, low, payload, low - from, high - from)
      if (counts) this.#missing -= high - low
      forget(lane, i)
      if (open < low) remember(lane, open, low, counts)
      if (high < end) remember(lane, high, end, counts)
      return
    }
    this.#dropped++
  }

  #lay(channel: 0 | 1, at: number, payload: Uint8Array, from: number, to: number): void {
    if (!this.#begun && at < this.#start) this.#start = at
    this.#reach(at + to - from)
    const ring = this.#ring
    let position = at
    for (let i = from; i < to; i++) {
      ring[((position++ & MASK) << 1) | channel] = payload[i] ?? MULAW_SILENCE
    }
  }

  /** Makes `end` the newest position, handing on whatever leaves the window. */
  #reach(end: number): void {
    if (end <= this.#newest) return
    // In steps, so that a long silence passes through the ring.
    while (end - this.#emitted > RING) {
      this.#newest = Math.max(this.#newest, Math.min(end, this.#emitted + RING))
      this.#emit(Math.min(end - HOLD, this.#emitted + RING))
    }
    this.#newest = Math.max(this.#newest, end)
    const due = this.#due()
    if (due - this.#emitted >= BATCH) this.#emit(due)
  }

  /** Up to where may be handed on: the window behind the newest audio, or where a caller that stalls left off. */
  #due(): number {
    const due = this.#newest - HOLD
    const { next } = this.#inbound
    return next >= 0 && next < due && this.#newest - next <= STALLED ? next : due
  }

  #emit(until: number): void {
    if (!this.#begun) {
      if (until <= this.#start) return
      this.#begun = true
      this.#emitted = this.#start
    }
    while (this.#emitted < until) {
      const from = this.#emitted & MASK
      const count = Math.min(until - this.#emitted, RING - from)
      this.#sink(this.#ring, from << 1, (from + count) << 1)
      this.#ring.fill(MULAW_SILENCE, from << 1, (from + count) << 1)
      this.#emitted += count
    }
    expire(this.#inbound, this.#emitted)
    expire(this.#outbound, this.#emitted)
  }
}

function remember(lane: Lane, from: number, to: number, counts: boolean): void {
  if (lane.holeCount === HOLES) forget(lane, 0)
  const at = 3 * lane.holeCount++
  lane.holes[at] = from
  lane.holes[at + 1] = to
  lane.holes[at + 2] = counts ? 1 : 0
}

function forget(lane: Lane, index: number): void {
  lane.holes.copyWithin(3 * index, 3 * index + 3, 3 * lane.holeCount)
  lane.holeCount--
}

function expire(lane: Lane, emitted: number): void {
  for (let i = lane.holeCount - 1; i >= 0; i--) {
    if ((lane.holes[3 * i + 1] ?? 0) <= emitted) forget(lane, i)
  }
}
