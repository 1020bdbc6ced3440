import type { Track } from "../../../src/audio/frame.ts"

export interface Scenario {
  readonly port: number
  /** In all; `connect` opens them in parts. */
  readonly calls: number
  readonly tracks: readonly Track[]
  /** Whether the carrier sends media at all. */
  readonly media: boolean
  /** Presses this key once the menu can be heard, `afterMs` of it later; `null` presses none. */
  readonly key: { readonly digit: string; readonly minMs: number; readonly maxMs: number } | null
}

export interface Connect {
  readonly path: string
  readonly from: number
  readonly to: number
  /** The calls begin spread over this time. */
  readonly spreadMs: number
}

export interface Lateness {
  readonly p50: number
  readonly p99: number
  readonly max: number
}

export interface Reading {
  readonly sent: number
  /** How late frames were sent, against their ideal instants, ms. */
  readonly late: Lateness
  readonly connected: number
  /** Calls that the server ended. */
  readonly dropped: number
  readonly keys: number
  readonly playout: {
    readonly messages: number
    readonly playedMs: number
    readonly gaps: number
    readonly gapMs: number
    readonly gapCalls: number
    /** How late the generator's own loop ran while it listened, ms: what it could mistake for a gap. */
    readonly loopLate: Lateness
  }
  /** From the sending of a frame to its arrival at the other party, ms. */
  readonly relay: Lateness & { readonly frames: number }
}

/** When a frame was sent, on the machine's clock. */
export interface SentFrame {
  readonly call: number
  readonly track: number
  readonly sequence: number
}
