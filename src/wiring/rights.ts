/* Requests of people about their data, over what is stored: what is held, and what is left after an erasure. */
import type { KeyObject } from "node:crypto"
import { AssentError } from "../errors.ts"
import type { Keyring } from "../keys/keyring.ts"
import { maskNumber, subjectNumber } from "../keys/subject.ts"
import type { Ledger } from "../ledger/ledger.ts"
import type { RecordingRow } from "../recording/ports.ts"
import { type Retained, split } from "../retention/eraser.ts"
import { tombstoneOf } from "../retention/tombstone.ts"
import { type Certificate, signCertificate } from "../rights/certificate.ts"
import type { Item, SubjectRequest } from "../rights/ports.ts"
import { type Assessment, type Correction, createRequests, type Requests, type Told } from "../rights/requests.ts"
import type { Embedded, SqliteTx } from "../storage/embedded/open.ts"
import { handoverOf, type HandoverParts, manifestHash } from "./handover.ts"
import type { Retention } from "./retention.ts"
import type { Withdrawals } from "./withdrawals.ts"

export interface RightsParts {
  readonly storage: Pick<
    Embedded,
    "keyStore" | "recordings" | "holds" | "requests" | "ledgerStore" | "views" | "calls" | "operator"
  >
  readonly ledger: Ledger<SqliteTx>
  readonly keyring: Pick<Keyring, "lookup">
  readonly logKey: KeyObject
  readonly origin: string
  readonly retention: Pick<Retention, "eraser" | "holds" | "assess" | "records">
  /** The one way after a call, whoever asks: two would contradict each other in the ledger. */
  readonly withdrawals: Withdrawals
  readonly handover: HandoverParts
  /** Whoever else receives data of people, by name. */
  readonly recipients: () => readonly string[]
  /** The key encryption key that old copies of keys.db need lives this long, and is destroyed within a day of it. */
  readonly rotateDays: number
  /** Whoever filed a request may not decide it. */
  readonly twoPersons: boolean
}

export function openRights(parts: RightsParts): Requests {
  const { storage, ledger, keyring } = parts
  return createRequests({
    rows: storage.requests,
    ledger,
    locate: async (about) => {
      if ("recordingId" in about) {
        await rowOf(parts, about.recordingId)
        return { subjectLookup: null, masked: null, recordingId: about.recordingId }
      }
      const number = subjectNumber(about.number)
      const subjectLookup = keyring.lookup(about.number)
      if (number === null || subjectLookup === null) {
        throw new AssentError("INPUT_INVALID", "this number groups no calls", { field: "number" })
      }
      return { subjectLookup, masked: maskNumber(number), recordingId: null }
    },
    assess: (request) => assess(parts, request),
    carryOut: async (request, { told, recordings, corrections = [], handedOver = "" }, actor) => {
      const unknown = told.find(({ name }) => !parts.recipients().includes(name))
      if (unknown) throw new AssentError("INPUT_INVALID", "this is no recipient of ours", { field: "told" })
      if (request.kind === "erasure") return erase(parts, request, told)
      if (request.kind === "withdrawal") return withdraw(parts, request, told)
      const { items } = request
      // Worded anew once more when this is repeated: to the same words.
      for (const correction of corrections) await correct(parts, correction, actor, request.id)
      if (request.kind === "disclosure") {
        const decision = { only: recordings ?? null, handedOver, by: { actor, reason: `disclosure ${request.id}` } }
        const manifest = await handoverOf(parts.handover, request, decision)
        return { items, subjectLookup: null, certificate: null, manifest, manifestSha256: manifestHash(manifest) }
      }
      return {
        items: request.kind === "restriction" ? await restrict(parts, items) : items,
        subjectLookup: null,
        certificate: null,
      }
    },
    onePersonMayDecide: !parts.twoPersons,
    now: () => new Date(),
  })
}

async function rowOf({ storage }: RightsParts, id: string): Promise<RecordingRow> {
  const row = await storage.recordings.get(id)
  if (!row) throw new AssentError("NOT_FOUND", "there is no such recording")
  return row
}

/** What is held now of whom the request is about. */
async function assess(parts: RightsParts, { recordingId, subjectLookup }: SubjectRequest): Promise<Assessment> {
  const { keyStore, recordings } = parts.storage
  if (recordingId !== null) return { items: [itemOf(await rowOf(parts, recordingId))], callKeyIds: [] }
  const calls = subjectLookup === null ? [] : await keyStore.callsOfSubject(subjectLookup)
  const items: Item[] = []
  for (const { callId } of calls) items.push(...(await recordings.ofCall(callId)).map(itemOf))
  return { items, callKeyIds: [...new Set(calls.map(({ callKeyId }) => callKeyId))] }
}

function itemOf({ id, callId, state }: RecordingRow): Item {
  const outcome = state === "shredded" ? "erased" : "held"
  return { recording_id: id, call_id: callId, outcome, reason: null, basis: null, until: null }
}

/** @throws CONFLICT when something came since the assessment */
async function mustBeAssessed(parts: RightsParts, request: SubjectRequest): Promise<void> {
  const now = await assess(parts, request)
  const assessed = new Set(request.items.map((item) => item.recording_id))
  // What came since was not assessed. What went since is what an execution that was cut off had erased.
  if (
    now.items.some((item) => !assessed.has(item.recording_id)) ||
    now.callKeyIds.some((id) => !request.callKeyIds.includes(id))
  ) {
    throw new AssentError("CONFLICT", "more is held than when this was assessed: assess it again")
  }
}

