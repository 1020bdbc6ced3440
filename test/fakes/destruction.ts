/* Strict in-memory doubles of what erasure destroys. Each step can be made to fail, before or after it took effect. */
import { AssentError } from "../../src/errors.ts"
import type { CallKeyRow } from "../../src/keys/ports.ts"
import type { Leaf } from "../../src/ledger/entry.ts"
import type { RecordingRow, RecordingState } from "../../src/recording/ports.ts"
import type { EraseDeps } from "../../src/retention/eraser.ts"
import type { BatchAppender } from "../../src/retention/outbox.ts"
import type {
  ErasureIntent,
  OutboxLeaf,
  RetentionRows,
  ShredIntent,
  SweepState,
  Tombstone,
  WaitingErasure,
} from "../../src/retention/ports.ts"

export const steps = [
  "putShredIntents",
  "putErasureIntent",
  "shredRecordingKey",
  "shredCallKeys",
  "remove",
  "shredded",
  "erased",
  "append",
] as const
export type Step = (typeof steps)[number]

export interface MemoryTx {
  readonly onCommit: (() => void)[]
}

export function recordingRow(id: string, callId: string, change: Partial<RecordingRow> = {}): RecordingRow {
  return {
    id,
    callId,
    header: new TextEncoder().encode(`{"recording_id":"${id}"}`),
    headerSha256: "h".repeat(43),
    state: "sealed",
    blobUri: `blob:${id}`,
    ciphertextLen: 4096,
    ciphertextSha256: "c".repeat(43),
    segments: 1,
    deleteAfter: "2027-11-23",
    shredAt: null,
    startedAt: "2026-11-23T10:00:00.000Z",
    endedAt: "2026-11-23T10:01:00.000Z",
    startedLeaf: 2,
    sealedLeaf: 3,
    shreddedAt: null,
    shredReason: null,
    ...change,
  }
}

function keyRow(callId: string): CallKeyRow {
  const at = "2026-11-23T10:00:00.000Z"
  return { id: `ck_${callId}`, gen: 1, callId, publicJwk: "{}", kekId: "kek-1", wrappedJwe: "w", createdAt: at }
}

export class MemoryDestruction {
  /** What the "disk" holds. A restart keeps all of it. */
  readonly recordings = new Map<string, RecordingRow>()
  readonly blobs = new Set<string>()
  readonly recordingKeys = new Map<string, string>()
  readonly callKeys = new Set<string>()
  readonly subjects = new Map<string, { callId: string; callKeyId: string }[]>()
  readonly shredIntents = new Map<string, ShredIntent>()
  readonly erasureIntents = new Map<string, ErasureIntent>()
  readonly outbox = new Map<string, OutboxLeaf>()
  readonly waits = new Map<string, WaitingErasure>()
  sweepState: SweepState | null = null
  /** What must be kept although its erasure is asked for, and until when. */
  readonly kept = new Map<string, { until: string | null }>()
  readonly ledger: Leaf[] = []
  readonly live = new Set<string>()
  readonly log: Step[] = []
  now = new Date("2026-11-23T12:34:56.789Z")
  #failing: { step: Step; persist: boolean; times: number } | null = null

  /** The next `step` fails; with `persist`, after it took effect, as a process killed before it heard the answer. */
  failNext(step: Step, { persist = false, times = 1 } = {}): void {
    this.#failing = { step, persist, times }
  }

  get failurePending(): boolean {
    return this.#failing !== null
  }

  add(id: string, callId: string, subject: string | null, state: RecordingState = "sealed"): void {
    this.recordings.set(id, recordingRow(id, callId, { state }))
    this.blobs.add(`blob:${id}`)
    this.recordingKeys.set(id, `ck_${callId}`)
    this.callKeys.add(`ck_${callId}`)
    const links = subject === null ? [] : (this.subjects.get(subject) ?? [])
    if (subject === null) return
    if (!links.some((link) => link.callId === callId)) links.push({ callId, callKeyId: `ck_${callId}` })
    this.subjects.set(subject, links)
  }

  readable(id: string): boolean {
    const callKey = this.recordingKeys.get(id)
    return callKey !== undefined && this.callKeys.has(callKey) && this.blobs.has(`blob:${id}`)
  }

