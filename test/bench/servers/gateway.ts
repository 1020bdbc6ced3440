/*
 * G: the product's own pieces, wired as main wires them: media sockets, session, gate, recorder, ledger, keys, embedded
 * storage. What is the benchmark's own is where calls come from, where they are connected to, and short prompts.
 */
import { createServer } from "node:http"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { eachPrompt } from "../../../src/audio/prompt-name.ts"
import { Admission } from "../../../src/call/admission.ts"
import { LiveCalls } from "../../../src/call/calls.ts"
import { CallFeed } from "../../../src/call/feed.ts"
import type { CallLeg, CallStart, Clock, Recorder, Script } from "../../../src/call/ports.ts"
import { twilio } from "../../../src/carriers/media-stream/dialect.ts"
import { attachMediaSockets } from "../../../src/carriers/media-stream/sockets.ts"
import { LedgerEvidence } from "../../../src/consent/evidence.ts"
import { uuidv7 } from "../../../src/ids.ts"
import { openLogKey } from "../../../src/keys/log-key.ts"
import { openLedger } from "../../../src/ledger/ledger.ts"
import { noteSigner } from "../../../src/ledger/node-crypto.ts"
import { createRecorder } from "../../../src/recording/recorder.ts"
import { openEmbedded } from "../../../src/storage/embedded/open.ts"
import { openKeys } from "../../../src/wiring/keys.ts"
import { receipts } from "../../fakes/call.ts"
import { policyOf } from "../../fakes/policy.ts"
import { serve } from "../lib/child.ts"
import { toMachine } from "../lib/clock.ts"
import { checkRecording, type CallCheck } from "./check.ts"
import { CHORD_MS } from "./chord.ts"
import { listen } from "./listen.ts"

const ORIGIN = "bench.example/assent"
/** PCMU of `ms`, without a stamp's first byte in it. */
const speech = (ms: number) => new Uint8Array(ms * 8).map((_, i) => 0x30 + (i % 64))
const durations = { notice: 600, menu: 3000, granted: 300 } as const
const script: Script = {
  id: "bench/1/en",
  sha256: "B".repeat(43),
  language: "en",
  audio: eachPrompt((name) => speech(name in durations ? durations[name as keyof typeof durations] : 400)),
}

/** What is known of one call, for the checks. Times on the machine's clock. */
interface Seen {
  readonly index: number
  readonly callId: string
  committingAt: number
  durableAt: number
  recording: string | null
  startedAt: number
}

const faults: string[] = []
const fault = (where: string, error: unknown): void => {
  if (faults.length < 20) faults.push(`${where}: ${String(error)}`)
}
const log = {
  error: (facts: object, message: string) => fault(message, JSON.stringify(facts)),
  warn: (facts: object, message: string) => fault(message, JSON.stringify(facts)),
}
const clock: Clock = {
  now: () => performance.now(),
  after: (ms, fn) => {
    const timer = setTimeout(fn, ms)
    return () => clearTimeout(timer)
  },
}

const folder = join(process.argv[2] ?? ".", `gateway-${process.pid}`)
const storage = await openEmbedded(folder)
const logKey = await openLogKey(join(folder, "keys", "log.pem"), true)
const ledger = await openLedger({
  store: storage.ledgerStore,
  origin: ORIGIN,
  signer: noteSigner(ORIGIN, logKey),
  create: true,
  log,
})
const keys = await openKeys({
  folder,
  store: storage.keyStore,
  ledger,
  ledgerStore: storage.ledgerStore,
  pinned: null,
  create: true,
  rotateDays: 7,
  backupFolder: null,
})

const seen = new Map<string, Seen>()
/** Agent legs that wait for their call, and calls that wait for their agent, by the caller's index. */
const agents = new Map<number, PromiseWithResolvers<CallLeg>>()
const agentOf = (index: number): PromiseWithResolvers<CallLeg> => {
  const known = agents.get(index) ?? Promise.withResolvers<CallLeg>()
  agents.set(index, known)
  return known
}

const recorder = createRecorder({
  ledger,
  origin: ORIGIN,
  rows: storage.recordings,
  blobs: storage.blobs,
  keys: keys.keyring,
  retentionOf: () => ({ policy: "bench", deleteAfter: () => "2099-12-31", shredAtOnce: false }),
  clock,
  log,
})
const noted: Recorder = {
  start: (call, leg, permit) => {
    const recording = recorder.start(call, leg, permit)
    const facts = seen.get(call.callId)
    recording.started.then(
      () => {
        if (facts) Object.assign(facts, { recording: recording.id, startedAt: toMachine(performance.now()) })
      },
      (error: unknown) => fault("recording", error),
    )
    return recording
  },
}

