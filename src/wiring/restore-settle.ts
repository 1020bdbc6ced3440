/* The last of a restore: the ledger continues what was signed, and whoever was erased since the backup stays erased. */
import type { Shreds } from "../backup/shreds.ts"
import { AssentError, hasCode } from "../errors.ts"
import type { KeyProvider } from "../keys/ports.ts"
import { openIndexKey } from "../keys/subject.ts"
import { sameBytes } from "../ledger/base64.ts"
import type { OpenedCheckpoint } from "../ledger/checkpoint.ts"
import { frontierNodes, rootOf } from "../ledger/merkle.ts"
import { sha256, verifyEd25519 } from "../ledger/node-crypto.ts"
import type { Vkey } from "../ledger/note.ts"
import { checkContinuation } from "../ledger/startup.ts"
import { storeNodes } from "../ledger/store-nodes.ts"
import { decodeHeader } from "../recording/header.ts"
import type { RecordingRow } from "../recording/ports.ts"
import { dayOf } from "../retention/schedule.ts"
import { tombstone } from "../retention/tombstone.ts"
import { recordKinds } from "../rights/record-ports.ts"
import { deletedLeaf } from "../rights/records.ts"
import type { Embedded } from "../storage/embedded/open.ts"

const PAGE = 200
/** Stands in the tombstone and its leaf: why it was erased first is not on the shred list. */
const REASON = "erased_before_restore"

export interface SettleParts {
  readonly storage: Embedded
  readonly shreds: Shreds
  readonly checkpoint: OpenedCheckpoint | null
  readonly vkey: Vkey
  readonly provider: KeyProvider
  readonly told: (done: number) => void
  readonly now: () => Date
}

/** @returns how many recordings were erased since the backup @throws LEDGER_CORRUPT, KEY_DESTROYED */
export async function settleRestore(parts: SettleParts): Promise<number> {
  const { storage, shreds, now } = parts
  await checkLedger(parts)
  await checkKeys(parts)
  await settleRecords(parts)
  let erased = 0
  parts.told(erased)
  for (let after = ""; ;) {
    const page = await storage.rules.kept(after, PAGE)
    after = page.at(-1)?.id ?? after
    const gone = page.filter((row) => isShredded(row, shreds))
    if (gone.length > 0) {
      // Their audio may have been brought back, when the call's key is on the list and not the recording's own.
      await storage.blobs.remove(...gone.map((row) => row.blobUri))
      const at = now()
      await storage.retention.shredded(...gone.map((row) => tombstone(row, REASON, at)))
      erased += gone.length
      parts.told(erased)
    }
    if (page.length < PAGE) return erased
  }
}

/** Contacts, notes and the like that were erased since: their keys are on the list, so that nothing of them opens. */
async function settleRecords({ storage: { personRecords: rows }, shreds, now }: SettleParts): Promise<void> {
  for (const kind of recordKinds) {
    for (let after: string | null = null; ;) {
      const page = await rows.list({ kind }, { limit: PAGE, after })
      for (const row of page) {
        after = row.id
        if (!shreds.callKeys.has(row.keyId)) continue
        await rows.bury(row.id, deletedLeaf(row, REASON, dayOf(now())))
        if (row.slug !== null) await rows.forgetAgent(row.slug)
      }
      if (page.length < PAGE) break
    }
  }
}

function isShredded(row: RecordingRow, { recordings, callKeys }: Shreds): boolean {
  if (recordings.has(row.id)) return true
  try {
    return callKeys.has(decodeHeader(row.header).header.call_key_id)
  } catch (error) {
    if (hasCode(error, "RECORDING_CORRUPT")) return false
    throw error
  }
}

async function checkLedger({ storage: { ledgerStore }, checkpoint, vkey }: SettleParts): Promise<void> {
  await checkContinuation(ledgerStore, vkey, { hash: sha256, verify: verifyEd25519 })
  if (checkpoint === null) return
  const { size } = await ledgerStore.head()
  const read = storeNodes(ledgerStore)
  const frontier = frontierNodes(Math.min(checkpoint.size, size)).map(({ level, index }) => read(level, index))
  if (checkpoint.size <= size && sameBytes(rootOf(sha256, await Promise.all(frontier)), checkpoint.root)) return
  throw new AssentError(
    "LEDGER_CORRUPT",
    "the backup's ledger is not the one this checkpoint is of: one of the two was signed over another history. Restore another backup, or begin a new origin",
  )
}

/** The index key opens nothing by itself: it shows that the key encryption key of the restored store is there. */
async function checkKeys({ storage: { keyStore }, provider }: SettleParts): Promise<void> {
  const kek = (await keyStore.keks()).find(({ state }) => state === "active")
  if (!kek) throw new AssentError("KEY_DESTROYED", "the backup of the keys has no active key encryption key")
  const index = await openIndexKey(keyStore, provider, kek)
  index.fill(0)
}
