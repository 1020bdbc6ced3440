import type { GreetingDesk } from "../greetings/desk.ts"
import type { LineOfCall } from "../call/calls.ts"
import type { CallStart } from "../call/ports.ts"
import { BYPASS, EMERGENCY } from "../call/state.ts"
import type { PhoneSession } from "../api/phone-page.ts"
import type { VoicemailWords } from "../carriers/media-stream/voicemail.ts"
import type { Config } from "../config.ts"
import { loadAgentWords, loadShippedPrompts, shippedLanguages, type ShippedPrompts } from "../greetings/catalog.ts"
import { ledgered, type LedgeredStore } from "../greetings/change-log.ts"
import type { OperatorStore, PromptBlobs } from "../greetings/document.ts"
import type { Destination } from "../greetings/document-destination.ts"
import type { Line } from "../greetings/document-line.ts"
import { type EmergencySettings, passesBy } from "../greetings/emergency.ts"
import { languageFor, lineAt } from "../greetings/line-at.ts"
import { openPartDesks, type PartDesks } from "../greetings/part-desks.ts"
import type { Played } from "../greetings/playing.ts"
import { openGreetings, type Greetings } from "../greetings/greetings.ts"
import { buildScript, type SpokenScript } from "../greetings/script.ts"
import { DEMO_LANGUAGES, demoDocument } from "../greetings/seed.ts"
import { madeAt } from "../ids.ts"
import type { Ledger } from "../ledger/ledger.ts"
import { greetingRules, startPublisher } from "./greeting-rules.ts"
import type { GatewayLog } from "./log.ts"

export interface LineGreetings {
  /** The operator's document, each change with its leaf. */
  readonly edits: LedgeredStore
  readonly desk: GreetingDesk
  /** Publishes nothing by itself any more. */
  stop(): Promise<void>
  /** Said outside the consent dialogue. */
  readonly extra: ShippedPrompts["extra"]
  /** Tells an agent that the call is not recorded: in this language where it is shipped, else in English. */
  readonly notRecorded: (language: string) => Uint8Array
  lines(): PhoneSession["lines"]
  desks(running: { readonly liveOn: (lineId: string) => number; readonly trunks: Config["trunks"] }): PartDesks
  /** What voicemail says to this caller: in their language where it is shipped, else in English. */
  voicemailWords(call: Pick<CallStart, "lineId" | "from">): Promise<VoicemailWords>
  /**
   * What a call is asked with: by the hours in which it came, in the caller's language. A line whose greeting cannot be
   * played does not ask.
   */
  lineOf(call: Pick<CallStart, "callId" | "lineId" | "from">): Promise<LineOfCall>
}

/** @param parts.seed gives an empty operator document the demo line */
export async function lineGreetings<Tx>(parts: {
  readonly operator: OperatorStore
  readonly prompts: PromptBlobs
  readonly ledger: Ledger<Tx>
  readonly log: GatewayLog
  /** Folder of the shipped prompts. */
  readonly dir: string
  readonly seed: boolean
  readonly config: Parameters<typeof greetingRules>[0] & { readonly emergency: EmergencySettings }
}): Promise<LineGreetings> {
  const { operator, log } = parts
  const store = ledgered(operator, parts.ledger)
  await store.reconcile()
  const english = await loadShippedPrompts(parts.dir, "en")
  if (parts.seed && operator.current().lines.length === 0) {
    const others = await Promise.all(
      DEMO_LANGUAGES.filter((tag) => tag !== "en").map((tag) => loadShippedPrompts(parts.dir, tag)),
    )
    const demo = await demoDocument([english, ...others], parts.prompts)
    await store.update((draft) => Object.assign(draft, { lines: demo.lines, greetings: demo.greetings }))
  }
  const greetings = openGreetings(store, parts.prompts, greetingRules(parts.config))
  const fallback = shippedScript(english)
  const agentWords = await loadAgentWords(parts.dir)

  return {
    edits: store,
    desk: greetings,
    stop: startPublisher(greetings, log),
    extra: english.extra,
    notRecorded: (language) => agentWords.get(language) ?? english.extra.agent_unrecorded.audio,
    lines: () => greetings.lines().map(({ id, name, number }) => ({ id, name, number })),
    desks: ({ liveOn, trunks }) =>
      openPartDesks(store, {
        liveOn,
        testPhone: trunks.some(({ kind }) => kind === "test-phone"),
        media: trunks.some(({ kind }) => kind !== "signalwire-relay"),
      }),
    voicemailWords: async ({ lineId, from }) => {
      const language = languageFor(greetings.line(lineId), from)
      const spoken = shippedLanguages.some((tag) => tag === language)
      const { extra } = spoken && language !== "en" ? await loadShippedPrompts(parts.dir, language) : english
      return { ask: extra.voicemail.audio, none: extra.no_message.audio }
    },
    lineOf: async ({ callId, lineId, from }) => {
      const line = greetings.line(lineId)
      const { greeting, destination } = lineAt(line, store.current().schedules ?? [], madeAt(callId))
      const script = await playable(greetings, line, { greeting, language: languageFor(line, from) }, log)
      return {
        script: script ?? fallback,
        mode: line.mode === "off" ? "opt_in" : line.mode,
        notAsked: passesBy(line, from, destination, parts.config.emergency)
          ? EMERGENCY
          : whyNotAsked(line, destination, script),
        withdrawCode: line.keys.withdraw,
        concurrentCalls: line.limits.concurrent_calls,
        ...paceOf(line),
        ...(line.receipt === undefined || line.receipt === "off" ? {} : { receipt: line.receipt }),
      }
    },
  }
}

function paceOf({ wait_seconds: seconds }: Line): Pick<LineOfCall, "pace"> {
  return seconds === undefined ? {} : { pace: { waitMs: seconds * 1000, lastWaitMs: seconds * 1000 } }
}

async function playable(
  greetings: Greetings,
  line: Line,
  played: Played,
  log: GatewayLog,
): Promise<SpokenScript | null> {
  try {
    return await greetings.scriptFor(line, played)
  } catch (error) {
    log.error(
      { line: line.id, ...played, err: error },
      "a line's greeting cannot be played: its callers are not asked, so not recorded",
    )
    return null
  }
}

/** What is said around the question when a line's own words are missing. It never asks. */
function shippedScript({ language, prompts }: ShippedPrompts): SpokenScript {
  const keys = { agree: "1", refuse: "2", repeat: "*", more: "0", withdraw: "*2" } as const
  return buildScript({ greeting: "shipped", version: 1, language, keys, prompts })
}

/** Nobody is asked about a recording that will not be. */
function whyNotAsked({ mode, bypass }: Line, { kind }: Destination, script: SpokenScript | null): string | null {
  if (bypass) return BYPASS
  if (mode === "off") return "line_mode_off"
  if (kind === "hang-up") return "destination_hangs_up"
  return script ? null : "greeting_unavailable"
}