const evidenceParts = {
  ledger,
  rows: storage.calls,
  sealer: keys.keyring,
  termsOf: () => ({ purposes: ["quality"], agentBasis: "employment contract" }),
  closing: new AbortController().signal,
}
const calls = new LiveCalls({
  flow: { tries: 2, repeats: 10, waitMs: 7000, lastWaitMs: 5000, chordMs: CHORD_MS, commitMs: 1000, codeMs: 2000 },
  admission: new Admission({ calls: 100_000, callsPerNumber: 100_000 }),
  unavailable: speech(400),
  notRecorded: () => speech(400),
  receipts,
  policy: policyOf,
  evidence: {
    open: (call, policy) => {
      const evidence = new LedgerEvidence(call, evidenceParts, policy)
      const granted = evidence.granted.bind(evidence)
      evidence.granted = async (decision) => {
        const facts = seen.get(call.callId)
        if (facts) facts.committingAt = toMachine(performance.now())
        const grant = await granted(decision)
        if (facts) facts.durableAt = toMachine(grant.countsFrom)
        return grant
      }
      return evidence
    },
  },
  recorder: noted,
  // Where nobody brings an agent leg, the carrier connects the call (a fork), and this never answers.
  destinations: { dial: (call) => agentOf(seen.get(call.callId)?.index ?? -1).promise },
  clock,
  feed: new CallFeed(),
  onFault: (_callId, message, error) => fault(message, error),
})

const line = { script, mode: "opt_in" as const, notAsked: null, withdrawCode: "*2", concurrentCalls: 100_000 }
const server = createServer()
const sockets = attachMediaSockets(server, {
  trunks: [
    { name: "caller", dialect: twilio },
    { name: "agent", dialect: twilio },
  ],
  loopbackOnly: true,
  admit: (trunk, start): CallStart => {
    const index = Number(start.parameters["call"])
    const callId = uuidv7()
    if (trunk === "caller") {
      const times = { committingAt: NaN, durableAt: NaN, startedAt: NaN }
      seen.set(callId, { index, callId, recording: null, ...times })
    }
    const from = `+4915${100_000_000 + index}`
    const { carrierCallId } = start
    return { callId, lineId: "bench", trunk, carrierCallId, from, to: "+4930123456", direction: "inbound" }
  },
  onCall: ({ leg, call }) => {
    if (call.trunk === "caller") calls.take(call, leg, line)
    else agentOf(Number(call.from?.slice(5)) - 100_000_000 - agentOffset).resolve(leg)
  },
  onFault: (error) => fault("socket", error),
})
/** The agent of call `i` is the generator's call `i + agentOffset`. */
let agentOffset = 0

serve({
  listen: () => listen(server),
  agents: (offset: number) => {
    agentOffset = offset
    agents.clear()
  },
  state: () => ({
    live: calls.count,
    recording: [...seen.values()].filter(({ startedAt }) => startedAt > 0).length,
    seen: seen.size,
    stats: { ...sockets.stats },
    faults,
  }),
  times: () => [...seen.values()],
  // Gives back what is free, too: otherwise the heap that the garbage of call set-up once needed is counted as calls'.
  gc: () => globalThis.gc?.({ type: "major", execution: "sync", flavor: "last-resort" }),
  memory: () => process.memoryUsage(),
  /** Decrypts every recording since the last check and names each frame in it. */
  check: async (): Promise<readonly CallCheck[]> => {
    const checks: CallCheck[] = []
    for (const { index, recording } of seen.values()) {
      const row = recording === null ? null : await storage.recordings.get(recording)
      const parts = { store: storage.keyStore, provider: keys.provider, blobs: storage.blobs }
      checks.push(await checkRecording(index, index + agentOffset, row, parts))
    }
    return checks
  },
  forget: () => {
    seen.clear()
    agents.clear()
    faults.length = 0
  },
  idle: async (): Promise<boolean> => {
    for (let tries = 0; calls.count > 0 && tries < 300; tries++) await sleep(50)
    return calls.count === 0
  },
})
