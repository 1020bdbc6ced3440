import { z } from "zod"
import { placeCall } from "../carriers/media-stream/caller.ts"
import type { Step } from "../carriers/media-stream/caller-script.ts"
import { pressSteps } from "./caller-script.ts"
import { read, type Client } from "./client.ts"
import { paint, print, type Io } from "./io.ts"

/** Long enough to hear the agent's first words. */
const TALK_MS = 3000

interface Demo {
  readonly name: string
  readonly script: readonly Step[]
}

const hangup = (after: RegExp): Step => ({ whenPromptEnds: after, delay: TALK_MS, hangup: true })
const demos: readonly Demo[] = [
  { name: "presses 1", script: [...pressSteps("1"), hangup(/^granted/)] },
  { name: "presses 2", script: [...pressSteps("2"), hangup(/^refused/)] },
  { name: "stays silent", script: [hangup(/^default_off/)] },
]

const placed = z.object({ media_url: z.string(), token: z.string(), call_sid: z.string(), call_id: z.string() })
const ended = z.object({
  state: z.string(),
  consent: z.string().nullable(),
  leaf_indexes: z.object({ ended: z.int().nullable() }),
  consents: z.array(z.object({ party: z.string(), leaf_index: z.int() })),
  recordings: z.array(z.object({ id: z.string(), ciphertext_bytes: z.int().nullable() })),
})

const widths = [14, 12, 42, 9]
const row = (cells: readonly string[]): string => cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ")

/** Three calls at once through the real pipeline; each fills its row of the table as it ends. */
export async function placeDemoCalls(io: Io, client: Client, stopping: AbortSignal): Promise<void> {
  print(io, "\nPlacing three demo calls on the demo line, in real time:\n")
  print(io, paint(io, "bold", row(["caller", "outcome", "recording", "bytes", "ledger index"])))
  await Promise.all(
    demos.map(async ({ name, script }) => {
      try {
        print(io, row([name, ...(await outcomeOf(client, script, stopping))]))
      } catch (error) {
        if (!stopping.aborted) print(io, row([name, `failed: ${error instanceof Error ? error.message : "unknown"}`]))
      }
    }),
  )
  if (!stopping.aborted) print(io, "\nThe gateway goes on. Ctrl-C stops it.")
}

async function outcomeOf(client: Client, script: readonly Step[], stopping: AbortSignal): Promise<readonly string[]> {
  const call = read(placed, await client.send("POST", "/v1/test-calls", {}))
  const { media_url: url, token, call_sid: callSid } = call
  const line = placeCall({ url, token, callSid, script, keepAudio: false })
  const hangUp = (): void => line.hangup()
  stopping.addEventListener("abort", hangUp)
  await line.done.finally(() => stopping.removeEventListener("abort", hangUp))
  const detail = await settled(client, call.call_id)
  const [recording] = detail.recordings
  const consent = detail.consents.find(({ party }) => party === "caller")
  return [
    detail.consent ?? "undecided",
    recording?.id ?? "none",
    String(recording?.ciphertext_bytes ?? 0),
    String(consent?.leaf_index ?? "-"),
  ]
}

/** The call once its last leaf is written. */
async function settled(client: Client, callId: string): Promise<z.infer<typeof ended>> {
  for (let waited = 0; ; waited += 100) {
    const detail = read(ended, await client.get(`/v1/calls/${callId}`))
    if (detail.state === "ended" || waited >= 10_000) return detail
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
