/*
 * Everything the API is built from. main.ts makes these and hands them to buildApi; the API opens no database, key or
 * socket of its own. All failures are AssentErrors, whose codes the API turns into problem documents:
 * NOT_FOUND 404, CONFLICT 409, VERSION_STALE 412, INPUT_INVALID 400, UNSUPPORTED_AUDIO 415, RECORDING_ERASED and
 * KEY_DESTROYED 410, RECORDING_RESTRICTED 403, LEDGER_UNAVAILABLE and KEY_PROVIDER_UNREACHABLE 503, the rest 500.
 */
import type { OperatorStore } from "../greetings/document.ts"
import type { GreetingDesk } from "../greetings/desk.ts"
import type { PartDesks } from "../greetings/part-desks.ts"
import type { KekRow } from "../keys/ports.ts"
import type { RecordingRow } from "../recording/ports.ts"
import type { Approvals } from "../retention/approval.ts"
import type { Assess } from "../retention/assess.ts"
import type { IdempotencyRows } from "./idempotency-rows.ts"
import type { EraseJobs } from "../retention/jobs.ts"
import type { Eraser } from "../retention/eraser.ts"
import type { Holds } from "../retention/holds.ts"
import type { Moves } from "../retention/move.ts"
import type { Rules } from "../retention/rules.ts"
import type { ProcessingRegister } from "../rights/register.ts"
import type { SubjectRequest } from "../rights/ports.ts"
import type { Requests } from "../rights/requests.ts"
import type {
  Access,
  Accessor,
  Archive,
  AuditExport,
  CallsExport,
  EvidenceExport,
  Playback,
  SealedExport,
} from "./access-parts.ts"
import type { CallerDoor } from "./caller-door.ts"
import type { PeopleParts } from "./people-parts.ts"
import type { Incidents } from "./incidents.ts"
import type { PolicyDesk } from "./policy.ts"
import type { Views } from "./ports.ts"
import type { TlsFiles } from "./tls.ts"
import type { RecipientRegister } from "./recipients.ts"
import type { TrunkTests } from "./trunk-tests.ts"
import type { PersonRecords } from "./record-parts.ts"
import type { Endpoints } from "../webhooks/endpoints.ts"

export interface ApiSettings {
  /** Shown by /v1/version and in the OpenAPI document. */
  readonly version: string
  /** In dev only loopback Host headers are answered, which stops DNS rebinding. */
  readonly dev: boolean
  /** What clients use, without a trailing slash: `http://127.0.0.1:7080`. Its origin is the only one a browser may come from. */
  readonly baseUrl: string
  readonly keys: readonly ApiKey[]
  /** 32 random bytes; signs cursors. May be new at each start: a cursor from before is then a 400. */
  readonly cursorSecret: Uint8Array
  /** Addresses and networks of the proxies in front, whose word on a client's address counts; empty: nobody's. */
  readonly trustProxy: readonly string[]
  /** `null` where a proxy in front ends TLS, and on loopback. */
  readonly tls: TlsFiles | null
  /** How far back calls are listed, in days; `null`: however old they are. */
  readonly historyDays: number | null
  readonly rateLimit: { readonly max: number; readonly windowMs: number }
}

/** A bearer key, known by its hash alone. */
export interface ApiKey {
  readonly id: string
  /** SHA-256 of the whole key as sent (`asnt_...`). */
  readonly sha256: Uint8Array
}

/** One event of a call's timeline. `facts` holds no number, digit or name. */
export interface Notice {
  /** RFC 3339, UTC, ms. */
  readonly at: string
  /** Milliseconds since the call was answered, on the monotonic clock. */
  readonly offset_ms: number
  /** As in the ledger (`call.answered`, `consent.granted`, `recording.started`, ...); `call.ended` is always the last. */
  readonly type: string
  readonly facts: Readonly<Record<string, string | number | boolean | null>>
}

export interface Timeline {
  /**
   * What has happened in this call so far, and from then on each event as it happens, none twice, none missed.
   * A call this process does not remember has an empty past.
   */
  subscribe(
    callId: string,
    listener: (notice: Notice) => void,
  ): { readonly past: readonly Notice[]; readonly stop: () => void }
  /** Each event of any call from now on. @returns how to stop */
  watch(watcher: (callId: string, notice: Notice) => void): () => void
}

/** Control of live calls. @throws CONFLICT when the call is not live, or not in a state that allows the act. */
export interface LiveCalls {
  pause(callId: string): Promise<void>
  resume(callId: string): Promise<void>
  /** Ends the recording for good; what was recorded stays as long as its retention says. `by`: the principal, for the leaf. */
  stop(callId: string, by: string): Promise<void>
  /** Resolves when the tap is closed and the withdrawal is durable. */
  withdraw(callId: string): Promise<void>
  /** The agent states that the caller agreed. Resolves when both are being told. */
  consent(callId: string, statement: { readonly statedBy: string; readonly note: string | null }): Promise<void>
}

/** The keyed index of callers. Numbers are E.164. */
export interface Subjects {
  /** The calls of exactly this number; empty when there are none. */
  callsOf(number: string): Promise<readonly string[]>
  /** The masked number of a call, `null` when withheld or erased. */
  masked(callId: string): Promise<string | null>
  /** Whether the caller's data of this call are gone for good: its key is destroyed. */
  erased(callId: string): Promise<boolean>
}

