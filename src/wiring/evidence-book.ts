/* What a call leaves behind: its leaves, and its recording. */
import type { CallsParts } from "../call/calls.ts"
import type { Config } from "../config.ts"
import { LedgerEvidence } from "../consent/evidence.ts"
import type { Keyring } from "../keys/keyring.ts"
import type { Ledger } from "../ledger/ledger.ts"
import type { RecorderOptions } from "../recording/recorder.ts"
import type { Embedded, SqliteTx } from "../storage/embedded/open.ts"
import { type Anchors, strictGate } from "./anchors.ts"
import { isCarrier } from "./carriers.ts"
import { processClock as clock } from "./clock.ts"
import { retentionOfLine, termsOfLine } from "./lines.ts"
import type { GatewayLog } from "./log.ts"
import { countedEvidence, type Metrics } from "./metrics.ts"
import type { Retention } from "./retention.ts"

interface Parts {
  readonly storage: Embedded
  readonly ledger: Ledger<SqliteTx>
  readonly keyring: Keyring
  readonly config: Config
}

export function recorderParts(
  parts: Parts & { readonly retention: Pick<Retention, "rules">; readonly log: GatewayLog },
): RecorderOptions<SqliteTx> {
  const { storage, ledger, keyring, config, retention, log } = parts
  return {
    ledger,
    origin: config.ledger.origin,
    rows: storage.recordings,
    blobs: storage.blobs,
    keys: keyring,
    retentionOf: retentionOfLine(storage.operator, () => retention.rules.current()),
    clock,
    log,
  }
}

export function evidenceBook(
  parts: Parts & { readonly anchors: Anchors; readonly closing: AbortSignal; readonly metrics: Metrics },
): CallsParts["evidence"] {
  const { storage, ledger, keyring, config, anchors, closing, metrics } = parts
  const evidence = {
    ledger,
    rows: storage.calls,
    sealer: keyring,
    termsOf: termsOfLine(storage.operator),
    closing,
    mayCopy: (trunk: string) => isCarrier(config, trunk),
    ...strictGate(anchors, config),
  }
  return { open: (call, decided) => countedEvidence(metrics, new LedgerEvidence(call, evidence, decided)) }
}
