/* Everything by which what is stored leaves the gateway. All of it is on record before its first byte: see access.ts. */
import type { KeyObject } from "node:crypto"
import type { ApiParts, LedgerFiles } from "../api/parts.ts"
import type { Config } from "../config.ts"
import type { Outgoing } from "../outgoing/client.ts"
import type { LedgeredStore } from "../greetings/change-log.ts"
import type { Keyring } from "../keys/keyring.ts"
import type { KeyProvider } from "../keys/ports.ts"
import { parseCheckpoint } from "../ledger/checkpoint.ts"
import type { Ledger } from "../ledger/ledger.ts"
import { parseNote } from "../ledger/note.ts"
import { createReceiptDoor } from "../rights/receipt-door.ts"
import type { Embedded, SqliteTx } from "../storage/embedded/open.ts"
import { accessCopies } from "./access-copy.ts"
import { accessEvidence, recordedExport, recordedPlayback } from "./access.ts"
import { auditExport } from "./audit.ts"
import { callerDoor, type CallerDoorParts } from "./caller-door.ts"
import { callsExport } from "./calls-export.ts"
import { evidenceExport } from "./evidence.ts"
import type { Anchors } from "./anchors.ts"
import type { GatewayLog } from "./log.ts"
import { playback, sealedExport } from "./playback.ts"
import { purposesOf } from "./purposes.ts"
import { handoverArchive } from "./handover.ts"
import { incidents } from "./incidents.ts"
import { openRecipients } from "./recipients.ts"
import { registerOf } from "./register.ts"
import type { Retention } from "./retention.ts"
import { openRights } from "./rights.ts"
import type { Dispatcher } from "../webhooks/dispatcher.ts"
import { retentionOverdue } from "../retention/sweep.ts"
import { createMoves } from "../retention/move.ts"
import { openWebhooks } from "./webhooks.ts"
import { whoListened } from "./who-listened.ts"
import { openWithdrawals } from "./withdrawals.ts"

export interface OpenAccessParts {
  readonly storage: Embedded
  readonly edits: LedgeredStore
  readonly ledger: Ledger<SqliteTx>
  readonly keyring: Keyring
  readonly provider: KeyProvider
  /** Signs the manifests of audit packs, as it signs checkpoints. */
  readonly logKey: KeyObject
  readonly published: LedgerFiles
  /** Evidence rests on a checkpoint that others had the time to sign, and is stamped. */
  readonly anchors: Pick<Anchors, "checkpoint" | "timestamp">
  readonly tsaPem: string | null
  readonly outgoing: Pick<Outgoing, "fetch" | "check">
  readonly config: Config
  readonly retention: Pick<Retention, "eraser" | "holds" | "rules" | "assess" | "records">
  /** Withdraws in a call that goes on. */
  readonly live: CallerDoorParts["live"]
  readonly log: GatewayLog
}

type Opened =
  | "playback"
  | "sealed"
  | "access"
  | "evidence"
  | "audit"
  | "requests"
  | "callerDoor"
  | "copies"
  | "callsExport"
  | "recipients"
  | "register"
  | "incidents"
  | "webhooks"
  | "moves"

export async function openAccess(
  parts: OpenAccessParts,
): Promise<Pick<ApiParts, Opened> & { readonly dispatcher: Dispatcher }> {
  const { storage, ledger, keyring, provider, log } = parts
  const { ledgerStore, leafIndex, keyStore: store, recordings, blobs, views, operator, prompts } = storage
  const recording = (id: string) => recordings.get(id)
  const recipients = await openRecipients({ edits: parts.edits, ledgerStore, config: parts.config })
  const { endpoints: webhooks, dispatcher } = openWebhooks({
    ...parts,
    recipients,
    state: {
      overdue: () =>
        retentionOverdue({ rows: storage.retention, recordings, assess: parts.retention.assess }, new Date()),
      latestCheckpoint: () => ledgerStore.latestCheckpoint(),
    },
  })
  const evidence = accessEvidence({
    admit: (to) => recipients.admit(to),
    ledger: { append: (leaves, entry) => ledger.append(leaves, (tx) => storage.accessEntries.add(tx, entry)) },
    seal: (callId, leafId, disclosures) => keyring.seal(callId, leafId, disclosures),
    recording,
    purposesOf: purposesOf(ledgerStore),
    purposeRequired: parts.config.policy.purpose_required,
    log,
  })
  const moves = createMoves({
    rows: storage.moves,
    recordings,
    blobs,
    ledger,
    eraser: parts.retention.eraser,
    admit: (recipient) => void recipients.admit({ recipient, country: null }),
    now: () => new Date(),
  })
  await moves.resume()
  const source = { recording, store, provider, blobs }
  const sealed = sealedExport(source)
  const heard = recordedPlayback(playback(source), evidence, recording)
  const handover = { recording, playback: heard, views }
  const withdrawals = openWithdrawals({ ...storage, ...parts.retention, ledger })
  const requests = openRights({
    storage,
    ledger,
    keyring,
    logKey: parts.logKey,
    origin: parts.config.ledger.origin,
    retention: parts.retention,
    withdrawals,
    handover,
    recipients: () => recipients.names(),
    rotateDays: parts.config.keys.rotate_days,
    twoPersons: parts.config.mode === "production" && parts.config.retention.two_persons,
  })
  const access = whoListened({ ledger, ledgerStore, leafIndex, views, store, provider, evidence })
  return {
    playback: heard,
    copies: {
      ...accessCopies({ recording, playback: heard, access, views, records: parts.retention.records }),
      handover: (request, by) => handoverArchive(handover, request, by),
    },
    sealed: recordedExport(sealed, evidence, recording),
    access,
    evidence: evidenceExport({
      ledger: parts.anchors,
      ledgerStore,
      leafIndex,
      published: parts.published,
      timestampOf: async (checkpoint) => {
        const { tsaPem } = parts
        if (tsaPem === null) return null
        const tsr = await parts.anchors.timestamp(parseCheckpoint(parseNote(checkpoint).text).size)
        return tsr && { tsr, tsaPem }
      },
      views,
      recordingsOf: (callId) => recordings.ofCall(callId),
      operator,
      prompts,
      store,
      provider,
      sealed,
      evidence,
      controller: parts.config.controller,
      recipients,
    }),
    recipients,
    webhooks,
    dispatcher,
    moves,
    incidents: incidents({ entries: storage.accessEntries, views, evidence }),
    register: () =>
      registerOf(parts.config, { operator, recipients: recipients.list(), rules: parts.retention.rules.current() }),
    callsExport: callsExport({
      views,
      operator,
      agents: storage.personRecords,
      evidence,
      logKey: parts.logKey,
      origin: parts.config.ledger.origin,
    }),
    requests,
    callerDoor: callerDoor({
      door: createReceiptDoor({
        rows: storage.receipts,
        digest: (use, text) => keyring.digest(use, text),
        now: () => new Date(),
      }),
      views,
      recordingsOf: (callId) => recordings.ofCall(callId),
      assess: parts.retention.assess,
      operator,
      organisation: parts.config.organisation.controller?.name ?? null,
      evidence,
      withdrawals,
      requests,
      live: parts.live,
    }),
    audit: auditExport({
      ledger: parts.anchors,
      ledgerStore,
      store,
      provider,
      published: parts.published,
      logKey: parts.logKey,
      operator,
      prompts,
      controller: parts.config.controller,
      rules: storage.policyRules,
      evidence,
    }),
  }
}
