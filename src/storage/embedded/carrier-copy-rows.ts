import type { CarrierCopies } from "../../carriers/relay/copies.ts"
import { instant } from "./columns.ts"
import type { Database } from "./database.ts"
import { compiling } from "./dialect.ts"
import type { AssentTables } from "./tables.ts"

const query = compiling<AssentTables>()

export function sqliteCarrierCopies({ read, writer }: Database<AssentTables>): CarrierCopies {
  return {
    async expect(copy) {
      const row = {
        control_id: copy.controlId,
        trunk: copy.trunk,
        call_id: copy.callId,
        carrier_call_id: copy.carrierCallId,
        node_id: copy.nodeId,
        recording_id: copy.recordingId,
        url: copy.url,
        expected_at: instant(copy.expectedAt, "expectedAt"),
      }
      await writer.transact(async (tx) => {
        tx.execute(query.insertInto("carrier_copy").values(row))
      })
    },

    async located(controlId, url) {
      await writer.transact(async (tx) => {
        tx.execute(query.updateTable("carrier_copy").set({ url }).where("control_id", "=", controlId))
      })
    },

    async gone(controlId) {
      await writer.transact(async (tx) => {
        tx.execute(query.deleteFrom("carrier_copy").where("control_id", "=", controlId))
      })
    },

    async list(trunk) {
      const rows = await read
        .selectFrom("carrier_copy")
        .selectAll()
        .where("trunk", "=", trunk)
        .orderBy("expected_at")
        .orderBy("control_id")
        .execute()
      return rows.map((row) => ({
        controlId: row.control_id,
        trunk: row.trunk,
        callId: row.call_id,
        carrierCallId: row.carrier_call_id,
        nodeId: row.node_id,
        recordingId: row.recording_id,
        url: row.url,
        expectedAt: row.expected_at,
      }))
    },
  }
}
