/* A carrier's own, unforgiving reading of a document: what its vendor does not list is refused. */

export type Kind = "twilio" | "signalwire" | "telnyx"

export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  readonly text: string
}

const stream = ["url", "name", "track", "statusCallback", "statusCallbackMethod"]
const gather = ["input", "action", "method", "timeout", "finishOnKey", "numDigits"]
const dial = ["action", "method", "timeout", "callerId", "hangupOnStar", "timeLimit"]
const common: Readonly<Record<string, readonly string[]>> = {
  Response: [],
  Play: ["loop", "digits"],
  Say: ["voice", "language", "loop"],
  Pause: ["length"],
  Redirect: ["method"],
  Hangup: [],
  Reject: ["reason"],
  Start: [],
  Connect: ["action", "method"],
  Parameter: ["name", "value"],
  Number: ["url", "method", "statusCallback", "statusCallbackEvent", "statusCallbackMethod"],
  Sip: ["url", "method", "statusCallback", "statusCallbackEvent", "statusCallbackMethod", "username", "password"],
}
/** By the vendors' own pages on each verb. */
const attributes: Readonly<Record<Kind, Readonly<Record<string, readonly string[]>>>> = {
  twilio: { ...common, Stream: stream, Gather: [...gather, "actionOnEmptyResult"], Dial: [...dial, "answerOnBridge"] },
  signalwire: {
    ...common,
    Stream: [...stream, "codec", "realtime", "authBearerToken"],
    Gather: [...gather, "actionOnEmptyResult"],
    Dial: dial,
  },
  telnyx: {
    ...common,
    Stream: [...stream, "codec", "bidirectionalMode", "bidirectionalCodec", "bidirectionalSamplingRate"],
    Gather: [...gather, "minDigits", "maxDigits", "validDigits"],
    Dial: dial,
  },
}
const inside: Readonly<Record<string, readonly string[]>> = {
  Response: ["Play", "Say", "Pause", "Gather", "Connect", "Start", "Redirect", "Dial", "Hangup", "Reject"],
  Gather: ["Play", "Say", "Pause"],
  Connect: ["Stream"],
  Start: ["Stream"],
  Stream: ["Parameter"],
  Dial: ["Number", "Sip"],
}

/** @throws for anything that is not well formed, or that the vendor does not know */
export function readDocument(xml: string, kind: Kind): readonly Element[] {
  const text = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>/, "")
  let at = 0
  const element = (parent: string | null): Element => {
    const open = /^<([A-Z][A-Za-z]*)((?: [a-zA-Z]+="[^"<]*")*)(\/?)>/.exec(text.slice(at))
    if (!open) throw new Error(`no element at ${at}`)
    at += open[0].length
    const [, name = "", written = "", closed] = open
    const allowed = attributes[kind][name]
    if (!allowed || (parent !== null && !inside[parent]?.includes(name))) throw new Error(`<${name}> in <${parent}>`)
    const given = Object.fromEntries(
      [...written.matchAll(/ ([a-zA-Z]+)="([^"<]*)"/g)].map(([, key = "", value = ""]) => [key, unescape(value)]),
    )
    for (const key of Object.keys(given)) if (!allowed.includes(key)) throw new Error(`<${name} ${key}>`)
    if (closed) return { name, attributes: given, children: [], text: "" }
    const children: Element[] = []
    let content = ""
    for (;;) {
      if (text.startsWith(`</${name}>`, at)) {
        at += name.length + 3
        return { name, attributes: given, children, text: unescape(content) }
      }
      if (text[at] === "<") children.push(element(name))
      else if (at < text.length) content += text.charAt(at++)
      else throw new Error(`<${name}> does not end`)
    }
  }
  const root = element(null)
  if (root.name !== "Response" || at !== text.length) throw new Error("one Response, and nothing beside it")
  return root.children
}

function unescape(text: string): string {
  if (/&(?!(amp|lt|gt|quot|apos);)/.test(text)) throw new Error("an entity XML does not have")
  const characters: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" }
  return text.replaceAll(/&(\w+);/g, (_all, name: string) => characters[name] ?? "")
}
