/* Makes the audit pack of a period. The layout is ledger/pack.ts's. Nothing of it is ever whole in memory or on disk. */
import { createHash, randomBytes, type KeyObject } from "node:crypto"
import { CompactSign } from "jose"
import type { AuditExport } from "../api/access-parts.ts"
import type { LedgerFiles } from "../api/parts.ts"
import type { Config } from "../config.ts"
import type { PolicyRules } from "../consent/ports.ts"
import { AssentError } from "../errors.ts"
import { promptNames } from "../audio/prompt-name.ts"
import type { OperatorStore, PromptBlobs } from "../greetings/document.ts"
import {
  type AuditList,
  auditLists,
  inPeriod,
  listLine,
  listOf,
  listPath,
  type Period,
  Sample,
  SAMPLE_SIZE,
} from "../ledger/audit-lists.ts"
import { parseCheckpoint } from "../ledger/checkpoint.ts"
import { exportLedger } from "../ledger/export.ts"
import { parseLeaf } from "../ledger/jcs.ts"
import type { Ledger } from "../ledger/ledger.ts"
import { sha256 } from "../ledger/node-crypto.ts"
import { parseNote } from "../ledger/note.ts"
import { MANIFEST_TYP, type Manifest, rulesPath } from "../ledger/pack.ts"
import { releasedFields } from "../ledger/released.ts"
import type { LedgerStore } from "../ledger/store.ts"
import { spelledForPeople } from "../ledger/strict-json.ts"
import { type ArchiveFile, archived, tarOf } from "../ledger/tar.ts"
import type { AccessEvidence } from "./access.ts"
import { releasedFiles, type ReleaseParts } from "./audit-released.ts"
import { askedWith } from "./asked.ts"
import { verifierFiles } from "./verifier-files.ts"

export interface AuditParts extends ReleaseParts {
  readonly ledger: Pick<Ledger<unknown>, "checkpoint">
  readonly published: LedgerFiles
  readonly logKey: KeyObject
  readonly operator: OperatorStore
  readonly prompts: PromptBlobs
  readonly rules: Pick<PolicyRules, "kept">
  readonly controller: Config["controller"]
  readonly evidence: AccessEvidence
}

export function auditExport(parts: AuditParts): AuditExport {
  return {
    pack: async ({ from, to, seed, carrierIds }, by) => {
      if (from > to) throw new AssentError("INPUT_INVALID", "the period ends before it begins", { field: "/query/to" })
      const scope = `audit pack of ${from} to ${to}${carrierIds ? `, released: ${releasedFields.join(" ")}` : ""}`
      const disclosures = await parts.evidence.packed(scope, by, {
        line: null,
        since: from,
        until: to,
      })
      await parts.ledger.checkpoint()
      const checkpoint = await textOf(parts.published, "checkpoint")
      const { origin, size } = parseCheckpoint(parseNote(checkpoint).text)
      const chosen = seed ?? randomBytes(16).toString("hex")
      const facts = await survey(parts.ledgerStore, size, { from, to }, chosen)
      const kept = await Promise.all(facts.rules.map((hash) => parts.rules.kept(hash)))
      const missing = facts.rules.filter((_hash, i) => kept[i] === null)
      const files = signed(
        parts,
        origin,
        packFiles(
          parts,
          checkpoint,
          { from, to },
          { ...facts, disclosures, seed: chosen, byAuditor: seed !== null, carrierIds },
        ),
        {
          from,
          to,
          ledger_size: size,
          questions_missing: facts.scripts.flatMap(([hash, script]) =>
            askedWith(parts.operator.current(), script, hash) ? [] : [hash],
          ),
          ...(carrierIds ? { carrier_ids: true as const } : {}),
          ...(missing.length === 0 ? {} : { rules_missing: missing }),
        },
      )
      return { fileName: `audit_${from}_${to}.tar`, bytes: tarOf(files, new Date()) }
    },
  }
}

