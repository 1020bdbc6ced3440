/*
 * Access is evidence. Whoever hears, exports or unmasks leaves a leaf, and what cannot be written is not handed out.
 *
 *   play     key.used durable -> first byte -> ... -> access.played with the range that really went out
 *   export   access.exported durable -> keys, or the bundle
 *   unmask   access.unmasked durable -> the number
 *   refused  access.denied; the refusal stands even if its leaf cannot be written
 *
 * One pair of leaves a request: each request so proves anew that the ledger can be written before its first byte. A
 * process killed in between leaves key.used without access.played, which reads as: anything may have been heard.
 * Actor and reason are personal data: `_sd`, sealed to the call's key, so that they end with it.
 */
import type { Accessor, Playback, SealedExport } from "../api/access-parts.ts"
import { AssentError, hasCode } from "../errors.ts"
import { uuidv7 } from "../ids.ts"
import { disclose } from "../ledger/disclosure.ts"
import type { Leaf } from "../ledger/entry.ts"
import type { RecordingRow } from "../recording/ports.ts"
import type { AccessEntry } from "../rights/incident.ts"
import type { Destination } from "../rights/recipients.ts"
import type { GatewayLog } from "./log.ts"
import type { PlaybackSource, SealedSource } from "./playback.ts"

export interface AccessParts {
  /** Writes the leaf and its line in the index of accesses, in one transaction. */
  readonly ledger: { append(leaves: readonly Leaf[], entry: AccessEntry): Promise<unknown> }
  /** `Keyring.seal`. */
  readonly seal: (callId: string, leafId: string, disclosures: readonly string[]) => Promise<void>
  readonly recording: (id: string) => Promise<RecordingRow | null>
  readonly log: GatewayLog
  /** The words for where an export goes. @throws RECIPIENT_REFUSED unless it may go there */
  readonly admit: (to: Destination) => string
  /** What a recording was consented to for, by the leaf that it rests on. */
  readonly purposesOf: (row: RecordingRow) => Promise<readonly string[]>
  /** Whoever uses audio has to state a purpose. */
  readonly purposeRequired: boolean
}

export interface AccessEvidence {
  /**
   * Before anything is decrypted. The refusal is on record.
   * @throws PURPOSE_REFUSED unless it was consented to for the stated purpose; INPUT_INVALID when one has to be stated
   */
  use(row: RecordingRow, by: Accessor): Promise<void>
  /** Durable when it resolves: only then may anything be handed out. @throws LEDGER_UNAVAILABLE */
  exported(about: { readonly call: string; readonly rec?: string }, scope: string, by: Accessor): Promise<void>
  /** An export of no one call, so that no call's key could seal who asked: the disclosures go into the export itself. */
  packed(scope: string, by: Accessor, bulk?: AccessEntry["bulk"]): Promise<readonly string[]>
  unmasked(call: string, by: Accessor): Promise<void>
  keyUsed(row: RecordingRow, purpose: string, by: Accessor): Promise<void>
  /** Never rejects: what was handed out was, and `key.used` already says that there was access. */
  played(row: RecordingRow, range: string, by: Accessor): Promise<void>
  /** Never rejects: the refusal stands. */
  denied(about: { readonly call: string; readonly rec?: string }, reason: string, by: Accessor): Promise<void>
}

type Members = Leaf extends infer L ? (L extends Leaf ? Omit<L, "v" | "id" | "ts" | "_sd" | "_sd_alg"> : never) : never

/** Who asked from where; of no call yet. */
function entryOf({ actor, address }: Accessor): Omit<AccessEntry, "id" | "at" | "type"> {
  return { actor, address: address ?? null, callId: null, recordingId: null, bulk: null }
}