  async #step(step: Step, effect: () => void): Promise<void> {
    this.log.push(step)
    const failing = this.#failing?.step === step ? this.#failing : null
    if (failing) this.#failing = failing.times > 1 ? { ...failing, times: failing.times - 1 } : null
    if (!failing || failing.persist) effect()
    if (failing) throw new AssentError("STORAGE_FAILED", "made to fail")
    await Promise.resolve()
  }

  readonly rows: RetentionRows<MemoryTx> = {
    due: async (now, limit, after = "") =>
      this.#due(now)
        .filter((id) => id > after)
        .sort()
        .slice(0, limit),
    dueCount: async (now) => this.#due(now).length,
    sweepState: async () => this.sweepState,
    putSweepState: async (state) => {
      this.sweepState = state
    },
    putWaiting: async (waiting, leaf) => {
      const key = `${waiting.callId} ${waiting.recordingId}`
      if (!this.waits.has(key)) this.outbox.set(leaf.id, leaf)
      this.waits.set(key, waiting)
    },
    waiting: async () => [...this.waits.values()],
    isWaiting: async (id, callId) => this.waits.has(`${callId} ${id}`) || this.waits.has(`${callId} null`),
    dropWaiting: async ({ callId, recordingId }) => void this.waits.delete(`${callId} ${recordingId}`),
    putShredIntents: (intents) =>
      this.#step("putShredIntents", () => {
        if (intents.length === 0) throw new Error("nothing is intended")
        for (const intent of intents) {
          if (this.shredIntents.has(intent.recordingId)) throw new Error("an intent is put once")
          this.shredIntents.set(intent.recordingId, intent)
        }
      }),
    shredIntents: async () => [...this.shredIntents.values()],
    putErasureIntent: (intent) =>
      this.#step("putErasureIntent", () => void this.erasureIntents.set(intent.requestId, intent)),
    erasureIntents: async () => [...this.erasureIntents.values()],
    shredded: (...tombstones) =>
      this.#step("shredded", () => {
        for (const each of tombstones) this.#bury(each)
      }),
    erased: (requestId, leaf, tombstones = []) =>
      this.#step("erased", () => {
        for (const each of tombstones) this.#bury(each)
        if (!this.erasureIntents.delete(requestId)) throw new Error("erased twice")
        this.outbox.set(leaf.id, leaf)
      }),
    outboxBefore: async (day) => [...this.outbox.values()].filter((leaf) => leaf.day < day),
    takeFromOutbox: async (tx, ids) => {
      for (const id of ids) if (!this.outbox.has(id)) throw new Error("taken twice")
      tx.onCommit.push(() => {
        for (const id of ids) this.outbox.delete(id)
      })
    },
  }

  readonly appender: BatchAppender<MemoryTx> = {
    append: async (leaves, rows) => {
      const tx: MemoryTx = { onCommit: [] }
      await rows(tx)
      await this.#step("append", () => {
        this.ledger.push(...leaves)
        for (const write of tx.onCommit) write()
      })
    },
  }

  deps(): EraseDeps<MemoryTx> {
    return {
      rows: this.rows,
      recordings: {
        get: async (id) => this.recordings.get(id) ?? null,
        ofCall: async (callId) => [...this.recordings.values()].filter((row) => row.callId === callId),
      },
      blobs: {
        remove: (...uris) =>
          this.#step("remove", () => {
            for (const uri of uris) this.blobs.delete(uri)
          }),
      },
      keys: {
        callKeyOfCall: async (callId) => (this.callKeys.has(`ck_${callId}`) ? keyRow(callId) : null),
        lookupOfCall: async (callId) =>
          [...this.subjects].find(([, links]) => links.some((link) => link.callId === callId))?.[0] ?? null,
        callsOfSubject: async (lookup) => [...(this.subjects.get(lookup) ?? [])],
        shredRecordingKey: (...ids) =>
          this.#step("shredRecordingKey", () => {
            for (const id of ids) {
              if (!this.shredIntents.has(id)) throw new Error("a key dies only after its intent is durable")
              this.recordingKeys.delete(id)
            }
          }),
        shredCallKeys: (ids, lookup) =>
          this.#step("shredCallKeys", () => {
            if (this.erasureIntents.size === 0) throw new Error("keys die only after the intent is durable")
            for (const id of ids) this.#shredCallKey(id)
            if (lookup && this.subjects.get(lookup)?.length === 0) this.subjects.delete(lookup)
          }),
      },
      assess: async (row, asked = false) => {
        const held = this.kept.get(row.id)
        const over = `${new Date(Date.parse(row.deleteAfter) + 86_400_000).toISOString().slice(0, 10)}T00:00:00.000Z`
        const waits = asked || (await this.rows.isWaiting(row.id, row.callId))
        const early = waits ? "" : (row.shredAt ?? over)
        const shredFrom = held
          ? held.until === null
            ? null
            : `${held.until}T00:00:00.000Z`
          : early < over
            ? early
            : over
        return {
          deleteAfter: row.deleteAfter,
          shredFrom,
          playable: true,
          by: held ? (held.until === null ? "hold" : "minimum") : waits ? "erasure" : "captured",
          rule: held ? "0190b8a5-0000-7000-8000-000000000000" : null,
          basis: held ? "MiFID II" : null,
          sentence: "kept for a reason",
          policyLess: false,
        }
      },
      isLive: (callId) => this.live.has(callId),
      now: () => this.now,
    }
  }

  #bury({ recordingId: id, at, reason, leaf }: Tombstone): void {
    const row = this.recordings.get(id)
    if (!row || row.state === "shredded") throw new Error("shredded twice")
    if (this.readable(id)) throw new Error("the tombstone must not come before the end of the keys")
    this.recordings.set(id, { ...row, state: "shredded", shreddedAt: at, shredReason: reason })
    this.outbox.set(leaf.id, leaf)
    this.shredIntents.delete(id)
  }

  #due(now: string): string[] {
    return [...this.recordings.values()]
      .filter((row) => row.state !== "shredded")
      .filter((row) => row.deleteAfter < now.slice(0, 10) || (row.shredAt !== null && row.shredAt <= now))
      .map((row) => row.id)
  }

  #shredCallKey(id: string): void {
    this.callKeys.delete(id)
    for (const [recording, callKey] of this.recordingKeys) if (callKey === id) this.recordingKeys.delete(recording)
    for (const links of this.subjects.values()) {
      const at = links.findIndex((link) => link.callKeyId === id)
      if (at >= 0) links.splice(at, 1)
    }
  }
}