interface Survey {
  /** Indexes of the calls' first leaves. */
  readonly answered: readonly number[]
  /** Indexes and bytes of each list. */
  readonly lists: Readonly<Record<AuditList, { readonly indexes: number[]; bytes: number }>>
  readonly scripts: readonly (readonly [sha256: string, script: string])[]
  /** Hashes of the sets of rules that callers of the period were asked by. */
  readonly rules: readonly string[]
  readonly sample: Sample
}

interface Drawn extends Survey {
  /** Who asked for this pack, and why: its own leaf's. */
  readonly disclosures: readonly string[]
  readonly seed: string
  readonly byAuditor: boolean
  /** The carriers' ids of the calls go along. */
  readonly carrierIds: boolean
}

/** One pass over the ledger: which leaves go where, and how long each list will be. */
async function survey(store: LedgerStore<unknown>, size: number, period: Period, seed: string): Promise<Survey> {
  const list = (): { indexes: number[]; bytes: number } => ({ indexes: [], bytes: 0 })
  const lists = {
    calls: list(),
    consents: list(),
    recordings: list(),
    access: list(),
    erasures: list(),
    changes: list(),
  }
  const answered: number[] = []
  const scripts = new Map<string, string>()
  const rules = new Set<string>()
  const sample = new Sample(sha256, seed)
  for await (const { index, entry } of store.leaves(0, size)) {
    const leaf = parseLeaf(entry)
    if (!inPeriod(leaf, period)) continue
    const target = lists[listOf(leaf)]
    target.indexes.push(index)
    target.bytes += listLine(index, entry).length
    if (leaf.type === "call.answered") {
      answered.push(index)
      sample.see(leaf.call)
    }
    if ("script_sha256" in leaf && leaf.heard.total > 0) scripts.set(leaf.script_sha256, leaf.script)
    if ("policy" in leaf && leaf.policy) rules.add(leaf.policy.rules)
  }
  return { answered, lists, scripts: [...scripts], rules: [...rules], sample }
}

async function* packFiles(
  parts: AuditParts,
  checkpoint: string,
  period: Period,
  { answered, lists, scripts, rules, sample, disclosures, seed, byAuditor, carrierIds }: Drawn,
): AsyncGenerator<ArchiveFile> {
  const { ledgerStore: store, published, operator, controller } = parts
  const vkey = (await textOf(published, "log.vkey")).trim()
  const witnesses = (await textOf(published, "witness.vkeys")).split("\n").filter((line) => line !== "")
  yield archived("README.txt", readme(period))
  yield archived("export.disclosures", disclosures.map((disclosure) => `${disclosure}\n`).join(""))
  for await (const { path, bytes } of exportLedger({ store, vkey, checkpoint, witnesses })) {
    yield archived(`ledger/${path}`, bytes)
  }
  for (const list of auditLists) {
    const { indexes, bytes } = lists[list]
    yield { path: listPath(list), size: bytes, read: () => linesOf(store, indexes) }
  }
  if (carrierIds) yield* releasedFiles(parts, answered)
  yield* questions(parts, scripts)
  yield archived("policies/operator.json", spelledForPeople(operator.current()))
  yield archived("policies/controller.json", spelledForPeople(controller))
  for (const hash of rules) {
    const set = await parts.rules.kept(hash)
    if (set) yield archived(rulesPath(hash), set.content)
  }
  const drawn = {
    method: `the ${SAMPLE_SIZE} calls answered in the period whose SHA-256(seed, newline, call id) is smallest`,
    seed,
    seed_chosen_by: byAuditor ? "auditor" : "gateway",
    population: sample.population,
    calls: sample.calls(),
  }
  yield archived("sample.json", spelledForPeople(drawn))
  yield* verifierFiles()
}

/** The leaves at these indexes, read in runs so that a long list costs few queries. */
async function* linesOf(store: LedgerStore<unknown>, indexes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < indexes.length;) {
    const from = indexes[i] ?? 0
    let end = i + 1
    while (end < indexes.length && (indexes[end] ?? 0) - (indexes[end - 1] ?? 0) < 64 && end - i < 4096) end++
    const wanted = new Set(indexes.slice(i, end))
    for await (const { index, entry } of store.leaves(from, (indexes[end - 1] ?? 0) + 1)) {
      if (wanted.has(index)) yield listLine(index, entry)
    }
    i = end
  }
}

