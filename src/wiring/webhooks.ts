/* Telling others what happens, over what is stored. Everything here runs behind the calls. */
import type { Config } from "../config.ts"
import { hashUuid } from "../greetings/hash.ts"
import type { OperatorStore } from "../greetings/document.ts"
import type { Ledger } from "../ledger/ledger.ts"
import type { LedgerStore } from "../ledger/store.ts"
import type { Outgoing } from "../outgoing/client.ts"
import type { RecordingRow } from "../recording/ports.ts"
import { createDispatcher, type Dispatcher } from "../webhooks/dispatcher.ts"
import { createEndpoints, type Endpoints } from "../webhooks/endpoints.ts"
import type { EventType } from "../webhooks/events.ts"
import type { HappenedEvent, WebhookRows } from "../webhooks/ports.ts"
import type { Published } from "../webhooks/relay.ts"
import type { GatewayLog } from "./log.ts"

/** How much is kept too long, and how far the ledger is signed. */
export interface State {
  readonly overdue: () => Promise<number>
  readonly latestCheckpoint: () => Promise<{ readonly size: number } | null>
}

export interface WebhookParts<Tx> {
  readonly state: State
  readonly storage: {
    readonly webhooks: WebhookRows<Tx>
    readonly ledgerStore: Pick<LedgerStore<unknown>, "head" | "leaves">
    readonly views: { call(id: string): Promise<{ readonly lineId: string } | null> }
    readonly recordings: { get(id: string): Promise<RecordingRow | null> }
    readonly operator: Pick<OperatorStore, "current">
  }
  readonly ledger: Pick<Ledger<Tx>, "append">
  readonly outgoing: Pick<Outgoing, "fetch" | "check">
  readonly config: Pick<Config, "mode">
  readonly recipients: { admit(to: { readonly recipient: string; readonly country: null }): unknown }
  readonly log: GatewayLog
}

export function openWebhooks<Tx>(parts: WebhookParts<Tx>): {
  readonly endpoints: Endpoints
  readonly dispatcher: Dispatcher
} {
  const { storage, ledger, outgoing, config, log } = parts
  const { webhooks: rows } = storage
  const now = () => new Date()
  const admit = (recipient: string) => void parts.recipients.admit({ recipient, country: null })
  const endpoints = createEndpoints({
    rows,
    ledger,
    now,
    admit,
    check: (url) => outgoing.check(url),
    dev: config.mode === "dev",
    wake: () => dispatcher.wake(),
  })
  const dispatcher: Dispatcher = createDispatcher({
    rows,
    relay: {
      rows,
      ledgerStore: storage.ledgerStore,
      lineOfCall: async (id) => (await storage.views.call(id))?.lineId ?? null,
      callOfRecording: async (id) => (await storage.recordings.get(id))?.callId ?? null,
      published: () => publishedVersions(storage.operator),
      now,
    },
    endpoints,
    fetch: outgoing.fetch,
    admit,
    now,
    random: Math.random,
    facts: () => factsOf(parts.state, now()),
    log,
  })
  return { endpoints, dispatcher }
}

function publishedVersions(operator: Pick<OperatorStore, "current">): readonly Published[] {
  return operator
    .current()
    .greetings.flatMap(({ id, versions }) =>
      versions.flatMap(({ version, state, published_at: at }) =>
        state === "published" && at !== null ? [{ greeting: id, version, at }] : [],
      ),
    )
}

/** A day that begins with something overdue is told once, and so is each size that the ledger is signed at. */
async function factsOf({ overdue, latestCheckpoint }: State, now: Date): Promise<readonly HappenedEvent[]> {
  const at = now.toISOString()
  const told = (type: EventType, of: string, about: HappenedEvent["about"]) => ({
    id: hashUuid(`${type} ${of}`),
    at,
    type,
    about,
  })
  const checkpoint = await latestCheckpoint()
  return [
    ...((await overdue()) > 0 ? [told("retention.overdue", at.slice(0, 10), {})] : []),
    ...(checkpoint ? [told("audit.checkpoint", String(checkpoint.size), { size: checkpoint.size })] : []),
  ]
}
