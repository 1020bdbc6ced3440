/* Contacts, agents, notes, tags and proofs of identity, over what is stored; and the rounds in which they end. */
import type { PersonRecords } from "../api/record-parts.ts"
import type { Config } from "../config.ts"
import { AssentError } from "../errors.ts"
import { linesTo } from "../greetings/line-at.ts"
import type { Keyring } from "../keys/keyring.ts"
import type { KeyProvider } from "../keys/ports.ts"
import type { Ledger } from "../ledger/ledger.ts"
import type { Eraser } from "../retention/eraser.ts"
import { type RecordKind, recordKinds, type RecordRow } from "../rights/record-ports.ts"
import { createRecords, type Records } from "../rights/records.ts"
import type { Embedded, SqliteTx } from "../storage/embedded/open.ts"
import { directory } from "./record-directory.ts"
import { annotations } from "./record-annotations.ts"
import { identityDocuments } from "./record-documents.ts"
import { reaching } from "./records-erased.ts"
import { openingsOf } from "./who-listened.ts"

const PAGE = 200
const DAY_MS = 86_400_000

export interface RecordParts {
  readonly storage: Embedded
  readonly ledger: Ledger<SqliteTx>
  readonly keyring: Keyring
  readonly provider: KeyProvider
  readonly config: Config
}

export interface OpenRecords {
  /** Erasure that reaches these too. */
  reaching(eraser: Eraser): Eraser
  /** @param eraser the one that reaches */
  parts(eraser: Eraser): PersonRecords
  /** Ends what is past its days. @returns how many */
  sweep(now: Date): Promise<number>
}

/** What each part of the records' API works on. */
export interface RecordWork extends RecordParts {
  readonly records: Records
  /** @throws RECORDING_ON_HOLD when a hold stands on a recording of the call */
  readonly mustBeFree: (callId: string) => Promise<void>
}

export function openRecords(parts: RecordParts): OpenRecords {
  const { storage, config } = parts
  const { personRecords: rows, keyStore } = storage
  const records = createRecords<SqliteTx>({
    rows,
    ledger: parts.ledger,
    ledgerStore: storage.ledgerStore,
    keyring: parts.keyring,
    keys: keyStore,
    openings: (version) => openingsOf({ store: keyStore, provider: parts.provider }, version),
    now: () => new Date(),
  })
  const days = {
    contact: config.retention.contact_days,
    agent: config.retention.agent_days,
    note: config.retention.note_days,
    tags: config.retention.tags_days,
    document: config.retention.document_days,
  }

  async function isHeld(callId: string): Promise<boolean> {
    for (const { id } of await storage.recordings.ofCall(callId)) {
      if ((await storage.holds.holdsOf(id)).length > 0) return true
    }
    return false
  }

  const mustBeFree = async (callId: string): Promise<void> => {
    if (!(await isHeld(callId))) return
    throw new AssentError(
      "RECORDING_ON_HOLD",
      "a legal hold stands on a recording of this call: its notes stay as they are",
    )
  }

  async function end(row: RecordRow): Promise<boolean> {
    if (row.kind !== "document" && row.about !== null && (await isHeld(row.about))) return false
    // In service: a line leads to this agent.
    if (row.slug !== null && linesTo(row.slug, storage.operator.current().lines).length > 0) return false
    await records.remove(row, "retention")
    if (row.slug !== null) await rows.forgetAgent(row.slug)
    return true
  }

  async function sweepKind(kind: RecordKind, setBefore: string): Promise<number> {
    let ended = 0
    for (let after: string | null = null; ;) {
      const page = await rows.list({ kind, setBefore }, { limit: PAGE, after })
      for (const row of page) {
        after = row.id
        if (await end(row)) ended += 1
      }
      if (page.length < PAGE) return ended
    }
  }

  const work: RecordWork = { ...parts, records, mustBeFree }
  return {
    reaching: (eraser) =>
      reaching({ eraser, rows, records, keys: keyStore, waiting: () => storage.retention.waiting() }),
    parts: (eraser) => ({
      ...directory(work, eraser),
      ...annotations(work),
      ...identityDocuments(work),
      days: () => days,
    }),
    async sweep(now) {
      let ended = 0
      for (const kind of recordKinds) {
        ended += await sweepKind(kind, new Date(now.getTime() - days[kind] * DAY_MS).toISOString())
      }
      return ended
    },
  }
}
