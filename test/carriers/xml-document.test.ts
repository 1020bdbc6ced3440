import fc from "fast-check"
import { expect, test } from "vitest"
import twilio from "twilio"
import { render, type Verb } from "../../src/carriers/xml/document.ts"
import { RestClient } from "../fakes/xml/compatibility-api.ts"
import { readDocument } from "../fakes/xml/markup.ts"

const stream = { url: "wss://gateway.example/carriers/main/media", token: "t-1" }
const everything: readonly Verb[] = [
  { verb: "Play", url: "https://gateway.example/p.wav" },
  { verb: "Gather", action: "https://gateway.example/d?call=1&n=2", seconds: 7, say: [{ verb: "Say", text: "a < b" }] },
  { verb: "Connect", stream },
  { verb: "Start", stream },
  { verb: "Pause", seconds: 1 },
  {
    verb: "Dial",
    action: "https://gateway.example/x",
    seconds: 30,
    callerId: "+4930",
    to: "+4931",
    whisper: "https://w",
  },
  { verb: "Dial", seconds: 20, to: "sip:desk@pbx.example.com", whisper: "https://w", statusUrl: "https://s" },
  { verb: "Gather", action: "https://gateway.example/test?n=1", seconds: 12, keys: 4, say: [] },
  { verb: "Reject", reason: "busy" },
  { verb: "Redirect", url: "https://gateway.example/n?call=1&n=3" },
  { verb: "Hangup" },
]

test("every element is one that each vendor knows, with attributes that it knows", () => {
  for (const kind of ["twilio", "signalwire", "telnyx"] as const) {
    expect(readDocument(render(everything, kind), kind).map(({ name }) => name)).toEqual(
      everything.map(({ verb }) => verb),
    )
  }
})

test("a document is what the vendors' own packages would write", () => {
  for (const VoiceResponse of [twilio.twiml.VoiceResponse, RestClient.LaML.VoiceResponse]) {
    const theirs = new VoiceResponse()
    theirs.start().stream({ url: stream.url, track: "both_tracks" }).parameter({ name: "token", value: "t-1" })
    theirs.play({}, "https://gateway.example/p.wav?a=1&b=2")
    const dial = theirs.dial({ action: "https://x/?a=1&b=2", method: "POST", timeout: 30, callerId: "+4930" })
    const told = {
      statusCallback: "https://s",
      statusCallbackMethod: "POST",
      statusCallbackEvent: ["completed" as const],
    }
    dial.number({ url: "https://w", method: "POST", ...told }, "+4931")
    theirs.dial({ timeout: 20 }).sip({}, "sip:desk@pbx.example.com")
    theirs.reject({ reason: "rejected" })
    const ours = render(
      [
        { verb: "Start", stream },
        { verb: "Play", url: "https://gateway.example/p.wav?a=1&b=2" },
        {
          verb: "Dial",
          action: "https://x/?a=1&b=2",
          seconds: 30,
          callerId: "+4930",
          to: "+4931",
          whisper: "https://w",
          statusUrl: "https://s",
        },
        { verb: "Dial", seconds: 20, to: "sip:desk@pbx.example.com" },
        { verb: "Reject", reason: "rejected" },
      ],
      "twilio",
    )
    const parts = (xml: string) => [...readDocument(xml, "twilio")]
    expect(parts(ours)).toEqual(parts(theirs.toString()))
  }
})

test("nothing a document is made of can become markup, and none of it makes a carrier record", () => {
  const text = fc.string({ unit: "binary", maxLength: 60 })
  fc.assert(
    fc.property(text, text, (a, b) => {
      const verbs: readonly Verb[] = [
        { verb: "Say", text: `x${a}` },
        { verb: "Start", stream: { url: `u${b}`, token: `t${a}` } },
        { verb: "Dial", seconds: 1, to: `n${b}` },
      ]
      const xml = render(verbs, "twilio")
      expect(readDocument(xml, "twilio").map(({ name }) => name)).toEqual(["Say", "Start", "Dial"])
      expect(xml).toBe(render(verbs, "twilio"))
      expect(xml).not.toMatch(/<Record|<Recording|<Conference|<[^>]* record[A-Za-z]*=/)
    }),
  )
})
