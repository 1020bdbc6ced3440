/* Row 17: how long a carrier waits for the document that follows the key, with 200 calls in progress and a ledger that never answers. */
import { setTimeout as sleep } from "node:timers/promises"
import { GRANT_MS, LINE, TrunkBench } from "../../fakes/xml/trunk.ts"
import { quantile } from "../lib/figures.ts"
import type { Row } from "../report.ts"
import type { Bench } from "./bench.ts"

const TARGET_MS = 100
const CALLS = 200

export async function webhookRow(bench: Bench): Promise<readonly Row[]> {
  const rounds = bench.quick ? 1 : 5
  const spreadMs = 4000
  const times: number[] = []
  const others: number[] = []
  let wrong = 0
  for (let round = 0; round <= rounds; round++) {
    const trunk = new TrunkBench("signalwire")
    trunk.evidence.hold.add("granted")
    await Promise.all(
      Array.from({ length: CALLS }, async (_, i) => {
        await sleep((i * spreadMs) / CALLS)
        const form = { CallSid: `CA${round}-${i}`, From: "+4917612345678", To: LINE, CallStatus: "in-progress" }
        const timed = async (target: string, more: Readonly<Record<string, string>>, into: number[]) => {
          const began = performance.now()
          const verbs = await trunk.verbs(target, { ...form, ...more })
          // The first round warms the code up.
          if (round > 0) into.push(performance.now() - began)
          return verbs
        }
        const notice = await timed("voice", {}, others)
        await sleep(450)
        const menu = await timed(notice.find(({ name }) => name === "Redirect")?.text ?? "", {}, others)
        // Everybody is at the menu before the first key: 200 calls in progress.
        await sleep(spreadMs - (i * spreadMs) / CALLS + Math.random() * spreadMs)
        const answer = await timed(menu[0]?.attributes["action"] ?? "", { Digits: "1" }, times)
        if (answer.map(({ name }) => name).join() !== "Play,Dial") wrong++
      }),
    )
  }
  const [p50, p99] = [quantile(times, 0.5), quantile(times, 0.99)]
  return [
    {
      row: 17,
      metric: "webhook answer to a consent, the ledger never answering",
      calls: CALLS,
      target: `p99 <= ${TARGET_MS} ms`,
      measured: `p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)} ms`,
      verdict: p99 <= TARGET_MS && wrong === 0 ? "met" : "missed",
      beside: [
        `${GRANT_MS} ms of it is the wait for the ledger that a call is allowed (document_commit_ms, as shipped); carrier and gateway share this process and its core, without HTTP between them`,
        `webhooks that wait for nothing: p50 ${quantile(others, 0.5).toFixed(2)}, p99 ${quantile(others, 0.99).toFixed(2)} ms`,
        `${times.length} answers, ${wrong} of them not the document without a stream`,
      ],
    },
  ]
}
