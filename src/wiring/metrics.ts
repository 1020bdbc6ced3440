/*
 * What Prometheus reads. Labels are words of the product, route patterns and languages: never an id, a number or a name,
 * so that their count is bounded and no person is in them.
 */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client"
import type { CallEvidence, Decision, Recorder } from "../call/ports.ts"
import { hasCode } from "../errors.ts"
import type { KeyProvider } from "../keys/ports.ts"
import type { Embedded } from "../storage/embedded/open.ts"
import { version } from "../version.ts"

export type Metrics = ReturnType<typeof openMetrics>

/** Of a decision: from the first prompt's leave to the key, the caller takes tens of seconds. */
const CALLER_SECONDS = [2, 5, 10, 15, 20, 30, 45, 60, 90, 120]
const FAST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

export function openMetrics() {
  const registry = new Registry()
  const registers = [registry]
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Counter({ name: `assent_${name}`, help, labelNames, registers })
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge({ name: `assent_${name}`, help, labelNames, registers })
  const histogram = <L extends string>(name: string, help: string, buckets: number[], labelNames: readonly L[] = []) =>
    new Histogram({ name: `assent_${name}`, help, buckets, labelNames, registers })

  gauge("build_info", "1, with the version as a label", ["version"]).set({ version }, 1)
  return {
    registry,
    /** Of the process: memory, event loop, descriptors. Starts timers, so only where somebody reads. */
    ofProcess: () => collectDefaultMetrics({ register: registry }),

    callsActive: gauge("calls_active", "Calls that live now"),
    calls: counter("calls_total", "Calls that ended, by what the ledger says of them", ["outcome"]),
    consents: counter("consent_outcomes_total", "What callers decided", ["outcome", "method", "lang"]),
    decided: histogram("consent_decision_seconds", "From the answer to the caller's decision", CALLER_SECONDS),
    recordings: counter("recordings_total", "Recordings by how they ended: ok, failed, or blocked before a byte", [
      "result",
    ]),
    sealed: histogram(
      "recording_seal_seconds",
      "From the end of a recording until it is sealed and durable",
      FAST_SECONDS,
    ),
    frames: counter("recording_frames_total", "Frames that came on the caller's leg, by what became of them", ["what"]),
    framesDropped: counter("recording_frames_dropped_total", "Frames that were to be recorded and were lost"),
    withoutConsent: gauge("recordings_without_consent_total", "Recordings without an earlier consent leaf. Must be 0"),
    recordingsKept: gauge("recordings_kept", "Recordings that are not erased"),
    storageBytes: gauge("storage_bytes", "Ciphertext that is kept"),
    freeBytes: gauge("storage_free_bytes", "Room on the disk of the data folder"),
    erasures: counter("erasures_total", "Recordings erased, by why", ["kind"]),
    oldestErasure: gauge("erasure_oldest_open_seconds", "Age of the oldest erasure that was asked for and is not done"),
    retentionDue: gauge("retention_due", "Recordings past their last day, kept or about to be erased"),
    retentionOverdue: gauge("retention_overdue", "Recordings that should be gone and are not"),
    retentionAsks: gauge(
      "retention_asks",
      "1 while the sweep waits for a person: the clock jumped or the batch is abnormal",
    ),
    holds: gauge("legal_holds", "Legal holds that stand"),
    ledgerSize: gauge("ledger_entries", "Leaves of the ledger"),
    verifiedAt: gauge(
      "audit_last_verified_timestamp_seconds",
      "When the ledger was last compared with its signed checkpoint",
    ),
    chainValid: gauge("audit_chain_valid", "1 while the ledger continues what was signed"),
    keyErrors: counter("key_provider_errors_total", "Requests to the key provider that failed"),
    deliveries: counter("webhook_deliveries_total", "Attempts to deliver a webhook", ["result"]),
    webhookQueue: gauge("webhook_queue_depth", "Deliveries that are not over"),
    webhooksDisabled: gauge(
      "webhook_endpoints_disabled",
      "Webhooks that the gateway disabled since nothing got through",
    ),
    requests: histogram("http_request_duration_seconds", "Answers of the API", FAST_SECONDS, [
      "route",
      "method",
      "code",
    ]),
    draining: gauge("draining", "1 while the gateway takes no new calls"),
    drainForced: counter("drain_forced_calls_total", "Live calls that a stop ended"),
    reloads: counter("config_reloads_total", "Reloads of the configuration", ["result"]),
  }
}

