import { existsSync } from "node:fs"
import { chmod } from "node:fs/promises"
import { join, resolve } from "node:path"
import { AssentError } from "../../errors.ts"
import type { FigureRows } from "../../api/figures.ts"
import type { IdempotencyRows } from "../../api/idempotency-rows.ts"
import type { Views } from "../../api/ports.ts"
import type { CarrierLooks } from "../../carriers/looks.ts"
import type { CarrierCopies } from "../../carriers/relay/copies.ts"
import type { CallRows, PolicyRules } from "../../consent/ports.ts"
import type { OperatorStore, PromptBlobs } from "../../greetings/document.ts"
import type { KeyStore } from "../../keys/ports.ts"
import type { RotationStore } from "../../keys/rotate.ts"
import type { AnchorStore } from "../../ledger/anchor-store.ts"
import type { LeafIndex } from "../../ledger/leaf-index.ts"
import type { LedgerStore } from "../../ledger/store.ts"
import type { BlobStore, RecordingRows } from "../../recording/ports.ts"
import type { JobRows } from "../../retention/jobs.ts"
import type { HoldRows, MoveRows, RetentionRows, RuleRows } from "../../retention/ports.ts"
import type { PeopleRows } from "../../people/ports.ts"
import type { AccessEntries } from "../../rights/incident.ts"
import type { RequestRows } from "../../rights/ports.ts"
import type { ReceiptRows } from "../../rights/receipt-ports.ts"
import type { WebhookRows } from "../../webhooks/ports.ts"
import type { RecordRows } from "../../rights/record-ports.ts"
import { accessEntryTable } from "./access-migrations.ts"
import { sqliteAccessEntries } from "./access-rows.ts"
import { idempotencyTable, jobTables } from "./api-migrations.ts"
import { sqliteAnchorStore } from "./anchor-store.ts"
import { fileBlobs } from "./blobs.ts"
import { callTables, recordingTables, retentionTables } from "./business-migrations.ts"
import { carrierCopyTable, carrierLookTable } from "./carrier-copy-migrations.ts"
import { sqliteCarrierCopies } from "./carrier-copy-rows.ts"
import { sqliteCarrierLooks } from "./carrier-look-rows.ts"
import { sqliteCallRows } from "./call-rows.ts"
import { openDatabase, type DatabaseOptions } from "./database.ts"
import { fileFailure, ledgerFailures, storageFailures } from "./failure.ts"
import { makeFolder } from "./files.ts"
import { sqliteFigures } from "./figures.ts"
import { sqliteIdempotencyRows } from "./idempotency-rows.ts"
import { sqliteJobRows } from "./job-rows.ts"
import { keyTables } from "./key-migrations.ts"
import { sqliteKeyRotation } from "./key-rotation.ts"
import { sqliteKeyStore } from "./key-store.ts"
import { sqliteLeafIndex } from "./leaf-index.ts"
import { leafIndexTables, ledgerTables } from "./ledger-migrations.ts"
import { sqliteLedgerStore } from "./ledger-store.ts"
import { lockFolder } from "./lock.ts"
import type { SyncFile } from "./log-sync.ts"
import { elsewhereTable } from "./move-migrations.ts"
import { sqliteMoveRows } from "./move-rows.ts"
import { openOperatorStore } from "./operator-store.ts"
import { filePrompts } from "./prompt-blobs.ts"
import { sqliteHoldRows, sqliteRuleRows } from "./hold-rows.ts"
import { keyRotationTables, retentionRuleTables, ruleChangeTable } from "./retention-migrations.ts"
import { peopleTables } from "./people-migrations.ts"
import { sqlitePeopleRows } from "./people-rows.ts"
import { policyRulesTable } from "./policy-migrations.ts"
import { sqlitePolicyRules } from "./policy-rows.ts"
import { recordTables } from "./record-migrations.ts"
import { sqliteRecordsOfPeople } from "./record-rows.ts"
import { receiptTables } from "./receipt-migrations.ts"
import { sqliteReceiptRows } from "./receipt-rows.ts"
import { sqliteRecordingRows } from "./recording-rows.ts"
import { sqliteRetentionRows } from "./retention-rows.ts"
import { sqliteRequestRows } from "./request-rows.ts"
import { type RestoredAccess, sqliteRestoredAccess } from "./restored-access.ts"
import { type RestoredKeys, sqliteRestoredKeys } from "./restored.ts"
import { handoverColumn, rightsTables } from "./rights-migrations.ts"
import { listed, openShredList } from "./shred-list.ts"
import { clearSnapshots } from "./snapshot.ts"
import { sqliteTypes } from "./sql-types.ts"
import type { AssentTables, KeyTables } from "./tables.ts"
import { sqliteViews } from "./views.ts"
import { webhookTables } from "./webhook-migrations.ts"
import { sqliteWebhookRows } from "./webhook-rows.ts"
import type { SqliteTx } from "./writer.ts"

