/* Webhooks over a real store, a real ledger and real requests, with a clock that goes when it is told. */
import { AssentError } from "../../src/errors.ts"
import type { Leaf } from "../../src/ledger/entry.ts"
import { openLedger } from "../../src/ledger/ledger.ts"
import { loopback } from "../../src/outgoing/addresses.ts"
import { createOutgoing } from "../../src/outgoing/client.ts"
import { type Embedded, openEmbedded } from "../../src/storage/embedded/open.ts"
import { createDispatcher, type Dispatcher } from "../../src/webhooks/dispatcher.ts"
import { createEndpoints, type Endpoints } from "../../src/webhooks/endpoints.ts"
import type { HappenedEvent } from "../../src/webhooks/ports.ts"
import type { Published } from "../../src/webhooks/relay.ts"
import { ORIGIN, signer } from "../ledger/leaves.ts"

export interface Kit {
  readonly storage: Embedded
  readonly endpoints: Endpoints
  readonly dispatcher: Dispatcher
  readonly recipients: Set<string>
  readonly published: Published[]
  readonly facts: HappenedEvent[]
  readonly logged: { readonly facts: object; readonly message: string }[]
  append(...leaves: readonly Leaf[]): Promise<unknown>
  /** Looks, sends what is due, and waits for what comes of it. */
  settle(): Promise<void>
  pass(ms: number): void
  close(): Promise<void>
}

export interface KitOptions {
  readonly timeoutMs?: number
  readonly allow?: readonly string[]
  readonly dev?: boolean
  /** Recording id to call id. */
  readonly calls?: ReadonlyMap<string, string>
}

export async function openKit(
  folder: string,
  options: KitOptions = {},
  startAt = Date.parse("2026-11-23T16:00:00Z"),
): Promise<Kit> {
  const storage = await openEmbedded(folder)
  const ledger = await openLedger({ store: storage.ledgerStore, origin: ORIGIN, signer, create: true })
  const outgoing = createOutgoing({ allow: options.allow ?? loopback })
  const recipients = new Set(["archive"])
  const published: Published[] = []
  const facts: HappenedEvent[] = []
  const logged: { facts: object; message: string }[] = []
  let time = startAt
  const now = () => new Date(time)
  const admit = (recipient: string): void => {
    if (!recipients.has(recipient)) throw new AssentError("RECIPIENT_REFUSED", "not on the register")
  }
  const log = (facts: object, message: string) => void logged.push({ facts, message })
  const endpoints = createEndpoints({
    rows: storage.webhooks,
    ledger,
    now,
    check: (url) => outgoing.check(url),
    dev: options.dev ?? true,
    admit,
    wake: () => undefined,
  })
  const dispatcher = createDispatcher({
    rows: storage.webhooks,
    relay: {
      rows: storage.webhooks,
      ledgerStore: storage.ledgerStore,
      lineOfCall: async () => "main",
      callOfRecording: async (id) => options.calls?.get(id) ?? null,
      published: () => published,
      now,
    },
    endpoints,
    fetch: outgoing.fetch,
    admit,
    now,
    random: () => 0,
    facts: async () => facts,
    log: { warn: log, error: log },
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
  })
  return {
    storage,
    endpoints,
    dispatcher,
    recipients,
    published,
    facts,
    logged,
    append: (...leaves) => ledger.append(leaves),
    settle: async () => {
      await dispatcher.round()
      await dispatcher.idle()
    },
    pass: (ms) => {
      time += ms
    },
    close: async () => {
      await dispatcher.stop()
      outgoing.close()
      await ledger.close()
      await storage.close()
    },
  }
}
