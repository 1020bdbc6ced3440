/* What a witness must never forget: one row a log, in a SQLite file of its own. */
import Database from "better-sqlite3"
import { z } from "zod"
import { sameBytes } from "./base64.ts"
import type { WitnessedTree, WitnessStore } from "./witness.ts"

const row = z.object({ size: z.number(), root: z.instanceof(Uint8Array) })

export interface OpenWitnessStore extends WitnessStore {
  /** Nothing was ever signed from here. */
  isEmpty(): boolean
  close(): void
}

/** Opens or makes the SQLite file. Several processes may: one swap wins. */
export function openWitnessStore(file: string): OpenWitnessStore {
  const db = new Database(file, { timeout: 5000 })
  // FULL: an answer that was given is on the disk, also after a power cut.
  db.pragma("journal_mode = WAL")
  db.pragma("synchronous = FULL")
  db.exec("create table if not exists witnessed (origin text primary key, size integer not null, root blob not null)")
  const select = db.prepare("select size, root from witnessed where origin = ?")
  const upsert = db.prepare(
    "insert into witnessed values (@origin, @size, @root) on conflict (origin) do update set size = @size, root = @root",
  )
  const last = (origin: string): WitnessedTree | null => row.optional().parse(select.get(origin)) ?? null
  const swap = db.transaction((origin: string, from: WitnessedTree | null, { size, root }: WitnessedTree): boolean => {
    const now = last(origin)
    const same = now && from ? now.size === from.size && sameBytes(now.root, from.root) : now === from
    if (same) upsert.run({ origin, size, root: Buffer.from(root) })
    return same
  })
  return {
    last,
    advance: (origin, from, to) => swap.immediate(origin, from, to),
    isEmpty: () => db.prepare("select 1 from witnessed").get() === undefined,
    close: () => db.close(),
  }
}
