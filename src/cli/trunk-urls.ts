import { render, type Flavour } from "../carriers/xml/document.ts"
import type { TrunkConfig } from "../config-trunks.ts"

/** One thing to paste, and where it belongs at the carrier. */
export interface Paste {
  readonly where: string
  readonly value: string
}

const flavours: Readonly<Record<string, Flavour>> = { "signalwire-cxml": "signalwire", telnyx: "telnyx" }

/** What makes calls of this trunk come here, and what keeps them going when nobody is here. */
export function pastesOf(trunk: TrunkConfig, publicUrl: string): readonly Paste[] {
  const at = `${publicUrl}/carriers/${trunk.name}`
  switch (trunk.kind) {
    case "test-phone":
      return [{ where: "a browser", value: `${publicUrl}/phone` }]
    case "signalwire-relay":
      return trunk.topics.map((topic) => ({ where: "number: handle calls using a Relay topic", value: topic }))
    default: {
      const place = trunk.kind === "telnyx" ? "TeXML application" : "number, voice configuration"
      return [
        { where: `${place}: a call comes in (POST)`, value: `${at}/voice` },
        { where: `${place}: call status changes (POST)`, value: `${at}/status` },
        {
          where: `${place}: primary handler fails`,
          value: "the address of the document below, kept at the carrier or anywhere but here",
        },
        { where: "that document", value: fallbackDocument(trunk.kind, trunk.fallback_number) },
      ]
    }
  }
}

/** Connects unrecorded, without any gateway. */
function fallbackDocument(kind: string, number: string | undefined): string {
  const flavour = flavours[kind] ?? "twilio"
  if (number !== undefined) return render([{ verb: "Dial", seconds: 30, to: number }, { verb: "Hangup" }], flavour)
  const text = "We are sorry: nobody can be reached now. This call was not recorded. Please call again later."
  return render([{ verb: "Say", text }, { verb: "Hangup" }], flavour)
}
