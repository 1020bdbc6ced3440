import type { LeafIndex } from "../../ledger/leaf-index.ts"
import type { Database } from "./database.ts"
import { compiling } from "./dialect.ts"
import { prepare } from "./prepared.ts"
import type { AssentTables } from "./tables.ts"

const query = compiling<AssentTables>()
const selectSize = prepare<Record<string, never>, { size: number }>(() =>
  query.selectFrom("leaf_about_size").select("size"),
)
const insert = prepare<AssentTables["leaf_about"]>((p) =>
  query.insertInto("leaf_about").values({ subject: p("subject"), idx: p("idx") }),
)
const moveSize = prepare<{ size: number }>((p) => query.updateTable("leaf_about_size").set({ size: p("size") }))

/** Which leaves are about what, in assent.db. */
export function sqliteLeafIndex({ read, writer }: Database<AssentTables>): LeafIndex {
  return {
    async size() {
      return (await read.selectFrom("leaf_about_size").select("size").executeTakeFirstOrThrow()).size
    },

    note: (from, to, subjects) =>
      writer.transact(async (tx) => {
        if (tx.get(selectSize, {})?.size !== from) return
        for (const { subject, index } of subjects) tx.run(insert, { subject, idx: index })
        tx.run(moveSize, { size: to })
      }),

    async about(subjects, from, to) {
      const rows = await read
        .selectFrom("leaf_about")
        .select("idx")
        .distinct()
        .where("subject", "in", subjects)
        .where("idx", ">=", from)
        .where("idx", "<", to)
        .orderBy("idx")
        .execute()
      return rows.map(({ idx }) => idx)
    },

    noted(after, limit) {
      const rows = read.selectFrom("leaf_about").select(["subject", "idx as index"]).orderBy("subject").orderBy("idx")
      if (!after) return rows.limit(limit).execute()
      const { subject, index } = after
      return rows
        .where((eb) =>
          eb.or([eb("subject", ">", subject), eb.and([eb("subject", "=", subject), eb("idx", ">", index)])]),
        )
        .limit(limit)
        .execute()
    },

    clear: () =>
      writer.transact(async (tx) => {
        tx.execute(query.deleteFrom("leaf_about"))
        tx.run(moveSize, { size: 0 })
      }),
  }
}
