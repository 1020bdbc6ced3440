/* Telling others what happens, over what is stored. Everything here runs behind the calls. */
import type { Config } from "../config.ts"
import type { OperatorStore } from "../greetings/document.ts"
import type { Ledger } from "../ledger/ledger.ts"
import type { LedgerStore } from "../ledger/store.ts"
import type { Outgoing } from "../outgoing/client.ts"
import type { RecordingRow } from "../recording/ports.ts"
import { createDispatcher, type Dispatcher } from "../webhooks/dispatcher.ts"
import { createEndpoints, type Endpoints } from "../webhooks/endpoints.ts"
import type { WebhookRows } from "../webhooks/ports.ts"
import type { Published } from "../webhooks/relay.ts"
import type { GatewayLog } from "./log.ts"

export interface WebhookParts<Tx> {
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
