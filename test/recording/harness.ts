import { AudioGate } from "../../src/call/gate.ts"
import type { CallLeg, CallStart, Recorder } from "../../src/call/ports.ts"
import type { Track } from "../../src/audio/frame.ts"
import { AssentError } from "../../src/errors.ts"
import type { FileKeyProvider } from "../../src/keys/kek.ts"
import type { Keyring } from "../../src/keys/keyring.ts"
import type { KekRow } from "../../src/keys/ports.ts"
import { leafSchema, type Leaf } from "../../src/ledger/entry.ts"
import { issueReceipt } from "../../src/ledger/receipt.ts"
import { openStored } from "../../src/recording/playback.ts"
import { createRecorder, type LedgerPort, type RecorderOptions } from "../../src/recording/recorder.ts"
import { Faults } from "../fakes/faults.ts"
import { MemoryBlobs } from "../fakes/memory-blobs.ts"
import type { MemoryKeyStore } from "../fakes/memory-key-store.ts"
import { MemoryRecordingRows, type MemoryTx } from "../fakes/memory-recording-rows.ts"
import { testPermit } from "../fakes/receipts.ts"
import { freshKeyring } from "../keys/fixture.ts"
import { collect } from "./streams.ts"
import { ManualClock } from "../fakes/manual-clock.ts"

export const CALL = "0190a000-0000-7000-8000-000000000001"
export const EPOCH = Date.parse("2026-11-23T16:20:00.000Z")

/** Leaves and rows in one commit, in memory; every leaf is checked against the schema. */
export class MemoryLedger implements LedgerPort<MemoryTx> {
  readonly leaves: Leaf[] = []
  readonly faults: Faults
  /** While set, appends wait for it before they commit. */
  gate: Promise<void> | null = null

  constructor(faults: Faults) {
    this.faults = faults
  }

  async append(leaves: readonly Leaf[], rows?: (tx: MemoryTx, indexes: readonly number[]) => Promise<void>) {
    const first = leaves[0]!.type
    return this.faults.run(`append ${first}`, async () => {
      if (this.gate) await this.gate
      const parsed = leaves.map((leaf) => leafSchema.parse(leaf))
      const tx: MemoryTx = { writes: [] }
      await rows?.(
        tx,
        leaves.map((_, i) => this.leaves.length + i),
      )
      for (const write of tx.writes) write()
      return parsed.map((leaf) => {
        const index = this.leaves.push(leaf) - 1
        return issueReceipt({ index, leaf, leafHash: new Uint8Array(32), durableAt: 0 })
      })
    })
  }

  get types(): string[] {
    return this.leaves.map((leaf) => leaf.type)
  }

  of<T extends Leaf["type"]>(type: T): Extract<Leaf, { type: T }>[] {
    return this.leaves.filter((leaf): leaf is Extract<Leaf, { type: T }> => leaf.type === type)
  }
}

/** Lets every started promise chain run on, real key wrapping in the thread pool included. */
export async function settle(until: () => boolean = () => true): Promise<void> {
  for (let i = 0; i < 2000; i++) {
    await new Promise((resolve) => setImmediate(resolve))
    if (i >= 5 && until()) return
  }
  throw new Error("it did not settle")
}

/** A leg behind the product's own gate. Media time is the clock's, so that frames carry what they would. */
export class TestLeg {
  readonly gate: AudioGate
  readonly #clock: ManualClock

  constructor(clock: ManualClock) {
    this.#clock = clock
    this.gate = new AudioGate(CALL, () => clock.now())
  }

  get leg(): CallLeg {
    const unused = () => {
      throw new Error("a recorder has no business here")
    }
    return {
      callId: CALL,
      party: "caller",
      audio: (permit, sink) => this.gate.open(permit, sink),
      counters: () => this.gate.counters(),
      listen: unused,
      play: unused,
      clear: unused,
      bridge: unused,
      relay: unused,
      hangup: unused,
    }
  }

  frame(track: Track, value: number): void {
    const now = this.#clock.now()
    this.gate.frame(track, now, now - 300, new Uint8Array(160).fill(value))
  }

  /** Speech on both tracks for `ms`, the time passing. */
  async talk(ms: number, left = 10, right = 20): Promise<void> {
    for (let done = 0; done < ms; done += 20) {
      this.frame("inbound", left)
      this.frame("outbound", right)
      this.#clock.advance(20)
      if (done % 500 === 0) await settle()
    }
    await settle()
  }
}

export interface World {
  readonly faults: Faults
  readonly ledger: MemoryLedger
  readonly rows: MemoryRecordingRows
  readonly blobs: MemoryBlobs
  readonly store: MemoryKeyStore
  readonly keyring: Keyring
  readonly clock: ManualClock
  readonly leg: TestLeg
  readonly recorder: Recorder
  readonly logged: { facts: object; message: string }[]
  readonly provider: FileKeyProvider
  start(): ReturnType<Recorder["start"]>
  /** The recording's left and right as played. */
  play(id: string): Promise<{ left: Buffer; right: Buffer; wav: Buffer }>
}

export async function world(
  kek: KekRow,
  provider: FileKeyProvider,
  options: Partial<RecorderOptions<MemoryTx>> = {},
): Promise<World> {
  const { store, keyring } = await freshKeyring(kek, provider)
  await keyring.begin(CALL, null)
  const faults = store.faults
  const ledger = new MemoryLedger(faults)
  const rows = new MemoryRecordingRows(faults)
  const blobs = new MemoryBlobs(faults)
  const clock = new ManualClock()
  const leg = new TestLeg(clock)
  const logged: { facts: object; message: string }[] = []
  const log = (facts: object, message: string) => void logged.push({ facts, message })
  const recorder = createRecorder<MemoryTx>({
    ledger,
    origin: "ledger.example/assent",
    rows,
    blobs,
    keys: keyring,
    retentionOf: () => ({
      policy: "mifid2-5y",
      deleteAfter: (from) => `${from.getUTCFullYear() + 5}${from.toISOString().slice(4, 10)}`,
      shredAtOnce: false,
    }),
    clock,
    log: { error: log, warn: log },
    wallClock: () => EPOCH + clock.now(),
    ...options,
  })
  const call: CallStart = {
    callId: CALL,
    lineId: "main",
    trunk: "test",
    carrierCallId: "CA1",
    from: null,
    to: "+4930123456",
    direction: "inbound",
  }
  return {
    faults,
    ledger,
    rows,
    blobs,
    store,
    keyring,
    clock,
    leg,
    recorder,
    logged,
    provider,
    start: () => recorder.start(call, leg.leg, testPermit(CALL, clock.now())),
    play: async (id) => {
      const row = await rows.get(id)
      if (!row) throw new AssentError("NOT_FOUND", "no row")
      const playback = await openStored(row, { store, provider, blobs })
      const wav = await collect(playback.read(0, playback.totalBytes))
      playback.close()
      const stereo = wav.subarray(58)
      return {
        wav,
        left: Buffer.from(stereo.filter((_, i) => i % 2 === 0)),
        right: Buffer.from(stereo.filter((_, i) => i % 2 === 1)),
      }
    },
  }
}
