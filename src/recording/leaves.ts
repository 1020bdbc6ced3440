import type { CallStart, Tap } from "../call/ports.ts"
import type { Ending } from "../call/state.ts"
import type { RecordingPermit } from "../consent/permit.ts"
import { AssentError } from "../errors.ts"
import { uuidv7 } from "../ids.ts"
import type { NewRecordingKey } from "../keys/keyring.ts"
import type { LeafOf, LeafType } from "../ledger/entry.ts"
import { FORMAT_ID } from "./format.ts"
import { encodeHeader, keyCommitment } from "./header.ts"
import type { LineRetention, RecorderParts } from "./recorder.ts"

/** How long a withdrawn recording is kept unplayable, so that a threat followed by a withdrawal destroys no evidence unseen. */
const WITHDRAWN_KEPT_MS = 72 * 3600_000

/** The leaves and rows of one recording, each pair in one commit, in order. */
export class RecordingLeaves<Tx> {
  readonly #parts: RecorderParts<Tx>
  readonly #id: string
  readonly #call: CallStart
  readonly #permit: RecordingPermit
  /** As of the start: a line that is edited during the call changes nothing for it. */
  #retention: LineRetention | null = null
  /** Pauses and resumptions, in order. */
  #chain: Promise<void> = Promise.resolve()
  #startedDurable = false

  constructor(parts: RecorderParts<Tx>, id: string, call: CallStart, permit: RecordingPermit) {
    this.#parts = parts
    this.#id = id
    this.#call = call
    this.#permit = permit
  }

  /**
   * Makes key and header, then, durably and in this order: the key's row, and in one commit the recording's row with
   * its leaf. A crash before the commit leaves a key nobody's row refers to, which the start-up sweep removes.
   * @param wanted asked again inside the transaction: once the start was given up, the commit is refused
   */
  async started(wanted: () => boolean): Promise<{ readonly key: NewRecordingKey; readonly headerSha256: Buffer }> {
    const { keys, ledger, rows, blobs } = this.#parts
    const retention = this.#parts.retentionOf(this.#call.lineId)
    this.#retention = retention
    const key = keys.newRecordingKey(this.#call.callId, this.#id)
    try {
      const encoded = this.#header(key, retention)
      const headerSha256 = encoded.sha256.toString("base64url")
      await key.store(headerSha256)
      demand(wanted())
      const leaf = {
        ...this.#base("recording.started"),
        call: this.#call.callId,
        rec: this.#id,
        consent: this.#permit.authority.index,
        header_sha256: headerSha256,
        key_commitment: encoded.header.key_commitment,
        call_key_thumbprint: key.callKeyThumbprint,
        kek_fingerprint: key.kekFingerprint,
      }
      await ledger.append([leaf], async (tx, [index]) => {
        demand(wanted())
        await rows.opened(tx, {
          id: this.#id,
          callId: this.#call.callId,
          header: encoded.bytes,
          headerSha256,
          blobUri: blobs.uri(this.#id),
          deleteAfter: encoded.header.retention.delete_after,
          startedAt: leaf.ts,
          startedLeaf: known(index),
        })
      })
      this.#startedDurable = true
      return { key, headerSha256: encoded.sha256 }
    } catch (error) {
      key.destroy()
      throw error
    }
  }

  /** Never rejects: what cannot be said here is found at the next start. */
  async blocked(reason: string): Promise<void> {
    await this.#attempt("the block of a recording was not written", async () => {
      await this.#parts.ledger.append([{ ...this.#base("recording.blocked"), call: this.#call.callId, reason }])
    })
  }

