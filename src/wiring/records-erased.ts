/*
 * Erasure, reaching what is held of a person beside calls. That it was asked for is durable before the first call's key
 * dies, so that a crash in between is finished by the next round: a note once the key of its call is gone, a contact once
 * none of its calls waits for a hold or the law.
 */
import { hasCode } from "../errors.ts"
import type { KeyStore } from "../keys/ports.ts"
import type { Eraser } from "../retention/eraser.ts"
import type { RetentionRows } from "../retention/ports.ts"
import type { RecordRow, RecordRows } from "../rights/record-ports.ts"
import type { Records } from "../rights/records.ts"

export interface ReachParts {
  readonly eraser: Eraser
  readonly rows: RecordRows<unknown>
  readonly records: Pick<Records, "remove" | "settle">
  readonly keys: Pick<KeyStore, "callsOfSubject" | "callKeyOfCall">
  readonly waiting: RetentionRows<unknown>["waiting"]
}

export function reaching(parts: ReachParts): Eraser {
  const { eraser, rows, keys } = parts
  return {
    ...eraser,

    async eraseSubject(lookup) {
      const calls = (await keys.callsOfSubject(lookup)).map(({ callId }) => callId)
      const found = [...(await rows.byLookup(lookup)), ...(await rows.onCalls(calls))].filter(({ asked }) => !asked)
      const ids = found.map(({ id }) => id)
      await rows.ask(ids, true)
      try {
        const done = await eraser.eraseSubject(lookup)
        await eraseAsked(parts)
        return done
      } catch (error) {
        // Refused before anything was destroyed. After any other failure the erasure goes on by itself, and this with it.
        if (hasCode(error, "CONFLICT")) await rows.ask(ids, false)
        throw error
      }
    },

    async runWaiting() {
      const done = await eraser.runWaiting()
      await eraseAsked(parts)
      return done
    },

    async resume() {
      const resumed = await eraser.resume()
      await parts.records.settle()
      await eraseAsked(parts)
      return resumed
    },
  }
}

/** Erases what was asked for and is free. */
async function eraseAsked(parts: ReachParts): Promise<void> {
  const asked = await parts.rows.asked()
  if (asked.length === 0) return
  const waiting = new Set((await parts.waiting()).map(({ callId }) => callId))
  for (const row of asked) {
    if (await isFree(parts, row, waiting)) await parts.records.remove(row, "erasure")
  }
}

async function isFree({ rows, keys }: ReachParts, row: RecordRow, waiting: ReadonlySet<string>): Promise<boolean> {
  if (row.kind !== "contact") return row.about === null || (await keys.callKeyOfCall(row.about)) === null
  for (const lookup of await rows.lookupsOf(row.id)) {
    if ((await keys.callsOfSubject(lookup)).some(({ callId }) => waiting.has(callId))) return false
  }
  return true
}
