/*
 * Builds every part, hands each what it needs, and closes them in reverse. Order of the start: storage, ledger, keys;
 * then recovery of what a killed process left; then, last, the doors: HTTP and media sockets.
 */
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { buildApi } from "./api/server.ts"
import { Admission } from "./call/admission.ts"
import { LiveCalls } from "./call/calls.ts"
import { CallFeed } from "./call/feed.ts"
import type { Config } from "./config.ts"
import { endInterruptedCalls } from "./consent/recover.ts"
import { openLogKey } from "./keys/log-key.ts"
import { type Ledger, openLedger } from "./ledger/ledger.ts"
import { noteSigner } from "./ledger/node-crypto.ts"
import { recoverRecordings } from "./recording/recover.ts"
import { checkProfile } from "./rights/hipaa.ts"
import { type EmbeddedOptions, openEmbedded, type SqliteTx } from "./storage/embedded/open.ts"
import { apiSettings } from "./wiring/api-settings.ts"
import { openAnchors } from "./wiring/anchors.ts"
import { openCarriers } from "./wiring/carriers.ts"
import { processClock as clock } from "./wiring/clock.ts"
import { commandCalls } from "./wiring/commands.ts"
import { openDrain } from "./wiring/drain.ts"
import { evidenceBook, recorderParts } from "./wiring/evidence-book.ts"
import { flowOf, limitsOf } from "./wiring/flow.ts"
import { liveConfig } from "./wiring/live-config.ts"
import { lineGreetings } from "./wiring/greetings.ts"
import { openDoor } from "./wiring/door-pages.ts"
import { openKeys } from "./wiring/keys.ts"
import { openLog, type LeveledLog } from "./wiring/log.ts"
import { startMaintenance } from "./wiring/maintenance.ts"
import { openMedia, testPhones } from "./wiring/media.ts"
import { openAccess } from "./wiring/open-access.ts"
import { countedProvider, countedRecorder, countedStorage, openMetrics } from "./wiring/metrics.ts"
import { countAnswers, openOperation } from "./wiring/operation.ts"
import { openOutgoing } from "./wiring/outgoing.ts"
import { openPages } from "./wiring/pages.ts"
import { openPeople } from "./wiring/people.ts"
import { openPolicy } from "./wiring/policy.ts"
import { publishedLedger, recordingProofs } from "./wiring/published.ts"
import { receiptsOf } from "./wiring/receipts.ts"
import { openRetention } from "./wiring/retention.ts"
import { sealSecrets } from "./wiring/secrets.ts"
import { subjectsOf } from "./wiring/subjects.ts"
import { withdrawnShredAt } from "./wiring/withdrawn.ts"

export interface StartOptions {
  /** Begin a ledger and a KEK where there are none. Without it an empty data folder is refused: it may be a lost one. */
  readonly create: boolean
  /** Handed to the test phone's page. Dev only. */
  readonly devKey?: string
  readonly log?: LeveledLog
  /** For tests of a disk that stalls. */
  readonly disk?: Pick<EmbeddedOptions, "sync">
}

export interface Recovery {
  readonly interruptedCalls: number
  readonly recoveredRecordings: number
  readonly lostRecordings: number
  readonly finishedErasures: number
}

export interface Gateway {
  readonly url: string
  readonly vkey: string
  readonly kekFingerprint: string
  /** What a killed process had left, put in order by this start. */
  readonly recovery: Recovery
  /** One round of the retention sweep and the tombstone batch, now. */
  maintain(): Promise<void>
  /** Takes of a new configuration what can change while calls live. A bad one is logged and changes nothing. */
  reload(read: () => Config): void
  /** Takes no new calls. Resolves when none lives, when `drain_seconds` are over, or when `hurry` aborts; then `close`. */
  drain(hurry: AbortSignal): Promise<void>
  /** Takes no more calls, ends those that live in an orderly way, and closes everything in reverse. Idempotent. */
  close(): Promise<void>
}

