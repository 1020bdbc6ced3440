/*
 * frame: 20 ms of one track, 160 bytes of G.711 mu-law at 8 kHz (PCMU).   track: inbound = what the caller says,
 * outbound = what the caller hears (prompts and agent). Named from the carrier's point of view, as its own frames are.
 */
export type Track = "inbound" | "outbound"

export const SAMPLE_RATE = 8000
export const FRAME_MS = 20
/** Bytes (= samples) of one mu-law frame. */
export const FRAME_BYTES = 160
/** Bytes per millisecond of one mu-law track. */
export const BYTES_PER_MS = 8
/** Digital silence in mu-law (positive zero). */
export const MULAW_SILENCE = 0xff

/**
 * Takes one frame. `payload` is borrowed: it is valid only until the call returns, so copy what must live longer.
 * `timestampMs` is media time on the leg's own clock (both tracks share it), already checked against arrival.
 */
export type FrameSink = (track: Track, timestampMs: number, payload: Uint8Array) => void
