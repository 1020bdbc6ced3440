import { setImmediate } from "node:timers/promises"
import { sql } from "kysely"
import type { FigureRows } from "../../api/figures.ts"
import type { Database } from "./database.ts"
import type { AssentTables } from "./tables.ts"

/** A millisecond or two each: the thread carries media. */
const PIECE = 500

interface Piece {
  readonly rows: number
  readonly last: string | null
  readonly kept: number
  readonly bytes: number
  readonly without: number
  readonly retention: number
  readonly withdrawal: number
  readonly request: number
}

export function sqliteFigures({ read }: Database<AssentTables>): FigureRows {
  const piece = (after: string) =>
    sql<Piece>`select count(*) as rows, max(id) as last,
        coalesce(sum(state <> 'shredded'), 0) as kept,
        coalesce(sum(case when state <> 'shredded' then coalesce(ciphertext_len, 0) else 0 end), 0) as bytes,
        coalesce(sum(shred_reason = 'retention'), 0) as retention,
        coalesce(sum(shred_reason = 'withdrawal'), 0) as withdrawal,
        coalesce(sum(shred_reason = 'request'), 0) as request,
        coalesce(sum(not exists (select 1 from consent where consent.call_id = recent.call_id
          and party = 'caller' and consent.state in ('granted', 'not_required') and leaf < recent.started_leaf)), 0) as without
      from (select id, call_id, state, ciphertext_len, started_leaf, shred_reason from recording where id > ${after} order by id limit ${PIECE}) as recent`.execute(
      read,
    )
  const rest = () =>
    sql<{ holds: number; oldest: string | null; queue: number; disabled: number }>`select
        (select count(*) from hold) as holds,
        (select min(at) from (select min(requested_at) as at from shred_intent
          union all select min(requested_at) from erasure_intent
          union all select min(requested_at) from erasure_waiting)) as oldest,
        (select count(*) from webhook_delivery where state in ('waiting', 'pending')) as queue,
        (select count(*) from webhook_endpoint where disabled_reason <> 'operator') as disabled`.execute(read)

  return {
    async count() {
      let total = { recordings: 0, recordingBytes: 0, withoutConsent: 0 }
      let erased = { retention: 0, withdrawal: 0, request: 0 }
      for (let after = ""; ;) {
        const [found] = (await piece(after)).rows
        if (!found || found.last === null) break
        total = {
          recordings: total.recordings + found.kept,
          recordingBytes: total.recordingBytes + found.bytes,
          withoutConsent: total.withoutConsent + found.without,
        }
        erased = {
          retention: erased.retention + found.retention,
          withdrawal: erased.withdrawal + found.withdrawal,
          request: erased.request + found.request,
        }
        if (found.rows < PIECE) break
        after = found.last
        await setImmediate()
      }
      const [more] = (await rest()).rows
      return {
        at: new Date().toISOString(),
        ...total,
        erased,
        holds: more?.holds ?? 0,
        oldestErasureAt: more?.oldest ?? null,
        webhookQueue: more?.queue ?? 0,
        webhooksDisabled: more?.disabled ?? 0,
      }
    },
  }
}
