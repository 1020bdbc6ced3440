import type { RecordingRow, RecordingRows, SealedFacts } from "../../src/recording/ports.ts"
import { Faults } from "./faults.ts"

/** A transaction of a memory ledger: writes are applied only when it commits. */
export interface MemoryTx {
  readonly writes: (() => void)[]
}

export class MemoryRecordingRows implements RecordingRows<MemoryTx> {
  readonly faults: Faults
  readonly rows = new Map<string, RecordingRow>()

  constructor(faults = new Faults()) {
    this.faults = faults
  }

  opened(tx: MemoryTx, row: Parameters<RecordingRows<MemoryTx>["opened"]>[1]): Promise<void> {
    return this.faults.run("opened", () => {
      tx.writes.push(() => {
        if (this.rows.has(row.id)) throw new Error("duplicate recording")
        this.rows.set(row.id, {
          ...row,
          state: "open",
          ciphertextLen: null,
          ciphertextSha256: null,
          segments: null,
          shredAt: null,
          endedAt: null,
          sealedLeaf: null,
          shreddedAt: null,
          shredReason: null,
        })
      })
    })
  }

  sealed(tx: MemoryTx, id: string, state: "sealed" | "recovered", facts: SealedFacts): Promise<void> {
    return this.faults.run("sealed", () => this.#change(tx, id, { state, ...facts }))
  }

  failed(tx: MemoryTx, id: string, state: "failed" | "lost", endedAt: string): Promise<void> {
    return this.faults.run("failed", () => this.#change(tx, id, { state, endedAt }))
  }

  restricted(tx: MemoryTx, id: string, shredAt: string): Promise<void> {
    return this.faults.run("restricted", () => this.#change(tx, id, { state: "restricted", shredAt }))
  }

  async get(id: string): Promise<RecordingRow | null> {
    return this.rows.get(id) ?? null
  }

  async ofCall(callId: string): Promise<readonly RecordingRow[]> {
    return [...this.rows.values()].filter((row) => row.callId === callId)
  }

  async open(): Promise<readonly RecordingRow[]> {
    return [...this.rows.values()].filter((row) => row.state === "open")
  }

  #change(tx: MemoryTx, id: string, change: Partial<RecordingRow>): void {
    tx.writes.push(() => {
      const row = this.rows.get(id)
      if (!row) throw new Error("no such recording")
      this.rows.set(id, { ...row, ...change })
    })
  }
}
