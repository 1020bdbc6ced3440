/*
 * Checks an audit pack with nothing but its files and the log's public key: the signature over every file, the whole
 * ledger, and that lists, sample and questions are what the ledger makes of the period. Everything in it may be forged.
 */
import { AssentError } from "../errors.ts"
import { sameBytes, toBase64Url } from "./base64.ts"
import { type AuditList, auditLists, inPeriod, listLine, listOf, listPath, Sample } from "./audit-lists.ts"
import { parseLeaf } from "./jcs.ts"
import { type NoteCrypto, parseVkey } from "./note.ts"
import { type Manifest, MAX_MANIFEST, openManifest, rulesPath, sampleSchema } from "./pack.ts"
import { isReleasedPath, MAX_RELEASED_BYTES, ReleasedCheck } from "./released.ts"
import { checkScript } from "./script-check.ts"
import { parseStrictJson, spelledForPeople } from "./strict-json.ts"
import type { BundleSource } from "./verify-bundle.ts"
import { type LedgerSource, type LedgerSummary, verifyLedger, type VerifyOptions } from "./verify.ts"

/** SHA-256 of what comes piece by piece. */
export interface RunningHash {
  update(bytes: Uint8Array): void
  digest(): Uint8Array
}

export interface PackOptions extends VerifyOptions {
  readonly running: () => RunningHash
}

export interface PackSummary {
  readonly manifest: Omit<Manifest, "files">
  readonly files: number
  readonly ledger: LedgerSummary
  /** How many leaves of the period each list holds. */
  readonly lists: Readonly<Record<AuditList, number>>
  /** Questions of the period whose words and audio are in the pack. */
  readonly questions: number
  /** Calls of the period whose carrier's id is in the pack; `null` where none was asked for. */
  readonly carrierIds: number | null
  readonly sample: {
    readonly seed: string
    readonly chosenBy: string
    readonly calls: number
    readonly population: number
  }
}

/**
 * @param ledger reads the pack's `ledger/`
 * @param vkeyText the log's key, got by another way; `null` takes the pack's own
 * @throws LEDGER_CORRUPT at the first contradiction, naming it; INPUT_INVALID for a bad `vkeyText`
 */
export async function verifyPack(
  source: BundleSource,
  ledger: LedgerSource,
  vkeyText: string | null,
  options: PackOptions,
): Promise<PackSummary> {
  const required = async (path: string, most: number): Promise<Uint8Array> => {
    const bytes = await source.read(path, most)
    if (!bytes) throw corrupt(`the pack has no ${path}`)
    return bytes
  }
  const own = text(await required("ledger/log.vkey", 1000)).trim()
  const key = vkeyText?.trim() ?? own
  if (key !== own) throw corrupt("the pack names another log key than the one you gave")
  const manifest = await faulty(async () =>
    openManifest(
      await required("manifest.json", MAX_MANIFEST),
      text(await required("manifest.jws", 2 * MAX_MANIFEST)),
      parseVkey(options.hash, key),
      options,
    ),
  )
  await checkFiles(source, manifest)
  const summary = await verifyLedger(ledger, key, options)
  if (summary.origin !== manifest.origin || summary.size !== manifest.ledger_size) {
    throw corrupt("the manifest is of another ledger than the pack's")
  }
  const sample = await faulty(async () =>
    sampleSchema.parse(parseStrictJson(await required("sample.json", 100_000), "sample.json", spelledForPeople)),
  )
  const released = new ReleasedCheck(options.hash, releasedLines(source, manifest))
  const made = await faulty(() =>
    remake(ledger, manifest, { sample: new Sample(options.hash, sample.seed), released }, options),
  )
  await faulty(() => released.end())
  for (const list of auditLists) {
    if (manifest.files[listPath(list)]?.sha256 !== toBase64Url(made.hashes[list].digest())) {
      throw corrupt(`${listPath(list)} is not what the ledger has of the period`)
    }
  }
  if (sample.population !== made.sample.population || sample.calls.join() !== made.sample.calls().join()) {
    throw corrupt("sample.json is not the sample that its seed draws")
  }
  for (const sha256 of made.rules) {
    // Its content was held to the manifest; here its name is held to its content.
    if (manifest.rules_missing?.includes(sha256) || manifest.files[rulesPath(sha256)]?.sha256 === sha256) continue
    throw corrupt(`the pack lacks the rules ${sha256}, by which callers of the period were asked`)
  }
  const questions = await checkQuestions(source, manifest, made.scripts, options)
  const { files, ...told } = manifest
  return {
    manifest: told,
    files: Object.keys(files).length,
    ledger: summary,
    lists: made.counts,
    questions,
    carrierIds: manifest.carrier_ids === true ? released.calls : null,
    sample: {
      seed: sample.seed,
      chosenBy: sample.seed_chosen_by,
      calls: sample.calls.length,
      population: sample.population,
    },
  }
}

