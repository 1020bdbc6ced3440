/* The data map: every stored field, by noun. What Assent does not hold is said here too. */
import { callFields } from "./data-map/calls.ts"
import type { DataMapEntry } from "./data-map/entry.ts"
import { fileKinds, schemaFields } from "./data-map/files.ts"
import { keyFields } from "./data-map/keys.ts"
import { ledgerFields } from "./data-map/ledger.ts"
import { operatorFields } from "./data-map/operator.ts"
import { peopleFields } from "./data-map/people.ts"
import { recordFields } from "./data-map/records.ts"
import { requestFields } from "./data-map/requests.ts"
import { retentionFields } from "./data-map/retention.ts"
import { webhookFields } from "./data-map/webhooks.ts"

export const dataMap: readonly DataMapEntry[] = [
  ...callFields,
  ...ledgerFields,
  ...keyFields,
  ...retentionFields,
  ...requestFields,
  ...recordFields,
  ...peopleFields,
  ...webhookFields,
  ...operatorFields,
  ...fileKinds,
  ...schemaFields,
]

/** Categories that people ask about and that are not processed at all. */
export const notProcessed = [
  "Text messages, and their content",
  "Payment data: card numbers and bank details are asked for nowhere; what is said of them on a call is kept out by pausing the recording",
  "Device data: no device identifier, location or advertising identifier of callers",
  "Transcripts, voice prints and other biometric data: recordings are stored and played, never analysed",
  "Profiles: no decision about a caller is made by automated means other than whether a call is recorded, by the caller's own key",
] as const
