/*
 * A stamp inside the audio itself, so that a recording can be read back and every frame named: which call, which
 * track, which frame. 9 bytes, so that it is 12 characters of base64 of its own:
 *
 *   | 0xc5 | 0x3a | call (2) | track (1) | sequence (3) | check (1) |
 */
export const STAMP_BYTES = 9
const MAGIC_0 = 0xc5
const MAGIC_1 = 0x3a
const FRAME = 160

export interface Stamp {
  readonly call: number
  readonly track: number
  readonly sequence: number
}

export function writeStamp(target: Uint8Array, { call, track, sequence }: Stamp): void {
  target[0] = MAGIC_0
  target[1] = MAGIC_1
  target[2] = call >> 8
  target[3] = call
  target[4] = track
  target[5] = sequence >> 16
  target[6] = sequence >> 8
  target[7] = sequence
  target[8] = check(target, 0)
}

export function readStamp(bytes: Uint8Array, at: number): Stamp | null {
  if (bytes[at] !== MAGIC_0 || bytes[at + 1] !== MAGIC_1 || at + STAMP_BYTES > bytes.length) return null
  const byte = (i: number) => bytes[at + i] ?? 0
  if (byte(8) !== check(bytes, at)) return null
  return { call: (byte(2) << 8) | byte(3), track: byte(4), sequence: (byte(5) << 16) | (byte(6) << 8) | byte(7) }
}

function check(bytes: Uint8Array, at: number): number {
  let sum = 0x5c
  for (let i = 2; i < 8; i++) sum = (sum * 31 + (bytes[at + i] ?? 0)) & 0xff
  return sum
}

/** A frame's audio: the stamp, then bytes that cannot be mistaken for one. */
export function stampedFrame(stamp: Stamp): Buffer {
  const frame = Buffer.alloc(FRAME)
  for (let i = STAMP_BYTES; i < FRAME; i++) frame[i] = 0x40 + ((i * 37 + stamp.call * 11) % 0x7f)
  writeStamp(frame, stamp)
  return frame
}

export interface TrackCheck {
  readonly frames: number
  readonly first: number
  readonly last: number
  readonly lost: number
  readonly duplicated: number
  readonly reordered: number
  /** Frames of another call or another track. */
  readonly foreign: number
}

/** Reads one track of a recording stamp by stamp. */
export function checkTrack(audio: Uint8Array, call: number, track: number): TrackCheck {
  const seen = new Set<number>()
  let [first, last, duplicated, reordered, foreign] = [-1, -1, 0, 0, 0]
  for (let at = 0; at + FRAME <= audio.length;) {
    const stamp = readStamp(audio, at)
    if (!stamp) {
      at++
      continue
    }
    at += FRAME
    if (stamp.call !== call || stamp.track !== track) {
      foreign++
      continue
    }
    if (seen.has(stamp.sequence)) {
      duplicated++
      continue
    }
    seen.add(stamp.sequence)
    if (first < 0) first = stamp.sequence
    if (stamp.sequence < last) reordered++
    last = Math.max(last, stamp.sequence)
    first = Math.min(first, stamp.sequence)
  }
  const lost = seen.size === 0 ? 0 : last - first + 1 - seen.size
  return { frames: seen.size, first, last, lost, duplicated, reordered, foreign }
}
