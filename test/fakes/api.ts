/* Everything the API is built from, in memory, strict about how it is called. */
import { createHash, randomBytes } from "node:crypto"
import { promptNames } from "../../src/audio/prompt-name.ts"
import type { ConsentRow } from "../../src/consent/ports.ts"
import { decide, placeOf } from "../../src/consent/policy.ts"
import { AssentError } from "../../src/errors.ts"
import { operatorDocument, type OperatorDocument } from "../../src/greetings/document.ts"
import type { GreetingVersion } from "../../src/greetings/document-greeting.ts"
import { greetingOf } from "../../src/greetings/lookup.ts"
import { openPartDesks } from "../../src/greetings/part-desks.ts"
import type { Leaf } from "../../src/ledger/entry.ts"
import { openPeople } from "../../src/wiring/people.ts"
import type { KekRow } from "../../src/keys/ports.ts"
import type { ApiParts, Notice } from "../../src/api/parts.ts"
import type { CallRow, Page } from "../../src/api/ports.ts"
import { createApprovals } from "../../src/retention/approval.ts"
import { createEraseJobs } from "../../src/retention/jobs.ts"
import { createEraser } from "../../src/retention/erase.ts"
import { processingRegister } from "../../src/rights/register.ts"
import { TooManyGuesses } from "../../src/rights/receipt-door.ts"
import { createRequests } from "../../src/rights/requests.ts"
import { MemoryIdempotencyRows, MemoryJobRows } from "./api-rows.ts"
import { MemoryDestruction } from "./destruction.ts"
import { shippedRules } from "./policy.ts"
import { MemoryPeopleRows } from "./people-rows.ts"
import { MemoryRequestRows } from "./request-rows.ts"
import { createEndpoints } from "../../src/webhooks/endpoints.ts"
import { MemoryWebhookRows } from "./webhook-rows.ts"

export const KEY = "asnt_dev_0123456789abcdef"
export const NUMBER = "+4915112345678"
export const auth = { authorization: `Bearer ${KEY}` }

/** The nth id, in order. */
export function id(kind: number, n: number): string {
  return `019ab3a4-${kind.toString(16).padStart(4, "0")}-7000-8000-${n.toString(16).padStart(12, "0")}`
}
export const callId = (n: number): string => id(1, n)
export const recId = (n: number): string => id(2, n)
export const consentId = (n: number): string => id(3, n)

/** Opens to one code and one number, and is tired of a third. */
function memoryDoor(): ApiParts["callerDoor"] {
  const opened = async ({ code, number }: { readonly code: string; readonly number: string }) => {
    if (code === "99999999") throw new TooManyGuesses(1500)
    if (code !== "31415926" || number !== NUMBER) throw new AssentError("NOT_FOUND", "nothing is known")
    return {
      callId: callId(0),
      lineId: "main",
      at: day(0),
      organisation: "Example GmbH",
      live: false,
      decision: { state: "granted", at: day(1) },
      notice: { greeting: "standard", version: 1, language: "en" },
      audio: "kept",
      keptUntil: "2027-11-23",
      canWithdraw: true,
    } as const
  }
  return {
    state: opened,
    withdraw: async (proof) => ({ ...(await opened(proof)), audio: "restricted", canWithdraw: false }),
    ask: async (proof, { kind, language }) => {
      await opened(proof)
      const about = { subjectLookup: "l", masked: "+49•••••78", recordingId: null, certificate: null, manifest: null }
      const none = { items: [], callKeyIds: [], decidedBy: null, extended: false, details: {} }
      const filed = {
        id: id(7, 1),
        state: "received",
        receivedAt: day(2),
        dueOn: "2026-12-23",
        filedBy: "caller",
      } as const
      return { ...about, ...none, ...filed, kind, language }
    },
  }
}

const memoryPolicy: ApiParts["policy"] = {
  explain: ({ from, to, at = "2026-11-23", mode = "opt_in", location }) => {
    const [caller, called] = [placeOf(from, shippedRules), placeOf(to, shippedRules)]
    const inputs = { at, line: mode, caller, called, declared: location }
    return { inputs, line: null, decision: decide(inputs, shippedRules), rules: shippedRules }
  },
  rules: () => shippedRules,
  warnings: () => [],
  replay: async () => ({ decisions: 0, rules: [], different: 0, differences: [] }),
}

