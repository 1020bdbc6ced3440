/*
 * The verifier as a program of its own: a folder or an address, public keys, nothing else. It imports no storage, no
 * gateway and no configuration, so that an auditor can read all of it.
 */
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { AssentError } from "../errors.ts"
import { folderRecordings } from "../ledger/folder-recordings.ts"
import { growBeside } from "../ledger/grow-beside.ts"
import { sha256, verifyEd25519 } from "../ledger/node-crypto.ts"
import { get } from "../ledger/outgoing.ts"
import { fileSource, folderSource, type ReadFile } from "../ledger/source.ts"
import { type LedgerSource, verifyLedger, type VerifyOptions } from "../ledger/verify.ts"
import { anchoredTo, reportOf } from "../ledger/verify-report.ts"
import { keepYoungSpaceSmall } from "../ledger/young-space.ts"
import { anchoredBundle, BUNDLE_LIMIT, evidenceRows, verifyEvidence } from "./verify-evidence.ts"
import { broughtBy } from "./verify-options.ts"
import { checkPack, packRows } from "./verify-pack.ts"

const usage = `assent-verify <folder or address> [options]

Checks a whole ledger: signature, tree, every rule, and what others vouch for. An address ends where its
checkpoint is found, such as https://gateway.example/ledger; ASSENT_KEY is sent to it as bearer key.
A folder may be an audit pack too, or the evidence of one call.

  --vkey FILE             the ledger's public key, got by another way than the ledger. Without it the
                          ledger's own is taken, which proves nothing about whose it is
  --old-checkpoint FILE   a checkpoint you were given before, or somebody else was: the ledger must extend it
  --witness FILE          witnesses you rely on, a key a line; without it those the operator names
  --quorum N              how many of them must have signed
  --since TIME            and since when, such as 2026-11-23T16:00:00Z: an older log of theirs is no answer today
  --tsa-ca FILE           the CA certificates of the timestamp authority, PEM; without it the ledger's own
  --recordings DIR        recordings beside a ledger: <id>.header.json and <id>.tink
  --json                  the findings as JSON

Exit codes: 0 verified, 1 contradicted (the first contradiction in words), 2 usage, 3 address not reachable.
`

/** @returns the exit code */
export async function verifyMain(argv: readonly string[]): Promise<number> {
  let json = argv.includes("--json")
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true })
    json = values.json
    const [source] = positionals
    if (values.help) {
      process.stdout.write(usage)
      return 0
    }
    if (source === undefined) throw usageError("<folder or address>", "say what to verify; --help tells more")
    if (positionals.length > 1) throw usageError("<folder or address>", "give one, not several")
    keepYoungSpaceSmall()
    const given = values.vkey === undefined ? null : textOf("--vkey", values.vkey)
    await (judgeOf(source)?.(source, given, values) ?? judgeLedger(source, given, values))
    return 0
  } catch (error) {
    return fail(error, json)
  }
}

type Judge = (source: string, vkey: string | null, values: Values) => Promise<void>

/** How a folder other than a ledger's is checked, by the file that tells what it is. */
function judgeOf(source: string): Judge | null {
  if (existsSync(join(source, "manifest.jws"))) return judgePack
  return existsSync(join(source, "proofs")) ? judgeBundle : null
}

async function judgeLedger(source: string, given: string | null, values: Values): Promise<void> {
  const { ledger, read } = sourceOf(source)
  const vkey = given ?? (await textAt(read, "log.vkey"))
  const summary = await verifyLedger(ledger, vkey, await optionsOf(values, read))
  say(summary, anchoredTo(summary), reportOf(summary), values.json, given === null ? "ledger" : null)
}

async function judgePack(folder: string, given: string | null, values: Values): Promise<void> {
  refuseFlags(values, ["recordings"])
  const read: ReadFile = async (path) => fileOrNull(join(folder, "ledger", path))
  const brought = await optionsOf(values, read)
  const summary = await checkPack(folder, given, brought.onProgress, brought)
  say(summary, anchoredTo(summary.ledger), packRows(summary), values.json, given === null ? "pack" : null)
}

async function judgeBundle(folder: string, given: string | null, values: Values): Promise<void> {
  refuseFlags(values, ["recordings", "old-checkpoint", "witness", "quorum", "since", "tsa-ca"])
  const summary = await verifyEvidence(folder, given)
  const rows = [...evidenceRows(summary), ["Not shown", BUNDLE_LIMIT] as const]
  say(summary, anchoredBundle(summary), rows, values.json, given === null ? "bundle" : null)
}

