/*
 * Checks a whole ledger from a source and a public key. Knows nothing of our storage, and imports nothing of node: what
 * it needs of cryptography is handed in. Everything the source gives may be forged.
 */
import { AssentError } from "../errors.ts"
import { sameBytes, toBase64 } from "./base64.ts"
import { type Checkpoint, openCheckpoint } from "./checkpoint.ts"
import { checkConsistencyFile } from "./consistency-file.ts"
import { parseLeaf } from "./jcs.ts"
import { appendLeaves, hashLeaf, rootOf } from "./merkle.ts"
import { COSIGNATURE_V1, type Note, type NoteCrypto, parseVkey, SPKI_PREFIX, verifiedBy } from "./note.ts"
import { checkRecordings, type RecordingFiles } from "./recording-files.ts"
import { contradiction } from "./rule-state.ts"
import { DomainRules } from "./rules.ts"
import type { LogHead } from "./store.ts"
import { TileCheck } from "./tile-check.ts"
import type { Tile } from "./tiles.ts"

export interface LedgerSource {
  /** The signed note. */
  checkpoint(): Promise<string>
  /** The vkeys of the witnesses whose lines may stand in it. */
  witnesses(): Promise<readonly string[]>
  /** The entries of the first `size` leaves, in order, in batches. */
  entries(size: number): AsyncIterable<readonly Uint8Array[]>
  /** An older note of the same log, and the proof file between the two; `null` without one. */
  oldCheckpoint(): Promise<string | null>
  consistency(): Promise<string | null>
  /** A hash tile, if the source has any: other verifiers rely on them. */
  readonly tile?: (tile: Tile) => Promise<Uint8Array | null>
}

export interface VerifyOptions extends NoteCrypto {
  readonly onProgress?: (checked: number, size: number) => void
  readonly recordings?: RecordingFiles
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
  readonly clockWentBack: number
  /** Witnesses that cosigned, with the time each states (RFC 3339). Without any, the newest part is the operator's word. */
  readonly anchoredBy: readonly { readonly name: string; readonly at: string }[]
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
  const older = await openOlder(source, vkeyText, signed, options)
  const witnesses = await source.witnesses()
  const anchoredBy = await corrupt("the witnesses", () => anchors(signed.note, witnesses, options))

  const rules = new DomainRules(signed.origin, Uint8Array.of(...SPKI_PREFIX, ...vkey.publicKey))
  await walk(source, signed, older, rules, options)
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
    clockWentBack: rules.clockWentBack,
    anchoredBy,
    witnesses: witnesses.length,
    extends: older?.size ?? null,
  }
}

/** Every entry: into the tree, then by the rules. The tree is judged last, when it is whole. */
async function walk(
  source: LedgerSource,
  signed: Checkpoint,
  older: Checkpoint | null,
  rules: DomainRules,
  { hash, onProgress }: VerifyOptions,
): Promise<void> {
  let head: LogHead = { size: 0, frontier: [] }
  let failure: AssentError | null = null
  const tiles = source.tile && new TileCheck(source.tile)
  for await (const batch of source.entries(signed.size)) {
    const hashes = batch.map((entry) => hashLeaf(hash, entry))
    // A leaf that breaks a rule is named only if it is what was signed; an edited one is the tree's to name.
    for (let i = 0; i < batch.length && !failure; i++) failure = judge(rules, head.size + i, batch[i], hashes[i])
    const grown = appendLeaves(hash, head, hashes)
    await tiles?.add(hashes, grown.nodes)
    if (older && older.size > head.size && older.size <= head.size + batch.length) {
      const at = appendLeaves(hash, head, hashes.slice(0, older.size - head.size)).head
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

function judge(
  rules: DomainRules,
  index: number,
  entry: Uint8Array | undefined,
  leafHash: Uint8Array | undefined,
): AssentError | null {
  if (!entry || !leafHash) return null
  try {
    rules.see(index, parseLeaf(entry), leafHash)
    return null
  } catch (error) {
    if (!(error instanceof AssentError)) throw error
    if (error.code === "LEDGER_CORRUPT") return error
    return contradiction(index, `is not a leaf: ${error.message}`, error)
  }
}

async function openOlder(
  source: LedgerSource,
  vkeyText: string,
  signed: Checkpoint,
  crypto: NoteCrypto,
): Promise<Checkpoint | null> {
  const note = await source.oldCheckpoint()
  if (note === null) return null
  return corrupt("the old checkpoint", async () => {
    const older = await openCheckpoint(note, parseVkey(crypto.hash, vkeyText.trim()), crypto)
    checkConsistencyFile(crypto.hash, await source.consistency(), older, signed)
    return older
  })
}

async function anchors(
  note: Note,
  witnesses: readonly string[],
  crypto: NoteCrypto,
): Promise<{ name: string; at: string }[]> {
  const found = []
  for (const text of witnesses) {
    const vkey = parseVkey(crypto.hash, text)
    if (vkey.type !== COSIGNATURE_V1) throw new AssentError("INPUT_INVALID", "a witness key is not a witness's")
    const time = await verifiedBy(note, vkey, crypto)
    if (time !== null) found.push({ name: vkey.name, at: new Date(time * 1000).toISOString() })
  }
  return found
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
