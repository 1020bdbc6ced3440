import { sql } from "kysely"
import type { Views } from "../../api/ports.ts"
import { callRow, consentRow, instant, placedRecordings, recordingRow } from "./columns.ts"
import type { Database } from "./database.ts"
import type { AssentTables } from "./tables.ts"

/** Lists, newest first: ids are UUIDv7, so the order of ids is the order of time, and a page costs the same however deep. */
export function sqliteViews({ read }: Database<AssentTables>): Views {
  return {
    async calls(filter, { limit, after }) {
      let calls = read.selectFrom("call").selectAll().orderBy("id", "desc").limit(limit)
      if (after !== null) calls = calls.where("id", "<", after)
      if (filter.line !== undefined) calls = calls.where("line_id", "=", filter.line)
      if (filter.agent !== undefined) {
        const theirs = read.selectFrom("call_agent").select("call_id").where("slug", "=", filter.agent)
        calls = calls.where("id", "in", theirs)
      }
      if (filter.consent !== undefined) calls = calls.where("consent", "in", filter.consent)
      // As one JSON parameter: a subject may have more calls than a statement may have parameters.
      if (filter.ids !== undefined) {
        calls = calls.where(sql<boolean>`id in (select value from json_each(${JSON.stringify(filter.ids)}))`)
      }
      if (filter.answeredFrom !== undefined) {
        calls = calls.where("answered_at", ">=", instant(filter.answeredFrom, "answeredFrom"))
      }
      if (filter.answeredTo !== undefined) {
        calls = calls.where("answered_at", "<", instant(filter.answeredTo, "answeredTo"))
      }
      if (filter.state !== undefined) calls = calls.where("state", "=", filter.state)
      return (await calls.execute()).map(callRow)
    },

    async call(id) {
      const row = await read.selectFrom("call").selectAll().where("id", "=", id).executeTakeFirst()
      return row ? callRow(row) : null
    },

    async consents(filter, { limit, after }) {
      let consents = read.selectFrom("consent").selectAll().orderBy("id", "desc").limit(limit)
      if (after !== null) consents = consents.where("id", "<", after)
      if (filter.callId !== undefined) consents = consents.where("call_id", "=", filter.callId)
      if (filter.state !== undefined) consents = consents.where("state", "in", filter.state)
      return (await consents.execute()).map(consentRow)
    },

    async consent(id) {
      const row = await read.selectFrom("consent").selectAll().where("id", "=", id).executeTakeFirst()
      return row ? consentRow(row) : null
    },

    async recordings(filter, { limit, after }) {
      let recordings = placedRecordings(read).orderBy("id", "desc").limit(limit)
      if (after !== null) recordings = recordings.where("id", "<", after)
      if (filter.callId !== undefined) recordings = recordings.where("call_id", "=", filter.callId)
      if (filter.state !== undefined) recordings = recordings.where("state", "in", filter.state)
      return (await recordings.execute()).map(recordingRow)
    },

    async greetingFigures(greetingId, since) {
      const rows = await read
        .selectFrom("call")
        .innerJoin("consent", "consent.call_id", "call.id")
        .select(["consent.script", "consent.state", "call.time_to_agent_ms"])
        .select(sql<number>`count(*)`.as("calls"))
        .where("call.answered_at", ">=", instant(since, "since"))
        .where("consent.party", "=", "caller")
        .where("consent.state", "!=", "withdrawn")
        // All that begin with the id and a slash: 0 is what comes after / in ASCII.
        .where("consent.script", ">", `${greetingId}/`)
        .where("consent.script", "<", `${greetingId}0`)
        .groupBy(["consent.script", "consent.state", "call.time_to_agent_ms"])
        .execute()
      return rows.map(({ script, state, time_to_agent_ms: timeToAgentMs, calls }) => ({
        script,
        state,
        timeToAgentMs,
        calls,
      }))
    },
  }
}
