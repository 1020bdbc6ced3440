import { AssentError } from "../../errors.ts"
import type { Hold, HoldRows, RuleRows } from "../../retention/ports.ts"
import { ruleKinds, type ScopedRule } from "../../retention/schedule.ts"
import { calendarDay, instant, mustChange, placedRecordings, recordingRow } from "./columns.ts"
import type { Database } from "./database.ts"
import { compiling } from "./dialect.ts"
import { fetchAll, prepare } from "./prepared.ts"
import type { AssentTables } from "./tables.ts"
import type { SqliteTx } from "./writer.ts"

const query = compiling<AssentTables>()
// Every erasure and every sweep asks these of each recording: prepared, since compiling costs more than running.
const holdsOn = prepare<{ id: string }, AssentTables["hold"]>((p) =>
  query.selectFrom("hold").selectAll().where("recording_id", "=", p("id")).orderBy("id"),
)
const restrictionOn = prepare<{ id: string }, AssentTables["restriction"]>((p) =>
  query.selectFrom("restriction").selectAll().where("recording_id", "=", p("id")),
)
const allRules = prepare<Record<string, never>, AssentTables["retention_rule"]>(() =>
  query.selectFrom("retention_rule").selectAll().orderBy("id"),
)

/** @returns the recording's state. @throws unless it is there and nobody has begun to erase it */
export function untouched(tx: SqliteTx, recordingId: string): AssentTables["recording"]["state"] {
  const [row] = tx.select(query.selectFrom("recording").select(["state", "call_id"]).where("id", "=", recordingId))
  if (!row) throw new AssentError("NOT_FOUND", "there is no such recording")
  const [shred] = tx.select(
    query.selectFrom("shred_intent").select("recording_id").where("recording_id", "=", recordingId),
  )
  const erasures = tx.select(query.selectFrom("erasure_intent").select("call_ids"))
  if (row.state === "shredded" || shred || erasures.some(({ call_ids }) => call_ids.includes(row.call_id))) {
    throw new AssentError("CONFLICT", "this recording is erased, or its erasure has begun")
  }
  return row.state
}

export function sqliteHoldRows({ read }: Database<AssentTables>): HoldRows<SqliteTx> {
  const holds = read.selectFrom("hold").selectAll()

  return {
    async setHold(tx, { id, recordingId, reason, owner, reviewOn, setAt }) {
      untouched(tx, recordingId)
      tx.execute(
        query.insertInto("hold").values({
          id,
          recording_id: recordingId,
          reason,
          owner,
          review_on: calendarDay(reviewOn, "reviewOn"),
          set_at: instant(setAt, "setAt"),
        }),
      )
    },

    async releaseHold(tx, id) {
      mustChange(tx.execute(query.deleteFrom("hold").where("id", "=", id)), "there is no such hold")
    },

    async hold(id) {
      const row = await holds.where("id", "=", id).executeTakeFirst()
      return row ? holdOf(row) : null
    },

    async holdsOf(recordingId) {
      return (await fetchAll(read, holdsOn, { id: recordingId })).map(holdOf)
    },

    async holds(limit, after) {
      const page = holds.orderBy("id", "desc").limit(limit)
      return (await (after === null ? page : page.where("id", "<", after)).execute()).map(holdOf)
    },

    async restrict(tx, { recordingId, reason, setAt }) {
      const state = untouched(tx, recordingId)
      if (state === "open") throw new AssentError("CONFLICT", "the recording is still being made")
      const changed = tx.execute(
        query
          .insertInto("restriction")
          .values({ recording_id: recordingId, reason, set_at: instant(setAt, "setAt"), state_before: state })
          .onConflict((on) => on.column("recording_id").doNothing()),
      )
      if (changed === 0) throw new AssentError("CONFLICT", "this recording is restricted already")
      tx.execute(query.updateTable("recording").set({ state: "restricted" }).where("id", "=", recordingId))
    },

    async lift(tx, recordingId) {
      const [row] = tx.select(query.selectFrom("restriction").selectAll().where("recording_id", "=", recordingId))
      if (!row) throw new AssentError("NOT_FOUND", "no restriction stands on this recording")
      tx.execute(query.deleteFrom("restriction").where("recording_id", "=", recordingId))
      tx.execute(
        query
          .updateTable("recording")
          .set({ state: row.state_before })
          .where("id", "=", recordingId)
          .where("state", "=", "restricted")
          // A withdrawal that came meanwhile keeps it unplayable.
          .where("shred_at", "is", null),
      )
    },

    async restrictionOf(recordingId) {
      const [row] = await fetchAll(read, restrictionOn, { id: recordingId })
      return row ? { recordingId: row.recording_id, reason: row.reason, setAt: row.set_at } : null
    },
  }
}

function holdOf(row: AssentTables["hold"]): Hold {
  return {
    id: row.id,
    recordingId: row.recording_id,
    reason: row.reason,
    owner: row.owner,
    reviewOn: row.review_on,
    setAt: row.set_at,
  }
}

export function sqliteRuleRows({ read, writer }: Database<AssentTables>): RuleRows<SqliteTx> {
  return {
    async rules() {
      return (await fetchAll(read, allRules, {})).map(ruleOf)
    },

    async putRule(rule, applies = false) {
      const { from, to, ...members } = rule
      const row = { ...members, valid_from: from, valid_to: to }
      await writer.transact(async (tx) => {
        tx.execute(
          query
            .insertInto("retention_rule")
            .values(row)
            .onConflict((on) => on.column("id").doUpdateSet(row)),
        )
        if (applies) applying(tx)
      })
    },

    async removeRule(id, applies = false) {
      await writer.transact(async (tx) => {
        mustChange(tx.execute(query.deleteFrom("retention_rule").where("id", "=", id)), "there is no such rule")
        if (applies) applying(tx)
      })
    },

    async isApplying() {
      return (await read.selectFrom("rule_change").select("id").executeTakeFirst()) !== undefined
    },

    async applied() {
      await writer.transact(async (tx) => {
        tx.execute(query.deleteFrom("rule_change"))
      })
    },

    async kept(after, limit) {
      const rows = await placedRecordings(read)
        .where("id", ">", after)
        .where("state", "<>", "shredded")
        .orderBy("id")
        .limit(limit)
        .execute()
      return rows.map(recordingRow)
    },

    async moveDeleteAfter(tx, recordingId, deleteAfter) {
      const changed = tx.execute(
        query
          .updateTable("recording")
          .set({ delete_after: calendarDay(deleteAfter, "deleteAfter") })
          .where("id", "=", recordingId)
          .where("state", "<>", "shredded"),
      )
      mustChange(changed, "there is no such recording any more")
    },
  }
}

function applying(tx: SqliteTx): void {
  tx.execute(
    query
      .insertInto("rule_change")
      .values({ id: 1 })
      .onConflict((on) => on.column("id").doNothing()),
  )
}

function ruleOf(row: AssentTables["retention_rule"]): ScopedRule {
  const kind = ruleKinds.find((known) => known === row.kind)
  if (!kind) throw new AssentError("STORAGE_FAILED", "a retention rule is of no known kind")
  return {
    id: row.id,
    kind,
    days: row.days,
    basis: row.basis,
    line: row.line,
    category: row.category,
    purpose: row.purpose,
    region: row.region,
    from: row.valid_from,
    to: row.valid_to,
  }
}
