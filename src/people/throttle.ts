/*
 * Slows down who guesses, and never locks an account: failures count for one account from one network, and for one
 * network over all accounts. Whoever guesses from elsewhere delays the owner by nothing; every wait ends by itself, and a
 * new invitation link needs no password at all.
 */
import ipaddr from "ipaddr.js"

const FREE_TRIES = 5
const FREE_TRIES_OF_NETWORK = 30
const FIRST_WAIT_MS = 2000
const MAX_WAIT_MS = 15 * 60_000
const FORGET_MS = 60 * 60_000
const MAX_ENTRIES = 20_000

interface Entry {
  readonly failures: number
  readonly at: number
}

export interface Throttle {
  /** How long to wait before the next try, in ms; 0: now. */
  wait(account: string, address: string): number
  failed(account: string, address: string): void
  succeeded(account: string, address: string): void
}

export function createThrottle(now: () => number): Throttle {
  const entries = new Map<string, Entry>()

  function waitOf(key: string, free: number): number {
    const entry = entries.get(key)
    if (!entry || entry.failures < free) return 0
    const wait = Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(entry.failures - free, 20))
    return Math.max(0, entry.at + wait - now())
  }

  function count(key: string): void {
    const before = entries.get(key)
    const failures = before && now() - before.at < FORGET_MS ? before.failures : 0
    // Again at the end: the map's order is the order of the last failure, so the oldest goes first.
    entries.delete(key)
    entries.set(key, { failures: failures + 1, at: now() })
    const oldest = entries.keys().next().value
    if (entries.size > MAX_ENTRIES && oldest !== undefined) entries.delete(oldest)
  }

  const pair = (account: string, address: string): string => `${networkOf(address)} ${account}`
  return {
    wait: (account, address) =>
      Math.max(waitOf(pair(account, address), FREE_TRIES), waitOf(networkOf(address), FREE_TRIES_OF_NETWORK)),
    failed: (account, address) => {
      count(pair(account, address))
      count(networkOf(address))
    },
    succeeded: (account, address) => void entries.delete(pair(account, address)),
  }
}

/** One IPv4 address, or the /64 of an IPv6 one: whoever has one address of it has them all. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return "unknown"
  const parsed = ipaddr.process(address)
  if (parsed.kind() === "ipv4") return parsed.toString()
  return parsed
    .toByteArray()
    .slice(0, 8)
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("")
}