/** Counts what one call's evidence says, once it is durable. */
export function countedEvidence(metrics: Metrics, evidence: CallEvidence): CallEvidence {
  const answeredAt = performance.now()
  let decided = false
  const decision = (outcome: string, { key, instead, script }: Decision): void => {
    const method = key ? "key" : typeof instead === "object" ? "agent" : instead === "mode" ? "mode" : "none"
    metrics.consents.inc({ outcome, method, lang: script.language })
    if (!decided && outcome !== "not_asked") metrics.decided.observe((performance.now() - answeredAt) / 1000)
    decided = true
  }
  return {
    answered: () => evidence.answered(),
    granted: async (made) => {
      const grant = await evidence.granted(made)
      decision("granted", made)
      return grant
    },
    notGranted: async (outcome, made, reason) => {
      await evidence.notGranted(outcome, made, reason)
      decision(outcome, made)
    },
    withdrawn: async (made) => {
      await evidence.withdrawn(made)
      decision("withdrawn", made)
    },
    blocked: (reason) => evidence.blocked(reason),
    party: (what, party) => evidence.party(what, party),
    ended: async (outcome, frames, timeToAgentMs) => {
      await evidence.ended(outcome, frames, timeToAgentMs)
      metrics.calls.inc({ outcome })
      const { received, before_consent, written, paused, after_withdrawal } = frames
      const kinds = { before_consent, written, paused, after_withdrawal }
      for (const [what, count] of Object.entries(kinds)) if (count > 0) metrics.frames.inc({ what }, count)
      // By the rule of the ledger nothing is left over, unless a recording failed.
      metrics.framesDropped.inc(Math.max(0, received - before_consent - written - paused - after_withdrawal))
    },
  }
}

/** Counts what the key provider refuses or fails to do. */
export function countedProvider(metrics: Metrics, provider: KeyProvider): KeyProvider {
  return {
    unwrapCek: async (kid, encrypted) => {
      try {
        return await provider.unwrapCek(kid, encrypted)
      } catch (error) {
        // An erased recording's key is gone on purpose.
        if (!hasCode(error, "KEY_DESTROYED")) metrics.keyErrors.inc()
        throw error
      }
    },
  }
}

/** Counts deliveries, once they are written down. */
export function countedStorage<S extends Pick<Embedded, "webhooks">>(metrics: Metrics, storage: S): S {
  const { webhooks } = storage
  return {
    ...storage,
    webhooks: {
      ...webhooks,
      attempted: async (result) => {
        const since = await webhooks.attempted(result)
        metrics.deliveries.inc({ result: result.state === "pending" ? "retried" : result.state })
        return since
      },
    },
  }
}

/** Counts recordings, and times their seals. */
export function countedRecorder(metrics: Metrics, recorder: Recorder): Recorder {
  return {
    start: (call, leg, permit) => {
      const recording = recorder.start(call, leg, permit)
      let started = false
      let failed = false
      recording.started.then(
        () => (started = true),
        () => metrics.recordings.inc({ result: "blocked" }),
      )
      return {
        id: recording.id,
        started: recording.started,
        onFailure: (listener) => {
          recording.onFailure((reason) => {
            failed = true
            metrics.recordings.inc({ result: "failed" })
            listener(reason)
          })
        },
        pause: (reason) => recording.pause(reason),
        resume: () => recording.resume(),
        finish: async (why) => {
          const from = performance.now()
          await recording.finish(why)
          if (failed || !started) return
          metrics.recordings.inc({ result: "ok" })
          metrics.sealed.observe((performance.now() - from) / 1000)
        },
      }
    },
  }
}
