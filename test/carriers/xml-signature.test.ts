import { createHmac } from "node:crypto"
import { describe, expect, test } from "vitest"
import Telnyx from "telnyx"
import twilio from "twilio"
import { parseForm, type Form } from "../../src/carriers/xml/form.ts"
import { bearerUpgrade, hmacCheck, telnyxCheck, twilioUpgrade } from "../../src/carriers/xml/signature.ts"
import { RestClient } from "../fakes/xml/compatibility-api.ts"
import { TELNYX_PUBLIC_KEY, telnyxHeaders } from "../fakes/xml/signing.ts"

const url = "https://mycompany.com/myapp.php?foo=1&bar=2"
const fields = {
  CallSid: "CA1234567890ABCDE",
  Caller: "+14158675309",
  Digits: "1234",
  From: "+14158675309",
  To: "+18005551212",
}
const form = (of: Readonly<Record<string, string>>): Form => new Map(Object.entries(of))
const body = new Uint8Array()

describe("a form that Twilio or SignalWire signed", () => {
  const check = hmacCheck("x-twilio-signature", ["12345"])
  const signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8="

  test("is known by the vendor's published vector", () => {
    expect(check({ headers: { "x-twilio-signature": signature }, url, body, form: form(fields) })).toBe(true)
  })

  test("is refused when anything of it differs", () => {
    const headers = { "x-twilio-signature": signature }
    expect(check({ headers, url: url.replace("https", "http"), body, form: form(fields) })).toBe(false)
    expect(check({ headers, url: `${url}/`, body, form: form(fields) })).toBe(false)
    expect(check({ headers, url, body, form: form({ ...fields, Digits: "1235" }) })).toBe(false)
    expect(check({ headers, url, body, form: form({ ...fields, X: "" }) })).toBe(false)
    expect(check({ headers: {}, url, body, form: form(fields) })).toBe(false)
    expect(check({ headers: { "x-signalwire-signature": signature }, url, body, form: form(fields) })).toBe(false)
  })

  test("is judged as the vendor's package judges, empty values and strange names included", () => {
    const strange = { ...fields, CallerName: "", "é&=": "ü +%", Z: "1", a: "2", toString: "x" }
    const ours = twilio.getExpectedTwilioSignature("12345", url, strange)
    const parsed = parseForm(Buffer.from(new URLSearchParams(strange).toString()))
    if (!parsed) throw new Error("the form was refused")
    expect(check({ headers: { "x-twilio-signature": ours }, url, body, form: parsed })).toBe(true)
    expect(twilio.validateRequest("12345", ours, url, strange)).toBe(true)
    expect(RestClient.validateRequest("12345", ours, url, strange)).toBe(true)
    expect(Object.fromEntries(parsed)).toEqual(strange)
  })

  test("is taken from every key in the list, so that a key can be changed", () => {
    const rotating = hmacCheck("x-signalwire-signature", ["new", "12345"])
    expect(rotating({ headers: { "x-signalwire-signature": signature }, url, body, form: form(fields) })).toBe(true)
  })
})

describe("the opening of a stream", () => {
  const upgrade = twilioUpgrade("https://mycompany.com", ["12345"])
  const sign = (signed: string) => createHmac("sha1", "12345").update(signed).digest("base64")
  const may = (signed: string) => upgrade({ "x-twilio-signature": sign(signed) }, "/media")

  test("is known by the vendor's form, and by the forms a port, a slash or a scheme make of it", () => {
    expect(upgrade({ "x-twilio-signature": "okykUWKkAOgQseVjzERZh4soLeU=" }, "/media")).toBe(true)
    for (const form_ of ["wss://mycompany.com:443/media", "wss://mycompany.com/media/", "https://mycompany.com/media"])
      expect(may(form_), form_).toBe(true)
  })

  test("is refused for another host, path, port, scheme or key", () => {
    for (const other of [
      "wss://evil.com/media",
      "wss://mycompany.com/media2",
      "wss://mycompany.com:80/media",
      "ws://mycompany.com/media",
    ])
      expect(may(other), other).toBe(false)
    expect(upgrade({}, "/media")).toBe(false)
    expect(
      twilioUpgrade("https://mycompany.com", ["x"])(
        { "x-twilio-signature": sign("wss://mycompany.com/media") },
        "/media",
      ),
    ).toBe(false)
  })

  test("with a bearer token needs exactly one of the tokens", () => {
    const bearer = bearerUpgrade(["one", "two"])
    expect(["Bearer two", "Bearer one"].map((authorization) => bearer({ authorization }, "/"))).toEqual([true, true])
    for (const authorization of ["Bearer three", "Bearer ", "bearer one", "one", "Bearer one two"])
      expect(bearer({ authorization }, "/"), authorization).toBe(false)
  })
})

describe("a webhook that Telnyx signed", () => {
  const text = "CallSid=v3%3Aabc&CallStatus=in-progress"
  const check = telnyxCheck([TELNYX_PUBLIC_KEY])
  const judged = (headers: Record<string, string>, sent = text) =>
    check({ headers, url, body: Buffer.from(sent), form: new Map() })

  test("is judged as the vendor's package judges", async () => {
    const client = new Telnyx({ apiKey: "KEY", publicKey: TELNYX_PUBLIC_KEY })
    const json = JSON.stringify({ data: { event_type: "call.initiated" } })
    const headers = telnyxHeaders(json)
    await expect(Promise.resolve(client.webhooks.unwrap(json, { headers }))).resolves.toBeTruthy()
    expect(judged(headers, json)).toBe(true)
  })

  test("is refused when it is older than five minutes, from the future, tampered with, or unsigned", () => {
    const now = Math.floor(Date.now() / 1000)
    expect(judged(telnyxHeaders(text, now - 290))).toBe(true)
    expect(judged(telnyxHeaders(text, now - 310))).toBe(false)
    expect(judged(telnyxHeaders(text, now + 310))).toBe(false)
    expect(judged(telnyxHeaders(text), `${text}&Digits=1`)).toBe(false)
    expect(judged({ ...telnyxHeaders(text), "telnyx-timestamp": String(now + 1) })).toBe(false)
    expect(judged({})).toBe(false)
    expect(judged({ "telnyx-timestamp": "1e9", "telnyx-signature-ed25519": "" })).toBe(false)
  })
})