async function erase(parts: RightsParts, request: SubjectRequest, told: readonly Told[]) {
  const { eraser } = parts.retention
  await mustBeAssessed(parts, request)
  const whole = request.subjectLookup
  const { retained } =
    whole === null
      ? split(await eraser.eraseMany(request.items.map((item) => item.recording_id)))
      : await eraser.eraseSubject(whole)
  const { items, certificate } = await certified(parts, request, retained, told)
  // Kept while something is held, so that the person can be found again; else nothing is left to find.
  return { items, certificate, subjectLookup: retained.length > 0 ? request.subjectLookup : null }
}

/** The consents to the calls, with all that was recorded on them. */
async function withdraw(parts: RightsParts, request: SubjectRequest, told: readonly Told[]) {
  await mustBeAssessed(parts, request)
  const { keyStore, recordings } = parts.storage
  const { subjectLookup } = request
  const linked = subjectLookup === null ? [] : await keyStore.callsOfSubject(subjectLookup)
  const callIds = [...new Set([...request.items.map((item) => item.call_id), ...linked.map(({ callId }) => callId)])]
  const kept = await parts.withdrawals.withdraw(callIds)
  const items: Item[] = []
  for (const callId of callIds) items.push(...(await recordings.ofCall(callId)).map(itemOf))
  const done = await certified(parts, { ...request, items }, kept, told)
  return { ...done, subjectLookup: kept.length > 0 ? subjectLookup : null }
}

async function correct(parts: RightsParts, correction: Correction, by: string, request: string): Promise<void> {
  const { records } = parts.retention
  if (correction.of === "contact") await records.putContact(correction, by, request)
  else if (correction.of === "agent") await records.putAgent(correction, by, request)
  else if (correction.of === "note") await records.putNote(correction.callId, correction.text, by, request)
  else if (correction.of === "tags") await records.putTags(correction.callId, correction.tags, by, request)
  else await records.setAgentOf(correction.callId, correction.agent)
}

/** Kept, and played to nobody, until it is lifted. What is erased is left as it is. */
async function restrict(parts: RightsParts, items: readonly Item[]): Promise<Item[]> {
  const done: Item[] = []
  for (const item of items) {
    const id = item.recording_id
    const gone = (await rowOf(parts, id)).state === "shredded"
    if (!gone && (await parts.storage.holds.restrictionOf(id)) === null) {
      await parts.retention.holds.restrict(id, "the person asked for it")
    }
    const kept = { outcome: "retained", reason: "restriction", basis: "Art. 18 GDPR" } as const
    done.push(gone ? { ...item, outcome: "erased" } : { ...item, ...kept })
  }
  return done
}

/** Looks at the stores: a certificate says what is gone, not what was meant to go. */
async function certified(
  parts: RightsParts,
  request: SubjectRequest,
  retained: readonly Retained[],
  told: readonly Told[],
) {
  const { keyStore } = parts.storage
  const rows: RecordingRow[] = []
  for (const { recording_id } of request.items) rows.push(await rowOf(parts, recording_id))
  const reasonOf = (id: string) => retained.find(({ recordingId }) => recordingId === id)
  const keys: Certificate["keys"] = []
  for (const id of request.kind === "erasure" ? request.callKeyIds : []) {
    if ((await keyStore.callKey(id)) === null) keys.push({ id, kind: "call_key" })
    else if (retained.length === 0) throw stillThere()
  }
  for (const row of rows) {
    if (reasonOf(row.id)) continue
    if (tombstoneOf(row) === null || (await keyStore.recordingKey(row.id)) !== null) throw stillThere()
    keys.push({ id: row.id, kind: "recording_key" })
  }
  const certificate: Certificate = {
    v: 1,
    request: request.id,
    kind: request.kind === "withdrawal" ? "withdrawal" : "erasure",
    origin: parts.origin,
    subject: request.masked,
    received_at: request.receivedAt,
    made_at: new Date().toISOString(),
    recordings: rows.flatMap((row) => {
      const tombstone = tombstoneOf(row)
      if (!tombstone) return []
      return {
        id: row.id,
        call: row.callId,
        ciphertext_sha256: row.ciphertextSha256,
        ciphertext_bytes: row.ciphertextLen,
        erased_at: tombstone.erasedAt,
        tombstone_sha256: tombstone.tombstoneSha256,
      }
    }),
    keys,
    retained: retained.map(({ recordingId, reason, basis, until, sentence }) => {
      return { id: recordingId, reason, basis, until, sentence }
    }),
    recipients: parts
      .recipients()
      .map((name) => ({ name, told_on: told.find((one) => one.name === name)?.on ?? null })),
    backups: {
      unreadable_within_days: parts.rotateDays + 1,
      sentence: `Unreadable in the gateway itself; in copies of its key store made before, once their key encryption key is destroyed, within ${parts.rotateDays + 1} days.`,
    },
    checkpoint: await parts.ledger.checkpoint(),
  }
  const items = rows.map((row): Item => {
    const why = reasonOf(row.id)
    if (!why) return itemOf(row)
    return { ...itemOf(row), outcome: "retained", reason: why.reason, basis: why.basis, until: why.until }
  })
  return { items, certificate: await signCertificate(certificate, parts.logKey) }
}

function stillThere(): AssentError {
  return new AssentError("STORAGE_FAILED", "something was to be erased and is still there: nothing is certified")
}
