import { randomFillSync } from "node:crypto"

/** Asking the system for randomness costs more than all the rest, so it is asked for a few hundred ids at a time. */
const pool = Buffer.alloc(4096)
let used = pool.length

/** When a UUIDv7 was made. */
export function madeAt(id: string): Date {
  return new Date(parseInt(id.slice(0, 8) + id.slice(9, 13), 16))
}

/** A UUIDv7 (RFC 9562, 5.7): sorts by the millisecond it was made in, then at random. */
export function uuidv7(now: number = Date.now()): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const bytes = pool.subarray(used, used + 16)
  used += 16
  bytes.writeUIntBE(now, 0, 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString("hex")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
