/* Rules of retention: what a change would do is shown before it is made, and existing recordings follow only if asked. */
import { createHash } from "node:crypto"
import { AssentError } from "../errors.ts"
import { uuidv7 } from "../ids.ts"
import type { Leaf } from "../ledger/entry.ts"
import type { RecordingRow } from "../recording/ports.ts"
import type { Assess } from "./assess.ts"
import type { RetentionRows, RuleRows } from "./ports.ts"
import { expiryOf, isDue, type ScopedRule } from "./schedule.ts"

const PAGE = 200

export interface RuleDeps<Tx> {
  readonly rows: RuleRows<Tx>
  readonly sweeps: Pick<RetentionRows<Tx>, "sweepState" | "putSweepState">
  readonly assess: Assess
  readonly ledger: { append(leaves: readonly Leaf[], rows?: (tx: Tx) => Promise<void>): Promise<unknown> }
  readonly now: () => Date
}

export type NewRule = Omit<ScopedRule, "id" | "from" | "to">

/** What a change does to the recordings that exist. */
export interface RuleEffect {
  /** Their last day would move. */
  readonly changes: number
  /** Of those, due at once: the next sweep would delete them. */
  readonly deletes: number
  /** Names this effect: an apply with it is refused when the effect has changed meanwhile. */
  readonly preview: string
}

export interface Rules {
  /** The rules as they are now, for a recording that ends. */
  current(): readonly ScopedRule[]
  list(): Promise<readonly ScopedRule[]>
  /** What adding `rule`, or removing the rule with this id, would do to existing recordings. @throws NOT_FOUND, INPUT_INVALID */
  preview(change: NewRule | { readonly remove: string }): Promise<RuleEffect>
  /**
   * Makes the change for calls that end from now on; with `preview` for existing recordings too, each with its
   * `retention.changed` leaf. @throws VERSION_STALE when the effect is not the one that was previewed; NOT_FOUND
   */
  change(change: NewRule | { readonly remove: string }, preview: string | null): Promise<{ readonly rule: ScopedRule }>
  /** Goes on with a change that a crash or a failure cut off before all recordings had followed. @returns how many followed now */
  resume(): Promise<number>
}

export async function createRules<Tx>({ rows, sweeps, assess, ledger, now }: RuleDeps<Tx>): Promise<Rules> {
  let current = await rows.rules()
  // One change at a time: two that move one recording would each put a leaf about it.
  let last: Promise<unknown> = Promise.resolve()
  const exclusive = <T>(work: () => Promise<T>): Promise<T> => {
    const run = last.then(work, work)
    last = run.catch(() => undefined)
    return run
  }

  /** The rules before and after. */
  async function planned(change: NewRule | { readonly remove: string }, at: string | null) {
    const before = await rows.rules()
    if (!("remove" in change)) {
      // Checks the days.
      expiryOf(now(), { policy: "new", days: change.days })
      const rule: ScopedRule = { ...change, id: uuidv7(now().getTime()), from: at, to: null }
      return { rule, after: [...before, rule], gone: false }
    }
    const old = before.find((rule) => rule.id === change.remove)
    if (!old) throw new AssentError("NOT_FOUND", "there is no such rule")
    const others = before.filter((rule) => rule.id !== old.id)
    const ended = { ...old, to: at }
    return at === null
      ? { rule: old, after: others, gone: true }
      : { rule: ended, after: [...others, ended], gone: false }
  }

  async function* moved(after: readonly ScopedRule[]) {
    for (let last = ""; ;) {
      const page = await rows.kept(last, PAGE)
      for (const row of page) {
        last = row.id
        const next = await assess(row, false, after)
        if (row.state !== "open" && next.deleteAfter !== row.deleteAfter) yield { row, next }
      }
      if (page.length < PAGE) return
    }
  }

  async function effectOf(after: readonly ScopedRule[]): Promise<RuleEffect> {
    const digest = createHash("sha256")
    let changes = 0
    let deletes = 0
    for await (const { row, next } of moved(after)) {
      changes += 1
      if (isDue(next, now())) deletes += 1
      digest.update(`${row.id} ${row.deleteAfter} ${next.deleteAfter}\n`)
    }
    return { changes, deletes, preview: digest.digest("base64url") }
  }

  async function move(row: RecordingRow, until: string, rule: string | null): Promise<void> {
    const at = now()
    const leaf: Leaf = {
      v: 1,
      id: uuidv7(at.getTime()),
      ts: at.toISOString(),
      type: "retention.changed",
      rec: row.id,
      reason: `rule ${rule ?? "default"}`,
      until,
    }
    await ledger.append([leaf], (tx) => rows.moveDeleteAfter(tx, row.id, until))
  }

  /** Row and leaf of each recording are one commit, so what was cut off goes on where it stopped. */
  async function follow(): Promise<number> {
    let followed = 0
    for await (const { row, next } of moved(current)) {
      await move(row, next.deleteAfter, next.rule)
      followed += 1
    }
    await rows.applied()
    return followed
  }

  return {
    current: () => current,
    list: () => rows.rules(),
    preview: async (change) => effectOf((await planned(change, null)).after),
    change: (change, preview) =>
      exclusive(async () => {
        const { rule, after, gone } = await planned(change, preview === null ? now().toISOString() : null)
        const effect = preview === null ? null : await effectOf(after)
        if (effect && effect.preview !== preview) {
          throw new AssentError(
            "VERSION_STALE",
            "what this change would delete is not what was shown: look at it again",
          )
        }
        if (effect) {
          // Somebody has seen how many these are, so the sweep need not ask again. Written before the first day moves.
          const state = await sweeps.sweepState()
          const forecast = (state?.forecast ?? 0) + effect.deletes
          await sweeps.putSweepState({ sweptAt: state?.sweptAt ?? now().toISOString(), forecast })
        }
        // THE commit point: from here on existing recordings follow, if need be after a restart.
        if (gone) await rows.removeRule(rule.id, effect !== null)
        else await rows.putRule(rule, effect !== null)
        current = await rows.rules()
        if (effect) await follow()
        return { rule }
      }),
    resume: () => exclusive(async () => ((await rows.isApplying()) ? follow() : 0)),
  }
}
