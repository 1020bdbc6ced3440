import type { CarrierLooks } from "../../carriers/looks.ts"
import type { Database } from "./database.ts"
import { compiling } from "./dialect.ts"
import { GroupedWrites } from "./grouped.ts"
import { prepare } from "./prepared.ts"
import type { AssentTables } from "./tables.ts"
import type { SqliteTx } from "./writer.ts"

const query = compiling<AssentTables>()
const deleteLook = prepare<{ id: string }>((p) => query.deleteFrom("carrier_look").where("call_id", "=", p("id")))

export function sqliteCarrierLooks({ read, writer }: Database<AssentTables>): CarrierLooks<SqliteTx> {
  // Every call is looked after once, so those that end together share a wait for the disk.
  const grouped = new GroupedWrites(writer)
  return {
    async due(trunk, limit) {
      const rows = await read
        .selectFrom("carrier_look")
        .innerJoin("call", "call.id", "carrier_look.call_id")
        .select(["call.id", "carrier_look.carrier_call_id", "call.answered_at", "call.outcome"])
        .where("call.trunk", "=", trunk)
        .where("call.state", "=", "ended")
        .orderBy("call.id")
        .limit(limit)
        .execute()
      return rows.map((row) => ({
        callId: row.id,
        carrierCallId: row.carrier_call_id,
        answeredAt: row.answered_at,
        mayGoOn: row.outcome === "interrupted" || row.outcome === "shutdown",
      }))
    },

    async found(tx, callId) {
      tx.run(deleteLook, { id: callId })
    },

    nothing: (callId) => grouped.run((tx) => void tx.run(deleteLook, { id: callId })),
  }
}
