/*
 * The documents a carrier is answered with. Typed elements only, and among them none that makes a carrier record: no
 * Record, no Dial with `record`, no Start of a Recording, no conference. What cannot be said here cannot happen.
 * Rendering depends on its input alone, so an answer can be repeated byte for byte.
 */

/** How a carrier spells what all of them understand. */
export type Flavour = "twilio" | "signalwire" | "telnyx"

export type Spoken =
  | { readonly verb: "Play"; readonly url: string }
  /** The carrier's own voice: for what must work without any prompt of ours. */
  | { readonly verb: "Say"; readonly text: string }

export interface StreamTo {
  readonly url: string
  /** The one-time token, which proves that this document asked for the stream. */
  readonly token: string
  /** Shown by SignalWire when it opens the stream. */
  readonly bearer?: string
  /** What the carrier's REST interface calls it by. */
  readonly name?: string
}

export type Verb =
  | Spoken
  | { readonly verb: "Pause"; readonly seconds: number }
  /** One key, or as many as `keys`, which may cut `say` short. Silence is reported too, after `seconds`. */
  | {
      readonly verb: "Gather"
      readonly action: string
      readonly seconds: number
      readonly keys?: number
      readonly say: readonly Spoken[]
    }
  /** Both directions, to the gateway; the next verb runs when the stream ends. */
  | { readonly verb: "Connect"; readonly stream: StreamTo }
  /** A copy of both tracks, to the gateway; the next verb runs at once. */
  | { readonly verb: "Start"; readonly stream: StreamTo }
  | { readonly verb: "Redirect"; readonly url: string }
  | {
      readonly verb: "Dial"
      /** Where to go when the destination has left or was not reached. Without it the next verb follows. */
      readonly action?: string
      readonly seconds: number
      readonly callerId?: string
      /** E.164, or a SIP address. */
      readonly to: string
      /** Asked for when the destination has answered, before the two are connected: what it says, only they hear. */
      readonly whisper?: string
      /** Told when the destination's own call is over, also where the caller is led on to somebody else. */
      readonly statusUrl?: string
    }
  | { readonly verb: "Hangup" }
  /** As the first verb: the call is never answered. */
  | { readonly verb: "Reject"; readonly reason: "rejected" | "busy" }

export function render(verbs: readonly Verb[], flavour: Flavour): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs.map((verb) => element(verb, flavour)).join("")}</Response>`
}

function element(verb: Verb, flavour: Flavour): string {
  switch (verb.verb) {
    case "Play":
      return tag("Play", {}, escape(verb.url))
    case "Say":
      return tag("Say", {}, escape(verb.text))
    case "Pause":
      return tag("Pause", { length: String(verb.seconds) })
    case "Gather": {
      const { action, seconds, keys = 1, say } = verb
      const most = String(keys)
      const some = flavour === "telnyx" ? { minDigits: "1", maxDigits: most } : { actionOnEmptyResult: "true" }
      const attributes = { input: "dtmf", numDigits: most, finishOnKey: "", timeout: String(seconds), action }
      return tag(
        "Gather",
        { ...attributes, method: "POST", ...some },
        say.map((part) => element(part, flavour)).join(""),
      )
    }
    case "Connect":
      return tag("Connect", {}, stream(verb.stream, flavour === "telnyx" ? twoWay : {}))
    case "Start":
      return tag("Start", {}, stream(verb.stream, { track: "both_tracks", ...(flavour === "telnyx" ? pcmu : {}) }))
    case "Redirect":
      return tag("Redirect", { method: "POST" }, escape(verb.url))
    case "Dial": {
      const { action, seconds, callerId, to: address, whisper, statusUrl } = verb
      const asks = whisper === undefined ? {} : { url: whisper, method: "POST" }
      const told =
        statusUrl === undefined
          ? {}
          : { statusCallback: statusUrl, statusCallbackMethod: "POST", statusCallbackEvent: "completed" }
      const to = tag(/^sips?:/.test(address) ? "Sip" : "Number", { ...asks, ...told }, escape(address))
      const then = action === undefined ? {} : { action, method: "POST" }
      const shown = callerId === undefined ? {} : { callerId }
      return tag("Dial", { ...then, timeout: String(seconds), ...shown }, to)
    }
    case "Hangup":
      return tag("Hangup", {})
    case "Reject":
      return tag("Reject", { reason: verb.reason })
  }
}

const pcmu = { codec: "PCMU" }
/** Telnyx plays MP3 unless told otherwise. */
const twoWay = { ...pcmu, bidirectionalMode: "rtp", bidirectionalCodec: "PCMU" }

function stream({ url, token, bearer, name }: StreamTo, attributes: Readonly<Record<string, string>>): string {
  const called = name === undefined ? {} : { name }
  const shown = bearer === undefined ? {} : { authBearerToken: bearer }
  return tag("Stream", { url, ...called, ...attributes, ...shown }, tag("Parameter", { name: "token", value: token }))
}

function tag(name: string, attributes: Readonly<Record<string, string>>, inside = ""): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(value)}"`)
  const open = `<${name}${written.join("")}`
  return inside === "" ? `${open}/>` : `${open}>${inside}</${name}>`
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
}

/** XML 1.0 has no way to write most control characters: they are dropped. */
function escape(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replaceAll(/[&<>"']/g, (char) => entities[char] ?? "")
}
