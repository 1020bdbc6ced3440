/* The words of the data map. They stand in the register of processing too, so each is written for a supervisor. */

export const categories = {
  call_content: "Audio of calls",
  call_metadata: "Facts of calls: line, times, outcome, pseudonymous caller",
  caller_identity: "Caller numbers, sealed or as a keyed hash",
  consent_evidence: "Decisions about recording, and the question asked",
  access_log: "Who had access to what, and why",
  subject_requests: "Requests of data subjects and authorities",
  retention_control: "Rules, holds, restrictions and erasures under way",
  key_material: "Keys, wrapped to keys that are kept elsewhere",
  ledger_proof: "Hashes, signatures and timestamps of the ledger",
  directory: "Contacts and agents: names and numbers, sealed",
  annotations: "Notes and tags on calls, sealed",
  identity_proofs: "Documents that prove who makes a request, sealed",
  accounts: "People and programs that may use the gateway",
  operator_settings: "Lines, greetings, recipients, as the operator wrote them",
  technical: "State of the software",
} as const
export type Category = keyof typeof categories

export const purposes = {
  record: "Record calls that were consented to",
  prove: "Prove what was consented to, recorded, heard and erased",
  carry: "Answer calls, ask for consent and connect them",
  protect: "Keep recordings confidential, and make their erasure final",
  rights: "Answer requests of the people recorded, and erase in time",
  trace: "Find out who had access, also after an incident",
  operate: "Run the software",
} as const
export type Purpose = keyof typeof purposes

export const bases = {
  consent: "Consent (Art. 6(1)(a) GDPR)",
  accountability: "Legal obligation: accountability (Art. 6(1)(c), 5(2) and 7(1) GDPR)",
  rights: "Legal obligation: rights of data subjects (Art. 6(1)(c), 12 to 22 GDPR)",
  security: "Legal obligation: security and breach notices (Art. 6(1)(c), 32 and 33 GDPR)",
  contract: "Legitimate interest: answering one's own telephone (Art. 6(1)(f) GDPR)",
  none: "Not about a person",
} as const
export type Basis = keyof typeof bases

export const retentions = {
  recording:
    "With its recording: until the day that its line and the rules of retention give (default: 365 days after the call)",
  call_key: "Until the call's key is destroyed: with the caller's erasure",
  subject: "Until the caller is erased",
  ledger:
    "As long as the ledger: it holds no number, and what was personal in it cannot be opened once the call's key is destroyed",
  tombstone: "Kept: what is left after an erasure is the proof of it",
  epoch: "Until the key epoch ends (default: 7 days), then destroyed",
  audit: "As long as audit.keep_days says (default: 1096 days)",
  request: "As long as the request has to be answered for; the caller's keyed hash goes when it is decided",
  delivered: "30 days after the recipient was told, or after telling it was given up",
  record:
    "Each kind by its own clock since it was last worded: retention.contact_days (default 730), agent_days (1096), note_days (365), tags_days (365), document_days (30); with the caller's erasure before",
  until_done: "Until the work it stands for is done",
  day: "A day after the request; for a person's request 30 days",
  tries: "Until a day has passed without a wrong guess",
  month: "Until the first erasure more than 30 days after it has ended",
  until_ended: "Until somebody ends or removes it",
  installation: "As long as the installation",
} as const
export type Retention = keyof typeof retentions
