import type { Command } from "commander"
import { z } from "zod"
import { placeCall, type PlacedCall } from "../carriers/media-stream/caller.ts"
import { AssentError, hasCode } from "../errors.ts"
import { answer, wantsJson } from "./answer.ts"
import { pressSteps, voiceOf } from "./caller-script.ts"
import { openClient, read, type Client } from "./client.ts"
import { badInput } from "./exit.ts"
import { durationOption, fileOption, numberOption } from "./input.ts"
import { paint, print, type Io } from "./io.ts"
import { callDetail } from "./views.ts"

interface CallCommandOptions {
  readonly press?: string
  readonly silent?: boolean
  readonly hangupAfter?: string
  readonly play?: string
  readonly from?: string
  readonly to?: string
  readonly withdrawAfter?: string
  readonly duration: string
}

const placed = z.object({ media_url: z.string(), token: z.string(), call_sid: z.string(), call_id: z.string() })
const notice = z.object({
  at: z.string(),
  offset_ms: z.number(),
  type: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})
type Notice = z.infer<typeof notice>

/** No scripted call lasts longer, whatever the gateway does. */
const LONGEST_MS = 4 * 60_000
const WITHDRAW_KEYS_APART_MS = 200

export function callCommand(program: Command, io: Io): void {
  program
    .command("call")
    .description("ring the gateway as a scripted caller, over a real media socket, and show what happens")
    .option("--press <keys>", "keys, each after a question was heard: 1 agrees, 2 refuses, * repeats")
    .option("--silent", "press nothing (the default)")
    .option("--hangup-after <time>", "hang up this long after the start, whatever happens")
    .option("--play <file>", "a WAV file the caller says, again and again")
    .option("--from <number>", "the caller's number; without it, withheld")
    .option("--to <number>", "the line's number; without it, the first line")
    .option("--withdraw-after <time>", "press *2 this long after recording started")
    .option("--duration <time>", "how long to stay once the agent is there", "3s")
    .addHelpText(
      "after",
      "\nExamples:\n  assent call --press 1 --from +4915112345678\n  assent call --silent\n  assent call --press 1 --withdraw-after 2s --duration 6s",
    )
    .action((options: CallCommandOptions, command: Command) => call(io, command, options))
}

async function call(io: Io, command: Command, options: CallCommandOptions): Promise<void> {
  const plan = planOf(io, options)
  const client = openClient(io)
  const { from, to } = plan
  const request = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
  const {
    media_url: url,
    token,
    call_sid: callSid,
    call_id: callId,
  } = read(placed, await client.send("POST", "/v1/test-calls", request))
  const timers: NodeJS.Timeout[] = []
  const later = (ms: number, act: () => void): void => void timers.push(setTimeout(act, ms))
  const events = new AbortController()
  const line = placeCall({
    url,
    token,
    callSid,
    script: plan.script,
    keepAudio: false,
    ...(plan.audio ? { audio: plan.audio } : {}),
  })
  later(plan.hangupAfter ?? LONGEST_MS, () => line.hangup())
  const timeline: Notice[] = []
  const told = follow(client, callId, events.signal, (event) => {
    timeline.push(event)
    if (!wantsJson(command)) print(io, inWords(io, event))
    react(event, line, plan, later)
  })
  try {
    await line.done
    later(10_000, () => events.abort())
    await told
  } finally {
    for (const timer of timers) clearTimeout(timer)
    events.abort()
  }
  report(io, command, await client.get(`/v1/calls/${callId}`), timeline)
}

interface Plan {
  readonly script: ReturnType<typeof pressSteps>
  readonly audio: Uint8Array | null
  readonly from: string | undefined
  readonly to: string | undefined
  readonly hangupAfter: number | undefined
  readonly withdrawAfter: number | undefined
  readonly duration: number
}

function planOf(io: Io, options: CallCommandOptions): Plan {
  const { press, silent, play, from, to, hangupAfter, withdrawAfter, duration } = options
  if (press !== undefined && silent === true) throw badInput("--silent", "cannot go with --press: choose one")
  return {
    script: press === undefined ? [] : pressSteps(press),
    audio: play === undefined ? null : voiceOf(fileOption(io, "--play", play)),
    from: from === undefined ? undefined : numberOption("--from", from),
    to: to === undefined ? undefined : numberOption("--to", to),
    hangupAfter: hangupAfter === undefined ? undefined : durationOption("--hangup-after", hangupAfter),
    withdrawAfter: withdrawAfter === undefined ? undefined : durationOption("--withdraw-after", withdrawAfter),
    duration: durationOption("--duration", duration),
  }
}

/** What the caller does because of what the gateway did. */
function react(event: Notice, line: PlacedCall, plan: Plan, later: (ms: number, act: () => void) => void): void {
  if (event.type === "call.bridged") later(plan.duration, () => line.hangup())
  if (event.type !== "recording.started" || plan.withdrawAfter === undefined) return
  later(plan.withdrawAfter, () => {
    line.press("*")
    later(WITHDRAW_KEYS_APART_MS, () => line.press("2"))
  })
}

/** The call's timeline as it happens. The gateway knows the call only once it has answered it. */
async function follow(
  client: Client,
  callId: string,
  signal: AbortSignal,
  tell: (event: Notice) => void,
): Promise<void> {
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      for await (const value of client.events(`/v1/calls/${callId}/events`, signal)) tell(read(notice, value))
      return
    } catch (error) {
      if (isOver(signal)) return
      if (!hasCode(error, "NOT_FOUND") || attempt === 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

function isOver(signal: AbortSignal): boolean {
  return signal.aborted
}

function report(io: Io, command: Command, value: unknown, timeline: readonly Notice[]): void {
  const ended = read(callDetail, value)
  answer(io, command, { call: value, timeline }, () => {
    print(io)
    print(io, `Outcome    ${paint(io, ended.consent === "granted" ? "green" : "yellow", ended.consent ?? "undecided")}`)
    print(io, `Call       ${ended.id}`)
    if (ended.recordings.length === 0) print(io, "Recording  none")
    for (const { id, state } of ended.recordings) {
      print(io, `Recording  ${id}, ${state}`)
      if (state === "sealed") print(io, paint(io, "dim", `           assent recordings play ${id}`))
    }
  })
  if (ended.consent === null || ended.consent === "failed")
    throw new AssentError("CONFLICT", "the call ended without an answer of the caller: see the timeline above")
}

function inWords(io: Io, { offset_ms: offset, type, facts }: Notice): string {
  const told = Object.entries(facts).map(([name, fact]) => `${name}=${fact ?? "-"}`)
  return `${`${(offset / 1000).toFixed(2)} s`.padStart(9)}  ${type.padEnd(22)} ${paint(io, "dim", told.join(" "))}`.trimEnd()
}
