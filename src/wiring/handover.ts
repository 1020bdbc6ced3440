/* What is handed to an authority (disclosure). Each recording in it is on record as played before its first byte. */
import { createHash } from "node:crypto"
import type { Accessor, Archive, Playback } from "../api/access-parts.ts"
import type { Views } from "../api/ports.ts"
import { AssentError } from "../errors.ts"
import { spelledForPeople } from "../ledger/strict-json.ts"
import type { RecordingRow } from "../recording/ports.ts"
import { type Handover, handoverSchema } from "../rights/handover.ts"
import type { Item, SubjectRequest } from "../rights/ports.ts"
import { type ZipFile, zipOf } from "../rights/zip.ts"

export interface HandoverParts {
  readonly recording: (id: string) => Promise<RecordingRow | null>
  readonly playback: Playback
  readonly views: Pick<Views, "call" | "consents">
}

/**
 * Reads everything that is to be handed over, once, and names it by its hashes.
 * @param only the recordings that were decided on; `null`: all that were assessed
 * @throws INPUT_INVALID for a recording that was not assessed; CONFLICT when the request lacks its ground
 */
export async function handoverOf(
  parts: HandoverParts,
  request: SubjectRequest,
  decision: { readonly only: readonly string[] | null; readonly handedOver: string; readonly by: Accessor },
): Promise<string> {
  const { authority, legal_reference, scope } = request.details
  if (authority === undefined || legal_reference === undefined || scope === undefined) {
    throw new AssentError("CONFLICT", "this request does not say who asks, on what ground, for what")
  }
  if (decision.only?.some((id) => !request.items.some((item) => item.recording_id === id)) === true) {
    throw new AssentError("INPUT_INVALID", "this recording was not assessed for this request", { field: "recordings" })
  }
  const recordings: string[] = []
  const leftOut: Handover["left_out"] = []
  for (const { recording_id: id } of request.items) {
    const row = await parts.recording(id)
    const state = row?.elsewhere ? "elsewhere" : (row?.state ?? "lost")
    const chosen = decision.only === null || decision.only.includes(id)
    if (chosen && (state === "sealed" || state === "recovered")) recordings.push(id)
    else leftOut.push({ recording: id, reason: chosen ? state : "not_in_scope" })
  }
  const files: Handover["files"] = []
  for await (const { path, read } of filesOf(parts, recordings, request.items, decision.by)) {
    const digest = createHash("sha256")
    let bytes = 0
    for await (const piece of read()) {
      digest.update(piece)
      bytes += piece.length
    }
    files.push({ path, bytes, sha256: digest.digest("base64url") })
  }
  const manifest: Handover = {
    v: 1,
    request: request.id,
    authority,
    legal_reference,
    scope,
    decided_by: decision.by.actor,
    handed_over: decision.handedOver,
    made_at: new Date().toISOString(),
    files,
    recordings,
    left_out: leftOut,
  }
  return spelledForPeople(handoverSchema.parse(manifest))
}

/** base64url, as it stands in the leaf. */
export function manifestHash(manifest: string): string {
  return createHash("sha256").update(manifest, "utf8").digest("base64url")
}

/**
 * The archive, with the manifest as it was decided. What was erased since is not in it, and is still named.
 * @throws CONFLICT unless the request is a disclosure that was carried out
 */
export function handoverArchive(parts: HandoverParts, request: SubjectRequest, by: Accessor): Archive {
  const { manifest } = request
  if (request.kind !== "disclosure" || manifest === null) {
    throw new AssentError("CONFLICT", "only a disclosure that was carried out hands anything over")
  }
  const { recordings } = handoverSchema.parse(JSON.parse(manifest))
  const all = async function* (): AsyncGenerator<ZipFile> {
    yield whole("manifest.json", manifest)
    yield* filesOf(parts, recordings, request.items, by)
  }
  return { fileName: `handover_${request.id}.zip`, bytes: zipOf(all()) }
}

async function* filesOf(
  parts: HandoverParts,
  recordings: readonly string[],
  items: readonly Item[],
  by: Accessor,
): AsyncGenerator<ZipFile> {
  const given = new Set<string>()
  for (const { call_id: call, recording_id: id } of items) {
    if (!recordings.includes(id)) continue
    if (!given.has(call)) {
      given.add(call)
      const decided = await parts.views.consents({ callId: call }, { limit: 100, after: null })
      yield whole(`calls/${call}/call.json`, spelledForPeople(await parts.views.call(call)))
      yield whole(`calls/${call}/consents.json`, spelledForPeople(decided))
    }
    const row = await parts.recording(id)
    if ((row?.state !== "sealed" && row?.state !== "recovered") || row.elsewhere) continue
    const wav = await parts.playback.open(id, by)
    const bytes = await wav.begin(0, wav.totalBytes)
    yield { path: `calls/${call}/${id}/recording.wav`, read: () => bytes }
  }
}

function whole(path: string, content: string): ZipFile {
  return { path, read: () => [new TextEncoder().encode(content)] }
}
