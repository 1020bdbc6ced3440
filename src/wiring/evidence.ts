/* Collects one call's evidence bundle. The layout is ledger/bundle.ts's; what may leave is decided here, once. */
import type { Accessor, EvidenceExport, PersonalField } from "../api/access-parts.ts"
import type { LedgerFiles } from "../api/parts.ts"
import type { CallRow, Views } from "../api/ports.ts"
import type { Config } from "../config.ts"
import { consentRecord, type RecordStatements } from "../consent/record.ts"
import { consentRecordLd } from "../consent/record-ld.ts"
import { consentRecordPdf } from "../consent/record-pdf.ts"
import { AssentError } from "../errors.ts"
import type { OperatorStore, PromptBlobs } from "../greetings/document.ts"
import type { KeyProvider, KeyStore } from "../keys/ports.ts"
import { toBase64 } from "../ledger/base64.ts"
import { proofFiles } from "../ledger/bundle.ts"
import { factsOfCall } from "../ledger/call-facts.ts"
import { parseCheckpoint } from "../ledger/checkpoint.ts"
import { parseDisclosure } from "../ledger/disclosure-check.ts"
import type { Ledger } from "../ledger/ledger.ts"
import { inclusionProof } from "../ledger/merkle.ts"
import { sha256 } from "../ledger/node-crypto.ts"
import { storeNodes } from "../ledger/store-nodes.ts"
import type { LedgerStore } from "../ledger/store.ts"
import { spelledForPeople } from "../ledger/strict-json.ts"
import { type ArchiveFile, archived, tarOf } from "../ledger/tar.ts"
import { jsonLine } from "../ledger/verify-bundle.ts"
import type { RecordingRow } from "../recording/ports.ts"
import type { AccessEvidence } from "./access.ts"
import { askedFiles, askedWith } from "./asked.ts"
import { type FoundLeaf, type IndexedLedger, leavesAbout } from "./leaves-about.ts"
import type { SealedSource } from "./playback.ts"
import type { Recipients } from "./recipients.ts"
import { openingsOf } from "./who-listened.ts"

/** An RFC 3161 timestamp of a checkpoint's text, and the certificates that made it. */
export interface Timestamp {
  readonly tsr: Uint8Array
  readonly tsaPem: string
}

export interface EvidenceParts extends IndexedLedger {
  readonly ledger: Pick<Ledger<unknown>, "checkpoint">
  readonly ledgerStore: LedgerStore<unknown>
  readonly published: LedgerFiles
  /** `null` when no authority is configured, or none has stamped this checkpoint. */
  readonly timestampOf: (checkpoint: string) => Promise<Timestamp | null>
  readonly views: Views
  readonly recordingsOf: (callId: string) => Promise<readonly RecordingRow[]>
  readonly operator: OperatorStore
  readonly prompts: PromptBlobs
  readonly store: KeyStore
  readonly provider: KeyProvider
  readonly sealed: SealedSource
  readonly evidence: AccessEvidence
  readonly controller: Config["controller"]
  readonly recipients: Pick<Recipients, "coverage">
}

export function evidenceExport(parts: EvidenceParts): EvidenceExport {
  return {
    ofCall: async (callId, choice, by) => {
      const call = await parts.views.call(callId)
      if (!call) throw new AssentError("NOT_FOUND", "there is no such call")
      if (call.state === "active") {
        throw new AssentError("CONFLICT", "the call goes on: its evidence is complete when it has ended")
      }
      const recordings = await parts.recordingsOf(callId)
      const audible = choice.audio ? await audibleOf(parts, recordings, by) : []
      const openings = await openingsOf(parts, callId)
      // On record first, so that the bundle itself holds the leaf of its export.
      const scope = `evidence${choice.audio ? " with audio" : ""}${choice.release.length > 0 ? `, released: ${choice.release.join(" ")}` : ""}`
      if (choice.release.includes("number")) await parts.evidence.unmasked(callId, by)
      if (audible.length === 0) await parts.evidence.exported({ call: callId }, scope, by)
      for (const { id } of audible) await parts.evidence.exported({ call: callId, rec: id }, scope, by)

      const bundle = await collect(parts, call, recordings, openings)
      const files = bundleFiles(parts, bundle, choice.release, audible)
      return { fileName: `evidence_${callId}.tar`, bytes: tarOf(files, new Date()) }
    },
  }
}

/** Those of the recordings that may be handed out: what is erased, restricted or elsewhere is left out, and the attempt on record. */
async function audibleOf(
  { evidence }: EvidenceParts,
  recordings: readonly RecordingRow[],
  by: Accessor,
): Promise<readonly RecordingRow[]> {
  const audible: RecordingRow[] = []
  for (const row of recordings) {
    const gone = row.elsewhere ? "elsewhere" : null
    const why = row.state === "shredded" ? "erased" : row.state === "restricted" ? "restricted" : gone
    if (why !== null) await evidence.denied({ call: row.callId, rec: row.id }, why, by)
    else if (row.sealedLeaf !== null) {
      await evidence.use(row, by)
      audible.push(row)
    }
  }
  return audible
}

type Openings = Awaited<ReturnType<typeof openingsOf>>