/** Every file is named and every name is a file: nothing was exchanged, added or taken away. */
async function checkFiles(source: BundleSource, { files }: Manifest): Promise<void> {
  const present = new Set(await source.list())
  for (const path of ["manifest.json", "manifest.jws"]) present.delete(path)
  for (const [path, stated] of Object.entries(files)) {
    if (!present.delete(path)) throw corrupt(`the pack lacks ${path}`)
    const found = await source.digest(path)
    if (found?.length !== stated.bytes || toBase64Url(found.sha256) !== stated.sha256) {
      throw corrupt(`${path} is not the file that was signed`)
    }
  }
  const [strange] = present
  if (strange === undefined) return
  const shown = JSON.stringify(strange.slice(0, 80)).replace(/[^\x20-\x7e]/g, "?")
  throw corrupt(`the pack holds ${shown}, which the manifest does not name`)
}

/** What is released, a line at a time. */
async function* releasedLines(source: BundleSource, { files }: Manifest): AsyncGenerator<string> {
  for (const path of Object.keys(files).filter(isReleasedPath).sort()) {
    const bytes = await source.read(path, MAX_RELEASED_BYTES)
    if (!bytes) throw corrupt(`the pack lacks ${path}`)
    yield* text(bytes)
      .split("\n")
      .filter((line) => line !== "")
  }
}

async function remake(
  ledger: LedgerSource,
  manifest: Manifest,
  { sample, released }: { readonly sample: Sample; readonly released: ReleasedCheck },
  { running }: PackOptions,
) {
  const counts: Record<AuditList, number> = { calls: 0, consents: 0, recordings: 0, access: 0, erasures: 0, changes: 0 }
  const hashes: Record<AuditList, RunningHash> = {
    calls: running(),
    consents: running(),
    recordings: running(),
    access: running(),
    erasures: running(),
    changes: running(),
  }
  const scripts = new Set<string>()
  const rules = new Set<string>()
  let index = 0
  for await (const batch of ledger.entries(manifest.ledger_size)) {
    for (const entry of batch) {
      const leaf = parseLeaf(entry)
      if (inPeriod(leaf, manifest)) {
        const list = listOf(leaf)
        counts[list]++
        hashes[list].update(listLine(index, entry))
        if (leaf.type === "call.answered") {
          sample.see(leaf.call)
          await released.see(leaf)
        }
        if ("script_sha256" in leaf && leaf.heard.total > 0) scripts.add(leaf.script_sha256)
        if ("policy" in leaf && leaf.policy) rules.add(leaf.policy.rules)
      }
      index++
    }
  }
  return { counts, hashes, sample, scripts, rules }
}

/** For every script a caller of the period heard: its preimage, and each text and audio it names. */
async function checkQuestions(
  source: BundleSource,
  { files, questions_missing }: Manifest,
  scripts: ReadonlySet<string>,
  { hash }: NoteCrypto,
): Promise<number> {
  let found = 0
  for (const script_sha256 of scripts) {
    if (questions_missing.includes(script_sha256)) continue
    const bytes = await source.read(`questions/${script_sha256}.json`, 100_000)
    if (!bytes) throw corrupt(`the pack lacks the question ${script_sha256}, which callers of the period heard`)
    const script = await faulty(async () => checkScript(hash, bytes, script_sha256))
    for (const { audio_sha256, text_sha256 } of Object.values(script.prompts)) {
      // Their content was held to the manifest; here their names are held to their content.
      const named = files[`questions/${audio_sha256}.ulaw`]?.sha256 === audio_sha256
      if (!named || files[`questions/${text_sha256}.txt`]?.sha256 !== text_sha256) {
        throw corrupt(`the pack lacks words or audio of the question ${script_sha256}`)
      }
    }
    found++
  }
  return found
}

function text(bytes: Uint8Array): string {
  const decoded = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)
  if (!sameBytes(new TextEncoder().encode(decoded), bytes)) throw corrupt("the pack holds text that is not UTF-8")
  return decoded
}

async function faulty<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AssentError && error.code === "LEDGER_CORRUPT") throw error
    const why = error instanceof AssentError ? error.message : "a file of the pack is not of the form it must have"
    throw new AssentError("LEDGER_CORRUPT", why, { cause: error })
  }
}

function corrupt(why: string): AssentError {
  return new AssentError("LEDGER_CORRUPT", why)
}
