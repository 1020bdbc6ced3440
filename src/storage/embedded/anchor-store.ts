import type { AnchorStore } from "../../ledger/anchor-store.ts"
import type { Database } from "./database.ts"
import { compiling } from "./dialect.ts"
import type { AssentTables } from "./tables.ts"

const query = compiling<AssentTables>()

/** Cosignatures and timestamps in assent.db. */
export function sqliteAnchorStore({ read, writer }: Database<AssentTables>): AnchorStore {
  return {
    insertCosignature: (row) =>
      writer.transact(async (tx) => {
        tx.execute(
          query
            .insertInto("ledger_cosignature")
            .values(row)
            .onConflict((conflict) => conflict.doNothing()),
        )
      }),
    cosignatures: (size) =>
      read
        .selectFrom("ledger_cosignature")
        .select(["witness", "line"])
        .where("size", "=", size)
        .orderBy("witness")
        .execute(),
    insertTimestamp: (row) =>
      writer.transact(async (tx) => {
        tx.execute(
          query
            .insertInto("ledger_timestamp")
            .values(row)
            .onConflict((conflict) => conflict.doNothing()),
        )
      }),
    async timestamp(size) {
      const row = await read.selectFrom("ledger_timestamp").select("tsr").where("size", "=", size).executeTakeFirst()
      return row?.tsr ?? null
    },
  }
}
