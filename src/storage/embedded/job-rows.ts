import { type Expression, sql } from "kysely"
import { z } from "zod"
import type { Job, JobItem, JobRows } from "../../retention/jobs.ts"
import { instant } from "./columns.ts"
import type { Database } from "./database.ts"
import { compiling } from "./dialect.ts"
import { prepare } from "./prepared.ts"
import type { AssentTables, JobItemTable, JobTable } from "./tables.ts"

const query = compiling<AssentTables>()
const insertItem = prepare<{ job_id: string; recording_id: string }>((p) =>
  query
    .insertInto("job_item")
    .values({ job_id: p("job_id"), recording_id: p("recording_id"), outcome: null, retained: null }),
)
const keptItem = z.strictObject({
  recordingId: z.string(),
  reason: z.string(),
  rule: z.string().nullable(),
  basis: z.string().nullable(),
  until: z.string().nullable(),
  sentence: z.string(),
})

export function sqliteJobRows({ read, writer }: Database<AssentTables>): JobRows {
  const jobs = () =>
    read
      .selectFrom("job")
      .selectAll()
      .select((job) => [
        count(job.ref("job.id"), ["erased", "retained"]).as("done"),
        count(job.ref("job.id"), ["failed"]).as("failed"),
      ])

  return {
    add: ({ id, filedBy, createdAt }, recordingIds) =>
      writer.transact(async (tx) => {
        const row = { id, kind: "erasure", state: "running", filed_by: filedBy, total: recordingIds.length } as const
        const times = { created_at: instant(createdAt, "createdAt"), ended_at: null }
        tx.execute(query.insertInto("job").values({ ...row, ...times }))
        for (const recordingId of recordingIds) tx.run(insertItem, { job_id: id, recording_id: recordingId })
      }),

    async get(id) {
      const row = await jobs().where("id", "=", id).executeTakeFirst()
      return row ? jobOf(row) : null
    },

    async list({ limit, after }) {
      let rows = jobs().orderBy("id", "desc").limit(limit)
      if (after !== null) rows = rows.where("id", "<", after)
      return (await rows.execute()).map(jobOf)
    },

    async running() {
      const rows = await read.selectFrom("job").select("id").where("state", "=", "running").orderBy("id").execute()
      return rows.map(({ id }) => id)
    },

    async next(id, limit) {
      const rows = read
        .selectFrom("job_item")
        .select("recording_id")
        .where("job_id", "=", id)
        .where("outcome", "is", null)
        .orderBy("recording_id")
        .limit(limit)
      return (await rows.execute()).map((row) => row.recording_id)
    },

    decided: (id, items) =>
      writer.transact(async (tx) => {
        for (const { recordingId, outcome, retained } of items) {
          const update = query
            .updateTable("job_item")
            .set({ outcome, retained: retained === null ? null : JSON.stringify(retained) })
            .where("job_id", "=", id)
            .where("recording_id", "=", recordingId)
          tx.execute(update)
        }
      }),

    async items(id, { limit, after }) {
      let rows = read.selectFrom("job_item").selectAll().where("job_id", "=", id).orderBy("recording_id").limit(limit)
      if (after !== null) rows = rows.where("recording_id", ">", after)
      return (await rows.execute()).map(itemOf)
    },

    end: (id, state, at) =>
      writer.transact(async (tx) => {
        const ended = query.updateTable("job").set({ state, ended_at: instant(at, "at") })
        return tx.execute(ended.where("id", "=", id).where("state", "=", "running")) > 0
      }),

    purge: (at) =>
      writer.transact(async (tx) => {
        const old = query.selectFrom("job").select("id").where("ended_at", "<", instant(at, "at"))
        tx.execute(query.deleteFrom("job_item").where("job_id", "in", old))
        tx.execute(query.deleteFrom("job").where("ended_at", "<", instant(at, "at")))
      }),
  }
}

function count(job: Expression<string>, outcomes: readonly string[]) {
  return sql<number>`(select count(*) from job_item where job_id = ${job} and outcome in (${sql.join(outcomes)}))`
}

function jobOf(row: JobTable & { done: number; failed: number }): Job {
  return {
    id: row.id,
    state: row.state,
    filedBy: row.filed_by,
    total: row.total,
    done: row.done,
    failed: row.failed,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  }
}

function itemOf({ recording_id: recordingId, outcome, retained }: JobItemTable): JobItem {
  return { recordingId, outcome, retained: retained === null ? null : keptItem.parse(JSON.parse(retained)) }
}