/** What callers heard: each script's preimage, and each text and audio once. */
async function* questions({ operator, prompts }: AuditParts, scripts: Survey["scripts"]): AsyncGenerator<ArchiveFile> {
  const given = new Set<string>()
  for (const [script_sha256, script] of scripts) {
    const asked = askedWith(operator.current(), script, script_sha256)
    if (!asked) continue
    yield archived(`questions/${script_sha256}.json`, asked.preimage)
    for (const name of promptNames) {
      const { text, audio_sha256 } = asked.prompts[name]
      const words = Buffer.from(text)
      const text_sha256 = createHash("sha256").update(words).digest("base64url")
      if (!given.has(text_sha256)) yield archived(`questions/${text_sha256}.txt`, words)
      if (!given.has(audio_sha256)) yield archived(`questions/${audio_sha256}.ulaw`, await prompts.get(audio_sha256))
      given.add(text_sha256).add(audio_sha256)
    }
  }
}

/** Passes the files on, then names each of them in a manifest that the log's key signs. */
async function* signed(
  { logKey }: AuditParts,
  origin: string,
  files: AsyncIterable<ArchiveFile>,
  facts: Omit<Manifest, "v" | "made_at" | "origin" | "files">,
): AsyncGenerator<ArchiveFile> {
  const named: Manifest["files"] = {}
  for await (const file of files) {
    const hash = createHash("sha256")
    yield { ...file, read: () => hashing(file, hash) }
    named[file.path] = { bytes: file.size, sha256: hash.digest("base64url") }
  }
  const manifest: Manifest = { v: 1, made_at: new Date().toISOString(), origin, ...facts, files: named }
  const bytes = Buffer.from(spelledForPeople(manifest))
  const header = { alg: "EdDSA", kid: origin, typ: MANIFEST_TYP }
  yield archived("manifest.json", bytes)
  yield archived("manifest.jws", `${await new CompactSign(bytes).setProtectedHeader(header).sign(logKey)}\n`)
}

async function* hashing(file: ArchiveFile, hash: ReturnType<typeof createHash>): AsyncGenerator<Uint8Array> {
  for await (const bytes of file.read()) {
    hash.update(bytes)
    yield bytes
  }
}

async function textOf(published: LedgerFiles, path: string): Promise<string> {
  const bytes = await published.read(path)
  if (!bytes) throw new AssentError("LEDGER_CORRUPT", "the ledger has no signed checkpoint")
  return Buffer.from(bytes).toString("utf8")
}

const readme = ({ from, to }: Period): string => `Audit pack of ${from} to ${to} (calendar days, UTC, both included)

To check all of it, on any machine with Node 24 or newer and without a network:

    node verifier/verify.mjs . --vkey FILE

FILE is the log's public key, got from the operator by another way than this pack. The verifier came with the pack;
whoever does not trust it takes the same program from the Assent package instead: assent verify FOLDER --vkey FILE

ledger/       the whole ledger (c2sp.org/tlog-tiles); any tool that reads tiles can read it
lists/        the period's entries by what they are about, one a line: {"index": N, "leaf": {...}}
questions/    what callers were asked, named by hash: script, words, audio (raw PCMU, 8 kHz)
policies/     lines, greetings, retention, and who answers for them: the operator's own statements; and by hash the rules of
              jurisdictions that decided how callers were asked ("policy" in the leaves of consents has their inputs)
disclosures/  where they were asked for: the carriers' own ids of the calls, for: assent audit reconcile FOLDER --list ...
sample.json   calls to look at closely, and the seed that drew them. For each: assent export evidence --call ID
manifest.json every file by its SHA-256; manifest.jws is its signature (RFC 7515, EdDSA) by the log's key

What this cannot show: a call that never reached the gateway. Compare with the carriers' own call lists.
`
