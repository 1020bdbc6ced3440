/*
 * Ledger and recorder on a real data folder, without sockets: what a killed process left is put in order, calls are
 * decided, recorded, withdrawn and erased. Behind the folder: `left` leaves one call in the middle instead; `wait N` waits
 * for a byte on standard input before anybody speaks in the Nth recording. Says what was acknowledged, a line each:
 *
 *   leaf ID | row STATE CALL | started REC | sealed REC | erased REC | signed NOTE
 *
 * A step that is refused is said (`refused STEP`), and the next call begins.
 */
import { readSync, writeSync } from "node:fs"
import { join } from "node:path"
import { AudioGate } from "../../src/call/gate.ts"
import type { CallLeg, CallStart, Recording } from "../../src/call/ports.ts"
import { type DecisionFacts, LedgerEvidence } from "../../src/consent/evidence.ts"
import { permitFor } from "../../src/consent/permit.ts"
import { endInterruptedCalls } from "../../src/consent/recover.ts"
import { uuidv7 } from "../../src/ids.ts"
import { openLogKey } from "../../src/keys/log-key.ts"
import { openLedger } from "../../src/ledger/ledger.ts"
import { noteSigner } from "../../src/ledger/node-crypto.ts"
import { createRecorder } from "../../src/recording/recorder.ts"
import { recoverRecordings } from "../../src/recording/recover.ts"
import { openEmbedded } from "../../src/storage/embedded/open.ts"
import { openKeys } from "../../src/wiring/keys.ts"
import { retentionOfLine, termsOfLine } from "../../src/wiring/lines.ts"
import { openRetention } from "../../src/wiring/retention.ts"
import { withdrawnShredAt } from "../../src/wiring/withdrawn.ts"
import { ManualClock } from "../fakes/manual-clock.ts"
import { ORIGIN, faultConfig } from "./every-fault-config.ts"

const [folder = "", how = "", nth = "0"] = process.argv.slice(2)
const say = (what: string): void => void writeSync(1, `${what}\n`)
const log = { error: () => undefined, warn: () => undefined }
const config = faultConfig(folder)
const origin = ORIGIN

const storage = await openEmbedded(folder, { shredList: config.keys.shred_list })
const { ledgerStore, keyStore: store, recordings, blobs, operator, views } = storage
const signer = noteSigner(origin, await openLogKey(join(folder, "keys", "log.pem"), false))
const opened = await openLedger({ store: ledgerStore, origin, signer, create: false, log })
/** The ledger, saying each leaf that it acknowledged. */
const ledger: typeof opened = {
  ...opened,
  append: async (leaves, rows) => {
    const receipts = await opened.append(leaves, rows)
    for (const { id } of leaves) say(`leaf ${id}`)
    return receipts
  },
}
const keyFacts = { folder, store, ledger, ledgerStore, pinned: null, create: false, rotateDays: 7, backupFolder: null }
const { keyring, provider } = await openKeys(keyFacts)
const isLive = (): boolean => false
const retention = await openRetention({ storage, ledger, keyring, provider, isLive, config, log })
const shredAt = withdrawnShredAt(views, operator)
await recoverRecordings({ ledger, rows: recordings, blobs, log, withdrawnShredAt: shredAt })
await endInterruptedCalls(ledger, storage.calls)
await retention.eraser.resume()
say("open")

const clock = new ManualClock()
const retentionOf = retentionOfLine(operator, () => retention.rules.current())
const recorder = createRecorder({ ledger, origin, rows: recordings, blobs, keys: keyring, retentionOf, clock, log })
const evidenceParts = {
  ledger,
  rows: storage.calls,
  sealer: keyring,
  termsOf: termsOfLine(operator),
  closing: new AbortController().signal,
}
const decision: DecisionFacts = {
  script: { id: "welcome/1/en", sha256: "A".repeat(43), language: "en" },
  heard: { bytes: 800, total: 800 },
  key: { digit: "1", offsetMs: 100 },
  attempts: 1,
}

