import { createHash } from "node:crypto"
import { existsSync } from "node:fs"
import { join, resolve } from "node:path"
import type { Command } from "commander"
import { AssentError, hasCode } from "../errors.ts"
import { growBeside } from "../ledger/grow-beside.ts"
import { sha256, verifyEd25519 } from "../ledger/node-crypto.ts"
import type { RecordingFiles } from "../ledger/recording-files.ts"
import { fileSource, folderSource } from "../ledger/source.ts"
import type { BundleSummary } from "../ledger/verify-bundle.ts"
import { verifyLedger, type LedgerSource, type LedgerSummary } from "../ledger/verify.ts"
import { anchoredTo, reportOf } from "../ledger/verify-report.ts"
import { keepYoungSpaceSmall } from "../ledger/young-space.ts"
import { answer } from "./answer.ts"
import { clientOf, openClient, type Client } from "./client.ts"
import { badInput } from "./exit.ts"
import { fileOption } from "./input.ts"
import { endProgress, paint, print, progress, type Io } from "./io.ts"
import { anchoredBundle, BUNDLE_LIMIT, evidenceRows, verifyEvidence } from "./verify-evidence.ts"
import { broughtBy, type VerifyFlags } from "./verify-options.ts"
import { checkPack, packRows } from "./verify-pack.ts"

export function verifyCommand(program: Command, io: Io): void {
  program
    .command("verify")
    .description("check a whole ledger: signature, tree, every rule, and the recordings' bytes where they can be had")
    .argument("[source]", "a folder of `assent export`, or a gateway's address; default: the running gateway")
    .option("--vkey <file>", "the log's public key, got by another path than the ledger itself")
    .option("--old-checkpoint <file>", "a checkpoint you were given before: the ledger must extend it")
    .option("--witness <file>", "witnesses you rely on, a key a line; without it those the operator names")
    .option("--quorum <n>", "how many of them must have signed")
    .option("--since <time>", "and since when: an older ledger that they signed is no answer today")
    .option("--tsa-ca <file>", "the CA of the timestamp authority, PEM; without it the ledger's own")
    .addHelpText(
      "after",
      "\nExamples:\n  assent verify\n  assent verify ledger --vkey log.vkey\n\nExit code 1 names the first contradiction.",
    )
    .action(async (source: string | undefined, options: VerifyFlags & { vkey?: string }, command: Command) => {
      const given = options.vkey === undefined ? null : fileOption(io, "--vkey", options.vkey).toString("utf8")
      const pack = folderWith(io, source, "manifest.jws")
      if (pack !== null) {
        const summary = await checkPack(pack, given, (checked, size) =>
          progress(io, `checked ${checked} of ${size} entries`),
        ).finally(() => endProgress(io))
        answer(io, command, { verified: true, ...summary, anchored: anchoredTo(summary.ledger) }, () => {
          for (const [name, text] of packRows(summary)) print(io, `${paint(io, "dim", name.padEnd(10))}  ${text}`)
          if (given === null)
            print(io, paint(io, "dim", "The key came with the pack. To rule out a second ledger: --vkey FILE"))
        })
        return
      }
      const evidence = folderWith(io, source, "proofs")
      if (evidence !== null) {
        const summary = await verifyEvidence(evidence, given)
        const anchored = anchoredBundle(summary)
        answer(io, command, { verified: true, ...summary, anchored }, () => sayEvidence(io, summary, given === null))
        return
      }
      keepYoungSpaceSmall()
      const from = sourceOf(io, source)
      const own = options.vkey === undefined
      const vkey = own ? await from.vkey() : fileOption(io, "--vkey", options.vkey ?? "").toString("utf8")
      const summary = await verifyLedger(from.ledger, vkey, {
        hash: sha256,
        verify: verifyEd25519,
        beside: growBeside,
        onProgress: (checked, size) => progress(io, `checked ${checked} of ${size} entries`),
        ...(from.files ? { recordings: from.files } : {}),
        ...(await broughtBy(options, (flag, path) => fileOption(io, flag, path).toString("utf8"), from.ownCa)),
      }).finally(() => endProgress(io))
      refuseLost(summary, from.erased)
      const found = { verified: true, ...summary, anchored: anchoredTo(summary) }
      answer(io, command, found, () => say(io, summary, own, from.files && from.erased.size))
    })
}