const day = (n: number): string => new Date(Date.UTC(2026, 10, 23, 10, 0, n)).toISOString()
const states = ["granted", "refused", "no_answer"] as const

export class MemoryApi {
  readonly destruction = new MemoryDestruction()
  readonly people = new MemoryPeopleRows()
  readonly webhooks = new MemoryWebhookRows()
  readonly idempotency = new MemoryIdempotencyRows()
  readonly jobs = new MemoryJobRows()
  readonly leaves: Leaf[] = []
  readonly calls: CallRow[] = []
  readonly consents: ConsentRow[] = []
  readonly wav = randomBytes(50_000)
  readonly acts: string[] = []
  readonly logged: object[] = []
  readonly listeners = new Map<string, Set<(notice: Notice) => void>>()
  readonly pasts = new Map<string, Notice[]>()
  readonly watchers = new Set<(callId: string, notice: Notice) => void>()
  readonly read: [number, number][] = []
  readonly readBy: { readonly actor: string; readonly reason: string | null }[] = []
  checks: { name: string; status: "ok" | "failed"; detail: string | null }[] = [
    { name: "ledger", status: "ok", detail: null },
  ]
  /** Playback fails from this byte on. */
  corruptFrom = Infinity
  document: OperatorDocument = documentWith()
  parts: ApiParts = this.#parts()

  addCalls(count: number): this {
    for (let n = 0; n < count; n += 1) {
      const consent = states[n % 3]!
      this.calls.push({
        id: callId(n),
        lineId: n % 2 === 0 ? "main" : "other",
        trunk: "test-phone",
        direction: "inbound",
        state: "ended",
        answeredAt: day(n),
        endedAt: day(n + 60),
        answeredLeaf: n * 4,
        endedLeaf: n * 4 + 3,
        consent,
        outcome: "completed",
        timeToAgentMs: 8000,
      })
      this.consents.push({
        id: consentId(n),
        callId: callId(n),
        party: "caller",
        state: consent,
        method: "dtmf",
        script: "standard/1/en",
        scriptSha256: "s".repeat(43),
        heardBytes: 10,
        heardTotal: 10,
        at: day(n),
        leaf: n * 4 + 1,
      })
      if (consent === "granted") this.destruction.add(recId(n), callId(n), `lookup ${NUMBER}`)
    }
    return this
  }

  emit(call: string, type: string, facts: Notice["facts"] = {}): void {
    const past = this.pasts.get(call) ?? []
    const notice = { at: day(past.length), offset_ms: past.length * 100, type, facts }
    this.pasts.set(call, [...past, notice])
    for (const listener of this.listeners.get(call) ?? []) listener(notice)
    for (const watcher of this.watchers) watcher(call, notice)
  }