export type { SqliteTx } from "./writer.ts"

/** Everything the gateway stores, on one machine: assent.db, keys.db, recordings/, prompts/, operator.json. */
export interface Embedded extends AsyncDisposable {
  readonly ledgerStore: LedgerStore<SqliteTx>
  readonly leafIndex: LeafIndex
  readonly anchors: AnchorStore
  readonly keyStore: KeyStore & RotationStore
  readonly restoredKeys: RestoredKeys
  readonly restoredAccess: RestoredAccess
  readonly receipts: ReceiptRows
  readonly calls: CallRows<SqliteTx>
  readonly recordings: RecordingRows<SqliteTx>
  readonly retention: RetentionRows<SqliteTx>
  readonly holds: HoldRows<SqliteTx>
  readonly rules: RuleRows<SqliteTx>
  readonly moves: MoveRows<SqliteTx>
  readonly carrierCopies: CarrierCopies
  readonly carrierLooks: CarrierLooks<SqliteTx>
  readonly requests: RequestRows<SqliteTx>
  readonly personRecords: RecordRows<SqliteTx>
  readonly people: PeopleRows<SqliteTx>
  readonly accessEntries: AccessEntries<SqliteTx>
  readonly webhooks: WebhookRows<SqliteTx>
  readonly policyRules: PolicyRules
  readonly idempotency: IdempotencyRows
  readonly jobs: JobRows
  readonly views: Views
  readonly figures: FigureRows
  readonly blobs: BlobStore
  readonly prompts: PromptBlobs
  readonly operator: OperatorStore
  /** Waits for writes that have begun, then closes. Idempotent. */
  close(): Promise<void>
}

export interface EmbeddedOptions {
  /** SQLite's own check of both files, before anything is served. Reads them whole: about a second a gigabyte. */
  readonly quickCheck?: boolean
  /** Where destroyed keys are named for restores; default: `shred.list` in the folder. */
  readonly shredList?: string | null
  /** Hears of a document that was edited on the disk and is refused. */
  readonly log?: { error(facts: object, message: string): void }
  /** For tests of a disk that stalls or fails. */
  readonly sync?: SyncFile
  /** Only for the restore itself: what it has not finished is opened by nobody else. */
  readonly restoring?: boolean
}

/** Stands in a folder from the first to the last step of a restore. */
export const RESTORING = "restoring"

/** The migrations of assent.db, in the order of their names. A name once released is never used for something else. */
export const assentMigrations: DatabaseOptions["migrations"] = {
  "0001_ledger": ledgerTables(sqliteTypes),
  "0002_call": callTables(sqliteTypes),
  "0003_recording": recordingTables(sqliteTypes),
  "0004_retention": retentionTables(sqliteTypes),
  "0005_carrier_copy": carrierCopyTable(sqliteTypes),
  "0006_retention_rules": retentionRuleTables(sqliteTypes),
  "0010_rights": rightsTables(sqliteTypes),
  "0020_people": peopleTables(sqliteTypes),
  "0021_leaf_index": leafIndexTables(sqliteTypes),
  "0011_carrier_look": carrierLookTable(sqliteTypes),
  "0031_rule_change": ruleChangeTable(sqliteTypes),
  "0040_access_entry": accessEntryTable(sqliteTypes),
  "0060_webhook": webhookTables(sqliteTypes),
  "0061_recording_elsewhere": elsewhereTable(sqliteTypes),
  "0052_handover": handoverColumn(),
  "0053_person_record": recordTables(sqliteTypes),
  "0050_idempotency": idempotencyTable(sqliteTypes),
  "0051_job": jobTables(sqliteTypes),
  "0050_policy_rules": policyRulesTable(sqliteTypes),
}
export const keyMigrations: DatabaseOptions["migrations"] = {
  "0001_keys": keyTables(sqliteTypes),
  "0002_rotation": keyRotationTables(sqliteTypes),
  "0003_receipt": receiptTables(sqliteTypes),
}