export function accessEvidence(parts: AccessParts): AccessEvidence {
  const { ledger, seal, recording, log, admit, purposesOf, purposeRequired } = parts

  async function note(call: string, by: Accessor, members: Members, more: object = {}): Promise<void> {
    const id = uuidv7()
    const reason = by.reason === null ? {} : { reason: by.reason }
    const { digests, disclosures } = disclose({ actor: by.actor, ...reason, ...more })
    const kept = await sealed(call, id, disclosures)
    const sd = kept ? { _sd: [...digests], _sd_alg: "sha-256" as const } : {}
    const ts = new Date().toISOString()
    const rec = "rec" in members ? (members.rec ?? null) : null
    const entry = { ...entryOf(by), id, at: ts, type: members.type, callId: call, recordingId: rec }
    await ledger.append([{ ...members, v: 1, id, ts, ...sd }], entry)
  }

  /** @returns false when the call's key is destroyed: nobody could ever open them */
  async function sealed(call: string, leafId: string, disclosures: readonly string[]): Promise<boolean> {
    try {
      await seal(call, leafId, disclosures)
      return true
    } catch (cause) {
      if (hasCode(cause, "KEY_DESTROYED")) return false
      throw new AssentError("LEDGER_UNAVAILABLE", "the access cannot be put on record, so it is refused", { cause })
    }
  }

  const quietly = (work: Promise<void>, what: string, facts: object): Promise<void> =>
    work.catch((error: unknown) => log.error({ ...facts, err: error }, what))

  const denied = (about: { call?: string; rec?: string }, reason: string, by: Accessor): Promise<void> =>
    quietly(
      about.call === undefined
        ? (async () => {
            const base = { id: uuidv7(), type: "access.denied" as const }
            const ts = new Date().toISOString()
            await ledger.append([{ ...base, v: 1, ts, reason }], { ...entryOf(by), ...base, at: ts })
          })()
        : note(about.call, by, { type: "access.denied", ...about, reason }),
      "a refused access could not be written to the ledger",
      { callId: about.call },
    )

  /** Where data go on to stands in the leaf; what may not go there is refused, and the attempt on record. */
  async function going(by: Accessor, about: { call?: string; rec?: string }): Promise<string> {
    if (by.to === undefined) return ""
    try {
      return admit(by.to)
    } catch (error) {
      await denied(about, "not a listed recipient", by)
      throw error
    }
  }

  async function use(row: RecordingRow, by: Accessor): Promise<void> {
    const { purpose } = by
    if (purpose === undefined) return
    if (purpose === null) {
      if (!purposeRequired) return
      throw new AssentError("INPUT_INVALID", "say what the audio is used for", { field: "/headers/x-assent-purpose" })
    }
    if ((await purposesOf(row)).includes(purpose)) return
    await denied({ call: row.callId, rec: row.id }, "not consented to for this purpose", by)
    throw new AssentError("PURPOSE_REFUSED", "the recording was not consented to for this purpose")
  }

  return {
    use,
    exported: async ({ call, rec }, what, by) => {
      const about = { call, ...(rec === undefined ? {} : { rec }) }
      const scope = what + (rec === undefined ? "" : usedFor(by)) + (await going(by, about))
      await note(call, by, { type: "access.exported", ...about, scope })
    },
    packed: async (what, by, bulk = null) => {
      const scope = what + (await going(by, {}))
      const { digests, disclosures } = disclose({
        actor: by.actor,
        ...(by.reason === null ? {} : { reason: by.reason }),
      })
      const base = { v: 1 as const, id: uuidv7(), ts: new Date().toISOString() }
      const type = "access.exported"
      await ledger.append([{ ...base, type, scope, _sd: [...digests], _sd_alg: "sha-256" }], {
        ...entryOf(by),
        id: base.id,
        at: base.ts,
        type,
        bulk,
      })
      return disclosures
    },
    unmasked: (call, by) => note(call, by, { type: "access.unmasked", call }),
    keyUsed: async (row, what, by) => {
      const purpose = what + usedFor(by) + (await going(by, { call: row.callId, rec: row.id }))
      await note(row.callId, by, { type: "key.used", rec: row.id, purpose })
    },
    played: (row, range, by) =>
      quietly(
        (async () => {
          const { callId, id: rec } = row
          // Nothing may follow a recording's shredding but refusals: one that was erased while it played is told as such.
          const now = await recording(rec)
          if (now?.state === "shredded") {
            const members = { type: "access.denied", call: callId, rec, reason: "erased while it was played" } as const
            await note(callId, by, members, { range })
          } else await note(callId, by, { type: "access.played", rec, ranges: [range] })
        })(),
        "what was heard of a recording could not be written: its key.used stands alone",
        { recordingId: row.id },
      ),
    denied,
  }
}

/** One of the purposes that the ledger names in clear: another was refused. */
const usedFor = ({ purpose }: Accessor): string =>
  purpose === null || purpose === undefined ? "" : ` for the purpose ${purpose}`

/** Playback that is on record before its first byte, and with its range after its last. */
export function recordedPlayback(
  source: PlaybackSource,
  evidence: AccessEvidence,
  recording: AccessParts["recording"],
): Playback {
  return {
    open: async (id, by) => {
      const asked = await recording(id)
      if (asked) await evidence.use(asked, by)
      const { row, wav } = await source.open(id)
      return {
        totalBytes: wav.totalBytes,
        begin: async (start, end) => {
          await evidence.keyUsed(row, "playback", by)
          return heard(wav.read(start, end), async (bytes) => {
            wav.close()
            await evidence.played(row, wav.mediaRange(start, start + bytes), by)
          })
        },
      }
    },
  }
}

/** Passes on and counts. Never counts less than was handed to the socket; a client that left early may have got less. */
async function* heard(
  source: AsyncIterable<Uint8Array>,
  ended: (bytes: number) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  let bytes = 0
  try {
    for await (const piece of source) {
      bytes += piece.length
      yield piece
    }
  } finally {
    await ended(bytes)
  }
}

/** The stored bytes open nothing without the wrapped keys, so it is the keys whose leaving is on record. */
export function recordedExport(
  source: SealedSource,
  evidence: AccessEvidence,
  recording: AccessParts["recording"],
): SealedExport {
  return {
    open: source.open,
    keys: async (id, by) => {
      const asked = await recording(id)
      if (asked) await evidence.use(asked, by)
      const { callId, keys } = await source.keys(id)
      await evidence.exported({ call: callId, rec: id }, "encrypted", by)
      return keys
    },
  }
}
