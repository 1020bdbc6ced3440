/*
 * Checks an evidence bundle with nothing but its files and the log's public key. Everything in it may be forged, and it
 * imports nothing of node. It shows what the log says of one call; that the log says no more than this of it (a
 * withdrawal left out, say) only the whole ledger can show.
 */
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { sameBytes, toBase64 } from "./base64.ts"
import { bundleLimit, bundleLimits } from "./bundle.ts"
import { provenLeaves, type ProvenLeafFile } from "./bundle-leaves.ts"
import { type CallFacts, factsOfCall } from "./call-facts.ts"
import { openCheckpoint, type OpenedCheckpoint } from "./checkpoint.ts"
import type { Fields } from "./disclosure-check.ts"
import { canonicalText } from "./jcs.ts"
import { COSIGNATURE_V1, type NoteCrypto, parseVkey, SPKI_PREFIX, verifiedBy } from "./note.ts"
import { checkRecordings } from "./recording-files.ts"
import { DomainRules } from "./rules.ts"
import { checkPrompt, checkScript } from "./script-check.ts"
import { parseStrictJson, spelledForPeople } from "./strict-json.ts"

export interface BundleSource {
  /** Every file by its relative path. The names are a stranger's. */
  list(): Promise<readonly string[]>
  /** @throws LEDGER_CORRUPT for what is no plain file, or larger */
  read(path: string, maxBytes: number): Promise<Uint8Array | null>
  /** Length and SHA-256, computed from the bytes now. */
  digest(path: string): Promise<{ readonly length: number; readonly sha256: Uint8Array } | null>
}

export interface BundleOptions extends NoteCrypto {
  /**
   * Reads an RFC 3161 timestamp of `text`, with the authority's certificates that came with it. Without this a timestamp
   * is there and proves nothing. @throws INPUT_INVALID
   */
  readonly timestamp?: (text: string, tsr: Uint8Array, tsaPem: string) => { readonly at: string; readonly by: string }
}

export interface BundleSummary {
  readonly origin: string
  readonly size: number
  /** base64 */
  readonly root: string
  readonly leaves: number
  readonly facts: CallFacts
  /** What was released of personal data, by leaf. */
  readonly released: readonly { readonly index: number; readonly type: string; readonly fields: Fields }[]
  /** The exact words and audio of the question were there and are the ones the leaf names. */
  readonly question: "checked" | "not in the bundle"
  /** Recordings whose ciphertext and header were there and are the ones the ledger names. */
  readonly recordingsChecked: number
  /** Recordings that the ledger says are erased, or of which the record says that the entry is still to come. */
  readonly erased: readonly string[]
  readonly anchoredBy: readonly { readonly name: string; readonly at: string }[]
  /** The authority's word that the checkpoint existed at this time; `null` without one, or with nothing to read it. */
  readonly timestamp: { readonly by: string; readonly at: string } | null
}

/**
 * @param vkeyText the log's key, got by another way than the bundle; `null` takes the bundle's own
 * @throws LEDGER_CORRUPT at the first contradiction, naming it; INPUT_INVALID for a bad `vkeyText`
 */
export async function verifyBundle(
  source: BundleSource,
  vkeyText: string | null,
  crypto: BundleOptions,
): Promise<BundleSummary> {
  const paths = await namesOf(source)
  const read = (path: string): Promise<Uint8Array | null> =>
    paths.includes(path) ? source.read(path, bundleLimit(path) ?? 0) : Promise.resolve(null)
  const required = async (path: string): Promise<string> => {
    const bytes = await read(path)
    if (!bytes) throw corrupt(`the bundle has no ${path}`)
    return decode(bytes, path)
  }
  const ownKey = (await required("log.vkey")).trim()
  const key = vkeyText?.trim() ?? ownKey
  if (key !== ownKey) throw corrupt("the bundle names another log key than the one you gave")
  const vkey =
    vkeyText === null ? await faulty("log.vkey", () => parseVkey(crypto.hash, key)) : parseVkey(crypto.hash, key)
  const note = await required("checkpoint")
  const checkpoint = await faulty("the checkpoint", () => openCheckpoint(note, vkey, crypto))
  const leaves = await provenLeaves(crypto.hash, paths, read, { note, checkpoint })
  const rules = rulesOver(leaves, checkpoint, Uint8Array.of(...SPKI_PREFIX, ...vkey.publicKey))
  const facts = callOf(leaves, rules)

  const question = await checkQuestion(facts, paths, read, crypto)
  const { checked } = await checkRecordings(rules, { hash: crypto.hash, recordings: filesOf(source, paths) })
  for (const path of paths.filter((each) => each.startsWith("recordings/"))) checkOwner(path, facts)
  for (const { rec, header_sha256 } of facts.recordings) await checkKeys(rec, header_sha256, read)
  const erased = await faulty("consent-record.json", async () => checkRecord(await read("consent-record.json"), facts))
  return {
    origin: checkpoint.origin,
    size: checkpoint.size,
    root: toBase64(checkpoint.root),
    leaves: leaves.length,
    facts,
    released: leaves.flatMap(({ index, leaf, fields }) =>
      Object.keys(fields).length > 0 ? [{ index, type: leaf.type, fields }] : [],
    ),
    question,
    recordingsChecked: checked,
    erased,
    timestamp: await faulty("the timestamp", async () => stamped(checkpoint, read, crypto)),
    anchoredBy: await faulty("the witnesses", async () => anchors(checkpoint, await required("witness.vkeys"), crypto)),
  }
}

