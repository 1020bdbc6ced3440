/* After the call: what was decided, the recording to listen to, and the proof of both. */
import { element, list, make, member, text } from "./dom.ts"
import type { Gateway } from "./gateway.ts"
import { checkProof, type CheckedProof } from "./proof.ts"
import { outcomeWords } from "./words.ts"

/** Sealing and signing run behind the call; both are there within about a second. */
const ATTEMPTS = 20
const PAUSE_MS = 300

let playing: string | null = null

export function clearResult(): void {
  if (playing !== null) URL.revokeObjectURL(playing)
  playing = null
  element("result", HTMLElement).hidden = true
  element("playback", HTMLDivElement).replaceChildren()
}

/** Shows the outcome in the ledger's words, then the recording if there is one that may be heard. */
export async function showResult(gateway: Gateway, callId: string, state: string | null): Promise<void> {
  showOutcome(state)
  const recording = await sealedRecording(gateway, callId)
  const place = element("playback", HTMLDivElement)
  if (recording === null) {
    place.replaceChildren(make("p", "hint", "Nothing of this call was recorded. The decision itself is in the ledger."))
    return
  }
  if (recording.state !== "sealed" && recording.state !== "recovered") {
    place.replaceChildren(make("p", "hint", `The recording is ${recording.state} and cannot be played.`))
    return
  }
  place.replaceChildren(await player(gateway, recording.id), await proofOf(gateway, recording.id))
}

function showOutcome(state: string | null): void {
  const { title, tone } = outcomeWords(state ?? "failed")
  const outcome = element("outcome", HTMLParagraphElement)
  outcome.className = `outcome ${tone}`
  const name = make("span", "mono", state === null ? "no consent state" : `consent.${state}`)
  outcome.replaceChildren(make("strong", "", title), name)
  element("result", HTMLElement).hidden = false
}

interface RecordingView {
  readonly id: string
  readonly state: string
}

async function sealedRecording(gateway: Gateway, callId: string): Promise<RecordingView | null> {
  for (let attempt = 0; ; attempt++) {
    const page = list(member(await gateway.get(`/v1/recordings?call=${encodeURIComponent(callId)}`), "data"))
    const found = page.find((entry) => member(entry, "call_id") === callId)
    const id = text(member(found, "id"))
    const state = text(member(found, "state"))
    if (id === null || state === null) return null
    if (state !== "open" || attempt === ATTEMPTS) return { id, state }
    await wait(PAUSE_MS)
  }
}

async function player(gateway: Gateway, recordingId: string): Promise<HTMLElement> {
  const audio = await (await gateway.raw(`/v1/recordings/${recordingId}/audio`)).blob()
  playing = URL.createObjectURL(audio)
  const figure = make("div", "")
  const player = make("audio", "")
  player.controls = true
  player.src = playing
  player.setAttribute("aria-label", "The recording: caller left, agent right")
  const link = make("a", "", "Save the WAV file")
  link.href = playing
  link.download = `${recordingId}.wav`
  const hint = make("p", "hint", "Decrypted for you as you listen. Caller on the left, agent on the right. ")
  hint.append(link)
  figure.append(player, hint)
  return figure
}

async function proofOf(gateway: Gateway, recordingId: string): Promise<HTMLElement> {
  for (let attempt = 0; ; attempt++) {
    try {
      const proof = await gateway.get(`/v1/recordings/${recordingId}/proof`)
      const vkey = await (await gateway.raw("/ledger/log.vkey")).text()
      return proofTable(recordingId, await checkProof(proof, vkey))
    } catch (error) {
      if (attempt === ATTEMPTS) return make("p", "hint", error instanceof Error ? error.message : "No proof yet.")
      await wait(PAUSE_MS)
    }
  }
}

function proofTable(recordingId: string, proof: CheckedProof): HTMLElement {
  const included = proof.leaves.length > 0 && proof.leaves.every((leaf) => leaf.included)
  const verdict =
    !included || proof.signed === false
      ? "BROKEN: the proof does not lead to the signed checkpoint"
      : proof.signed === null
        ? "Included in the checkpoint; this browser cannot check its signature"
        : "Verified here: signed by the log, and every entry is in it"
  const table = make("dl", "proof")
  const rows: [string, string, string][] = [
    ["Proof", verdict, ""],
    ["Recording", recordingId, "mono"],
    ["Checkpoint", `${proof.origin}, ${proof.size} entries`, ""],
    ["Entries", proof.leaves.map((leaf) => `${leaf.index} ${leaf.type}`).join(", "), ""],
  ]
  for (const [name, value, style] of rows) table.append(make("dt", "", name), make("dd", style, value))
  return table
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
