/* A line whose calls end in voicemail: the message is the call's own recording, under its own consent, or there is none. */
import { afterAll, beforeAll, expect, test } from "vitest"
import { type CallOptions, placeCall } from "../../src/carriers/media-stream/caller.ts"
import { loadShippedPrompts } from "../../src/greetings/catalog.ts"
import { PROMPTS } from "../greetings/support.ts"
import { Canary, channel, everyByte, KEY, request, settled, testGateway, type TestGateway } from "./gateway.ts"

const CLOSED = "+493023125001"
let gateway: TestGateway
beforeAll(async () => {
  gateway = await testGateway()
  const { body: demo } = await gateway.get("/v1/lines/demo")
  const closed = { ...demo, id: "closed", number: CLOSED, destination: { kind: "hang-up" } }
  expect((await gateway.send("POST", "/v1/lines", closed)).status).toBe(201)
  const url = `${gateway.gateway.url}/v1/lines/demo`
  const authorization = `Bearer ${KEY}`
  const etag = (await fetch(url, { headers: { authorization } })).headers.get("etag") ?? ""
  const headers = { authorization, "content-type": "application/json", "if-match": etag }
  const body = JSON.stringify({ destination: { kind: "voicemail", max_seconds: 10 } })
  expect((await fetch(url, { method: "PATCH", headers, body })).status).toBe(200)
}, 60_000)
afterAll(() => gateway[Symbol.asyncDispose]())

async function ring(script: CallOptions["script"], to?: string) {
  const speech = new Canary(12)
  const { url } = gateway.gateway
  const { body } = await request(url, "POST", "/v1/test-calls", to === undefined ? {} : { to })
  const { media_url, token, call_sid: callSid, call_id: id } = body
  const call = placeCall({ script, url: media_url, token, callSid, audio: speech.audio() })
  return { id: id as string, speech, call }
}

test("who agreed leaves a message, which is their recording; who refused leaves none and is told so; a line that hangs up asks nobody", async () => {
  const { extra } = await loadShippedPrompts(PROMPTS, "en")
  const onNotice = (press: "1" | "2") => [{ whenPromptEnds: /^notice/, delay: 100, press }] as const
  const [agreed, refused, closed] = await Promise.all([ring(onNotice("1")), ring(onNotice("2")), ring([], CLOSED)])
  setTimeout(() => agreed.call.hangup(), 9500)
  const ended = await Promise.all([agreed, refused, closed].map(({ id }) => settled(gateway, id)))
  expect(ended.map(({ consent, outcome }) => [consent, outcome])).toEqual([
    ["granted", "caller_hangup"],
    ["refused", "agent_hangup"],
    ["not_asked", "agent_unavailable"],
  ])
  expect(ended.map(({ recordings }) => recordings.length)).toEqual([1, 0, 0])

  const { id, state } = ended[0].recordings[0]
  expect(state).toBe("sealed")
  const { bytes } = await gateway.get(`/v1/recordings/${id}/audio`)
  const frames = agreed.speech.framesIn(channel(bytes, "left"))
  // The tone is over eight and a half seconds after the call began: what was said then is the message.
  expect(frames.filter((frame) => frame > 430).length).toBeGreaterThan(20)
  expect(frames[0]).toBeGreaterThan(25)
  for (const { speech } of [agreed, refused, closed]) expect(speech.framesIn(everyByte(gateway.folder))).toEqual([])

  const heard = Buffer.from((await refused.call.done).audio)
  const words = Buffer.from(extra.no_message.audio)
  expect(heard.includes(words.subarray(8000, 9600))).toBe(true)
  expect(heard.includes(Buffer.from(extra.voicemail.audio).subarray(8000, 9600))).toBe(false)

  expect((await gateway.send("DELETE", `/v1/recordings/${id}`)).status).toBe(200)
  expect((await gateway.get(`/v1/recordings/${id}/audio`)).status).toBe(410)
})
