import { createWriteStream } from "node:fs"
import { resolve } from "node:path"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import type { Command } from "commander"
import { AssentError } from "../errors.ts"
import { answer } from "./answer.ts"
import { openClient, read } from "./client.ts"
import { eraseRecording, type EraseOptions } from "./erase.ts"
import { badInput } from "./exit.ts"
import { idArgument } from "./input.ts"
import { print, table, type Io } from "./io.ts"
import { pageOptions, printList, queryOf, type ListOptions } from "./list.ts"
import { purposeHeaders, reasonHeaders, whatFor } from "./reason.ts"
import { accessList, recordingView } from "./views.ts"

interface RecordingListOptions extends ListOptions {
  readonly call?: string
  readonly state?: string
}

export function recordingsCommand(program: Command, io: Io): void {
  const recordings = program.command("recordings").description("Recordings: list, show, play, erase")
  pageOptions(recordings.command("list"))
    .description("list recordings, newest first; erased ones as their tombstones")
    .option("--call <id>", "only this call's")
    .option("--state <state>", "open, sealed, recovered, restricted, failed, lost, shredded")
    .addHelpText("after", "\nExample:\n  assent recordings list --state sealed --json")
    .action(async (options: RecordingListOptions, command: Command) => {
      const call = options.call === undefined ? undefined : idArgument("call", options.call)
      await printList(
        io,
        command,
        `/v1/recordings?${queryOf(options, { call, state: options.state })}`,
        recordingView,
        {
          recording: (row) => row.id,
          started: (row) => row.started_at,
          state: (row) => row.state,
          bytes: (row) => String(row.ciphertext_bytes ?? "-"),
          "kept until": (row) => row.delete_after,
        },
      )
    })
  recordings
    .command("show")
    .description("show one recording, never its audio")
    .argument("<id>", "rec_... or the bare UUID")
    .addHelpText("after", "\nExample:\n  assent recordings show rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091")
    .action(async (id: string, _options: object, command: Command) => {
      const value = await openClient(io).get(`/v1/recordings/${idArgument("rec", id)}`)
      answer(io, command, value, () => {
        for (const [name, fact] of Object.entries(read(recordingView, value))) print(io, `${name}: ${fact ?? "-"}`)
      })
    })
  recordings
    .command("play")
    .description("save a recording as a WAV file, decrypted: caller left, agent right")
    .argument("<id>", "rec_... or the bare UUID")
    .option("--out <file>", "where to; default <id>.wav in this folder")
    .option("--reason <text>", "why: it is put on record with the listening")
    .addOption(whatFor)
    .addHelpText(
      "after",
      "\nExample:\n  assent recordings play rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 --out call.wav",
    )
    .action(async (id: string, options: PlayOptions, command: Command) => {
      const recording = idArgument("rec", id)
      const file = resolve(io.cwd, options.out ?? `${recording}.wav`)
      const bytes = await save(io, recording, file, options)
      answer(io, command, { id: recording, file, bytes }, () => print(io, `Saved ${bytes} bytes to ${file}`))
    })
  recordings
    .command("access")
    .description("list who listened to one recording, exported it or was denied, as the ledger has it")
    .argument("<id>", "rec_... or the bare UUID")
    .addHelpText("after", "\nExample:\n  assent recordings access rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091")
    .action(async (id: string, _options: object, command: Command) => {
      const value = await openClient(io).get(`/v1/recordings/${idArgument("rec", id)}/access`)
      answer(io, command, value, () =>
        table(
          io,
          ["at", "what", "by", "ranges", "about", "reason"],
          read(accessList, value).data.map((row) => [
            row.at,
            row.type,
            row.actor ?? "-",
            row.ranges.join(" ") || "-",
            row.scope ?? "-",
            row.reason ?? "-",
          ]),
        ),
      )
    })
  recordings
    .command("erase")
    .description("erase one recording for good: its key, then its audio")
    .argument("<id>", "rec_... or the bare UUID")
    .option("--dry-run", "say what would happen and change nothing")
    .option("--yes", "do not ask")
    .addHelpText("after", "\nExample:\n  assent recordings erase rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 --dry-run")
    .action((id: string, options: EraseOptions, command: Command) => eraseRecording(io, command, id, options))
}

interface PlayOptions {
  readonly out?: string
  readonly reason?: string
  readonly purpose?: string
}

/** The file is created for its owner alone, and never over another. */
async function save(io: Io, recording: string, file: string, { reason, purpose }: PlayOptions): Promise<number> {
  const headers = { ...reasonHeaders(reason), ...purposeHeaders(purpose) }
  const response = await openClient(io).open(`/v1/recordings/${recording}/audio`, undefined, headers)
  if (!response.body) throw new AssentError("GATEWAY_REFUSED", "the gateway sent no audio")
  const target = createWriteStream(file, { flags: "wx", mode: 0o600 })
  try {
    await pipeline(Readable.from(response.body), target)
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST")
      throw badInput("--out", "this file exists already: name another")
    throw new AssentError("GATEWAY_REFUSED", "the audio could not be saved whole: check the disk and try again", {
      cause: error,
    })
  }
  return target.bytesWritten
}
