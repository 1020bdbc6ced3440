import { createRequire } from "node:module"
import type twilio from "twilio"

/** SignalWire's own package. Its types cannot be reached through its `exports`; they are those of the package it wraps. */
export const { RestClient } = createRequire(import.meta.url)("@signalwire/compatibility-api") as {
  RestClient: {
    LaML: { VoiceResponse: typeof twilio.twiml.VoiceResponse }
    validateRequest: typeof twilio.validateRequest
  }
}
