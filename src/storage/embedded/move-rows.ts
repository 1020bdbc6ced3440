import { AssentError } from "../../errors.ts"
import type { MoveRows } from "../../retention/ports.ts"
import { instant } from "./columns.ts"
import type { Database } from "./database.ts"
import { compiling } from "./dialect.ts"
import { untouched } from "./hold-rows.ts"
import type { AssentTables } from "./tables.ts"
import type { SqliteTx } from "./writer.ts"

const query = compiling<AssentTables>()

export function sqliteMoveRows({ read, writer }: Database<AssentTables>): MoveRows<SqliteTx> {
  return {
    async moved(tx, recordingId, { place, movedAt, leaf }) {
      const state = untouched(tx, recordingId)
      if (state !== "sealed" && state !== "recovered") {
        throw new AssentError("CONFLICT", "only a recording that is whole and may be played can be moved")
      }
      if (tx.select(query.selectFrom("hold").select("id").where("recording_id", "=", recordingId)).length > 0) {
        throw new AssentError("RECORDING_ON_HOLD", "a legal hold stands on this recording: its file stays here")
      }
      const row = {
        recording_id: recordingId,
        place,
        moved_at: instant(movedAt, "movedAt"),
        moved_leaf: leaf,
        removed: 0,
      }
      const put = query
        .insertInto("recording_elsewhere")
        .values(row)
        .onConflict((on) => on.column("recording_id").doNothing())
      if (tx.execute(put) === 0) throw new AssentError("CONFLICT", "this recording is elsewhere already")
    },

    async removed(recordingId) {
      await writer.transact(async (tx) => {
        tx.execute(query.updateTable("recording_elsewhere").set({ removed: 1 }).where("recording_id", "=", recordingId))
      })
    },

    async unfinished() {
      const rows = await read
        .selectFrom("recording_elsewhere")
        .innerJoin("recording", "recording.id", "recording_elsewhere.recording_id")
        .select(["recording.id", "recording.blob_uri"])
        .where("removed", "=", 0)
        .orderBy("recording.id")
        .execute()
      return rows.map(({ id, blob_uri: blobUri }) => ({ id, blobUri }))
    },
  }
}
