/*
 * Checks a whole ledger from a source and a public key. Knows nothing of our storage, and imports nothing of node: what
 * it needs of cryptography is handed in. Everything the source gives may be forged.
 */
import { AssentError } from "../errors.ts"
import { sameBytes, toBase64 } from "./base64.ts"
import { type Checkpoint, openCheckpoint, type OpenedCheckpoint } from "./checkpoint.ts"
import { checkConsistencyFile } from "./consistency-file.ts"
import { parseLeaf, parsePlainLeaf } from "./jcs.ts"
import { eachHash, growHere, type Grower, grownOf, hashAt } from "./leaf-batch.ts"
import { appendLeaves, HASH_BYTES, rootOf } from "./merkle.ts"
import { type NoteCrypto, parseVkey, SPKI_PREFIX, type Vkey } from "./note.ts"
import { checkRecordings, type RecordingFiles } from "./recording-files.ts"
import { contradiction } from "./rule-state.ts"
import { DomainRules } from "./rules.ts"
import type { LogHead } from "./store.ts"
import { TileCheck } from "./tile-check.ts"
import type { Tile } from "./tiles.ts"
import { type Anchor, datedBy, type TimestampCheck, witnessesOf } from "./verify-anchors.ts"

export interface LedgerSource {
  /** The signed note. */
  checkpoint(): Promise<string>
  /** The vkeys of the witnesses whose lines may stand in it, as the operator names them. */
  witnesses(): Promise<readonly string[]>
  /** The entries of the first `size` leaves, in order, in batches. */
  entries(size: number): AsyncIterable<readonly Uint8Array[]>
  /** An older note of the same log, and the proof file between the two; `null` without one. */
  oldCheckpoint(): Promise<string | null>
  consistency(): Promise<string | null>
  /** The RFC 3161 response for the checkpoint of this size. */
  readonly timestamp?: (size: number) => Promise<Uint8Array | null>
  /** A hash tile, if the source has any: other verifiers rely on them. */
  readonly tile?: (tile: Tile) => Promise<Uint8Array | null>
}

export interface VerifyOptions extends NoteCrypto {
  readonly onProgress?: (checked: number, size: number) => void
  readonly recordings?: RecordingFiles
  /** A note that whoever asks got before, from this log or from somebody else who reads it: the log must extend it. */
  readonly oldCheckpoint?: string
  /** The witnesses whoever asks relies on, got by another way than the log. Without them the source's own are read. */
  readonly witnesses?: readonly string[]
  /** How many of them must have signed the checkpoint. */
  readonly quorum?: number
  /** RFC 3339 UTC: and when at the earliest, since an older log that they had signed may be shown instead of today's. */
  readonly since?: string
  readonly timestamp?: TimestampCheck
  /** Hashes a log of this size on another thread, beside the rules; without it, or for `null`, it is done in between. */
  readonly beside?: (size: number) => Grower | null
}

export interface LedgerSummary {
  readonly origin: string
  readonly size: number
  /** base64 */
  readonly root: string
  readonly calls: number
  /** Calls that were still going on at the end of the log. */
  readonly openCalls: readonly string[]
  readonly granted: number
  readonly refused: number
  readonly noAnswer: number
  readonly failed: number
  readonly notAsked: number
  readonly notRequired: number
  readonly withdrawn: number
  readonly recordings: number
  readonly shredded: number
  /** Recordings whose files were checked against the log, and those whose files were not there. */
  readonly filesChecked: number
  readonly filesMissing: readonly string[]
  /** Those whose files the log says another place holds. */
  readonly filesElsewhere: readonly string[]
  readonly clockWentBack: number
  /** Who else signed, and what. */
  readonly anchoredBy: readonly Anchor[]
  /** The leaves that others vouch for, or that an old checkpoint fixes; what is newer rests on the operator's word. */
  readonly anchoredSize: number
  readonly witnesses: number
  /** The size of the older checkpoint that this log was shown to extend. */
  readonly extends: number | null
}

/**
 * @throws LEDGER_CORRUPT at the first contradiction, as a sentence that names the leaf; INPUT_INVALID for a bad vkey.
 */
export async function verifyLedger(
  source: LedgerSource,
  vkeyText: string,
  options: VerifyOptions,
): Promise<LedgerSummary> {
  const vkey = parseVkey(options.hash, vkeyText.trim())
  const signed = await corrupt("the checkpoint", async () => openCheckpoint(await source.checkpoint(), vkey, options))
  const older = await openOlder(source, vkey, signed, options)
  const witnesses = options.witnesses ?? (await source.witnesses())
  const anchoredBy = await anchorsOf(source, { signed, older }, witnesses, options)
  const anchoredSize = Math.max(older?.size ?? 0, ...anchoredBy.map(({ size }) => size))

  const rules = new DomainRules(signed.origin, Uint8Array.of(...SPKI_PREFIX, ...vkey.publicKey))
  if (!options.recordings) rules.recordings.withoutFiles()
  const grower = options.beside?.(signed.size) ?? growHere(options.hash)
  const judges = { rules, dated: datedBy(anchoredBy) }
  await walk(source, signed, older, judges, grower, options).finally(() => grower.end())
  const openCalls = rules.end()
  const files = await checkRecordings(rules, options)

  const { totals } = rules
  return {
    origin: signed.origin,
    size: signed.size,
    root: toBase64(signed.root),
    calls: rules.calls.size,
    openCalls,
    granted: totals["consent.granted"],
    refused: totals["consent.refused"],
    noAnswer: totals["consent.no_answer"],
    failed: totals["consent.failed"],
    notAsked: totals["consent.not_asked"],
    notRequired: totals["consent.not_required"],
    withdrawn: totals["consent.withdrawn"],
    recordings: rules.recordings.size,
    shredded: rules.shredded,
    filesChecked: files.checked,
    filesMissing: files.missing,
    filesElsewhere: files.elsewhere,
    clockWentBack: rules.clockWentBack,
    anchoredBy,
    anchoredSize,
    witnesses: witnesses.length,
    extends: older?.size ?? null,
  }
}

