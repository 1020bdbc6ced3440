import { AssentError } from "../../src/errors.ts"
import type { CheckpointRow, LeafRow, LedgerStore, LedgerTx, LogHead, NodeRow } from "../../src/ledger/store.ts"

/** The fake's transaction handle: business rows by name, as a table with a unique name would hold them. */
export interface MemoryTx {
  put(name: string, value?: unknown): Promise<void>
}

export const faultPoints = [
  "begin",
  "head",
  "indexOf",
  "isolated",
  "insert",
  "commit",
  "readHead",
  "leaf",
  "leaves",
  "node",
  "latestCheckpoint",
  "checkpointAt",
  "insertCheckpoint",
] as const
export type FaultPoint = (typeof faultPoints)[number]

interface Data {
  origin: string | null
  head: LogHead
  leaves: LeafRow[]
  nodes: Map<string, Uint8Array>
  checkpoints: Map<number, CheckpointRow>
  rows: Map<string, unknown>
}

/**
 * A LedgerStore in memory that is as strict as a database: one lock, savepoints, unique keys, nothing visible before the
 * commit, copies in and out. `failNext` makes one operation fail; with `persist` it fails after it took effect, as a
 * commit does whose answer is lost. The data outlives the store: `reopen` is what another process finds.
 */
export class MemoryLedgerStore implements LedgerStore<MemoryTx> {
  readonly data: Data
  readonly counts = new Map<FaultPoint, number>()
  readonly #faults = new Map<FaultPoint, { persist: boolean; after: number }>()
  #lock: Promise<unknown> = Promise.resolve()
  #closed = false

  constructor(data?: Data) {
    this.data = data ?? {
      origin: null,
      head: { size: 0, frontier: [] },
      leaves: [],
      nodes: new Map(),
      checkpoints: new Map(),
      rows: new Map(),
    }
  }

  /** The next `op` (or the one after `after` more) fails, before or (`persist`) after it took effect. */
  failNext(op: FaultPoint, options: { persist?: boolean; after?: number } = {}): void {
    this.#faults.set(op, { persist: options.persist ?? false, after: options.after ?? 0 })
  }

  /** Another process on the same storage. */
  reopen(): MemoryLedgerStore {
    return new MemoryLedgerStore(this.data)
  }

  /** A backup taken now. */
  snapshot(): MemoryLedgerStore {
    const { origin, head, leaves, nodes, checkpoints, rows } = this.data
    return new MemoryLedgerStore({
      origin,
      head,
      leaves: [...leaves],
      nodes: new Map(nodes),
      checkpoints: new Map(checkpoints),
      rows: new Map(rows),
    })
  }

  close(): void {
    this.#closed = true
  }

  async origin(): Promise<string | null> {
    return this.data.origin
  }

  async create(origin: string): Promise<void> {
    if (this.data.origin !== null) throw new AssentError("LEDGER_CONFLICT", "this store already holds a log")
    this.data.origin = origin
  }