/** The folder a command line names, if it holds `mark`, by which kinds of exports are told apart. */
function folderWith(io: Io, source: string | undefined, mark: string): string | null {
  if (source === undefined || /^https?:\/\//.test(source)) return null
  const folder = resolve(io.cwd, source)
  return existsSync(join(folder, mark)) ? folder : null
}

interface VerifySource {
  readonly ledger: LedgerSource
  readonly files: RecordingFiles | null
  /** Recordings the gateway says it has erased, filled as `files` is asked. */
  readonly erased: ReadonlySet<string>
  vkey(): Promise<string>
  /** The CA of the timestamp authority that came with the ledger. */
  readonly ownCa: () => Promise<Uint8Array | null>
}

function sourceOf(io: Io, source: string | undefined): VerifySource {
  if (source === undefined) return gatewaySource(openClient(io))
  if (/^https?:\/\//.test(source)) {
    const key = io.env["ASSENT_KEY"]
    if (key === undefined) throw badInput("ASSENT_KEY", "set it to an API key of that gateway")
    return gatewaySource(clientOf({ url: source.replace(/\/+$/, ""), key }))
  }
  const folder = resolve(io.cwd, source)
  if (!existsSync(join(folder, "checkpoint")))
    throw badInput("[source]", "this folder holds no ledger: give one that `assent export ledger` wrote")
  return {
    ledger: folderSource(folder),
    files: null,
    erased: new Set(),
    vkey: async () => fileOption(io, "log.vkey", join(folder, "log.vkey")).toString("utf8"),
    ownCa: async () =>
      existsSync(join(folder, "tsa.pem")) ? fileOption(io, "tsa.pem", join(folder, "tsa.pem")) : null,
  }
}

function gatewaySource(client: Client): VerifySource {
  const fetchFile = (path: string): Promise<Uint8Array | null> => client.bytes(`/ledger/${path}`)
  const erased = new Set<string>()
  return {
    ledger: fileSource(fetchFile, { timestamp: (size) => fetchFile(`timestamp/${size}`) }),
    files: recordingFiles(client, erased),
    erased,
    vkey: async () => Buffer.from((await fetchFile("log.vkey")) ?? []).toString("utf8"),
    ownCa: () => fetchFile("tsa.pem"),
  }
}

/** The recordings' stored bytes, hashed as they come. */
function recordingFiles(client: Client, erased: Set<string>): RecordingFiles {
  const unlessGone = async <T>(rec: string, work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work()
    } catch (error) {
      if (hasCode(error, "RECORDING_ERASED")) erased.add(rec)
      // CONFLICT: it is elsewhere, which the ledger says or does not say.
      else if (!hasCode(error, "NOT_FOUND", "CONFLICT")) throw error
      return null
    }
  }
  return {
    header: (rec) =>
      unlessGone(rec, async () => {
        const response = await client.open(`/v1/recordings/rec_${rec}/header`)
        return new Uint8Array(await response.arrayBuffer())
      }),
    ciphertext: (rec) =>
      unlessGone(rec, async () => {
        const { body } = await client.open(`/v1/recordings/rec_${rec}/ciphertext`)
        const hash = createHash("sha256")
        let length = 0
        for await (const chunk of chunksOf(body)) {
          hash.update(chunk)
          length += chunk.length
        }
        return { length, sha256: hash.digest() }
      }),
  }
}

/** An erasure's own entries come with the day's batch, so that they cannot be linked; a file that just is not there is a contradiction. */
function refuseLost({ filesMissing }: LedgerSummary, erased: ReadonlySet<string>): void {
  const lost = filesMissing.find((rec) => !erased.has(rec))
  if (lost === undefined) return
  throw new AssentError(
    "LEDGER_CORRUPT",
    `recording rec_${lost} is sealed in the ledger, was not erased and is not there`,
  )
}

/** What came of a body: one that was cut off ends early, and its length then contradicts the ledger. */
async function* chunksOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array, void> {
  try {
    if (body) yield* body
  } catch {
    return
  }
}

function say(io: Io, summary: LedgerSummary, ownKey: boolean, erasedFiles: number | null): void {
  for (const [name, text] of reportOf(summary)) {
    const waiting = `${summary.filesChecked} match the ledger's hashes, ${erasedFiles} erased whose entries come with the day's batch`
    const value = name === "Files" && erasedFiles ? waiting : text
    print(io, `${paint(io, name === "Verified" ? "green" : "dim", name.padEnd(10))}  ${value}`)
  }
  if (ownKey)
    print(io, paint(io, "dim", "The key came with the ledger. To rule out a second ledger, compare it: --vkey FILE"))
}

function sayEvidence(io: Io, summary: BundleSummary, ownKey: boolean): void {
  for (const [name, value] of evidenceRows(summary))
    print(io, `${paint(io, name === "Verified" ? "green" : "dim", name.padEnd(10))}  ${value}`)
  print(io, paint(io, "dim", BUNDLE_LIMIT))
  if (ownKey)
    print(io, paint(io, "dim", "The key came with the bundle. To rule out a second ledger, compare it: --vkey FILE"))
}
