import { signalwire, telnyx, twilio, type Dialect } from "../carriers/media-stream/dialect.ts"
import type { AccountAccess } from "../carriers/xml/account.ts"
import type { Flavour } from "../carriers/xml/document.ts"
import { basic, carrierRest, type CarrierRest } from "../carriers/xml/rest.ts"
import {
  bearerUpgrade,
  hmacCheck,
  telnyxCheck,
  twilioUpgrade,
  type UpgradeCheck,
  type WebhookCheck,
} from "../carriers/xml/signature.ts"
import type { OutgoingFetch } from "../outgoing/fetch.ts"
import { readSecrets, type TrunkConfig, type TrunkOf } from "../config-trunks.ts"

export type XmlTrunkConfig = TrunkOf<"twilio" | "signalwire-cxml" | "telnyx">

/** What makes one carrier different from another. */
export interface CarrierKind {
  readonly flavour: Flavour
  readonly dialect: Dialect
  readonly checks: { readonly webhook: WebhookCheck; readonly upgrade: UpgradeCheck }
  readonly streamBearer?: string
  readonly rest: CarrierRest
  /** For `assent trunk check`. */
  readonly access: AccountAccess
}

export function isXmlTrunk(trunk: TrunkConfig): trunk is XmlTrunkConfig {
  return trunk.kind === "twilio" || trunk.kind === "signalwire-cxml" || trunk.kind === "telnyx"
}

/** @throws CONFIG_INVALID for a secret that cannot be read */
export function carrierKind(trunk: XmlTrunkConfig, publicUrl: string, fetch: OutgoingFetch): CarrierKind {
  switch (trunk.kind) {
    case "twilio": {
      const tokens = readSecrets(trunk.auth_token, trunk.auth_token_file)
      const authorization = basic(trunk.account_sid, tokens[0])
      const account = `${trunk.rest_url}/2010-04-01/Accounts/${trunk.account_sid}`
      return {
        flavour: "twilio",
        dialect: twilio,
        checks: { webhook: hmacCheck("x-twilio-signature", tokens), upgrade: twilioUpgrade(publicUrl, tokens) },
        rest: carrierRest({ fetch, account, authorization, suffix: ".json", streams: true }),
        access: { fetch, account, authorization },
      }
    }
    // Of the others it is not known (SignalWire), or known not to be so (Telnyx), that a stream which REST starts can be
    // handed the token it is known by.
    case "signalwire-cxml": {
      const [token] = readSecrets(trunk.token, trunk.token_file)
      const keys = readSecrets(trunk.signing_key, trunk.signing_key_file)
      const account = `${trunk.rest_url}/api/laml/2010-04-01/Accounts/${trunk.project}`
      const authorization = basic(trunk.project, token)
      const bearer = readSecrets(trunk.stream_token, trunk.stream_token_file)
      return {
        flavour: "signalwire",
        dialect: signalwire,
        checks: { webhook: hmacCheck("x-signalwire-signature", keys), upgrade: bearerUpgrade(bearer) },
        streamBearer: bearer[0],
        rest: carrierRest({ fetch, account, authorization, suffix: ".json" }),
        access: { fetch, account, authorization },
      }
    }
    case "telnyx": {
      const [key] = readSecrets(trunk.api_key, trunk.api_key_file)
      const account = `${trunk.rest_url}/v2/texml/Accounts/${trunk.account_sid}`
      const authorization = `Bearer ${key}`
      const callFields = { ApplicationSid: trunk.application_id }
      return {
        flavour: "telnyx",
        dialect: telnyx,
        // Telnyx has no way to name a secret in a document's Stream: its one-time token alone is the proof.
        checks: { webhook: telnyxCheck([trunk.public_key].flat()), upgrade: () => true },
        rest: carrierRest({ fetch, account, authorization, suffix: "", callFields }),
        access: {
          fetch,
          account,
          authorization,
          application: `${trunk.rest_url}/v2/texml_applications/${encodeURIComponent(trunk.application_id)}`,
        },
      }
    }
  }
}
