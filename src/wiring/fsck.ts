/*
 * Compares what a data folder holds: ledger, rows, files and keys. The ledger is the measure, once it holds by itself.
 * Repaired is what can be made again from it, or what should not be there; what is lost is named, and enters the ledger
 * as lost. Nothing is ever appended to a ledger that contradicts itself.
 */
import type { Views } from "../api/ports.ts"
import type { CarrierCopies } from "../carriers/relay/copies.ts"
import type { CallRows } from "../consent/ports.ts"
import { AssentError } from "../errors.ts"
import type { OperatorStore, PromptBlobs } from "../greetings/document.ts"
import type { KeyStore } from "../keys/ports.ts"
import type { RotationStore } from "../keys/rotate.ts"
import type { LeafIndex } from "../ledger/leaf-index.ts"
import type { Ledger } from "../ledger/ledger.ts"
import type { LedgerStore } from "../ledger/store.ts"
import type { BlobStore, RecordingRows } from "../recording/ports.ts"
import type { HoldRows, RetentionRows, RuleRows } from "../retention/ports.ts"
import type { RequestRows } from "../rights/ports.ts"
import { checkActs } from "./fsck-acts.ts"
import { checkFiles } from "./fsck-files.ts"
import { checkIndex } from "./fsck-index.ts"
import { checkCarrierCopies, checkEpochs } from "./fsck-keys.ts"
import { checkLedger } from "./fsck-ledger.ts"
import { checkRows } from "./fsck-rows.ts"

/**
 * repairable: `--repair` makes it right. repaired: it has been made right. lost: gone for good, named.
 * contradiction: two things that cannot both be true; only a backup, or somebody's explanation, helps.
 */
export type FindingKind = "repairable" | "repaired" | "lost" | "contradiction"

export interface FsckFinding {
  readonly kind: FindingKind
  readonly about: "ledger" | "row" | "file" | "key" | "prompt"
  readonly id: string | null
  readonly detail: string
}

export interface FsckParts<Tx> {
  readonly ledgerStore: LedgerStore<Tx>
  readonly leafIndex: LeafIndex
  readonly keyStore: KeyStore & Pick<RotationStore, "callKeysUnder">
  readonly calls: CallRows<Tx>
  readonly recordings: RecordingRows<Tx>
  readonly holds: HoldRows<Tx>
  readonly retention: Pick<RetentionRows<Tx>, "outboxBefore">
  readonly rules: Pick<RuleRows<Tx>, "rules">
  readonly requests: RequestRows<Tx>
  readonly carrierCopies: Pick<CarrierCopies, "list">
  readonly views: Views
  readonly blobs: BlobStore
  readonly prompts: PromptBlobs
  readonly operator: OperatorStore
  readonly vkey: string
  /** Opened only to repair, and only when the ledger holds. The caller closes it. */
  readonly openLedger: () => Promise<Ledger<Tx>>
}

export interface FsckReport {
  readonly leaves: number
  readonly calls: number
  readonly recordings: number
  readonly files: number
  readonly findings: readonly FsckFinding[]
}

/** Where findings go, and whether what can be repaired is. */
export class FsckRun {
  readonly findings: FsckFinding[] = []
  readonly #repair: boolean

  constructor(repair: boolean) {
    this.#repair = repair
  }

  tell(kind: FindingKind, about: FsckFinding["about"], id: string | null, detail: string): void {
    this.findings.push({ kind, about, id, detail })
  }

  /** @param mend is run only when repairing; when it fails, the finding stays repairable */
  async mendable(
    about: FsckFinding["about"],
    id: string | null,
    detail: string,
    mend: () => Promise<void>,
  ): Promise<void> {
    if (!this.#repair) {
      this.tell("repairable", about, id, detail)
      return
    }
    try {
      await mend()
      this.tell("repaired", about, id, detail)
    } catch (error) {
      if (!(error instanceof AssentError)) throw error
      this.tell("repairable", about, id, `${detail}; the repair failed: ${error.message}`)
    }
  }

  /** @param enter puts the loss in the ledger, when repairing */
  async gone(about: FsckFinding["about"], id: string, detail: string, enter: () => Promise<void>): Promise<void> {
    this.tell("lost", about, id, detail)
    if (this.#repair) await enter()
  }
}

export async function fsck<Tx>(parts: FsckParts<Tx>, options: { readonly repair: boolean }): Promise<FsckReport> {
  const looking = new FsckRun(false)
  const known = await checkLedger(parts, looking)
  const holds = !looking.findings.some(({ kind }) => kind === "contradiction")
  // A ledger that contradicts itself measures nothing, and must not grow.
  const run = new FsckRun(options.repair && holds)
  for (const { kind, about, id, detail } of looking.findings) {
    if (kind !== "repairable") run.tell(kind, about, id, detail)
    else await run.mendable(about, id, detail, known.mendNodes)
  }
  const rows = await checkRows(parts, known, run)
  await checkActs(parts, known.acts, rows.recordings, run)
  await checkEpochs(parts, known.epochs, run)
  await checkCarrierCopies(parts, rows.trunks, known.answered, run)
  const files = await checkFiles(parts, rows.recordings, run)
  // Last, for what was lost has entered the ledger by now.
  await checkIndex(parts, run)
  return {
    leaves: known.leaves,
    calls: rows.calls,
    recordings: rows.recordings.length,
    files,
    findings: run.findings,
  }
}
