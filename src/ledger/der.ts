/*
 * As much of DER (ITU-T X.690) as RFC 3161 needs. What is read may come from anybody: definite lengths in their one
 * shortest spelling, nothing outside its parent, one byte for the tag.
 */
import { AssentError } from "../errors.ts"

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  octets: 0x04,
  null: 0x05,
  oid: 0x06,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** [0] and [1], constructed. */
  zero: 0xa0,
  one: 0xa1,
} as const

export interface Der {
  readonly tag: number
  /** With tag and length. */
  readonly whole: Uint8Array
  readonly body: Uint8Array
}

/** The one value that `bytes` are. @throws INPUT_INVALID */
export function readDer(bytes: Uint8Array): Der {
  const value = readAt(bytes, 0)
  if (value.whole.length !== bytes.length) throw malformed()
  return value
}

/** The members of a constructed value of this tag. @throws INPUT_INVALID when it has another */
export function membersOf(value: Der | undefined, tag: number): readonly Der[] {
  if (value?.tag !== tag) throw malformed()
  const members: Der[] = []
  for (let at = 0; at < value.body.length;) {
    const member = readAt(value.body, at)
    members.push(member)
    at += member.whole.length
  }
  return members
}

/** The body of a primitive value of this tag. @throws INPUT_INVALID when it has another */
export function bodyOf(value: Der | undefined, tag: number): Uint8Array {
  if (value?.tag !== tag) throw malformed()
  return value.body
}

/** Dotted. @throws INPUT_INVALID */
export function oidOf(value: Der | undefined): string {
  const arcs: number[] = []
  let arc = 0
  for (const byte of bodyOf(value, tags.oid)) {
    arc = arc * 128 + (byte & 0x7f)
    if (!Number.isSafeInteger(arc)) throw malformed()
    if (byte >= 0x80) continue
    arcs.push(arc)
    arc = 0
  }
  const [first = 0, ...rest] = arcs
  const root = Math.min(Math.floor(first / 40), 2)
  return [root, first - root * 40, ...rest].join(".")
}

export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((total, part) => total + part.length, 0)
  const bytes = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff]
  // Shortest spelling; nothing that is written here reaches 64 KiB.
  const size = length >= 0x80 && length < 0x100 ? [0x81, length] : bytes
  return Uint8Array.of(tag, ...size, ...parts.flatMap((part) => [...part]))
}

function readAt(bytes: Uint8Array, at: number): Der {
  const tag = bytes[at]
  const first = bytes[at + 1]
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw malformed()
  let from = at + 2
  let length = first
  if (first >= 0x80) {
    const count = first - 0x80
    if (count < 1 || count > 4) throw malformed()
    length = 0
    for (let i = 0; i < count; i++) length = length * 256 + (bytes[from + i] ?? 0)
    if (length < 0x80 || length < 256 ** (count - 1)) throw malformed()
    from += count
  }
  if (from + length > bytes.length) throw malformed()
  return { tag, whole: bytes.subarray(at, from + length), body: bytes.subarray(from, from + length) }
}

function malformed(): AssentError {
  return new AssentError("INPUT_INVALID", "the timestamp is not DER as RFC 3161 lays it out")
}
