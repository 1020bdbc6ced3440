/* The ledger's event types in plain words. What is not listed is shown under its own name. */

export type Tone = "good" | "warn" | "bad" | "plain"

export interface Words {
  readonly title: string
  readonly tone: Tone
}

const events: Readonly<Record<string, readonly [string, Tone]>> = {
  "call.started": ["A call comes in", "plain"],
  "call.answered": ["The gateway answers; the call is in the ledger", "plain"],
  "call.disclosing": ["The notice: keys do not count yet", "plain"],
  "call.asking": ["The question: a key counts now", "plain"],
  "call.committing": ["The answer is being written to the ledger", "plain"],
  "call.refusing": ["The answer is being written to the ledger", "plain"],
  "call.recording": ["The call goes on, recorded", "good"],
  "call.unrecorded": ["The call goes on, unrecorded", "warn"],
  "call.bridged": ["Caller and agent hear each other", "plain"],
  "agent.answered": ["The agent answers", "plain"],
  "key.pressed": ["A key was pressed", "plain"],
  "prompt.started": ["A prompt begins", "plain"],
  "prompt.played": ["A prompt was heard to its end", "plain"],
  "prompt.stopped": ["A prompt was cut short", "warn"],
  "consent.granted": ["The caller agrees", "good"],
  "consent.refused": ["The caller refuses", "warn"],
  "consent.no_answer": ["No answer: silence is not consent", "warn"],
  "consent.failed": ["The question could not be asked properly", "bad"],
  "consent.not_asked": ["The question was not asked", "warn"],
  "consent.not_required": ["The agent's side has a standing basis", "plain"],
  "consent.withdrawn": ["Consent is withdrawn; recording stops at once", "warn"],
  "recording.started": ["Recording starts", "good"],
  "recording.paused": ["Recording is paused; nothing of this is kept", "warn"],
  "recording.resumed": ["Recording goes on", "good"],
  "recording.stopped": ["The agent's side ended the recording for good", "warn"],
  "recording.sealed": ["The recording is sealed, encrypted", "good"],
  "recording.recovered": ["The recording was recovered", "warn"],
  "recording.blocked": ["Nothing is recorded: it was not safe to", "bad"],
  "recording.failed": ["Recording failed; the call goes on", "bad"],
  "recording.moved": ["Another place holds the recording; its keys stay here", "plain"],
  "recording.lost": ["The recording is lost", "bad"],
  "recording.shredded": ["The recording's key is destroyed", "warn"],
  "restriction.set": ["What was recorded is locked", "warn"],
  "party.joined": ["The agent is on the line", "plain"],
  "party.left": ["The agent has left", "plain"],
  "party.held": ["The call is on hold", "plain"],
  "call.ended": ["The call has ended", "plain"],
}

const outcomes: Readonly<Record<string, readonly [string, Tone]>> = {
  granted: ["Granted", "good"],
  refused: ["Refused", "warn"],
  no_answer: ["No answer", "warn"],
  failed: ["Failed", "bad"],
  not_asked: ["Not asked", "warn"],
  not_required: ["Not required", "plain"],
  withdrawn: ["Withdrawn", "warn"],
}

export function eventWords(type: string): Words {
  const known = events[type]
  if (known) return { title: known[0], tone: known[1] }
  return { title: type.replaceAll(/[._]/g, " "), tone: "plain" }
}

export function outcomeWords(state: string): Words {
  const known = outcomes[state]
  return known ? { title: known[0], tone: known[1] } : { title: state.replaceAll("_", " "), tone: "plain" }
}

/** Milliseconds as `12.34 s`, or `1:02.3` from a minute on. */
export function offsetWords(ms: number): string {
  const seconds = Math.max(0, ms) / 1000
  if (seconds < 60) return `${seconds.toFixed(2)} s`
  return `${Math.floor(seconds / 60)}:${(seconds % 60).toFixed(1).padStart(4, "0")}`
}

export function clockWords(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
}
