import type { PersonRecords } from "../api/record-parts.ts"
import type { Config } from "../config.ts"
import type { Keyring } from "../keys/keyring.ts"
import type { KeyProvider } from "../keys/ports.ts"
import type { Ledger } from "../ledger/ledger.ts"
import { createApprovals, type Approvals } from "../retention/approval.ts"
import { assessor, type Assess, type LineFacts } from "../retention/assess.ts"
import { createEraser } from "../retention/erase.ts"
import type { Eraser } from "../retention/eraser.ts"
import { createEraseJobs, type EraseJobs } from "../retention/jobs.ts"
import { createHolds, type Holds } from "../retention/holds.ts"
import { createRules, type Rules } from "../retention/rules.ts"
import type { GatewayLog } from "./log.ts"
import { openRecords } from "./records.ts"
import type { Embedded, SqliteTx } from "../storage/embedded/open.ts"

export interface Retention {
  readonly assess: Assess
  readonly eraser: Eraser
  readonly records: PersonRecords
  /** Ends what is held about people beside calls and is past its days. @returns how many */
  readonly endRecords: (now: Date) => Promise<number>
  readonly jobs: EraseJobs
  readonly holds: Holds
  readonly rules: Rules
  readonly approvals: Approvals
}

export async function openRetention(parts: {
  readonly storage: Embedded
  readonly ledger: Ledger<SqliteTx>
  readonly isLive: (callId: string) => boolean
  readonly config: Config
  readonly log: Pick<GatewayLog, "error">
  readonly keyring: Keyring
  readonly provider: KeyProvider
}): Promise<Retention> {
  const { storage, ledger, isLive, config } = parts
  const { keyStore, blobs, recordings, retention, holds, rules } = storage
  const now = () => new Date()
  const assess = assessor({ rules, holds, rows: retention, lineOf: lineFacts(storage) })
  const people = openRecords(parts)
  const eraser = people.reaching(
    createEraser({ keys: keyStore, blobs, recordings, rows: retention, assess, isLive, now }),
  )
  return {
    assess,
    eraser,
    records: people.parts(eraser),
    endRecords: (at) => people.sweep(at),
    jobs: createEraseJobs({
      rows: storage.jobs,
      eraser,
      now,
      onFault: (error) => parts.log.error({ err: error }, "a step of an erasure job failed"),
    }),
    holds: createHolds({ rows: holds, ledger, eraser, now }),
    rules: await createRules({ rows: rules, sweeps: retention, assess, ledger, now }),
    approvals: createApprovals({ twoPersons: config.mode === "production" && config.retention.two_persons, now }),
  }
}

function lineFacts({ views, operator }: Embedded): (callId: string) => Promise<LineFacts | null> {
  return async (callId) => {
    const call = await views.call(callId)
    if (!call) return null
    const line = operator.current().lines.find((candidate) => candidate.id === call.lineId)
    return {
      line: call.lineId,
      category: line?.category ?? null,
      purposes: line?.purposes ?? [],
      region: line?.region ?? null,
    }
  }
}