/** What would not be looked at must not be believed to have been. */
function refuseFlags(values: Values, names: readonly (keyof Values)[]): void {
  const given = names.find((name) => values[name] !== undefined)
  if (given !== undefined) throw usageError(`--${given}`, "this is for a whole ledger: what you gave is another export")
}

const options = {
  vkey: { type: "string" },
  "old-checkpoint": { type: "string" },
  witness: { type: "string" },
  quorum: { type: "string" },
  since: { type: "string" },
  "tsa-ca": { type: "string" },
  recordings: { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"]

async function optionsOf(values: Values, read: ReadFile): Promise<VerifyOptions> {
  const { recordings, witness, quorum, since } = values
  const flags = { oldCheckpoint: values["old-checkpoint"], witness, quorum, since, tsaCa: values["tsa-ca"] }
  const ownCa = (): Promise<Uint8Array | null> => read("tsa.pem", MAX_TEXT)
  let shown = 0
  return {
    hash: sha256,
    verify: verifyEd25519,
    beside: growBeside,
    onProgress: (checked, size) => {
      if (!process.stderr.isTTY || (performance.now() - shown < 100 && checked < size)) return
      shown = performance.now()
      process.stderr.write(`\r\u001b[2Kchecked ${checked} of ${size} entries${checked === size ? "\r\u001b[2K" : ""}`)
    },
    ...(recordings === undefined ? {} : { recordings: folderRecordings(recordings) }),
    ...(await broughtBy(flags, (flag, path) => readFile(flag, path).toString("utf8"), ownCa)),
  }
}

const MAX_TEXT = 1_000_000

function sourceOf(source: string): { ledger: LedgerSource; read: ReadFile } {
  if (!/^https?:\/\//.test(source)) {
    if (!existsSync(join(source, "checkpoint")))
      throw usageError("<folder>", "this folder holds no ledger (no checkpoint)")
    return { ledger: folderSource(source), read: async (path) => fileOrNull(join(source, path)) }
  }
  const base = source.replace(/\/+$/, "")
  const key = process.env["ASSENT_KEY"]
  const read: ReadFile = (path, maxBytes) =>
    get(`${base}/${path}`, { fetch, maxBytes, timeoutMs: 30_000, key: key ?? null })
  return { ledger: fileSource(read, { timestamp: (size) => read(`timestamp/${size}`, MAX_TEXT) }), read }
}

function fileOrNull(path: string): Buffer | null {
  return existsSync(path) ? readFile(path, path) : null
}

async function textAt(read: ReadFile, path: string): Promise<string> {
  const bytes = await read(path, MAX_TEXT)
  if (!bytes) throw usageError("--vkey", `the ledger comes without its ${path}: give the key yourself`)
  return Buffer.from(bytes).toString("utf8")
}

function textOf(option: string, path: string): string {
  return readFile(option, path).toString("utf8").trim()
}

function readFile(option: string, path: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    throw usageError(option, "this file cannot be read")
  }
}

function usageError(option: string, message: string): AssentError {
  return new AssentError("INPUT_INVALID", message, { field: option })
}

/** @param ownKey what its key came with, if none was brought */
function say(
  summary: object,
  anchored: string,
  rows: readonly (readonly [string, string])[],
  json: boolean,
  ownKey: string | null,
): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ verified: true, ...summary, anchored }, null, 2)}\n`)
    return
  }
  for (const [name, text] of rows) process.stdout.write(`${name.padEnd(10)}  ${text}\n`)
  if (ownKey !== null)
    process.stdout.write(`The key came with the ${ownKey}. To rule out a second ledger, compare it: --vkey FILE\n`)
}

function fail(error: unknown, json: boolean): number {
  const known = error instanceof AssentError
  const usage = known ? error.code === "INPUT_INVALID" || error.code === "CONFIG_INVALID" : error instanceof TypeError
  const message = error instanceof Error ? error.message : String(error)
  const said = known && error.field !== undefined ? `${error.field}: ${message}` : message
  if (json) process.stdout.write(`${JSON.stringify({ verified: false, contradiction: said }, null, 2)}\n`)
  process.stderr.write(`assent-verify: ${usage ? "" : "REFUSED: "}${said}\n`)
  if (usage) return 2
  return known && error.code === "GATEWAY_UNREACHABLE" ? 3 : 1
}

if (import.meta.main) process.exitCode = await verifyMain(process.argv.slice(2))