  async head(): Promise<LogHead> {
    return this.#faulty("readHead", async () => {
      if (this.data.origin === null) throw new AssentError("LEDGER_CORRUPT", "this store holds no log")
      return copyHead(this.data.head)
    })
  }

  transact<T>(work: (tx: LedgerTx<MemoryTx>) => Promise<T>): Promise<T> {
    const run = this.#lock.then(() => this.#transaction(work))
    this.#lock = run.catch(() => undefined)
    return run
  }

  async #transaction<T>(work: (tx: LedgerTx<MemoryTx>) => Promise<T>): Promise<T> {
    if (this.#closed) throw new AssentError("LEDGER_UNAVAILABLE", "the store is closed")
    const { data } = this
    const pending = { leaves: new Array<LeafRow>(), nodes: new Array<NodeRow>(), rows: new Array<[string, unknown]>() }
    let head = data.head
    let state: "open" | "isolated" | "ended" = "open"
    const check = (): void => {
      if (state === "ended") throw new Error("the transaction has ended")
    }
    const tx: LedgerTx<MemoryTx> = {
      rows: {
        put: async (name, value) => {
          check()
          if (data.rows.has(name) || pending.rows.some(([other]) => other === name)) {
            throw new Error("UNIQUE constraint failed: rows.name")
          }
          pending.rows.push([name, value])
        },
      },
      head: () =>
        this.#faulty("head", async () => {
          check()
          return copyHead(head)
        }),
      indexOf: (eventId) =>
        this.#faulty("indexOf", async () => {
          check()
          const row = [...data.leaves, ...pending.leaves].find((leaf) => leaf.eventId === eventId)
          return row ? row.index : null
        }),
      insert: (leaves, nodes, next) =>
        this.#faulty("insert", async () => {
          check()
          leaves.forEach((leaf, i) => {
            const known = [...data.leaves, ...pending.leaves]
            if (leaf.index !== head.size + i || leaf.index !== known.length) throw new Error("a gap in the log")
            if (known.some((other) => other.eventId === leaf.eventId)) throw new Error("UNIQUE constraint failed")
            pending.leaves.push({ ...leaf, entry: copy(leaf.entry), hash: copy(leaf.hash) })
          })
          for (const node of nodes) {
            const known = [...data.nodes.keys(), ...pending.nodes.map(nodeKey)]
            if (known.includes(nodeKey(node))) throw new Error("UNIQUE constraint failed: node")
            pending.nodes.push({ ...node, hash: copy(node.hash) })
          }
          if (next.size !== head.size + leaves.length) throw new Error("the head does not fit the leaves")
          if (next.frontier.length !== bitsSet(next.size)) throw new Error("the frontier does not fit the size")
          head = copyHead(next)
        }),
      isolated: (isolatedWork) =>
        this.#faulty("isolated", async () => {
          check()
          if (state === "isolated") throw new Error("savepoints must not overlap")
          state = "isolated"
          const before = { leaves: pending.leaves.length, nodes: pending.nodes.length, rows: pending.rows.length, head }
          try {
            return await isolatedWork()
          } catch (error) {
            pending.leaves.length = before.leaves
            pending.nodes.length = before.nodes
            pending.rows.length = before.rows
            head = before.head
            throw error
          } finally {
            state = "open"
          }
        }),
    }
    try {
      return await this.#faulty("begin", async () => {
        const result = await work(tx)
        if (state === "isolated") throw new Error("isolated work was not awaited")
        await this.#faulty("commit", async () => {
          data.head = head
          data.leaves.push(...pending.leaves)
          for (const node of pending.nodes) data.nodes.set(nodeKey(node), node.hash)
          for (const [name, value] of pending.rows) data.rows.set(name, value)
        })
        return result
      })
    } finally {
      state = "ended"
    }
  }

  async leaf(index: number): Promise<LeafRow | null> {
    return this.#faulty("leaf", async () => this.data.leaves[index] ?? null)
  }

  async *leaves(from: number, to: number): AsyncIterable<LeafRow> {
    await this.#faulty("leaves", async () => undefined)
    yield* this.data.leaves.slice(from, to)
  }

  async node(level: number, index: number): Promise<Uint8Array | null> {
    return this.#faulty("node", async () => this.data.nodes.get(`${level}/${index}`) ?? null)
  }

  async latestCheckpoint(): Promise<CheckpointRow | null> {
    return this.#faulty("latestCheckpoint", async () => {
      const latest = Math.max(...this.data.checkpoints.keys())
      return this.data.checkpoints.get(latest) ?? null
    })
  }

  async checkpointAt(size: number): Promise<CheckpointRow | null> {
    return this.#faulty("checkpointAt", async () => this.data.checkpoints.get(size) ?? null)
  }

  async insertCheckpoint(row: CheckpointRow): Promise<void> {
    return this.#faulty("insertCheckpoint", async () => {
      if (this.data.checkpoints.has(row.size)) {
        throw new AssentError("LEDGER_CONFLICT", "a checkpoint of this size exists")
      }
      this.data.checkpoints.set(row.size, { ...row, root: copy(row.root) })
    })
  }

  async #faulty<T>(op: FaultPoint, work: () => Promise<T>): Promise<T> {
    this.counts.set(op, (this.counts.get(op) ?? 0) + 1)
    const fault = this.#faults.get(op)
    if (!fault) return work()
    if (fault.after > 0) {
      fault.after -= 1
      return work()
    }
    this.#faults.delete(op)
    if (fault.persist) await work()
    throw new AssentError("LEDGER_UNAVAILABLE", `injected fault: ${op}`)
  }
}

const copy = (bytes: Uint8Array): Uint8Array => Uint8Array.from(bytes)
const copyHead = (head: LogHead): LogHead => ({ size: head.size, frontier: head.frontier.map(copy) })
const nodeKey = (node: NodeRow): string => `${node.level}/${node.index}`
const bitsSet = (size: number): number => size.toString(2).replaceAll("0", "").length
