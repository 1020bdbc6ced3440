import { AssentError, hasCode } from "../../errors.ts"
import type { CheckpointRow, LeafRow, LedgerStore, LedgerTx, LogHead, NodeRow } from "../../ledger/store.ts"
import type { Database } from "./database.ts"
import { compiling } from "./dialect.ts"
import { prepare } from "./prepared.ts"
import type { AssentTables } from "./tables.ts"
import type { SqliteTx } from "./writer.ts"

const HASH_BYTES = 32
/** Leaves read at a time. Pages and not a cursor: an open cursor would keep the write-ahead log from being recycled. */
const LEAVES_PER_PAGE = 512

const query = compiling<AssentTables>()

type Head = { size: number; frontier: Uint8Array }
const selectHead = prepare<Record<string, never>, Head>(() =>
  query.selectFrom("ledger_log").select(["size", "frontier"]),
)
const selectIndex = prepare<{ id: string }, { idx: number }>((p) =>
  query.selectFrom("ledger_leaf").select("idx").where("event_id", "=", p("id")),
)
const insertLeaf = prepare<AssentTables["ledger_leaf"]>((p) =>
  query
    .insertInto("ledger_leaf")
    .values({ idx: p("idx"), event_id: p("event_id"), entry: p("entry"), hash: p("hash") }),
)
const insertNode = prepare<AssentTables["ledger_node"]>((p) =>
  query.insertInto("ledger_node").values({ level: p("level"), i: p("i"), hash: p("hash") }),
)
const moveHead = prepare<{ size: number; frontier: Uint8Array; from: number }>((p) =>
  query
    .updateTable("ledger_log")
    .set({ size: p("size"), frontier: p("frontier") })
    .where("size", "=", p("from")),
)
const insertCheckpoint = prepare<AssentTables["ledger_checkpoint"]>((p) =>
  query.insertInto("ledger_checkpoint").values({ size: p("size"), root: p("root"), note: p("note") }),
)

/** The ledger in assent.db. Business rows are written through the `SqliteTx` that `transact` hands out. */
export function sqliteLedgerStore({ read, writer }: Database<AssentTables>): LedgerStore<SqliteTx> {
  const checkpoints = read.selectFrom("ledger_checkpoint").select(["size", "root", "note"])
  const leafColumns = ["idx as index", "event_id as eventId", "entry", "hash"] as const
  return {
    async origin() {
      return (await read.selectFrom("ledger_log").select("origin").executeTakeFirst())?.origin ?? null
    },

    async create(origin) {
      await asConflict("this store already holds a log", () =>
        writer.transact(async (tx) => {
          tx.execute(query.insertInto("ledger_log").values({ origin, size: 0, frontier: new Uint8Array(0) }))
        }),
      )
    },

    async head() {
      return parseHead(await read.selectFrom("ledger_log").select(["size", "frontier"]).executeTakeFirst())
    },

    transact: (work) => writer.transact((tx) => work(ledgerTx(tx))),

    async leaf(index) {
      const row = await read.selectFrom("ledger_leaf").select(leafColumns).where("idx", "=", index).executeTakeFirst()
      return row ?? null
    },

    async *leaves(from, to) {
      for (let next = from; next < to;) {
        const rows = await read
          .selectFrom("ledger_leaf")
          .select(leafColumns)
          .where("idx", ">=", next)
          .where("idx", "<", to)
          .orderBy("idx")
          .limit(LEAVES_PER_PAGE)
          .execute()
        yield* rows
        const last = rows.at(-1)
        if (!last) return
        next = last.index + 1
      }
    },

    async node(level, index) {
      const row = await read
        .selectFrom("ledger_node")
        .select("hash")
        .where("level", "=", level)
        .where("i", "=", index)
        .executeTakeFirst()
      return row?.hash ?? null
    },

    // Both are shown to outsiders: one that a power cut took back would make this ledger look rewound.
    async latestCheckpoint() {
      const row = await checkpoints.orderBy("size", "desc").limit(1).executeTakeFirst()
      await writer.settled()
      return row ?? null
    },

    async checkpointAt(size) {
      const row = await checkpoints.where("size", "=", size).executeTakeFirst()
      await writer.settled()
      return row ?? null
    },

    async insertCheckpoint({ size, root, note }: CheckpointRow) {
      await asConflict("a checkpoint of this size exists", () =>
        writer.transact(async (tx) => {
          tx.run(insertCheckpoint, { size, root, note })
        }),
      )
    },
  }
}

function ledgerTx(tx: SqliteTx): LedgerTx<SqliteTx> {
  return {
    rows: tx,
    head: async () => parseHead(tx.get(selectHead, {})),
    indexOf: async (eventId) => tx.get(selectIndex, { id: eventId })?.idx ?? null,
    isolated: (work) => tx.isolated(work),
    insert: (leaves, nodes, head) =>
      asConflict("this leaf or node is in the log already", async () => {
        insertRows(tx, leaves, nodes, head)
      }),
  }
}

function insertRows(tx: SqliteTx, leaves: readonly LeafRow[], nodes: readonly NodeRow[], head: LogHead): void {
  const from = head.size - leaves.length
  leaves.forEach(({ index, eventId, entry, hash }, i) => {
    if (index !== from + i) throw new AssentError("LEDGER_CONFLICT", "the leaves would leave a gap in the log")
    tx.run(insertLeaf, { idx: index, event_id: eventId, entry, hash })
  })
  for (const { level, index, hash } of nodes) tx.run(insertNode, { level, i: index, hash })
  // Compare-and-swap: holds even if this file's lock did not.
  const moved = tx.run(moveHead, { size: head.size, frontier: Buffer.concat(head.frontier), from })
  if (moved !== 1) throw new AssentError("LEDGER_CONFLICT", "the log was extended by somebody else")
}

function parseHead(row: Head | undefined): LogHead {
  if (!row) throw new AssentError("LEDGER_CORRUPT", "this store holds no log")
  const count = row.frontier.length / HASH_BYTES
  if (count !== row.size.toString(2).replaceAll("0", "").length) {
    throw new AssentError("LEDGER_CORRUPT", "the stored frontier does not fit the size of the log")
  }
  const frontier = Array.from({ length: count }, (_, i) => row.frontier.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES))
  return { size: row.size, frontier }
}

/** A key that exists already means that somebody else wrote the same place of the log. */
async function asConflict<T>(message: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    throw hasCode(error, "CONFLICT") ? new AssentError("LEDGER_CONFLICT", message, { cause: error }) : error
  }
}
