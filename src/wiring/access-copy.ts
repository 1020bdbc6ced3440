/* The copy of somebody's data (Art. 15 GDPR). Each recording in it is on record as played before its first byte. */
import type { Access, Accessor, Archive, Playback } from "../api/access-parts.ts"
import type { Views } from "../api/ports.ts"
import type { PersonRecords } from "../api/record-parts.ts"
import { mulawWavHeader, MULAW_WAV_HEADER_BYTES } from "../audio/wav-write.ts"
import { AssentError } from "../errors.ts"
import { spelledForPeople } from "../ledger/strict-json.ts"
import type { RecordingRow } from "../recording/ports.ts"
import { tombstoneOf } from "../retention/tombstone.ts"
import type { SubjectRequest } from "../rights/ports.ts"
import { readmeOf } from "../rights/readme.ts"
import { type ZipFile, zipOf } from "../rights/zip.ts"

export interface AccessCopyParts {
  readonly recording: (id: string) => Promise<RecordingRow | null>
  readonly playback: Playback
  readonly access: Pick<Access, "ofRecording">
  readonly views: Pick<Views, "call" | "consents">
  readonly records: Pick<PersonRecords, "note" | "tags" | "contactsOfCall">
}

export function accessCopies(parts: AccessCopyParts) {
  return {
    /** @throws CONFLICT unless the request is one for a copy, and was granted */
    async of(request: SubjectRequest, bothSides: boolean, by: Accessor): Promise<Archive> {
      if (request.kind !== "access" || (request.state !== "executed" && request.state !== "notified")) {
        throw new AssentError("CONFLICT", "a copy is given on a request for access that was carried out")
      }
      return { fileName: `copy_${request.id}.zip`, bytes: zipOf(filesOf(parts, request, bothSides, by)) }
    },
  }
}

async function* filesOf(
  parts: AccessCopyParts,
  request: SubjectRequest,
  bothSides: boolean,
  by: Accessor,
): AsyncGenerator<ZipFile> {
  yield whole("README.txt", readmeOf(request, bothSides))
  const given = new Set<string>()
  for (const { call_id, recording_id } of request.items) {
    const at = `calls/${call_id}`
    if (!given.has(call_id)) {
      given.add(call_id)
      const decided = await parts.views.consents({ callId: call_id }, { limit: 100, after: null })
      yield json(`${at}/call.json`, await parts.views.call(call_id))
      yield json(`${at}/consents.json`, decided)
      yield* noted(parts, at, call_id)
    }
    yield* recordingFiles(parts, `${at}/${recording_id}`, recording_id, bothSides, by)
  }
}

/** What was written down about the caller and the call. */
async function* noted({ records }: AccessCopyParts, at: string, callId: string): AsyncGenerator<ZipFile> {
  const contacts = await records.contactsOfCall(callId)
  if (contacts.length > 0) yield json(`${at}/contacts.json`, contacts)
  const [note, tags] = [await records.note(callId), await records.tags(callId)]
  if (note ?? tags) yield json(`${at}/notes.json`, { note: note?.text ?? null, tags: tags?.tags ?? [] })
}

/** What is left of a recording, whatever became of it since the request was assessed. */
async function* recordingFiles(
  parts: AccessCopyParts,
  at: string,
  id: string,
  bothSides: boolean,
  by: Accessor,
): AsyncGenerator<ZipFile> {
  const row = await parts.recording(id)
  if (!row) return
  // Who listened is another person's data; that somebody did, when and to what, is the person's own.
  const heard = (await parts.access.ofRecording(row)).map(({ at: when, type, ranges }) => ({ at: when, type, ranges }))
  yield json(`${at}/access.json`, heard)
  const tombstone = tombstoneOf(row)
  if (tombstone) yield json(`${at}/erased.json`, tombstone)
  else if (row.state === "restricted") yield json(`${at}/restricted.json`, { restricted: true })
  else if (row.elsewhere) yield json(`${at}/elsewhere.json`, row.elsewhere)
  else if (row.state !== "sealed" && row.state !== "recovered") yield json(`${at}/no-audio.json`, { state: row.state })
  else {
    const wav = await parts.playback.open(id, by)
    const frames = (wav.totalBytes - MULAW_WAV_HEADER_BYTES) >> 1
    const whole = { from: 0, to: wav.totalBytes }
    const audio = { from: MULAW_WAV_HEADER_BYTES, to: MULAW_WAV_HEADER_BYTES + frames * 2 }
    const { from, to } = bothSides ? whole : audio
    const bytes = await wav.begin(from, to)
    yield { path: `${at}/recording.wav`, read: () => (bothSides ? bytes : callerOnly(bytes, frames)) }
  }
}

/** The left channel alone, as a WAV file. */
async function* callerOnly(stereo: AsyncIterable<Uint8Array>, frames: number): AsyncGenerator<Uint8Array> {
  yield mulawWavHeader(frames)
  let skip = 0
  for await (const bytes of stereo) {
    const own = new Uint8Array((bytes.length + 1 - skip) >> 1)
    for (let i = 0; i < own.length; i++) own[i] = bytes[skip + 2 * i] ?? 0
    // A piece may end between the two sides of a frame.
    skip = (skip + bytes.length) & 1
    yield own
  }
  if (frames % 2 === 1) yield Uint8Array.of(0)
}

function json(path: string, value: unknown): ZipFile {
  return whole(path, spelledForPeople(value))
}

function whole(path: string, content: string | Uint8Array): ZipFile {
  return { path, read: () => [typeof content === "string" ? new TextEncoder().encode(content) : content] }
}
