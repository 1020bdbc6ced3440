import type { CallKeyRow, KekRow, KeyStore, OpeningRow, RecordingKeyRow, SubjectCall } from "../../src/keys/ports.ts"
import { Faults } from "./faults.ts"

interface Subject {
  readonly masked: string
  readonly calls: SubjectCall[]
}

/** keys.db in memory. Rows are plain fields, so that a test can exchange them as an insider would. */
export class MemoryKeyStore implements KeyStore {
  readonly faults: Faults
  readonly kekRows = new Map<string, KekRow>()
  callKeyRows: CallKeyRow[] = []
  readonly recordingKeyRows = new Map<string, RecordingKeyRow>()
  openingRows: OpeningRow[] = []
  readonly subjects = new Map<string, Subject>()
  wrappedIndexKey: string | null = null

  constructor(faults = new Faults()) {
    this.faults = faults
  }

  putKek(row: KekRow): Promise<void> {
    return this.faults.run("putKek", () => void this.kekRows.set(row.id, row))
  }

  async keks(): Promise<readonly KekRow[]> {
    return [...this.kekRows.values()].sort((a, b) => a.epoch - b.epoch)
  }

  putCallKey(row: CallKeyRow): Promise<void> {
    return this.faults.run("putCallKey", () => {
      if (this.callKeyRows.some((old) => old.id === row.id && old.gen === row.gen)) throw new Error("duplicate key")
      this.callKeyRows.push(row)
    })
  }

  async callKey(id: string): Promise<CallKeyRow | null> {
    return newest(this.callKeyRows.filter((row) => row.id === id))
  }

  async callKeyOfCall(callId: string): Promise<CallKeyRow | null> {
    return newest(this.callKeyRows.filter((row) => row.callId === callId))
  }

  putRecordingKey(row: RecordingKeyRow): Promise<void> {
    return this.faults.run("putRecordingKey", () => void this.recordingKeyRows.set(row.recordingId, row))
  }

  async recordingKey(recordingId: string): Promise<RecordingKeyRow | null> {
    return this.recordingKeyRows.get(recordingId) ?? null
  }

  putOpening(row: OpeningRow): Promise<void> {
    return this.faults.run("putOpening", () => void this.openingRows.push(row))
  }

  async openings(callKeyId: string): Promise<readonly OpeningRow[]> {
    return this.openingRows.filter((row) => row.callKeyId === callKeyId)
  }

  async indexKey(): Promise<string | null> {
    return this.wrappedIndexKey
  }

  putIndexKey(wrappedJwe: string): Promise<void> {
    return this.faults.run("putIndexKey", () => {
      this.wrappedIndexKey = wrappedJwe
    })
  }

  linkSubject(lookup: string, masked: string, call: SubjectCall): Promise<void> {
    return this.faults.run("linkSubject", () => {
      const subject = this.subjects.get(lookup) ?? { masked, calls: [] }
      subject.calls.push(call)
      this.subjects.set(lookup, subject)
    })
  }

  async callsOfSubject(lookup: string): Promise<readonly SubjectCall[]> {
    return this.subjects.get(lookup)?.calls ?? []
  }

  async maskedOfCall(callId: string): Promise<string | null> {
    return this.#subjectOf(callId)?.[1].masked ?? null
  }

  async lookupOfCall(callId: string): Promise<string | null> {
    return this.#subjectOf(callId)?.[0] ?? null
  }

  shredRecordingKey(...ids: readonly string[]): Promise<void> {
    return this.faults.run("shredRecordingKey", () => {
      for (const id of ids) this.recordingKeyRows.delete(id)
    })
  }

  shredCallKeys(callKeyIds: readonly string[], lookup: string | null = null): Promise<void> {
    return this.faults.run("shredCallKeys", () => {
      const dead = new Set(callKeyIds)
      this.callKeyRows = this.callKeyRows.filter((row) => !dead.has(row.id))
      this.openingRows = this.openingRows.filter((row) => !dead.has(row.callKeyId))
      for (const row of [...this.recordingKeyRows.values()]) {
        if (dead.has(row.callKeyId)) this.recordingKeyRows.delete(row.recordingId)
      }
      for (const [each, subject] of this.subjects) {
        const calls = subject.calls.filter((call) => !dead.has(call.callKeyId))
        this.subjects.set(each, { ...subject, calls })
      }
      if (lookup !== null && this.subjects.get(lookup)?.calls.length === 0) this.subjects.delete(lookup)
    })
  }

  async orphanRecordingKeys(known: (recordingId: string) => Promise<boolean>): Promise<readonly string[]> {
    const orphans: string[] = []
    for (const id of this.recordingKeyRows.keys()) if (!(await known(id))) orphans.push(id)
    return orphans
  }

  #subjectOf(callId: string): [string, Subject] | undefined {
    return [...this.subjects].find(([, subject]) => subject.calls.some((call) => call.callId === callId))
  }
}

function newest(rows: readonly CallKeyRow[]): CallKeyRow | null {
  return rows.toSorted((a, b) => b.gen - a.gen)[0] ?? null
}