async function namesOf(source: BundleSource): Promise<readonly string[]> {
  const paths = await source.list()
  if (paths.length > bundleLimits.files) throw corrupt("the bundle has more files than a bundle may have")
  const strange = paths.find((path) => bundleLimit(path) === null)
  if (strange === undefined) return paths
  // The name is a stranger's: escaped and cut, so that it cannot write on the terminal.
  const shown = JSON.stringify(strange.slice(0, 80)).replace(/[^\x20-\x7e]/g, "?")
  throw corrupt(`the bundle holds ${shown}, which is no file of a bundle`)
}

function rulesOver(leaves: readonly ProvenLeafFile[], { origin }: OpenedCheckpoint, logKey: Uint8Array): DomainRules {
  const rules = new DomainRules(origin, logKey)
  for (const { index, leaf, hash } of leaves) rules.see(index, leaf, hash)
  return rules
}

function callOf(leaves: readonly ProvenLeafFile[], rules: DomainRules): CallFacts {
  if (rules.calls.size === 0) throw corrupt("the bundle tells of no call")
  if (rules.calls.size > 1) throw corrupt("the bundle tells of more than one call")
  const facts = factsOfCall(rules.calls.idOf(rules.calls.at(0)), leaves)
  if (!facts?.ended) throw corrupt("the bundle tells of a call that has not ended")
  const early = facts.consents.find(({ state, heard }) => state === "granted" && heard.bytes !== heard.total)
  if (early) throw corrupt(`leaf ${early.index} is a grant before the whole notice was heard`)
  for (const { pauses, started } of facts.recordings) {
    const marks = pauses.flatMap(({ from_ms, to_ms }) => (to_ms === null ? [from_ms] : [from_ms, to_ms]))
    if (marks.some((mark, i) => mark < (marks[i - 1] ?? 0))) {
      throw corrupt(`the pauses of the recording of leaf ${started.index} are not in the order of its time`)
    }
  }
  return facts
}

async function checkQuestion(
  facts: CallFacts,
  paths: readonly string[],
  read: (path: string) => Promise<Uint8Array | null>,
  { hash }: NoteCrypto,
): Promise<BundleSummary["question"]> {
  const prompts = paths.filter((path) => path.startsWith("greeting/"))
  const bytes = await read("script.json")
  if (!bytes) {
    if (prompts.length > 0) throw corrupt("the bundle holds prompts but not the script.json that names them")
    return "not in the bundle"
  }
  const asked = facts.consents.find(({ party }) => party === "caller")
  const script = await faulty("script.json", () => checkScript(hash, bytes, asked?.script_sha256 ?? ""))
  for (const path of prompts) checkPrompt(hash, script, path, (await read(path)) ?? new Uint8Array(0))
  return "checked"
}

function filesOf(source: BundleSource, paths: readonly string[]) {
  const found = (path: string): boolean => paths.includes(path)
  const header = (rec: string): string => `recordings/${rec}/header.json`
  const stream = (rec: string): string => `recordings/${rec}/recording.tink`
  return {
    header: async (rec: string) =>
      found(header(rec)) ? source.read(header(rec), bundleLimit(header(rec)) ?? 0) : null,
    ciphertext: async (rec: string) => (found(stream(rec)) ? source.digest(stream(rec)) : null),
  }
}