  #act(name: string): (call: string) => Promise<void> {
    return async (call) => {
      const row = this.calls.find((candidate) => candidate.id === call)
      if (row?.state !== "active") throw new AssentError("CONFLICT", "this call is not live")
      this.acts.push(`${name} ${call}`)
    }
  }

  async *#slice(bytes: Uint8Array, start: number, end: number): AsyncGenerator<Uint8Array> {
    this.read.push([start, end])
    for (let at = start; at < end; at += 4096) {
      if (at + 4096 > this.corruptFrom) throw new AssentError("RECORDING_CORRUPT", "a segment does not fit its tag")
      yield bytes.subarray(at, Math.min(at + 4096, end))
    }
  }

  #parts(): ApiParts {
    const deps = this.destruction.deps()
    return {
      settings: {
        version: "0.1.0",
        dev: true,
        baseUrl: "http://127.0.0.1:7080",
        keys: [{ id: "dev", sha256: createHash("sha256").update(KEY).digest() }],
        cursorSecret: randomBytes(32),
        historyDays: null,
        trustProxy: [],
        tls: null,
        rateLimit: { max: 100_000, windowMs: 60_000 },
      },
      people: openPeople({
        rows: this.people,
        ledger: {
          append: async (leaves, rows) => {
            await rows?.(null, [])
            this.leaves.push(...leaves)
            return []
          },
        },
        fetch,
        config: { people: { session_idle_minutes: 30, session_hours: 12, oidc: null } },
        log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
      }),
      views: {
        calls: async (filter, page) =>
          newest(
            this.calls.filter(
              (row) =>
                (filter.line === undefined || row.lineId === filter.line) &&
                (filter.consent === undefined || (row.consent !== null && filter.consent.includes(row.consent))) &&
                (filter.ids === undefined || filter.ids.includes(row.id)) &&
                (filter.answeredFrom === undefined || row.answeredAt >= filter.answeredFrom) &&
                (filter.answeredTo === undefined || row.answeredAt < filter.answeredTo) &&
                (filter.state === undefined || row.state === filter.state),
            ),
            page,
          ),
        call: async (call) => this.calls.find((row) => row.id === call) ?? null,
        consents: async (filter, page) =>
          newest(
            this.consents.filter(
              (row) =>
                (filter.callId === undefined || row.callId === filter.callId) &&
                (filter.state === undefined || filter.state.includes(row.state)),
            ),
            page,
          ),
        consent: async (consent) => this.consents.find((row) => row.id === consent) ?? null,
        recordings: async (filter, page) =>
          newest(
            [...this.destruction.recordings.values()].filter(
              (row) =>
                (filter.callId === undefined || row.callId === filter.callId) &&
                (filter.state === undefined || filter.state.includes(row.state)),
            ),
            page,
          ),
        greetingFigures: async (greeting) =>
          this.consents
            .filter(({ script }) => script.startsWith(`${greeting}/`))
            .map(({ script, state }) => ({ script, state, timeToAgentMs: 8000, calls: 1 })),
      },
      recording: deps.recordings.get,
      operator: {
        current: () => this.document,
        update: async () => {
          throw new Error("the API edits greetings through the desk")
        },
      },
      desks: openPartDesks(
        {
          current: () => this.document,
          update: async (change) => {
            const draft = structuredClone(this.document)
            change(draft)
            return (this.document = operatorDocument.parse({ ...draft, version: draft.version + 1 }))
          },
          reconcile: async () => undefined,
        },
        {
          liveOn: (line) => this.calls.filter(({ lineId, state }) => lineId === line && state === "active").length,
          testPhone: true,
          media: true,
        },
      ),
      greetings: this.#greetings(),
      subjects: {
        callsOf: async (number) => (this.destruction.subjects.get(`lookup ${number}`) ?? []).map((link) => link.callId),
        masked: async () => "+49•••••78",
        erased: async () => false,
      },
      lookup: async (number) => `lookup ${number}`,
      moves: {
        move: async (rec, { place }) => {
          this.acts.push(`move ${rec}`)
          return { place, movedAt: day(1), leaf: 50 }
        },
        resume: async () => 0,
      },
      timeline: {
        subscribe: (call, listener) => {
          const set = this.listeners.get(call) ?? new Set()
          this.listeners.set(call, set.add(listener))
          return { past: [...(this.pasts.get(call) ?? [])], stop: () => void set.delete(listener) }
        },
        watch: (watcher) => {
          this.watchers.add(watcher)
          return () => void this.watchers.delete(watcher)
        },
      },
      calls: {
        pause: this.#act("pause"),
        resume: this.#act("resume"),
        stop: this.#act("stop"),
        withdraw: this.#act("withdraw"),
        consent: this.#act("consent"),
      },
      playback: {
        open: async (_id, by) => {
          this.readBy.push(by)
          return {
            totalBytes: this.wav.length,
            begin: async (start, end) => this.#slice(this.wav, start, end),
          }
        },
      },
      sealed: {
        open: async (recording) => ({
          header: this.destruction.recordings.get(recording)!.header,
          ciphertextLen: 4096,
          ciphertextSha256: "c".repeat(43),
          read: (start, end) => this.#slice(this.wav.subarray(0, 4096), start, end),
        }),
        keys: async () => ({ callKey: "jwe.of.call.key.x", recordingKey: "jwe.of.recording.key.x" }),
      },
      access: {
        denied: async ({ rec }, reason, { actor }) => void this.acts.push(`denied ${rec} ${reason} to ${actor}`),
        ofRecording: async () => [
          {
            at: day(1),
            type: "access.played",
            leaf: 7,
            ranges: ["0-10000ms"],
            scope: null,
            actor: "dev",
            reason: null,
          },
        ],
        unmask: async (call, { reason }) => {
          if (!this.calls.some((row) => row.id === call)) throw new AssentError("NOT_FOUND", "there is no such call")
          this.acts.push(`unmask ${call} because ${reason}`)
          return NUMBER
        },
        story: async (call) => {
          const row = this.calls.find(({ id }) => id === call)
          if (!row) throw new AssentError("NOT_FOUND", "there is no such call")
          const answered = { index: row.answeredLeaf, at: row.answeredAt }
          const none = { consents: [], recordings: [], blocked: [], access: [] }
          return { call, line: row.lineId, answered, ended: null, frames: null, ...none }
        },
      },
      evidence: {
        ofCall: async (call, { release, audio }) => {
          if (!this.calls.some((row) => row.id === call)) throw new AssentError("NOT_FOUND", "there is no such call")
          this.acts.push(`evidence ${call} ${release.join(" ")} ${audio}`)
          return { fileName: `evidence_${call}.tar`, bytes: this.#slice(this.wav, 0, 512) }
        },
      },
      audit: {
        pack: async ({ from, to, seed }) => {
          this.acts.push(`audit ${from} ${to} ${seed}`)
          return { fileName: `audit_${from}_${to}.tar`, bytes: this.#slice(this.wav, 0, 512) }
        },
      },
      proofs: {
        ofRecording: async () => ({
          checkpoint: "assent.test/log\n9\nAAAA\n\n— assent.test/log BBBB\n",
          leaves: [{ index: 2, type: "recording.started", entry: Buffer.from("{}"), path: [randomBytes(32)] }],
        }),
      },
      ledger: {
        read: async (path) => {
          if (path.includes("..")) throw new Error("a path of the client's reached the reader unchecked")
          const files: Record<string, string> = {
            checkpoint: "assent.test/log\n9\nAAAA\n\n— assent.test/log BBBB\n",
            "log.vkey": "assent.test/log+0+A",
            "witness.vkeys": "",
            "tile/0/000.p/9": "hashes",
          }
          return path in files ? Buffer.from(files[path]!) : null
        },
      },
      eraser: createEraser(deps),
      jobs: createEraseJobs({
        rows: this.jobs,
        eraser: createEraser(deps),
        now: () => this.destruction.now,
        onFault: (error) => void this.logged.push({ error: String(error) }),
      }),
      idempotency: this.idempotency,
      assess: deps.assess,
      holds: memoryHolds(),
      rules: memoryRules(),
      approvals: createApprovals({ twoPersons: false, now: () => this.destruction.now }),
      keks: { list: async () => [kek], rotate: async () => ({ ...kek, state: "destroyed" }) },
      upkeep: { asks: () => null, confirm: async () => 0, round: async () => undefined, overdue: async () => 0 },
      callsExport: {
        of: async ({ line, agent, since, until }) => {
          this.acts.push(`calls ${line ?? agent} ${since} ${until}`)
          return { fileName: "calls.tar", bytes: this.#slice(this.wav, 0, 512) }
        },
      },
      incidents: async () => ({
        accesses: 0,
        first_at: null,
        last_at: null,
        by_type: {},
        keys: [],
        addresses: [],
        subjects: [],
        calls: [],
        recordings: [],
        unattributed: 0,
      }),
      policy: memoryPolicy,
      webhooks: createEndpoints({
        rows: this.webhooks,
        ledger: {
          append: async (leaves, rows) => {
            await rows?.(null, [0])
            this.leaves.push(...leaves)
            return []
          },
        },
        now: () => this.destruction.now,
        check: () => undefined,
        dev: true,
        admit: (recipient) => {
          if (recipient !== "archive") throw new AssentError("RECIPIENT_REFUSED", "not on the register")
        },
        wake: () => undefined,
      }),
      register: () =>
        processingRegister({
          organisation: { controller: null, representative: null, dpo: null, processor: null },
          recipients: [],
          lines: this.document.lines,
          rules: [],
          security: { rotateDays: 7, idleMinutes: 30, twoPersons: true, tls: true, witnesses: 0 },
          madeAt: this.destruction.now,
        }),
      recipients: {
        list: () => [],
        versions: () => [],
        add: async () => undefined,
        remove: async () => undefined,
        ofLeaf: async () => ({ sha256: null, named: [], notCovered: [] }),
      },
      records: noRecords(),
      copies: {
        of: async ({ id: copy }) => ({ fileName: `copy_${copy}.zip`, bytes: this.#slice(this.wav, 0, 512) }),
        handover: ({ id: copy }) => ({ fileName: `handover_${copy}.zip`, bytes: this.#slice(this.wav, 0, 512) }),
      },
      requests: createRequests<unknown>({
        rows: new MemoryRequestRows(),
        ledger: {
          append: async (_leaves, rows) => {
            await rows?.(null, [])
            return []
          },
        },
        locate: async (about) =>
          "number" in about
            ? { subjectLookup: `lookup ${about.number}`, masked: "+49•••••78", recordingId: null }
            : { subjectLookup: null, masked: null, recordingId: about.recordingId },
        assess: async () => ({ items: [], callKeyIds: [] }),
        carryOut: async ({ items }) => ({ items, certificate: null, subjectLookup: null }),
        onePersonMayDecide: true,
        now: () => new Date(),
      }),
      callerDoor: memoryDoor(),
      testPhone: {
        place: async ({ to }) => {
          if (to !== null && to !== "+4930123456") throw new AssentError("NOT_FOUND", "no line has this number")
          return { mediaUrl: "ws://127.0.0.1:7080/media/test", token: "t", callSid: "CA1", callId: callId(0) }
        },
      },
      trunkTests: {
        place: (trunk) => {
          if (trunk !== "main") throw new AssentError("NOT_FOUND", "no trunk has this name")
          return callId(0).slice(-36)
        },
        result: (trunk, id) =>
          trunk === "main" && callId(0).endsWith(id)
            ? { state: "calling", outcome: null, parts: [], carrier_recordings: null }
            : null,
      },
      health: { ready: async () => this.checks, deep: async () => this.checks },
      log: {
        info: (fields, message) => void this.logged.push({ level: "info", ...fields, message }),
        warn: (fields, message) => void this.logged.push({ level: "warn", ...fields, message }),
        error: (fields, message) => void this.logged.push({ level: "error", ...fields, message }),
      },
    }
  }

  #greetings(): ApiParts["greetings"] {
    const draft = (version: number): GreetingVersion => {
      if (this.#version(version).state === "published") throw new AssentError("CONFLICT", "published never changes")
      return this.#version(version)
    }
    const list = () => this.document.greetings
    return {
      list,
      get: (greeting) => greetingOf(this.document, greeting),
      add: async (greeting, name) => {
        if (list().some(({ id }) => id === greeting)) throw new AssentError("CONFLICT", "this id is taken")
        return { id: greeting, name, versions: [] }
      },
      addVersion: async (_greeting, from) => {
        const source = this.#version(from ?? 1)
        return { ...source, version: 2, state: "draft", published_at: null, message: null }
      },
      putPrompt: async (_greeting, version, _language, _prompt, content) => {
        draft(version)
        if (content.audio.length < 4) throw new AssentError("UNSUPPORTED_AUDIO", "this is not audio")
        return draft(version)
      },
      speak: async (_greeting, version) => draft(version),
      putStatements: async (_greeting, version, language, says) => ({ ...draft(version), says: { [language]: says } }),
      waive: async (_greeting, version, what, edit) => {
        const waiver = { ...what, by: edit?.actor ?? "", at: "2026-11-23T10:00:00.000Z" }
        return { ...draft(version), waivers: [waiver] }
      },
      review: async (_greeting, version, reviewer) => ({ ...this.#version(version), reviewed_by: reviewer }),
      check: async (_greeting, version) => {
        this.#version(version)
        const missing = { pointer: "/languages/en/menu", code: "prompt_missing", detail: "has no audio" }
        return version === 1 ? [] : [{ ...missing, severity: "error", waivable: false, waived: null }]
      },
      publish: async (_greeting, version, message) => ({ ...draft(version), state: "published", message }),
      schedule: async (_greeting, version, message, at) => ({
        ...draft(version),
        state: "scheduled",
        publish_at: at.toISOString(),
        message,
      }),
      unschedule: async (_greeting, version) => draft(version),
      rollBack: async (_greeting, to, message) => ({ ...this.#version(to), version: 3, message, brings_back: to }),
      preview: async (_greeting, version) => {
        this.#version(version)
        return this.wav
      },
    }
  }

  #version(version: number): GreetingVersion {
    const found = this.document.greetings[0]!.versions.find((candidate) => candidate.version === version)
    if (!found) throw new AssentError("NOT_FOUND", "there is no such version")
    return found
  }
}

const kek: KekRow = {
  id: "kek-1",
  epoch: 1,
  provider: "file",
  ref: "kek-1.pem",
  publicPem: "-----BEGIN PUBLIC KEY-----",
  fingerprint: "f".repeat(43),
  state: "active",
  notBefore: day(0),
  notAfter: day(1),
  destroyedAt: null,
}

/** Nothing is held: what records do is tested on the real storage. */
function noRecords(): ApiParts["records"] {
  const missing = async () => Promise.reject(new AssentError("NOT_FOUND", "there is nothing under this id"))
  return {
    putContact: missing,
    contact: missing,
    contacts: async () => [],
    contactsOfCall: async () => [],
    planContact: missing,
    eraseContact: missing,
    putAgent: missing,
    agent: missing,
    agents: async () => [],
    removeAgent: missing,
    mayRemoveAgent: missing,
    callsOfAgent: async () => [],
    agentOf: async () => null,
    setAgentOf: missing,
    note: async () => null,
    tags: async () => null,
    putNote: missing,
    putTags: missing,
    removeNote: missing,
    removeTags: missing,
    addDocument: missing,
    documents: async () => [],
    openDocument: missing,
    removeDocument: missing,
    days: () => ({ contact: 730, agent: 1096, note: 365, tags: 365, document: 30 }),
  }
}

/** No hold and no rule: what they do is tested on the real storage. */
function memoryHolds(): ApiParts["holds"] {
  const missing = async () => Promise.reject(new AssentError("NOT_FOUND", "there is no such recording"))
  return {
    set: missing,
    release: missing,
    get: async () => null,
    ofRecording: async () => [],
    list: async () => [],
    restrict: missing,
    lift: missing,
  }
}

function memoryRules(): ApiParts["rules"] {
  const none = async () => Promise.reject(new AssentError("NOT_FOUND", "there is no such rule"))
  return { current: () => [], list: async () => [], preview: none, change: none, resume: async () => 0 }
}

function newest<T extends { readonly id: string }>(rows: readonly T[], page: Page): T[] {
  if (!Number.isInteger(page.limit) || page.limit < 1) throw new Error("a page is at least one row")
  return [...rows]
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .filter((row) => page.after === null || row.id < page.after)
    .slice(0, page.limit)
}

function documentWith(): OperatorDocument {
  const prompt = { text: "This call may be recorded.", audio_sha256: "a".repeat(43), bytes: 8000 }
  const prompts = Object.fromEntries(promptNames.map((name) => [name, prompt])) as GreetingVersion["languages"][string]
  const version = (n: number, state: "draft" | "published"): GreetingVersion => ({
    version: n,
    state,
    created_at: "2026-11-20T10:00:00.000Z",
    published_at: null,
    message: null,
    reviewed_by: null,
    languages: { en: prompts },
  })
  return {
    version: 1,
    lines: ["main", "other", "third"].map((line, i) => ({
      id: line,
      name: line,
      number: `+493012345${6 + i}`,
      organisation: "Example GmbH",
      language: "en",
      greeting: "standard",
      mode: "opt_in",
      purposes: ["quality"],
      destination: { kind: "test-agent" },
      agent_basis: "works agreement",
      retention: { policy: "default-365d", days: 365 },
      keys: { agree: "1", refuse: "2", repeat: "*", more: "0", withdraw: "*2" },
      on_withdrawal: "restrict_72h",
      limits: { concurrent_calls: 100 },
    })),
    greetings: [{ id: "standard", name: "Standard", versions: [version(1, "published"), version(2, "draft")] }],
  }
}
