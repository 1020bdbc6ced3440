/*
 * The door that a caller opens with the code they heard and the number they called from. Neither alone opens anything, and
 * who tries is told nothing: a wrong code and an unknown number are one answer, after the same work.
 *
 * A code has 10^8 values. Wrong guesses are slowed for one network, for one number, and for all together, so that a hundred
 * machines with a hundred numbers gain nothing by it. Each try is counted, durably, before it is looked at: tries that come
 * at once are not judged by what was before all of them. Every wait ends by itself, so that nobody can lock a caller out.
 */
import { AssentError } from "../errors.ts"
import type { ReceiptRows, Tries } from "./receipt-ports.ts"

export const CODE_DIGITS = 8

/** What the caller shows. The number is E.164; the code has `CODE_DIGITS` digits. */
export interface Proof {
  readonly code: string
  readonly number: string
}

export interface ReceiptDoor {
  /**
   * @param network where it was tried from, or the kind of door (a telephone)
   * @returns the id of the call @throws TooManyGuesses; NOT_FOUND for whatever does not fit
   */
  open(proof: Proof, network: string): Promise<string>
}

export class TooManyGuesses extends Error {
  readonly waitMs: number
  constructor(waitMs: number) {
    super("too many wrong guesses")
    this.waitMs = waitMs
  }
}

interface Slowing {
  /** Wrong guesses in a day that cost nothing. */
  readonly free: number
  /** What the first one after them waits; each further one twice as long as the one before. */
  readonly firstMs: number
  readonly mostMs: number
}

const MINUTE = 60_000
export const FORGET_MS = 24 * 60 * MINUTE
/** In all at most one guess a minute for long: about half a million a year, of 10^8 for each number. */
export const slowing = {
  network: { free: 5, firstMs: 2000, mostMs: 15 * MINUTE },
  number: { free: 5, firstMs: 30_000, mostMs: 60 * MINUTE },
  all: { free: 200, firstMs: 1000, mostMs: MINUTE },
} as const satisfies Record<string, Slowing>

/** How long one more try has to wait, in ms; 0: none. */
export function waitOf(tries: Tries | null, { free, firstMs, mostMs }: Slowing, now: Date): number {
  if (!tries || isForgotten(tries, now) || tries.failures < free) return 0
  const wait = Math.min(mostMs, firstMs * 2 ** Math.min(tries.failures - free, 20))
  // A clock that was set back waits as long as the wait, and no longer.
  return Math.max(0, Math.min(wait, Date.parse(tries.at) + wait - now.getTime()))
}

const isForgotten = (tries: Tries, now: Date): boolean => now.getTime() - Date.parse(tries.at) >= FORGET_MS

export interface DoorParts {
  readonly rows: Pick<ReceiptRows, "find" | "tries" | "forgetTries">
  readonly digest: (use: "receipt" | "receipt try", text: string) => string
  readonly now: () => Date
}

/** What the digest of a receipt is made of: the number is digits after a plus, so that no two pairs give one text. */
export function receiptText({ code, number }: Proof): string {
  return `${number} ${code}`
}

export function createReceiptDoor({ rows, digest, now }: DoorParts): ReceiptDoor {
  const rules: readonly Slowing[] = [slowing.network, slowing.number, slowing.all]
  let forgotten = 0

  async function count(buckets: readonly string[]): Promise<void> {
    const at = now()
    let waitMs = 0
    const counted = await rows.tries(buckets, (found) => {
      waitMs = Math.max(...rules.map((rule, i) => waitOf(found[i] ?? null, rule, at)))
      if (waitMs > 0) return null
      return found.map((tries) => {
        const failures = tries && !isForgotten(tries, at) ? tries.failures : 0
        return { failures: failures + 1, at: at.toISOString() }
      })
    })
    if (!counted) throw new TooManyGuesses(waitMs)
    if (at.getTime() - forgotten < 60 * MINUTE) return
    forgotten = at.getTime()
    await rows.forgetTries(new Date(at.getTime() - FORGET_MS).toISOString())
  }

  /** It was no guess. Only this one is taken back: whoever holds one receipt gains no free tries at another. */
  async function uncount(buckets: readonly string[]): Promise<void> {
    await rows.tries(buckets, (found) =>
      found.map((tries) => ({
        failures: Math.max(0, (tries?.failures ?? 0) - 1),
        at: tries?.at ?? now().toISOString(),
      })),
    )
  }

  return {
    async open(proof, network) {
      const bucket = (kind: string, value: string): string => digest("receipt try", `${kind} ${value}`)
      const buckets = [bucket("network", network), bucket("number", proof.number), bucket("all", "")]
      await count(buckets)
      const callId = await rows.find(digest("receipt", receiptText(proof)))
      if (callId === null) throw new AssentError("NOT_FOUND", "nothing is known under this code and this number")
      await uncount(buckets)
      return callId
    },
  }
}
