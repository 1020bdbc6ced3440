import { instant } from "./columns.ts"
import type { Database } from "./database.ts"
import { compiling } from "./dialect.ts"
import type { AssentTables } from "./tables.ts"

const query = compiling<AssentTables>()

/** Ends in a restored assent.db by what people and machines came in then: what was taken back since must not open again. */
export interface RestoredAccess {
  /**
   * One transaction. Sign-ins, invitations and recovery codes end always: what opens once may have been used since.
   * @param all whether tokens are revoked too, and people disabled
   * @param leafOf the leaf of each such change, which enters the outbox with it
   */
  end(all: boolean, at: string, leafOf: (subject: string, change: string) => WaitingLeaf): Promise<EndedAccess>
}

interface WaitingLeaf {
  readonly id: string
  readonly leaf: string
  /** `YYYY-MM-DD` */
  readonly day: string
}

export interface EndedAccess {
  readonly signIns: number
  readonly links: number
  readonly people: number
  readonly tokens: number
}

export function sqliteRestoredAccess({ writer }: Database<AssentTables>): RestoredAccess {
  return {
    end: (all, at, leafOf) =>
      writer.transact(async (tx) => {
        const signIns = tx.execute(query.deleteFrom("sign_in"))
        const links = tx.execute(
          query
            .updateTable("person")
            .set({ invite_hash: null, invite_until: null })
            .where("invite_hash", "is not", null),
        )
        tx.execute(query.updateTable("person").set({ recovery: "[]" }))
        if (!all) return { signIns, links, people: 0, tokens: 0 }

        const people = tx.select(query.selectFrom("person").select("id").where("state", "=", "active"))
        tx.execute(
          query
            .updateTable("person")
            .set((row) => ({ state: "disabled", revision: row("revision", "+", 1) }))
            .where("state", "=", "active"),
        )
        const tokens = tx.select(query.selectFrom("api_token").select("id").where("revoked_at", "is", null))
        tx.execute(
          query
            .updateTable("api_token")
            .set({ revoked_at: instant(at, "at") })
            .where("revoked_at", "is", null),
        )
        const leaves = [
          ...people.map(({ id }) => leafOf(`user_${id}`, "disabled")),
          ...tokens.map(({ id }) => leafOf(`tok_${id}`, "revoked")),
        ]
        for (const { id, leaf, day } of leaves) tx.execute(query.insertInto("leaf_outbox").values({ id, leaf, day }))
        return { signIns, links, people: people.length, tokens: tokens.length }
      }),
  }
}