async function collect(parts: EvidenceParts, call: CallRow, recordings: readonly RecordingRow[], openings: Openings) {
  await parts.ledger.checkpoint()
  const checkpoint = await textOf(parts.published, "checkpoint")
  const { origin, size, root } = parseCheckpoint(checkpoint.slice(0, checkpoint.indexOf("\n\n") + 1))
  if (size <= (call.endedLeaf ?? size)) {
    throw new AssentError("CONFLICT", "no published checkpoint covers the whole call yet: ask again in a moment")
  }
  const ids = [call.id, ...recordings.map(({ id }) => id)]
  // With what opened the ledger and its keys: the rules are those of the whole log.
  const leaves = await leavesAbout(parts, { from: 0, to: size }, [...ids, "ledger", "kek"])
  const facts = factsOfCall(call.id, leaves)
  if (!facts) throw new AssentError("LEDGER_CORRUPT", "the log lacks the answering of this call")
  const asked = facts.consents.find(({ party }) => party === "caller")
  const spoken = asked ? askedWith(parts.operator.current(), asked.script, asked.script_sha256) : null
  const shredded = recordings.filter(({ state }) => state === "shredded").map(({ id }) => id)
  const told = new Set(facts.recordings.flatMap(({ rec, erased }) => (erased ? [rec] : [])))
  const record = consentRecord({
    facts,
    statements: statementsOf(parts, call.lineId, asked?.recipients ?? null),
    words: spoken?.words ?? null,
    subjectLookup: await parts.store.lookupOfCall(call.id),
    ledger: { origin, size, root: toBase64(root) },
    erasedPending: shredded.filter((rec) => !told.has(rec)),
    personalDataErased: openings === null,
    madeAt: new Date(),
  })
  return { checkpoint, size, leaves, openings, spoken, record }
}

type Collected = Awaited<ReturnType<typeof collect>>

async function* bundleFiles(
  parts: EvidenceParts,
  { checkpoint, size, leaves, openings, spoken, record }: Collected,
  release: readonly PersonalField[],
  audible: readonly RecordingRow[],
): AsyncGenerator<ArchiveFile> {
  yield archived("log.vkey", await textOf(parts.published, "log.vkey"))
  yield archived("witness.vkeys", await textOf(parts.published, "witness.vkeys"))
  yield archived("checkpoint", checkpoint)
  const stamp = await parts.timestampOf(checkpoint)
  if (stamp) {
    yield archived("checkpoint.tsr", stamp.tsr)
    yield archived("tsa.pem", stamp.tsaPem)
  }
  const json = Buffer.from(spelledForPeople(record))
  yield archived("consent-record.json", json)
  yield archived("consent-record.jsonld", spelledForPeople(consentRecordLd(record)))
  yield archived("consent-record.pdf", consentRecordPdf(record, json))
  if (spoken) yield* await askedFiles(spoken, parts.prompts)
  for (const { index, entry, leaf } of leaves) {
    const path = await inclusionProof(sha256, storeNodes(parts.ledgerStore), index, size)
    yield* proofFiles({ index, entry, path, disclosures: released(openings, leaf, release) }, checkpoint)
  }
  for (const row of audible) yield* recordingFiles(parts, row)
}

async function* recordingFiles({ sealed }: EvidenceParts, { id }: RecordingRow): AsyncGenerator<ArchiveFile> {
  const file = await sealed.open(id)
  const { keys } = await sealed.keys(id)
  yield archived(`recordings/${id}/header.json`, file.header)
  yield archived(`recordings/${id}/keys.json`, jsonLine({ call_key: keys.callKey, recording_key: keys.recordingKey }))
  yield {
    path: `recordings/${id}/recording.tink`,
    size: file.ciphertextLen,
    read: () => file.read(0, file.ciphertextLen),
  }
}

function released(openings: Openings, { id }: FoundLeaf["leaf"], release: readonly PersonalField[]): readonly string[] {
  const names = new Set<string>(release)
  return (openings?.get(id) ?? []).filter((disclosure) => names.has(parseDisclosure(disclosure).name))
}

/** What the operator says of the line today; of a line that is gone, only what the configuration says. */
function statementsOf(
  { operator, controller, recipients }: EvidenceParts,
  lineId: string,
  register: string | null,
): RecordStatements {
  const line = operator.current().lines.find(({ id }) => id === lineId)
  return {
    organisation: line?.organisation ?? "not stated: the line is no longer in the operator document",
    address: controller.address,
    contact: controller.contact,
    jurisdiction: controller.jurisdiction,
    storageLocation: controller.storage_location,
    privacyNoticeUrl: controller.privacy_notice_url,
    supervisoryAuthority: controller.supervisory_authority,
    recipients: recipients.coverage(register),
    retentionPolicy: line ? `${line.retention.policy}, ${line.retention.days} days` : "not stated",
    withdrawCode: line?.keys.withdraw ?? "not stated",
  }
}

async function textOf(published: LedgerFiles, path: string): Promise<string> {
  const bytes = await published.read(path)
  if (!bytes) throw new AssentError("LEDGER_CORRUPT", "the ledger has no signed checkpoint")
  return Buffer.from(bytes).toString("utf8")
}