/**
 * Opens the data folder `dir`, creating what is missing (0700), for this process alone.
 * @throws STORAGE_FAILED when another gateway has it open or the disk refuses; LEDGER_CORRUPT when assent.db is damaged;
 *   CONFIG_INVALID when operator.json cannot be used.
 */
export async function openEmbedded(dir: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  const folder = resolve(dir)
  const quickCheck = options.quickCheck ?? true
  const sync = options.sync ? { sync: options.sync } : {}
  if (existsSync(join(folder, RESTORING)) && options.restoring !== true) {
    throw new AssentError("STORAGE_FAILED", `a restore into ${folder} was cut off: run \`assent backup restore\` again`)
  }
  try {
    await makeFolder(folder)
    await chmod(folder, 0o700)
  } catch (error) {
    throw fileFailure(error, `opening ${folder}`)
  }
  const unlock = await lockFolder(folder, join(folder, "lock"))
  const opened: { close(): Promise<void> }[] = []
  const close = async (): Promise<void> => {
    for (const database of opened.splice(0)) await database.close()
    unlock()
  }
  try {
    await clearSnapshots(folder)
    const shreds = await openShredList(options.shredList ?? join(folder, "shred.list"))
    opened.push(shreds)
    const assent = await openDatabase<AssentTables>(join(folder, "assent.db"), {
      migrations: assentMigrations,
      codes: ledgerFailures,
      quickCheck,
      ...sync,
    })
    opened.push(assent)
    const keys = await openDatabase<KeyTables>(join(folder, "keys.db"), {
      migrations: keyMigrations,
      codes: storageFailures,
      quickCheck,
      ...sync,
    })
    opened.push(keys)
    const operator = await openOperatorStore(join(folder, "operator.json"))
    const unwatch = operator.watch((reason) => {
      const what = "the operator document on the disk is refused: the last good version keeps serving"
      options.log?.error({ document_version: operator.current().version, reason: reason.message }, what)
    })
    opened.push({ close: async () => unwatch() })
    return {
      ledgerStore: sqliteLedgerStore(assent),
      leafIndex: sqliteLeafIndex(assent),
      anchors: sqliteAnchorStore(assent),
      keyStore: listed({ ...sqliteKeyStore(keys), ...sqliteKeyRotation(keys) }, shreds),
      restoredKeys: sqliteRestoredKeys(keys),
      restoredAccess: sqliteRestoredAccess(assent),
      receipts: sqliteReceiptRows(keys),
      calls: sqliteCallRows(assent),
      recordings: sqliteRecordingRows(assent),
      retention: sqliteRetentionRows(assent),
      holds: sqliteHoldRows(assent),
      rules: sqliteRuleRows(assent),
      moves: sqliteMoveRows(assent),
      carrierCopies: sqliteCarrierCopies(assent),
      carrierLooks: sqliteCarrierLooks(assent),
      requests: sqliteRequestRows(assent),
      personRecords: sqliteRecordsOfPeople(assent),
      people: sqlitePeopleRows(assent),
      accessEntries: sqliteAccessEntries(assent, keys),
      webhooks: sqliteWebhookRows(assent),
      policyRules: sqlitePolicyRules(assent),
      idempotency: sqliteIdempotencyRows(assent),
      jobs: sqliteJobRows(assent),
      views: sqliteViews(assent),
      figures: sqliteFigures(assent),
      blobs: fileBlobs(folder),
      prompts: filePrompts(folder),
      operator,
      close,
      [Symbol.asyncDispose]: close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
