/*
 * What others sign of our ledger: witnesses cosign each checkpoint, an authority timestamps some. Both run behind the
 * appends and hold nothing up, unless the configuration is strict: then a consent counts once the quorum has signed it.
 */
import { setTimeout as delay } from "node:timers/promises"
import type { Config } from "../config.ts"
import type { LedgerConfig } from "../config-ledger.ts"
import { AssentError } from "../errors.ts"
import type { AnchorStore } from "../ledger/anchor-store.ts"
import { parseCheckpoint } from "../ledger/checkpoint.ts"
import { withLines } from "../ledger/cosign.ts"
import { sha256 } from "../ledger/node-crypto.ts"
import { parseNote, parseVkey } from "../ledger/note.ts"
import type { LedgerStore } from "../ledger/store.ts"
import type { OutgoingFetch } from "../outgoing/fetch.ts"
import type { GatewayLog } from "./log.ts"
import { timestampDesk } from "./timestamps.ts"
import { WitnessRunner } from "./witness-runner.ts"

const RETRY_MS = 200
/** The call's own deadline has to come first, also on a busy machine. */
const STRICT_GRACE_MS = 2000

export interface AnchorParts {
  readonly fetch: OutgoingFetch
  readonly config: LedgerConfig
  readonly store: LedgerStore<unknown>
  readonly anchors: AnchorStore
  /** Signs the committed head now. */
  readonly sign: () => Promise<string>
  readonly log: GatewayLog
}

export interface Anchors {
  /** The keys of the witnesses, as configured. */
  readonly witnesses: readonly string[]
  /** A head was signed: the witnesses are brought up to it, behind. */
  signed(note: string): void
  /**
   * The note that readers get, with its cosignatures. While the witnesses keep up it is the newest that the quorum
   * signed, at most a moment old; else the newest, with what lines there are. `null` before the first.
   */
  published(): Promise<string | null>
  /** The committed head, signed now, after the witnesses had the time of one request to sign it too. */
  checkpoint(): Promise<string>
  /**
   * Resolves once the quorum has signed a tree that holds the leaf, with when that was known (monotonic ms), or after
   * `giveUpMs` without, with `Infinity`. Never rejects.
   */
  covered(index: number, giveUpMs: number): Promise<number>
  /** The RFC 3161 response for the checkpoint of this size, asked for now if need be; `null` where none is to be had. */
  timestamp(size: number): Promise<Uint8Array | null>
  /** @throws LEDGER_CORRUPT when a witness has signed a larger tree than ours: this is an old copy of the ledger. */
  start(): Promise<void>
  stop(): Promise<void>
}

export function openAnchors({ fetch, config, store, anchors, sign, log }: AnchorParts): Anchors {
  const quorum = config.witness_quorum
  const runners = config.witnesses.map(
    ({ url, vkey }) => new WitnessRunner({ fetch, url, vkey: parseVkey(sha256, vkey) }, store, anchors, log),
  )
  const timestamps = timestampDesk(fetch, config.timestamp_authority, store, anchors, log)
  /** The largest size that the quorum signed, as far as this process knows. */
  const quorumSize = (): number => {
    const sizes = runners.map((runner) => runner.size).sort((a, b) => b - a)
    return sizes[quorum - 1] ?? 0
  }
  const cosigned = async (size: number): Promise<string | null> => {
    const row = await store.checkpointAt(size)
    return (
      row &&
      withLines(
        row.note,
        (await anchors.cosignatures(size)).map(({ line }) => line),
      )
    )
  }
  const reach = (note: string): Promise<void> =>
    atLeast(
      quorum,
      runners.map((runner) => runner.reach(note)),
    )
  const published = async (): Promise<string | null> => {
    const latest = await store.latestCheckpoint()
    if (!latest) return null
    const keepsUp = quorum > 0 && runners.filter((runner) => !runner.failing).length >= quorum
    const size = keepsUp ? Math.min(quorumSize(), latest.size) : 0
    return (await cosigned(size)) ?? (await cosigned(latest.size))
  }
  let behind: Promise<unknown> = Promise.resolve()
  return {
    witnesses: config.witnesses.map(({ vkey }) => vkey),
    signed: (note) => {
      behind = Promise.all(runners.map((runner) => runner.reach(note)))
    },
    published,
    checkpoint: async () => {
      const note = await sign()
      await reach(note).catch(() => undefined)
      return (await cosigned(parseCheckpoint(parseNote(note).text).size)) ?? note
    },
    covered: async (index, giveUpMs) => {
      const until = performance.now() + giveUpMs
      while (quorumSize() <= index && performance.now() < until) {
        const settled = await sign()
          .then(reach)
          .catch(() => "too few")
        if (settled !== undefined) await delay(RETRY_MS, undefined, { ref: false })
      }
      return quorumSize() > index ? performance.now() : Infinity
    },
    timestamp: (size) => timestamps.of(size),
    start: async () => {
      if (runners.length > 0) {
        const note = await sign()
        await Promise.all(runners.map((runner) => runner.reach(note)))
        const ahead = runners.find((runner) => runner.ahead)
        if (ahead) {
          throw new AssentError(
            "LEDGER_CORRUPT",
            `the ledger is refused: the witness ${ahead.name} has signed a larger or another tree of it. Restore the newest backup, or begin a new origin that names the last checkpoint`,
          )
        }
      }
      timestamps.start()
    },
    stop: async () => {
      timestamps.stop()
      for (const runner of runners) runner.stop()
      await behind
    },
  }
}

/** What strict mode adds to evidence: a grant waits for the quorum, longer than its call waits for the grant. */
export function strictGate(
  anchors: Pick<Anchors, "covered">,
  { ledger, flow }: Pick<Config, "ledger" | "flow">,
): { covered?: (index: number) => Promise<number> } {
  return ledger.strict ? { covered: (index) => anchors.covered(index, flow.commit_ms + STRICT_GRACE_MS) } : {}
}

/** Resolves when `wanted` of the answers are yes. */
function atLeast(wanted: number, answers: readonly Promise<boolean>[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let yes = 0
    let open = answers.length
    const judge = (): void => {
      if (yes >= wanted) resolve()
      else if (yes + open < wanted) reject(tooFew())
    }
    for (const answer of answers) {
      void answer.then((signed) => {
        open--
        if (signed) yes++
        judge()
      })
    }
    judge()
  })
}

function tooFew(): AssentError {
  return new AssentError("LEDGER_UNAVAILABLE", "fewer witnesses than the quorum have signed")
}