let begun = 0

class ScriptedCall {
  readonly start: CallStart
  readonly evidence: LedgerEvidence<never>
  readonly #gate: AudioGate

  constructor(from: string) {
    const [line] = operator.current().lines
    const callId = uuidv7()
    const known = { lineId: line?.id ?? "", trunk: "test-phone", carrierCallId: `CA${callId}`, to: "+4930123456" }
    this.start = { callId, from, direction: "inbound", ...known }
    this.#gate = new AudioGate(callId, () => clock.now())
    this.evidence = new LedgerEvidence(this.start, evidenceParts as never)
  }

  async granted(): Promise<Recording> {
    await this.evidence.answered()
    const { receipts, countsFrom } = await this.evidence.granted(decision)
    say(`row granted ${this.start.callId}`)
    clock.advance(Math.max(0, countsFrom + 1 - clock.now()))
    const unused = (): never => {
      throw new Error("a recorder has no business here")
    }
    const leg: CallLeg = {
      callId: this.start.callId,
      party: "caller",
      audio: (permit, sink) => this.#gate.open(permit, sink),
      counters: () => this.#gate.counters(),
      listen: unused,
      play: unused,
      clear: unused,
      bridge: unused,
      relay: unused,
      hangup: unused,
    }
    const recording = recorder.start(this.start, leg, permitFor(this.start.callId, ["caller", "agent"], receipts))
    await recording.started
    say(`started ${recording.id}`)
    if (how === "wait" && ++begun === Number(nth)) readSync(0, Buffer.alloc(1))
    return recording
  }

  /** Both sides speak, faster than time passes. */
  async talk(ms: number): Promise<void> {
    for (let done = 0; done < ms; done += 20) {
      for (const track of ["inbound", "outbound"] as const) {
        this.#gate.frame(track, clock.now(), clock.now() - 300, new Uint8Array(160).fill(done & 0xff))
      }
      clock.advance(20)
      if (done % 500 === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  async end(outcome: string): Promise<void> {
    await this.evidence.ended(outcome, this.#gate.counters(), null)
    say(`row ended ${this.start.callId}`)
  }
}

async function finished(recording: Recording, why: "ended" | "withdrawn"): Promise<void> {
  await recording.finish(why)
  const row = await recordings.get(recording.id)
  if (row?.state === "sealed" || row?.state === "restricted") say(`sealed ${recording.id}`)
}

async function step(name: string, work: () => Promise<unknown>): Promise<void> {
  await work().catch(() => say(`refused ${name}`))
}

async function recorded(): Promise<void> {
  const call = new ScriptedCall("+4915112345678")
  const recording = await call.granted()
  // Written every second, synced within five.
  await call.talk(6400)
  await finished(recording, "ended")
  await call.end("caller_hangup")
  await step("erase", async () => {
    await retention.eraser.eraseRecording(recording.id, "request")
    say(`erased ${recording.id}`)
  })
}

async function withdrawn(): Promise<void> {
  const call = new ScriptedCall("+4915100000003")
  const recording = await call.granted()
  await call.talk(2400)
  await call.evidence.withdrawn(decision)
  say(`row withdrawn ${call.start.callId}`)
  await finished(recording, "withdrawn")
  await call.end("caller_hangup")
}

async function left(): Promise<void> {
  const call = new ScriptedCall("+4915100000004")
  const { id } = await call.granted()
  // What is whole in the file is kept: two segments at least.
  while (((await blobs.size(blobs.uri(id))) ?? 0) < 8192) await call.talk(1000)
}

const sign = async (): Promise<void> => say(`signed ${JSON.stringify(await ledger.checkpoint())}`)
if (how === "left") await left()
else {
  await step("recorded", recorded)
  await step("sign", sign)
  await step("withdrawn", withdrawn)
  await step("sign", sign)
}
say("end")
// As a kill ends it: nothing is put in order.
process.kill(process.pid, "SIGKILL")