/** Every entry: into the tree, then by the rules. The tree is judged last, when it is whole. */
async function walk(
  source: LedgerSource,
  signed: Checkpoint,
  older: Checkpoint | null,
  judges: Judges,
  grower: Grower,
  { hash, onProgress }: VerifyOptions,
): Promise<void> {
  let head: LogHead = { size: 0, frontier: [] }
  let failure: AssentError | null = null
  const tiles = source.tile && new TileCheck(source.tile)
  for await (const { entries, texts, grown } of grownOf(source.entries(signed.size), grower)) {
    // A leaf that breaks a rule is named only if it is what was signed; an edited one is the tree's to name.
    for (let i = 0; i < entries.length && !failure; i++) {
      const entry = (grown.plain[i] && texts?.[i]) || entries[i]
      failure = judge(judges, head.size + i, entry, hashAt(grown.hashes, i))
    }
    await tiles?.add(grown.hashes, grown.nodes)
    if (older && older.size > head.size && older.size <= head.size + entries.length) {
      const first = grown.hashes.subarray(0, (older.size - head.size) * HASH_BYTES)
      const at = appendLeaves(hash, head, eachHash(first)).head
      if (!sameBytes(rootOf(hash, at.frontier), older.root)) {
        throw new AssentError("LEDGER_CORRUPT", `the first ${older.size} leaves are not those of the old checkpoint`)
      }
    }
    head = grown.head
    onProgress?.(head.size, signed.size)
  }
  await tiles?.end()
  if (head.size !== signed.size) {
    throw new AssentError("LEDGER_CORRUPT", `the log has ${head.size} leaves where ${signed.size} were signed`)
  }
  if (!sameBytes(rootOf(hash, head.frontier), signed.root)) {
    throw new AssentError("LEDGER_CORRUPT", "the leaves do not give the root that was signed", { cause: failure })
  }
  if (failure) throw failure
}

interface Judges {
  readonly rules: DomainRules
  readonly dated: (index: number, ts: string) => void
}

function judge(
  { rules, dated }: Judges,
  index: number,
  entry: Uint8Array | string | undefined,
  leafHash: Uint8Array,
): AssentError | null {
  if (entry === undefined) return null
  try {
    const leaf = typeof entry === "string" ? parsePlainLeaf(entry) : parseLeaf(entry)
    rules.see(index, leaf, leafHash)
    dated(index, leaf.ts)
    return null
  } catch (error) {
    if (!(error instanceof AssentError)) throw error
    if (error.code === "LEDGER_CORRUPT") return error
    return contradiction(index, `is not a leaf: ${error.message}`, error)
  }
}

/** The asker's own note, else the one beside the log with its proof. */
async function openOlder(
  source: LedgerSource,
  vkey: Vkey,
  signed: Checkpoint,
  { oldCheckpoint, ...crypto }: VerifyOptions,
): Promise<OpenedCheckpoint | null> {
  const note = oldCheckpoint ?? (await source.oldCheckpoint())
  if (note === null) return null
  return corrupt("the old checkpoint", async () => {
    const older = await openCheckpoint(note, vkey, crypto)
    if (older.size > signed.size) {
      throw new AssentError(
        "LEDGER_CORRUPT",
        `the log has ${signed.size} leaves where an old checkpoint signed ${older.size}: it was cut or replaced`,
      )
    }
    if (oldCheckpoint === undefined) {
      checkConsistencyFile(crypto.hash, await source.consistency(), older, signed)
    } else if (older.size === signed.size && !sameBytes(older.root, signed.root)) {
      throw new AssentError("LEDGER_CORRUPT", `two different logs of ${signed.size} leaves were signed: it was forked`)
    }
    return older
  })
}

/** @throws LEDGER_CORRUPT also when fewer witnesses have signed than were asked for */
async function anchorsOf(
  source: LedgerSource,
  { signed, older }: { readonly signed: OpenedCheckpoint; readonly older: OpenedCheckpoint | null },
  witnesses: readonly string[],
  options: VerifyOptions,
): Promise<readonly Anchor[]> {
  const { timestamp, quorum = 0, since } = options
  const now = await corrupt("the witnesses", () => witnessesOf(signed, witnesses, options))
  const recent = now.filter(({ at }) => since === undefined || Date.parse(at) >= Date.parse(since))
  if (recent.length < quorum) {
    const when = since === undefined ? "" : ` since ${since}`
    throw new AssentError(
      "LEDGER_CORRUPT",
      `${recent.length} of the ${quorum} witnesses that must have signed this checkpoint${when} did: another may have been shown to them`,
    )
  }
  const before = older ? await corrupt("the old witnesses", () => witnessesOf(older, witnesses, options)) : []
  const response = timestamp ? ((await source.timestamp?.(signed.size)) ?? null) : null
  if (!timestamp || !response) return [...now, ...before]
  const { at, by } = await corrupt("the timestamp", async () => timestamp(signed.note.text, response))
  return [...now, { kind: "timestamp", name: by, at, size: signed.size }, ...before]
}

/** What the source got wrong is the ledger's fault, not that of whoever asked. */
async function corrupt<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof AssentError) || error.code !== "INPUT_INVALID") throw error
    throw new AssentError("LEDGER_CORRUPT", `${what}: ${error.message}`, { cause: error })
  }
}
