import type { Expression, ExpressionBuilder } from "kysely"
import { AssentError } from "../../errors.ts"
import type { RecordingRows, RecordingState } from "../../recording/ports.ts"
import { calendarDay, instant, mustChange, type PlacedRecording, placedRecordings, recordingRow } from "./columns.ts"
import type { Database } from "./database.ts"
import { compiling } from "./dialect.ts"
import { fetchAll, prepare } from "./prepared.ts"
import type { AssentTables } from "./tables.ts"
import type { SqliteTx } from "./writer.ts"

const query = compiling<AssentTables>()
// Every erasure asks these of each recording: prepared, since compiling costs more than running.
const byId = prepare<{ id: string }, PlacedRecording>((p) => placedRecordings(query).where("id", "=", p("id")))
const byCall = prepare<{ callId: string }, PlacedRecording>((p) =>
  placedRecordings(query).where("call_id", "=", p("callId")).orderBy("id"),
)

/** What a recording may become, from what it is. `shredded` is the end of all, and is retention's to write. */
const allowed: Readonly<Record<"sealed" | "recovered" | "failed" | "lost" | "restricted", readonly RecordingState[]>> =
  {
    sealed: ["open", "restricted"],
    recovered: ["open", "restricted", "failed"],
    failed: ["open", "restricted"],
    lost: ["open", "sealed", "recovered", "restricted", "failed"],
    restricted: ["open", "sealed", "recovered", "failed", "restricted"],
  }

function restrictedOr(
  eb: ExpressionBuilder<AssentTables, "recording">,
  state: RecordingState,
): Expression<RecordingState> {
  return eb.case().when("state", "=", "restricted").then(eb.val<RecordingState>("restricted")).else(eb.val(state)).end()
}

export function sqliteRecordingRows({ read }: Database<AssentTables>): RecordingRows<SqliteTx> {
  const rows = placedRecordings(read)

  function move(
    tx: SqliteTx,
    id: string,
    state: keyof typeof allowed,
    set: Partial<Omit<AssentTables["recording"], "id" | "state">>,
  ): void {
    let update = query
      .updateTable("recording")
      .set(set)
      // A restriction outlives what else becomes of the file: only shredding, or finding it lost, ends it.
      .set((eb) => ({ state: state === "lost" ? state : restrictedOr(eb, state) }))
      .where("id", "=", id)
      .where("state", "in", allowed[state])
    if (state === "sealed" || state === "recovered") update = update.where("sealed_leaf", "is", null)
    const changed = tx.execute(update)
    if (changed > 0) return
    const [row] = tx.select(query.selectFrom("recording").select("state").where("id", "=", id))
    mustChange(row ? 1 : 0, "there is no recording with this id")
    throw new AssentError("CONFLICT", `a recording that is ${row?.state ?? "gone"} cannot become ${state}`)
  }

  return {
    async opened(tx, row) {
      tx.execute(
        query.insertInto("recording").values({
          id: row.id,
          call_id: row.callId,
          header: row.header,
          header_sha256: row.headerSha256,
          state: "open",
          blob_uri: row.blobUri,
          ciphertext_len: null,
          ciphertext_sha256: null,
          segments: null,
          delete_after: calendarDay(row.deleteAfter, "deleteAfter"),
          shred_at: null,
          started_at: instant(row.startedAt, "startedAt"),
          ended_at: null,
          started_leaf: row.startedLeaf,
          sealed_leaf: null,
          shredded_at: null,
          shred_reason: null,
        }),
      )
    },

    async sealed(tx, id, state, facts) {
      move(tx, id, state, {
        ciphertext_len: facts.ciphertextLen,
        ciphertext_sha256: facts.ciphertextSha256,
        segments: facts.segments,
        delete_after: calendarDay(facts.deleteAfter, "deleteAfter"),
        ended_at: instant(facts.endedAt, "endedAt"),
        sealed_leaf: facts.sealedLeaf,
      })
    },

    async failed(tx, id, state, endedAt) {
      move(tx, id, state, { ended_at: instant(endedAt, "endedAt") })
    },

    async restricted(tx, id, shredAt) {
      move(tx, id, "restricted", { shred_at: instant(shredAt, "shredAt") })
    },

    async get(id) {
      const [row] = await fetchAll(read, byId, { id })
      return row ? recordingRow(row) : null
    },

    async ofCall(callId) {
      return (await fetchAll(read, byCall, { callId })).map(recordingRow)
    },

    async open() {
      // A recording may be restricted while its file is still open.
      const unfinished = rows.where((eb) =>
        eb.or([eb("state", "=", "open"), eb.and([eb("state", "=", "restricted"), eb("ended_at", "is", null)])]),
      )
      return (await unfinished.orderBy("id").execute()).map(recordingRow)
    },
  }
}
