/* Hearing a recording: decrypted while it is sent, whole or by Range, and kept nowhere. */
import type { FastifyReply, FastifyRequest } from "fastify"
import { AssentError } from "../errors.ts"
import { tombstoneOf } from "../retention/tombstone.ts"
import { type App, bytesAnswer, noQuery, problems } from "./app.ts"
import { sendBytes } from "./bytes.ts"
import type { ApiParts } from "./parts.ts"
import { elsewhereProblem, erasedProblem, sendProblem } from "./problem.ts"
import { accessorToAudio, useHeaders } from "./accessor.ts"
import { foundRecording, oneRecording } from "./recordings.ts"

type AudioParts = Pick<ApiParts, "recording" | "playback" | "access">

export function audioRoutes(app: App, { recording, playback, access }: AudioParts): void {
  async function answer(request: FastifyRequest, reply: FastifyReply, id: string): Promise<FastifyReply> {
    const by = accessorToAudio(request)
    const row = await foundRecording(recording, id)
    const about = { call: row.callId, rec: row.id }
    const tombstone = tombstoneOf(row)
    if (tombstone) {
      await access.denied(about, "erased", by)
      return sendProblem(reply, erasedProblem(tombstone))
    }
    if (row.state === "restricted") {
      await access.denied(about, "restricted", by)
      throw new AssentError("RECORDING_RESTRICTED", "the consent was withdrawn: this recording may not be played")
    }
    if (row.state === "open") throw new AssentError("CONFLICT", "the recording is still being made")
    const moved = elsewhereProblem(row)
    if (moved) return sendProblem(reply, moved)
    const wav = await playback.open(row.id, by)
    return sendBytes(request, reply, {
      total: wav.totalBytes,
      etag: `"${row.ciphertextSha256 ?? row.headerSha256}-${wav.totalBytes}"`,
      type: "audio/wav",
      fileName: `rec_${row.id}.wav`,
      begin: (start, end) => wav.begin(start, end),
    })
  }

  const config = { permission: "recordings:audio", within: "recording" } as const
  const schema = {
    tags: ["recordings"],
    summary: "The recording as WAV: stereo, caller left, agent right",
    description:
      "Takes Range and If-Range. 410 once erased (erased_at, tombstone_sha256), 403 while restricted or for a purpose that was not consented to. Each request is " +
      "on record in the ledger before its first byte (key.used) and with the range that went out after its last " +
      "(access.played); 503 without a byte when it cannot be.",
    params: oneRecording,
    headers: useHeaders,
    querystring: noQuery,
    response: {
      200: bytesAnswer("The whole", "audio/wav"),
      206: bytesAnswer("The range that was asked for", "audio/wav"),
      ...problems,
    },
  }
  // Declared by hand: the HEAD that Fastify would derive from GET decrypts the whole recording to throw it away.
  app.head("/recordings/:id/audio", { config, schema: { ...schema, hide: true } }, (request, reply) =>
    answer(request, reply, request.params.id),
  )
  app.get("/recordings/:id/audio", { config, schema, exposeHeadRoute: false }, (request, reply) =>
    answer(request, reply, request.params.id),
  )
}
