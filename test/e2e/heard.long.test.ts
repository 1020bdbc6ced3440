/* What proves that a notice was heard in full, at a gateway with a real socket: nothing short of it is ever a yes. */
import { afterAll, beforeAll, expect, test } from "vitest"
import type { Step } from "../../src/carriers/media-stream/caller-script.ts"
import { settled, testGateway, type TestGateway } from "./gateway.ts"

let gateway: TestGateway
beforeAll(async () => {
  gateway = await testGateway({ config: { flow: { wait_ms: 300, last_wait_ms: 200 } } })
}, 60_000)
afterAll(async () => gateway[Symbol.asyncDispose]())

interface Consent {
  readonly party: string
  readonly state: string
  readonly method: string
  readonly heard: { readonly bytes: number; readonly total: number }
}

/** @returns the caller's consent, and how many recordings there are of the call */
async function call(script: readonly Step[]): Promise<{ consent: Consent; recordings: number }> {
  const placed = await gateway.ring({ script, keepAudio: false }, "+4915112345678")
  await placed.done
  await settled(gateway, placed.callId)
  const consents: Consent[] = (await gateway.get(`/v1/consents?call=${placed.callId}`)).body.data
  const recordings: unknown[] = (await gateway.get(`/v1/recordings?call=${placed.callId}`)).body.data
  return { consent: consents.find(({ party }) => party === "caller")!, recordings: recordings.length }
}

const NOTICE = 4000

test("keys during the notice are neither taken nor kept for later: who presses only then has given no answer", async () => {
  const early: Step[] = [100, 150, 100].map((after) => ({ after, press: "1" }))
  const { consent, recordings } = await call([...early, { whenPromptEnds: /^default_off/, delay: 100, hangup: true }])
  expect(consent).toMatchObject({ state: "no_answer", method: "none", heard: { bytes: NOTICE, total: NOTICE } })
  expect(recordings).toBe(0)
})

test.each<[string, Step[]]>([
  [
    "hangs up",
    [
      { after: 200, press: "1" },
      { after: 50, hangup: true },
    ],
  ],
  [
    "is cut off",
    [
      { after: 200, press: "1" },
      { after: 50, drop: true },
    ],
  ],
])(
  "a caller who %s in the notice has agreed to nothing, and the record says how much was proven to be heard",
  async (_how, script) => {
    const { consent, recordings } = await call(script)
    expect(["no_answer", "failed"]).toContain(consent.state)
    expect(consent.heard.bytes).toBeLessThan(NOTICE)
    expect(recordings).toBe(0)
  },
)

test("a caller who agrees after it is recorded, and the whole notice is proven by the marks that came back", async () => {
  const { consent, recordings } = await call([
    { whenPromptEnds: /^notice/, delay: 60, press: "1" },
    { after: 1500, hangup: true },
  ])
  expect(consent).toMatchObject({ state: "granted", method: "dtmf", heard: { bytes: NOTICE, total: NOTICE } })
  expect(recordings).toBe(1)
})
