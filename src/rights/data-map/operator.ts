import { stored } from "./entry.ts"

const settings = {
  category: "operator_settings",
  purpose: "carry",
  basis: "none",
  retention: "until_ended",
} as const

const recipient = (at: string) =>
  Object.fromEntries(
    ["id", "name", "role", "purpose", "country", "transfer"].map((name) => [`${at}.${name}`, "no" as const]),
  )

/** operator.json. `yes` where the operator may name a person: an agent's own number, who reviewed the words. */
export const operatorFields = [
  ...stored("operator.json", "version", settings, { "": "no" }),
  ...stored("operator.json", "lines", settings, {
    id: "no",
    name: "no",
    number: "no",
    organisation: "no",
    language: "no",
    greeting: "no",
    mode: "no",
    legal_basis: "no",
    purposes: "no",
    "destination.kind": "no",
    "destination.number": "yes",
    "destination.press_to_accept": "no",
    carry: "no",
    agent_basis: "no",
    "retention.policy": "no",
    "retention.days": "no",
    category: "no",
    region: "no",
    "keys.agree": "no",
    "keys.refuse": "no",
    "keys.repeat": "no",
    "keys.more": "no",
    "keys.withdraw": "no",
    on_withdrawal: "no",
    "limits.concurrent_calls": "no",
  }),
  ...stored("operator.json", "greetings", settings, {
    id: "no",
    name: "no",
    "versions.version": "no",
    "versions.state": "no",
    "versions.created_at": "no",
    "versions.published_at": "no",
    "versions.message": "yes",
    "versions.reviewed_by": "yes",
    "versions.languages.*.*.text": "yes",
    "versions.languages.*.*.audio_sha256": "no",
    "versions.languages.*.*.bytes": "no",
  }),
  ...stored(
    "operator.json",
    "recipients",
    { ...settings, purpose: "rights", basis: "rights" },
    {
      ...recipient("parties"),
      "versions.at": "no",
      "versions.sha256": "no",
      ...recipient("versions.parties"),
    },
  ),
]
