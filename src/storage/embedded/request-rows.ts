import { z } from "zod"
import { AssentError } from "../../errors.ts"
import { type Act, detailsSchema, itemSchema, type RequestRows, type SubjectRequest } from "../../rights/ports.ts"
import { calendarDay, instant } from "./columns.ts"
import type { Database } from "./database.ts"
import { compiling } from "./dialect.ts"
import type { AssentTables, SubjectRequestTable } from "./tables.ts"
import type { SqliteTx } from "./writer.ts"

const query = compiling<AssentTables>()
const items = z.array(itemSchema)
const ids = z.array(z.string())

export function sqliteRequestRows({ read }: Database<AssentTables>): RequestRows<SqliteTx> {
  return {
    async add(tx, request, act) {
      tx.execute(query.insertInto("subject_request").values(tableRow(request)))
      putAct(tx, act)
    },

    async change(tx, before, request, act) {
      const update = query
        .updateTable("subject_request")
        .set(tableRow(request))
        .where("id", "=", request.id)
        .where("state", "=", before)
        .where("extended", "<=", request.extended ? 1 : 0)
      if (tx.execute(update) === 0) throw new AssentError("CONFLICT", "this request was changed meanwhile: look again")
      putAct(tx, act)
    },

    async deny(tx, act) {
      putAct(tx, act)
    },

    async get(id) {
      const row = await read.selectFrom("subject_request").selectAll().where("id", "=", id).executeTakeFirst()
      return row ? portRow(row) : null
    },

    async acts(id) {
      const rows = await read
        .selectFrom("subject_request_act")
        .selectAll()
        .where("request_id", "=", id)
        .orderBy("seq")
        .execute()
      return rows.map(({ at, actor, act, denied }) => ({ requestId: id, at, actor, act, denied }))
    },

    async list({ state, kind }, { limit, after }) {
      let rows = read.selectFrom("subject_request").selectAll().orderBy("id", "desc").limit(limit)
      if (state !== undefined) rows = rows.where("state", "=", state)
      if (kind !== undefined) rows = rows.where("kind", "=", kind)
      if (after !== null) rows = rows.where("id", "<", after)
      return (await rows.execute()).map(portRow)
    },
  }
}

function putAct(tx: SqliteTx, { requestId, at, actor, act, denied }: Act): void {
  const before = tx.select(
    query.selectFrom("subject_request_act").select("seq").where("request_id", "=", requestId),
  ).length
  const row = { request_id: requestId, seq: before + 1, at: instant(at, "at"), actor, act, denied }
  tx.execute(query.insertInto("subject_request_act").values(row))
}

function tableRow(request: SubjectRequest): SubjectRequestTable {
  return {
    id: request.id,
    kind: request.kind,
    state: request.state,
    received_at: instant(request.receivedAt, "receivedAt"),
    due_on: calendarDay(request.dueOn, "dueOn"),
    extended: request.extended ? 1 : 0,
    filed_by: request.filedBy,
    decided_by: request.decidedBy,
    language: request.language,
    subject_lookup: request.subjectLookup,
    masked: request.masked,
    recording_id: request.recordingId,
    details: JSON.stringify(request.details),
    items: JSON.stringify(request.items),
    call_key_ids: JSON.stringify(request.callKeyIds),
    certificate: request.certificate,
    manifest: request.manifest,
  }
}

function portRow(row: SubjectRequestTable): SubjectRequest {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    receivedAt: row.received_at,
    dueOn: row.due_on,
    extended: row.extended === 1,
    filedBy: row.filed_by,
    decidedBy: row.decided_by,
    language: row.language,
    subjectLookup: row.subject_lookup,
    masked: row.masked,
    recordingId: row.recording_id,
    details: detailsSchema.parse(JSON.parse(row.details)),
    items: items.parse(JSON.parse(row.items)),
    callKeyIds: ids.parse(JSON.parse(row.call_key_ids)),
    certificate: row.certificate,
    manifest: row.manifest,
  }
}