  /** After a block: a `recording.started` that was durable all the same, late or with its answer lost, is closed. */
  async settleUnstarted(): Promise<void> {
    await this.#attempt("a recording that came too late was not closed", async () => {
      const row = await this.#parts.rows.get(this.#id)
      if (row?.state === "open") await this.#append("recording.failed", "deadline")
    })
  }

  paused(mediaMs: number, reason: string, begun: Promise<void>): void {
    this.#inOrder(begun, { ...this.#base("recording.paused"), rec: this.#id, media_ms: mediaMs, reason })
  }

  resumed(mediaMs: number, begun: Promise<void>): void {
    this.#inOrder(begun, { ...this.#base("recording.resumed"), rec: this.#id, media_ms: mediaMs })
  }

  /** What is sealed later ends here. */
  stopped(mediaMs: number, by: string, begun: Promise<void>): void {
    this.#inOrder(begun, { ...this.#base("recording.stopped"), rec: this.#id, media_ms: mediaMs, by })
  }

  async failed(reason: string): Promise<void> {
    await this.#chain
    await this.#attempt("the failure of a recording was not written", () => this.#append("recording.failed", reason))
  }

  /** The file is complete and durable. A withdrawn recording is restricted in the same commit: it is never playable. */
  async sealed(
    file: { readonly length: number; readonly sha256: string; readonly segments: number },
    endedAt: Date,
    withdrawn: boolean,
  ): Promise<void> {
    await this.#chain
    const { ledger, rows } = this.#parts
    const deleteAfter = this.#kept().deleteAfter(endedAt)
    const leaf = {
      ...this.#base("recording.sealed"),
      rec: this.#id,
      ciphertext_sha256: file.sha256,
      ciphertext_len: file.length,
      segments: file.segments,
      delete_after: deleteAfter,
    }
    const shredAt = this.#shredAt(endedAt)
    const restriction = withdrawn ? [this.#restriction(shredAt)] : []
    await ledger.append([leaf, ...restriction], async (tx, [index]) => {
      await rows.sealed(tx, this.#id, "sealed", {
        ciphertextLen: file.length,
        ciphertextSha256: file.sha256,
        segments: file.segments,
        deleteAfter,
        endedAt: endedAt.toISOString(),
        sealedLeaf: known(index),
      })
      if (withdrawn) await rows.restricted(tx, this.#id, shredAt)
    })
  }

  /** A failed recording whose consent was withdrawn. */
  async restricted(endedAt: Date): Promise<void> {
    const { ledger, rows } = this.#parts
    const shredAt = this.#shredAt(endedAt)
    await ledger.append([this.#restriction(shredAt)], (tx) => rows.restricted(tx, this.#id, shredAt))
  }

  #header(key: NewRecordingKey, retention: LineRetention) {
    const { authority } = this.#permit
    const startedAt = new Date(this.#parts.wallClock())
    return encodeHeader({
      authority: {
        index: authority.index,
        kind: authority.leaf.type === "consent.granted" ? "granted" : "not_required",
        leaf_hash: Buffer.from(authority.leafHash).toString("base64url"),
        origin: this.#parts.origin,
      },
      call_id: this.#call.callId,
      call_key_id: key.callKeyId,
      codec: "PCMU/8000/2",
      fmt: FORMAT_ID,
      key_commitment: keyCommitment(key.key),
      recording_id: this.#id,
      retention: { delete_after: retention.deleteAfter(startedAt), policy: retention.policy },
      started_at: `${startedAt.toISOString().slice(0, 19)}Z`,
      v: 1,
    })
  }

  #kept(): LineRetention {
    if (!this.#retention) throw new AssentError("CONFLICT", "this recording has not started")
    return this.#retention
  }

  #shredAt(endedAt: Date): string {
    return new Date(endedAt.getTime() + (this.#kept().shredAtOnce ? 0 : WITHDRAWN_KEPT_MS)).toISOString()
  }

  #restriction(shredAt: string): LeafOf<"restriction.set"> {
    return { ...this.#base("restriction.set"), rec: this.#id, reason: "withdrawn", until: shredAt }
  }

  async #append(type: "recording.failed", reason: string): Promise<void> {
    const { ledger, rows } = this.#parts
    const leaf = { ...this.#base(type), rec: this.#id, reason }
    await ledger.append([leaf], (tx) => rows.failed(tx, this.#id, "failed", leaf.ts))
  }

  #inOrder(begun: Promise<void>, leaf: LeafOf<"recording.paused" | "recording.resumed" | "recording.stopped">): void {
    this.#chain = this.#chain.then(async () => {
      await begun
      if (!this.#startedDurable) return
      await this.#attempt("a pause or stop of a recording was not written", async () => {
        await this.#parts.ledger.append([leaf])
      })
    })
  }

  async #attempt(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      const code = error instanceof AssentError ? error.code : "UNEXPECTED"
      this.#parts.log.error({ callId: this.#call.callId, recordingId: this.#id, code }, what)
    }
  }

  #base<T extends LeafType>(type: T) {
    const now = this.#parts.wallClock()
    return { v: 1 as const, id: uuidv7(now), type, ts: new Date(now).toISOString() }
  }
}

/** How the tap is told. */
export function closeOf(why: Ending): Parameters<Tap["close"]>[0] {
  return typeof why === "object" ? "stopped" : why
}

function demand(wanted: boolean): void {
  if (!wanted) throw new AssentError("CONFLICT", "the start of this recording was given up")
}

function known(index: number | undefined): number {
  if (index === undefined) throw new AssentError("LEDGER_CORRUPT", "the ledger gave no index for a leaf it took")
  return index
}
