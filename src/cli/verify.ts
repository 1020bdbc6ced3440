import { createHash } from "node:crypto"
import { existsSync } from "node:fs"
import { join, resolve } from "node:path"
import type { Command } from "commander"
import { z } from "zod"
import { hasCode } from "../errors.ts"
import { sha256, verifyEd25519 } from "../ledger/node-crypto.ts"
import type { RecordingFiles } from "../ledger/recording-files.ts"
import { fileSource, folderSource } from "../ledger/source.ts"
import { verifyLedger, type LedgerSource, type LedgerSummary } from "../ledger/verify.ts"
import { answer } from "./answer.ts"
import { clientOf, openClient, read, type Client } from "./client.ts"
import { badInput } from "./exit.ts"
import { fileOption } from "./input.ts"
import { endProgress, paint, print, progress, type Io } from "./io.ts"

export function verifyCommand(program: Command, io: Io): void {
  program
    .command("verify")
    .description("check a whole ledger: signature, tree, every rule, and the recordings' bytes where they can be had")
    .argument("[source]", "a folder of `assent export ledger`, or a gateway's address; default: the running gateway")
    .option("--vkey <file>", "the log's public key, got by another path than the ledger itself")
    .addHelpText(
      "after",
      "\nExamples:\n  assent verify\n  assent verify ledger --vkey log.vkey\n\nExit code 1 names the first contradiction.",
    )
    .action(async (source: string | undefined, options: { vkey?: string }, command: Command) => {
      const from = sourceOf(io, source)
      const own = options.vkey === undefined
      const vkey = own ? await from.vkey() : fileOption(io, "--vkey", options.vkey ?? "").toString("utf8")
      const summary = await verifyLedger(from.ledger, vkey, {
        hash: sha256,
        verify: verifyEd25519,
        onProgress: (checked, size) => progress(io, `checked ${checked} of ${size} entries`),
        ...(from.files ? { recordings: from.files } : {}),
      }).finally(() => endProgress(io))
      answer(io, command, { verified: true, ...summary }, () => say(io, summary, own, from.files !== null))
    })
}

interface VerifySource {
  readonly ledger: LedgerSource
  readonly files: RecordingFiles | null
  vkey(): Promise<string>
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
    vkey: async () => fileOption(io, "log.vkey", join(folder, "log.vkey")).toString("utf8"),
  }
}

function gatewaySource(client: Client): VerifySource {
  const fetchFile = (path: string): Promise<Uint8Array | null> => client.bytes(`/ledger/${path}`)
  return {
    ledger: fileSource(fetchFile),
    files: recordingFiles(client),
    vkey: async () => Buffer.from((await fetchFile("log.vkey")) ?? []).toString("utf8"),
  }
}

const sealed = z.object({ header: z.string() })

/** The recordings' stored bytes, hashed as they come. A recording that is gone or still open has no files. */
function recordingFiles(client: Client): RecordingFiles {
  const unlessGone = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work()
    } catch (error) {
      if (hasCode(error, "NOT_FOUND", "RECORDING_ERASED", "CONFLICT")) return null
      throw error
    }
  }
  return {
    header: (rec) =>
      unlessGone(async () => Buffer.from(read(sealed, await client.get(`/v1/recordings/rec_${rec}/encrypted`)).header)),
    ciphertext: (rec) =>
      unlessGone(async () => {
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

/** fetch types its body's chunks as anything. */
async function* chunksOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array, void> {
  if (body) yield* body
}

function say(io: Io, summary: LedgerSummary, ownKey: boolean, withFiles: boolean): void {
  const { origin, size, root, calls, openCalls, recordings, shredded, filesChecked, filesMissing } = summary
  print(io, `${paint(io, "green", "Verified")}  ${origin}, ${size} entries, root ${root}`)
  print(io, `Calls       ${calls}${openCalls.length > 0 ? `, ${openCalls.length} still going on` : ""}`)
  const { granted, refused, noAnswer, failed, notAsked, notRequired, withdrawn } = summary
  print(
    io,
    `Consent     granted ${granted}, refused ${refused}, no_answer ${noAnswer}, failed ${failed}, not_asked ${notAsked}, not_required ${notRequired}, withdrawn ${withdrawn}`,
  )
  print(io, `Recordings  ${recordings}, each after a live consent of its own call; ${shredded} erased`)
  if (withFiles)
    print(
      io,
      `Files       ${filesChecked} match the ledger's hashes${filesMissing.length > 0 ? `, ${filesMissing.length} not there` : ""}`,
    )
  if (summary.extends !== null) print(io, `Extends     the old checkpoint of ${summary.extends} entries`)
  if (summary.clockWentBack > 0)
    print(io, `Clock       went back ${summary.clockWentBack} times; the order of entries stands`)
  print(
    io,
    summary.anchoredBy.length > 0
      ? `Witnesses   ${summary.anchoredBy.map(({ name, at }) => `${name} at ${at}`).join(", ")}`
      : "Witnesses   none: that nothing newer was removed rests on the operator's word",
  )
  if (ownKey)
    print(io, paint(io, "dim", "The key came with the ledger. To rule out a second ledger, compare it: --vkey FILE"))
}
