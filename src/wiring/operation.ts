/* The second port: figures for Prometheus and health, for whoever reaches it. Nothing here says who called. */
import { statfs } from "node:fs/promises"
import { createServer, type Server } from "node:http"
import type { FastifyInstance } from "fastify"
import type { Figures } from "../api/figures.ts"
import type { Health, HealthCheck, Upkeep } from "../api/parts.ts"
import type { Config } from "../config.ts"
import { checkContinuation } from "../ledger/startup.ts"
import { sha256, verifyEd25519 } from "../ledger/node-crypto.ts"
import { parseVkey } from "../ledger/note.ts"
import type { Embedded } from "../storage/embedded/open.ts"
import { healthOf, type HealthParts } from "./health.ts"
import type { GatewayLog } from "./log.ts"
import type { Metrics } from "./metrics.ts"

type Storage = Pick<Embedded, "figures" | "retention" | "ledgerStore">

export interface OperationParts<Tx> extends Omit<HealthParts<Tx>, "figures" | "compareLedger" | "asks" | "folder"> {
  readonly config: Config
  readonly metrics: Metrics
  readonly storage: Storage
  /** Of the log key. */
  readonly vkey: string
  readonly upkeep: Upkeep
  readonly live: () => number
  readonly log: GatewayLog
}

/** Counting reads every recording's row: not more often than this, however often somebody asks. */
const COUNT_EVERY_MS = 60_000

export interface Operation {
  readonly health: Health
  /** Binds the second port, where the configuration names one. @returns how to close it */
  listen(): Promise<() => Promise<void>>
}

export function openOperation<Tx>(parts: OperationParts<Tx>): Operation {
  const { config, metrics, storage, upkeep } = parts
  const figures = counted(async () => ({ ...(await storage.figures.count()), overdue: await upkeep.overdue() }))
  const compareLedger = async (): Promise<void> => {
    metrics.chainValid.set(0)
    const vkey = parseVkey(sha256, parts.vkey)
    await checkContinuation(storage.ledgerStore, vkey, { hash: sha256, verify: verifyEd25519 })
    metrics.chainValid.set(1)
    metrics.verifiedAt.set(Math.floor(Date.now() / 1000))
  }
  const compared = counted(() => compareLedger().catch(() => undefined))
  const health = healthOf({ ...parts, folder: config.data, figures, compareLedger, asks: () => upkeep.asks() })

  async function collect(): Promise<string> {
    const [found, due, entries, room] = await Promise.all([
      figures(),
      storage.retention.dueCount(new Date().toISOString()),
      parts.ledger.size(),
      statfs(config.data),
      compared(),
    ])
    metrics.callsActive.set(parts.live())
    metrics.draining.set(parts.draining() ? 1 : 0)
    metrics.retentionDue.set(due)
    metrics.retentionAsks.set(upkeep.asks() === null ? 0 : 1)
    metrics.ledgerSize.set(entries)
    metrics.freeBytes.set(room.bavail * room.bsize)
    showFigures(metrics, found)
    return metrics.registry.metrics()
  }

  return {
    health,
    listen: async () => {
      const { metrics: where } = config
      if (where === null) return () => Promise.resolve()
      metrics.ofProcess()
      const server = operationServer(health, collect, metrics.registry.contentType, parts.log)
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject)
        server.listen(where.port, where.host, resolve)
      })
      return () =>
        new Promise((resolve) => {
          server.closeAllConnections()
          server.close(() => resolve())
        })
    },
  }
}

function showFigures(metrics: Metrics, found: Figures & { readonly overdue: number }): void {
  metrics.recordingsKept.set(found.recordings)
  metrics.storageBytes.set(found.recordingBytes)
  metrics.withoutConsent.set(found.withoutConsent)
  // Read from the rows, so that a restart forgets none.
  metrics.erasures.reset()
  for (const [kind, count] of Object.entries(found.erased)) metrics.erasures.inc({ kind }, count)
  metrics.holds.set(found.holds)
  metrics.webhookQueue.set(found.webhookQueue)
  metrics.webhooksDisabled.set(found.webhooksDisabled)
  metrics.retentionOverdue.set(found.overdue)
  const { oldestErasureAt: oldest } = found
  metrics.oldestErasure.set(oldest === null ? 0 : Math.max(0, (Date.now() - Date.parse(oldest)) / 1000))
}

/** One at a time, and what it found is good for a minute. A failure is not kept. */
function counted<T>(count: () => Promise<T>): () => Promise<T> {
  let last: { readonly at: number; readonly found: Promise<T> } | null = null
  return () => {
    if (last && performance.now() - last.at < COUNT_EVERY_MS) return last.found
    const found = count()
    last = { at: performance.now(), found }
    found.catch(() => (last = null))
    return found
  }
}

/** One histogram of the API's answers: the route's pattern, never its address. */
export function countAnswers(metrics: Pick<Metrics, "requests">, app: FastifyInstance): void {
  app.addHook("onResponse", async (request, reply) => {
    const route: string | undefined = request.routeOptions.url
    const labels = { route: route ?? "none", method: request.method, code: String(reply.statusCode) }
    metrics.requests.observe(labels, reply.elapsedTime / 1000)
  })
}

function operationServer(health: Health, collect: () => Promise<string>, contentType: string, log: GatewayLog): Server {
  const checked = async (look: () => Promise<readonly HealthCheck[]>) => {
    const checks = await look()
    const ok = checks.every(({ status }) => status === "ok")
    return {
      status: ok ? 200 : 503,
      type: "application/json",
      body: JSON.stringify({ status: ok ? "ok" : "failed", checks }),
    }
  }
  const routes: Readonly<Record<string, () => Promise<{ status: number; type: string; body: string }>>> = {
    "/metrics": async () => ({ status: 200, type: contentType, body: await collect() }),
    "/health/live": () => Promise.resolve({ status: 200, type: "application/json", body: '{"status":"ok"}' }),
    "/health/ready": () => checked(health.ready),
    "/health/deep": () => checked(health.deep),
  }
  return createServer((request, response) => {
    const answer = request.method === "GET" ? routes[(request.url ?? "").split("?", 1)[0] ?? ""] : undefined
    if (!answer) {
      response.writeHead(404, { "content-type": "text/plain" }).end("only GET /metrics and /health/live, ready, deep\n")
      return
    }
    answer().then(
      ({ status, type, body }) =>
        response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body),
      (error: unknown) => {
        log.error({ err: error }, "the figures could not be read")
        response.writeHead(500, { "content-type": "text/plain" }).end("see the log\n")
      },
    )
  })
}