/** Inclusion proofs of every leaf that speaks of one recording and of the consent it rests on. */
export interface Proofs {
  /** @throws NOT_FOUND; CONFLICT when no checkpoint covers the leaves yet (at most a second after they were written). */
  ofRecording(recordingId: string): Promise<RecordingProof>
}

export interface RecordingProof {
  /** The signed note, exactly as published. */
  readonly checkpoint: string
  readonly leaves: readonly ProvenLeaf[]
}

export interface ProvenLeaf {
  readonly index: number
  readonly type: string
  /** The exact leaf bytes. */
  readonly entry: Uint8Array
  /** RFC 6962 audit path, leaf side first. */
  readonly path: readonly Uint8Array[]
}

/** The published ledger, by the names of c2sp.org/tlog-tiles. */
export interface LedgerFiles {
  /** `checkpoint`, `log.vkey`, `witness.vkeys`, `tile/...` ; `null` when there is no such file. `path` is the client's: never a file name. */
  read(path: string): Promise<Uint8Array | null>
}

/** The key encryption keys, one per epoch. */
export interface KeyEpochs {
  list(): Promise<readonly KekRow[]>
  /** Ends the epoch now. @returns the KEK that was destroyed @throws KEY_PROVIDER_UNREACHABLE, STORAGE_FAILED */
  rotate(): Promise<KekRow>
}

/** The state of the sweeps. */
export interface Upkeep {
  /** Why the last sweep touched nothing and asks a person; `null` when it did its work. */
  asks(): "clock_jumped" | "batch_abnormal" | null
  /** Clock and batch are right. @returns how many recordings are due now */
  confirm(): Promise<number>
  round(): Promise<void>
  /** Recordings that should be gone and are not. */
  overdue(): Promise<number>
}

/** Places calls from a browser or the CLI. Only where the gateway offers the test phone. */
export interface TestPhone {
  /** Numbers are E.164; `null` means withheld, or the default line. @throws NOT_FOUND when no line has the number `to`. */
  place(call: { readonly from: string | null; readonly to: string | null }): Promise<{
    readonly mediaUrl: string
    readonly token: string
    readonly callSid: string
    /** The id the call will have once its stream has started. */
    readonly callId: string
  }>
}

export interface HealthCheck {
  readonly name: string
  readonly status: "ok" | "failed"
  /** Never holds a secret or a path. */
  readonly detail: string | null
}

export interface Health {
  /** Whether calls can be taken and recorded: when all are "ok". Cheap: asked every few seconds. */
  readonly ready: () => Promise<readonly HealthCheck[]>
  /** All of that, and what a person should know of. Opens a key, reads what is stored. */
  readonly deep: () => Promise<readonly HealthCheck[]>
}

/** Where the API writes its lines. Messages are constants; fields hold ids and route patterns, never people. */
export interface ApiLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export interface AccessCopies {
  /**
   * The data of whoever asked, as a ZIP archive; `bothSides`: with the other person's voice too. Every recording in it is
   * on record as played. @throws CONFLICT unless the request is one for access, and was carried out
   */
  of(request: SubjectRequest, bothSides: boolean, by: Accessor): Promise<Archive>
  /**
   * What an authority is handed, with the manifest whose hash stands in the leaf of the decision. Both sides are heard;
   * every recording in it is on record as played. @throws CONFLICT unless it is a disclosure that was carried out
   */
  handover(request: SubjectRequest, by: Accessor): Archive
}

export interface ApiParts {
  readonly settings: ApiSettings
  readonly people: PeopleParts
  readonly views: Views
  /** `get` of the recording rows' store; also answers for shredded ones (the tombstone). */
  readonly recording: (id: string) => Promise<RecordingRow | null>
  readonly operator: OperatorStore
  readonly desks: PartDesks
  readonly greetings: GreetingDesk
  readonly subjects: Subjects
  /** The keyed hash under which a number's subject is filed. */
  readonly lookup: (number: string) => Promise<string>
  readonly timeline: Timeline
  readonly calls: LiveCalls
  readonly playback: Playback
  readonly sealed: SealedExport
  readonly access: Access
  readonly evidence: EvidenceExport
  readonly audit: AuditExport
  readonly proofs: Proofs
  readonly ledger: LedgerFiles
  readonly eraser: Eraser
  readonly moves: Moves
  readonly jobs: EraseJobs
  readonly idempotency: IdempotencyRows
  readonly assess: Assess
  readonly holds: Holds
  readonly rules: Rules
  readonly approvals: Approvals
  readonly upkeep: Upkeep
  readonly keks: KeyEpochs
  readonly requests: Requests
  readonly callerDoor: CallerDoor
  readonly copies: AccessCopies
  readonly records: PersonRecords
  readonly callsExport: CallsExport
  readonly recipients: RecipientRegister
  readonly webhooks: Endpoints
  readonly incidents: Incidents
  readonly policy: PolicyDesk
  readonly register: () => ProcessingRegister
  /** `null` where test calls are not offered; the route then answers 404. */
  readonly testPhone: TestPhone | null
  readonly trunkTests: TrunkTests
  readonly health: Health
  readonly log: ApiLog
}