const prompts = fileURLToPath(new URL("../prompts/", import.meta.url))

export async function startGateway(config: Config, options: StartOptions): Promise<Gateway> {
  checkProfile(config)
  const log = options.log ?? openLog(config.log.level)
  const metrics = openMetrics()
  const live = liveConfig(config, log, (result) => metrics.reloads.inc({ result }))
  const { create } = options
  // What is open so far, to be closed in reverse; also when the start fails half-way.
  const opened: (() => Promise<void> | void)[] = []
  const closeAll = async (): Promise<void> => {
    for (const close of opened.splice(0).reverse()) await close()
  }
  try {
    const embedded = await openEmbedded(config.data, { shredList: config.keys.shred_list, log, ...options.disk })
    opened.push(() => embedded.close())
    const storage = countedStorage(metrics, embedded)
    const { ledgerStore, keyStore, recordings, blobs, operator, views } = storage

    const outgoing = openOutgoing(config)
    opened.push(() => outgoing.close())
    const { fetch } = outgoing
    const logKey = await openLogKey(join(config.data, "keys", "log.pem"), create)
    const signer = noteSigner(config.ledger.origin, logKey)
    const settings = config.ledger
    const { origin, timestamp_authority: authority } = settings
    const tsaPem = authority?.ca_pem ?? null
    const sign = () => ledger.checkpoint()
    const anchors = openAnchors({ fetch, config: settings, store: ledgerStore, anchors: storage.anchors, sign, log })
    opened.push(() => anchors.stop())
    const onSigned = (note: string) => anchors.signed(note)
    const ledger: Ledger<SqliteTx> = await openLedger({ store: ledgerStore, origin, signer, create, log, onSigned })
    opened.push(() => ledger.close())
    const keys = await openKeys({
      folder: config.data,
      store: keyStore,
      ledger,
      ledgerStore,
      pinned: config.keys.kek_fingerprint,
      create,
      rotateDays: config.keys.rotate_days,
      backupFolder: config.keys.backup_folder,
      watch: (asked) => countedProvider(metrics, asked),
    })
    const { keyring, provider, kek } = keys
    opened.push(() => keyring.close())

    const { people: rows, webhooks } = await sealSecrets(storage, keyring)
    const people = openPeople({ rows, ledger, config, fetch, log })
    opened.push(() => people.stop())

    const feed = new CallFeed()
    const closing = new AbortController()
    const isLive = (callId: string): boolean => calls.isLive(callId)
    const retention = await openRetention({ storage, ledger, keyring, provider, isLive, config, log })
    const { eraser, jobs } = retention
    opened.push(() => jobs.stop())
    const greetings = await lineGreetings({
      operator,
      prompts: storage.prompts,
      ledger,
      log,
      dir: prompts,
      seed: config.mode === "dev",
      config,
    })
    opened.push(() => greetings.stop())
    const policy = await openPolicy(storage, config.policy.jurisdictions)
    const stored = { storage, ledger, keyring, config }
    const carriers = openCarriers({
      fetch,
      config,
      operator,
      ledger,
      greetings,
      recording: recorderParts({ ...stored, retention, log }),
      storage,
      isLive,
      take: (call, leg, line) => calls.take(call, leg, line),
      log,
    })
    const calls: LiveCalls = new LiveCalls({
      get flow() {
        return flowOf(live.now())
      },
      admission: new Admission(limitsOf(live.now)),
      policy: policy.ofCall,
      evidence: evidenceBook({ ...stored, anchors, closing: closing.signal, metrics }),
      receipts: await receiptsOf({ rows: storage.receipts, keyring, keyStore, dir: prompts, config, fetch, log }),
      ...carriers.forCalls,
      notRecorded: greetings.notRecorded,
      recorder: countedRecorder(metrics, carriers.forCalls.recorder),
      clock,
      feed,
      onFault: (callId, message, error) => log.error({ callId, err: error }, message),
    })

    const shredAt = withdrawnShredAt(views, operator)
    const recovered = await recoverRecordings({ ledger, rows: recordings, blobs, log, withdrawnShredAt: shredAt })
    const interruptedCalls = await endInterruptedCalls(ledger, storage.calls)
    const resumed = await eraser.resume()
    jobs.resume()
    const maintenance = startMaintenance({
      eraser,
      rows: storage.retention,
      recordings,
      assess: retention.assess,
      rules: retention.rules,
      endRecords: retention.endRecords,
      epochs: { due: keys.rotationDue, rotate: () => keys.rotate(isLive) },
      ledger,
      storage,
      everyMs: config.retention.sweep_minutes * 60_000,
      auditDays: config.audit.keep_days,
      log,
    })
    opened.push(() => maintenance.stop())
    await maintenance.round()
    await anchors.start()

    const drain = openDrain({ live: () => calls.count, begin: carriers.drain, now: live.now, metrics, log })
    const phones = testPhones(config, operator, drain.isOn)
    const recording = (id: string) => recordings.get(id)
    const published = publishedLedger(ledgerStore, signer.vkey, anchors, tsaPem)
    const access = await openAccess({
      outgoing,
      storage: { ...storage, webhooks },
      edits: greetings.edits,
      ledger,
      keyring,
      provider,
      logKey,
      published,
      anchors,
      tsaPem,
      config,
      retention,
      live: commandCalls(calls),
      log,
    })
    opened.push(() => access.dispatcher.stop())
    const operation = openOperation({
      config,
      metrics,
      storage,
      ledger,
      ...keys,
      vkey: signer.vkey,
      upkeep: maintenance,
      live: () => calls.count,
      draining: drain.isOn,
      log,
    })
    const app = buildApi({
      settings: apiSettings(live.now),
      people,
      views,
      recording,
      operator,
      desks: greetings.desks({ liveOn: (line) => calls.onLine(line), trunks: config.trunks }),
      greetings: greetings.desk,
      ...subjectsOf(keyring, keyStore),
      timeline: feed,
      calls: commandCalls(calls),
      policy: policy.desk,
      ...access,
      proofs: recordingProofs(ledger, ledgerStore, recording),
      ledger: published,
      ...retention,
      idempotency: storage.idempotency,
      upkeep: maintenance,
      keks: { list: keys.keks, rotate: () => keys.rotate(isLive) },
      testPhone: phones[0] ?? null,
      trunkTests: carriers.tests,
      health: operation.health,
      log,
    })
    countAnswers(metrics, app)
    const { devKey = null } = options
    openDoor(app, { ...access, operator, config, log })
    openPages(app, { people, settings: { baseUrl: config.public_url }, devKey, lines: () => greetings.lines() })

    carriers.serve(app)
    const sockets = openMedia(app.server, { config, phones, carriers, greetings, calls, log })
    opened.push(await operation.listen())
    opened.push(() => app.close())
    opened.push(async () => {
      carriers.stop()
      await calls.shutdown()
      await carriers.close()
      closing.abort()
      sockets.close()
    })
    live.serves(app.server)
    await app.listen({ host: config.listen.host, port: config.listen.port })
    carriers.start()
    access.dispatcher.start()
    log.info({ url: config.public_url }, "the gateway takes calls")

    return {
      url: config.public_url,
      vkey: signer.vkey,
      kekFingerprint: kek.fingerprint,
      recovery: {
        interruptedCalls,
        recoveredRecordings: recovered.recovered.length,
        lostRecordings: recovered.lost.length,
        finishedErasures: resumed.finished,
      },
      maintain: maintenance.round,
      reload: live.reload,
      drain: drain.run,
      close: closeAll,
    }
  } catch (error) {
    await closeAll()
    throw error
  }
}
