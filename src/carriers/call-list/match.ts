/*
 * Which calls of a ledger are which of a carrier's list. By the carrier's id where the ledger's digest of it is opened,
 * else by time alone: then that one side lacks a call is known, but of calls at the same moment not which one it is.
 */
import type { ListedCall } from "./list.ts"

export interface LedgerCall {
  readonly call: string
  /** When `call.answered` was written, ms since 1970. */
  readonly at: number
  /** As disclosed, `null` where not. */
  readonly trunk: string | null
  readonly carrierCall: string | null
}

export interface TrunkCall extends ListedCall {
  readonly trunk: string
  /** As `CallList` has it. */
  readonly sameIds: boolean
}

export interface Matches {
  readonly byId: number
  readonly byTime: number
  /** Answered at the carrier, and not in the ledger. */
  readonly onlyListed: readonly TrunkCall[]
  /** In the ledger, and in no list. */
  readonly onlyInLedger: readonly LedgerCall[]
}

/** A call is answered a moment after it begins; both clocks may be off by some seconds. */
const BEFORE_MS = 30_000
const AFTER_MS = 60_000

export function matchCalls(listed: readonly TrunkCall[], ledger: readonly LedgerCall[]): Matches {
  const lists = new Set(listed)
  const calls = new Set(ledger)
  const take = (found: readonly (readonly [TrunkCall, LedgerCall])[]): number => {
    for (const [one, other] of found) {
      lists.delete(one)
      calls.delete(other)
    }
    return found.length
  }
  const byId = take(sameIds(listed, ledger))
  let byTime = 0
  for (const trunk of new Set(listed.map((each) => each.trunk))) {
    const own = [...lists].filter((each) => each.trunk === trunk)
    // Where ids are the gateway's own, a call that disclosed another id is not this one.
    const may = [...calls].filter((each) => each.trunk === trunk && !(each.carrierCall !== null && own[0]?.sameIds))
    byTime += take(sameTimes(own, may))
  }
  const undisclosed = [...calls].filter((each) => each.trunk === null && each.carrierCall === null)
  byTime += take(sameTimes([...lists], undisclosed))
  return { byId, byTime, onlyListed: [...lists].filter(({ answered }) => answered), onlyInLedger: [...calls] }
}

function sameIds(
  listed: readonly TrunkCall[],
  ledger: readonly LedgerCall[],
): readonly (readonly [TrunkCall, LedgerCall])[] {
  // Of two calls in the ledger with one id, the second has no partner: a carrier's call is answered once.
  const disclosed = new Map(ledger.toReversed().map((call) => [call.carrierCall, call]))
  return listed.flatMap((one) => {
    const other = disclosed.get(one.id)
    return other && (other.trunk === null || other.trunk === one.trunk) ? [[one, other] as const] : []
  })
}

/** Calls that were answered at the carrier first: only they have to be in the ledger. */
function sameTimes(
  listed: readonly TrunkCall[],
  ledger: readonly LedgerCall[],
): readonly (readonly [TrunkCall, LedgerCall])[] {
  const answered = pairs(
    listed.filter((each) => each.answered),
    ledger,
  )
  const taken = new Set(answered.map(([, call]) => call))
  const others = pairs(
    listed.filter((each) => !each.answered),
    ledger.filter((call) => !taken.has(call)),
  )
  return [...answered, ...others]
}

/** As many pairs as there can be: every window is as wide as the others, so the earliest call takes the earliest window. */
function pairs(
  listed: readonly TrunkCall[],
  ledger: readonly LedgerCall[],
): readonly (readonly [TrunkCall, LedgerCall])[] {
  const windows = listed.toSorted((a, b) => a.at - b.at)
  const found: (readonly [TrunkCall, LedgerCall])[] = []
  let next = 0
  for (const call of ledger.toSorted((a, b) => a.at - b.at)) {
    while (call.at > (windows[next]?.at ?? Infinity) + AFTER_MS) next++
    const window = windows[next]
    if (!window || call.at < window.at - BEFORE_MS) continue
    found.push([window, call])
    next++
  }
  return found
}
