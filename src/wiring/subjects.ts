import type { ApiParts } from "../api/parts.ts"
import { AssentError } from "../errors.ts"
import type { Keyring } from "../keys/keyring.ts"
import type { KeyStore } from "../keys/ports.ts"

/** Callers, by the keyed hash of their number. */
export function subjectsOf(keyring: Keyring, store: KeyStore): Pick<ApiParts, "subjects" | "lookup"> {
  return {
    subjects: {
      callsOf: async (number) => {
        const lookup = keyring.lookup(number)
        return lookup === null ? [] : (await store.callsOfSubject(lookup)).map((call) => call.callId)
      },
      masked: (callId) => store.maskedOfCall(callId),
      erased: async (callId) => (await store.callKeyOfCall(callId)) === null,
    },
    lookup: async (number) => {
      const lookup = keyring.lookup(number)
      if (lookup === null) throw new AssentError("INPUT_INVALID", "this number groups no calls", { field: "number" })
      return lookup
    },
  }
}
