/* By what ways stored audio and evidence leave the gateway: each puts the access on record before it hands anything out. */
import type { CallFacts } from "../ledger/call-facts.ts"
import type { Destination } from "../rights/recipients.ts"
import type { RecordingRow } from "../recording/ports.ts"

/** Who asks, and why. Both stand in the leaf of the access, sealed to the call's key. */
export interface Accessor {
  /** Id of the API key. */
  readonly actor: string
  readonly reason: string | null
  /**
   * What the audio is used for: refused unless it was consented to for that. `null`: not stated. Absent where the use is
   * not the operator's own: a person's copy, an authority's order.
   */
  readonly purpose?: string | null | undefined
  /** Where the request came from. */
  readonly address?: string | undefined
  /** Where the data go on to, when they go to somebody else. */
  readonly to?: Destination | undefined
}

export interface Playback {
  /**
   * A recording as a WAV file, decrypted as it is read. The final segment is authenticated before this resolves.
   * @throws NOT_FOUND, RECORDING_ERASED, RECORDING_RESTRICTED, RECORDING_CORRUPT, KEY_PROVIDER_UNREACHABLE;
   *   CONFLICT while the recording is still open.
   */
  open(recordingId: string, by: Accessor): Promise<PlayableWav>
}

export interface PlayableWav {
  readonly totalBytes: number
  /**
   * Puts the access on record, then gives bytes start <= i < end of the WAV file, in bounded memory. Reading throws
   * RECORDING_CORRUPT before a byte that fails its tag.
   * @throws LEDGER_UNAVAILABLE before any byte when the access cannot be put on record
   */
  begin(start: number, end: number): Promise<AsyncIterable<Uint8Array>>
}

/** What leaves the building for whoever holds the private KEK (`assent export recording --encrypted`). */
export interface SealedExport {
  /** @throws NOT_FOUND, RECORDING_ERASED; CONFLICT while the recording is still open. */
  open(recordingId: string): Promise<SealedFile>
  /**
   * The wrapped keys: compact JWEs `assent-ck+jwe` and `assent-rk+jwe`. Their leaving is on record when this resolves.
   * @throws as `open`, KEY_DESTROYED, and LEDGER_UNAVAILABLE when the access cannot be put on record
   */
  keys(recordingId: string, by: Accessor): Promise<{ readonly callKey: string; readonly recordingKey: string }>
}

export interface SealedFile {
  /** The exact JCS bytes. */
  readonly header: Uint8Array
  readonly ciphertextLen: number
  /** base64url */
  readonly ciphertextSha256: string
  /** The raw Tink stream, start <= i < end. */
  read(start: number, end: number): AsyncIterable<Uint8Array>
}

export const accessTypes = ["access.played", "access.exported", "access.unmasked", "access.denied", "key.used"] as const

/** One access as the ledger has it. `actor` and `reason` are `null` where they were never given, or can no longer be opened. */
export interface AccessEntry {
  /** RFC 3339, UTC, ms. */
  readonly at: string
  readonly type: (typeof accessTypes)[number]
  readonly leaf: number
  /** Of the recording's time, `0-10000ms`. */
  readonly ranges: readonly string[]
  /** What was exported, what a key was used for, or why it was denied. */
  readonly scope: string | null
  readonly actor: string | null
  readonly reason: string | null
}

export interface Access {
  /** A refused attempt, on record. Never rejects: the refusal stands. */
  denied(about: { readonly call: string; readonly rec?: string }, reason: string, by: Accessor): Promise<void>
  /** Who had access to this recording or to its call's evidence, oldest first. */
  ofRecording(row: RecordingRow): Promise<readonly AccessEntry[]>
  /**
   * The caller's number, after the unmasking is on record; `null` when it was withheld.
   * @throws NOT_FOUND; KEY_DESTROYED when it was erased; LEDGER_UNAVAILABLE
   */
  unmask(callId: string, by: Accessor): Promise<string | null>
  /** What the ledger says of a call, without anything personal. @throws NOT_FOUND */
  story(callId: string): Promise<CallFacts>
}

/** An archive that is made while it is read. Reading fails before the archive's end marker when something goes wrong. */
export interface Archive {
  readonly fileName: string
  readonly bytes: AsyncIterable<Uint8Array>
}

/** Names of the personal fields that leaves may hold. */
export const personalFields = [
  "number",
  "called",
  "carrier_call_id",
  "trunk",
  "digit",
  "offset_ms",
  "actor",
  "reason",
  "range",
] as const
export type PersonalField = (typeof personalFields)[number]

export interface EvidenceExport {
  /**
   * One call's evidence bundle as an archive; its export is on record when this resolves.
   * @throws NOT_FOUND; CONFLICT while the call goes on; LEDGER_UNAVAILABLE
   */
  ofCall(
    callId: string,
    choice: { readonly release: readonly PersonalField[]; readonly audio: boolean },
    by: Accessor,
  ): Promise<Archive>
}

export interface CallsScope {
  readonly line?: string | undefined
  readonly agent?: string | undefined
  readonly since: string
  readonly until: string
}

export interface CallsExport {
  /**
   * The calls of a line, of an agent, or of an agent on a line that were answered in a period (calendar days, UTC, both
   * included) and have ended. On record when this resolves.
   * @throws INPUT_INVALID also when neither line nor agent is given; NOT_FOUND, LEDGER_UNAVAILABLE
   */
  of(scope: CallsScope, by: Accessor): Promise<Archive>
}

export interface AuditExport {
  /**
   * Everything an auditor checks for a period (calendar days, UTC, both included), signed, as an archive. Its export is on
   * record when this resolves. @throws INPUT_INVALID, LEDGER_UNAVAILABLE
   */
  pack(
    period: {
      readonly from: string
      readonly to: string
      readonly seed: string | null
      /** With the carriers' own ids of the calls, so that a carrier's list can be compared with no gateway near. */
      readonly carrierIds: boolean
    },
    by: Accessor,
  ): Promise<Archive>
}
