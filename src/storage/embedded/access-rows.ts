import { sql } from "kysely"
import { z } from "zod"
import type { AccessEntries, AccessEntry } from "../../rights/incident.ts"
import { instant } from "./columns.ts"
import type { Database } from "./database.ts"
import { prepare } from "./prepared.ts"
import { compiling } from "./dialect.ts"
import type { AssentTables, KeyTables } from "./tables.ts"
import type { SqliteTx } from "./writer.ts"

type Row = AssentTables["access_entry"]
const query = compiling<AssentTables>()
const insert = prepare<{ [K in keyof Row]: Row[K] }>((p) =>
  query.insertInto("access_entry").values({
    id: p("id"),
    at: p("at"),
    type: p("type"),
    actor: p("actor"),
    address: p("address"),
    call_id: p("call_id"),
    recording_id: p("recording_id"),
    bulk: p("bulk"),
  }),
)
const bulk = z.strictObject({
  line: z.string().nullable(),
  agent: z.string().exactOptional(),
  since: z.string(),
  until: z.string(),
})
const CALLS_AT_ONCE = 5000

/** The index of accesses in assent.db, and the subjects of calls in keys.db. */
export function sqliteAccessEntries(
  { read, writer }: Database<AssentTables>,
  keys: Database<KeyTables>,
): AccessEntries<SqliteTx> {
  return {
    async add(tx, entry) {
      tx.run(insert, {
        id: entry.id,
        at: instant(entry.at, "at"),
        type: entry.type,
        actor: entry.actor,
        address: entry.address,
        call_id: entry.callId,
        recording_id: entry.recordingId,
        bulk: entry.bulk === null ? null : JSON.stringify(entry.bulk),
      })
    },

    async find({ key, addresses, since, until }, { limit, after }) {
      let entries = read.selectFrom("access_entry").selectAll().orderBy("at").orderBy("id").limit(limit)
      // Those without a name may have been anybody's.
      if (key !== undefined) entries = entries.where("actor", "=", key)
      if (addresses !== undefined) {
        entries = entries.where(sql<boolean>`address in (select value from json_each(${JSON.stringify(addresses)}))`)
      }
      if (since !== undefined) entries = entries.where("at", ">=", instant(since, "since"))
      if (until !== undefined) entries = entries.where("at", "<", instant(until, "until"))
      if (after !== null) entries = entries.where(sql<boolean>`(at, id) > (${after.at}, ${after.id})`)
      return (await entries.execute()).map(entryOf)
    },

    async addresses() {
      const rows = await read.selectFrom("access_entry").select("address").distinct().execute()
      return rows.flatMap(({ address }) => address ?? [])
    },

    async subjectsOf(callIds) {
      const found = new Set<string>()
      for (let i = 0; i < callIds.length; i += CALLS_AT_ONCE) {
        const some = JSON.stringify(callIds.slice(i, i + CALLS_AT_ONCE))
        const rows = await keys.read
          .selectFrom("subject_call")
          .select("subject_id")
          .where(sql<boolean>`call_id in (select value from json_each(${some}))`)
          .execute()
        for (const { subject_id } of rows) found.add(subject_id)
      }
      return [...found].sort()
    },

    purge: (before) =>
      writer.transact(async (tx) =>
        tx.execute(query.deleteFrom("access_entry").where("at", "<", instant(before, "before"))),
      ),
  }
}

function entryOf(row: Row): AccessEntry {
  return {
    id: row.id,
    at: row.at,
    type: row.type,
    actor: row.actor,
    address: row.address,
    callId: row.call_id,
    recordingId: row.recording_id,
    bulk: row.bulk === null ? null : bulk.parse(JSON.parse(row.bulk)),
  }
}