function checkOwner(path: string, facts: CallFacts): void {
  const recording = facts.recordings.find(({ rec }) => path.startsWith(`recordings/${rec}/`))
  if (!recording) throw corrupt("the bundle holds files of a recording that is not of this call")
  if (recording.erased) throw corrupt("the bundle holds files of a recording that the ledger says is erased")
  if (!recording.file) throw corrupt("the bundle holds files of a recording that was never closed in the ledger")
}

const keysSchema = z.strictObject({ call_key: z.string().max(4096), recording_key: z.string().max(4096) })
const wrapHeader = z.looseObject({ hh: z.string(), rid: z.string() })

/** The wrapped key must say that it is of this recording and this header; only the KEK's holder can open it. */
async function checkKeys(
  rec: string,
  header_sha256: string,
  read: (path: string) => Promise<Uint8Array | null>,
): Promise<void> {
  const bytes = await read(`recordings/${rec}/keys.json`)
  if (!bytes) return
  const refused = (): AssentError => corrupt(`the keys of the recording ${rec} are not of this recording and header`)
  const keys = keysSchema.safeParse(await faulty("keys.json", () => parseStrictJson(bytes, "keys.json", jsonLine)))
  if (!keys.success) throw refused()
  const [first = ""] = keys.data.recording_key.split(".")
  const padded = first.replaceAll("-", "+").replaceAll("_", "/")
  let header: z.infer<typeof wrapHeader>
  try {
    header = wrapHeader.parse(JSON.parse(atob(padded)))
  } catch {
    throw refused()
  }
  if (header.rid !== rec || header.hh !== header_sha256) throw refused()
}

export const jsonLine = (value: unknown): string => `${JSON.stringify(value)}\n`

const recordSchema = z.looseObject({ evidence: z.unknown(), erased_pending: z.array(z.uuid()).max(1000).optional() })

/** The record says of the call exactly what its leaves say. What the operator states beside it rests on the operator's word. */
function checkRecord(bytes: Uint8Array | null, facts: CallFacts): readonly string[] {
  const erased = facts.recordings.flatMap(({ rec, erased: leaf }) => (leaf ? [rec] : []))
  if (!bytes) return erased
  const record = recordSchema.safeParse(parseStrictJson(bytes, "it", spelledForPeople))
  if (!record.success) throw corrupt("consent-record.json is not a consent record")
  if (canonicalText(record.data.evidence) !== canonicalText(facts)) {
    throw corrupt("consent-record.json does not say what the leaves say")
  }
  return [...erased, ...(record.data.erased_pending ?? [])]
}

async function stamped(
  { note }: OpenedCheckpoint,
  read: (path: string) => Promise<Uint8Array | null>,
  { timestamp }: BundleOptions,
): Promise<BundleSummary["timestamp"]> {
  const tsr = await read("checkpoint.tsr")
  const pem = await read("tsa.pem")
  if (tsr && !pem) throw corrupt("the bundle holds a timestamp without its authority's certificates")
  return tsr && pem && timestamp ? timestamp(note.text, tsr, decode(pem, "tsa.pem")) : null
}

async function anchors(
  { note }: OpenedCheckpoint,
  witnesses: string,
  crypto: NoteCrypto,
): Promise<{ name: string; at: string }[]> {
  const found = []
  for (const line of witnesses.split("\n").filter((each) => each !== "")) {
    const vkey = parseVkey(crypto.hash, line)
    if (vkey.type !== COSIGNATURE_V1) throw corrupt("a witness key is not a witness's")
    const time = await verifiedBy(note, vkey, crypto)
    if (time !== null) found.push({ name: vkey.name, at: new Date(time * 1000).toISOString() })
  }
  return found
}

function decode(bytes: Uint8Array, path: string): string {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)
  if (!sameBytes(new TextEncoder().encode(text), bytes)) throw corrupt(`the bundle's ${path} is not UTF-8`)
  return text
}

/** What the bundle got wrong is the bundle's fault, not that of whoever asked. */
async function faulty<T>(what: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AssentError && error.code === "LEDGER_CORRUPT") throw error
    if (!(error instanceof AssentError) && !(error instanceof z.ZodError)) throw error
    throw new AssentError(
      "LEDGER_CORRUPT",
      `${what}: ${error instanceof AssentError ? error.message : "is not of the form it must have"}`,
      { cause: error },
    )
  }
}

function corrupt(why: string): AssentError {
  return new AssentError("LEDGER_CORRUPT", why)
}
