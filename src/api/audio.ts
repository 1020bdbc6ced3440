/* Hearing a recording: decrypted while it is sent, whole or by Range, and kept nowhere. */
import type { FastifyReply, FastifyRequest } from "fastify"
import { z } from "zod"
import { peaksOf } from "../audio/peaks.ts"
import { AssentError } from "../errors.ts"
import { tombstoneOf } from "../retention/tombstone.ts"
import { WAV_HEADER_BYTES } from "../recording/playback.ts"
import { type App, bytesAnswer, noQuery, problems, refuseBody } from "./app.ts"
import { sendBytes } from "./bytes.ts"
import { idOutput, example, shown } from "./ids.ts"
import type { ApiParts } from "./parts.ts"
import { elsewhereProblem, erasedProblem, sendProblem } from "./problem.ts"
import type { Accessor } from "./access-parts.ts"
import { accessorToAudio, useHeaders } from "./accessor.ts"
import { listenings } from "./listening.ts"
import { foundRecording, oneRecording } from "./recordings.ts"

type AudioParts = Pick<ApiParts, "recording" | "playback" | "access">

/** Frames of one byte a channel, at 8 kHz. */
const FRAME_BYTES = 2
const FRAMES_PER_MS = 8

const audioQuery = z.strictObject({
  listening: z
    .string()
    .max(40)
    .optional()
    .meta({ description: "Of POST .../listening: stands for the reason", example: "q2V0aGluZyBhIHBsYXllcg" }),
})

const listeningView = z
  .strictObject({
    url: z.string().describe("For a player of the same sign-in; takes Range"),
    expires_at: z.string(),
  })
  .meta({
    id: "Listening",
    examples: [
      {
        url: `/v1/recordings/${example("rec")}/audio?listening=q2V0aGluZyBhIHBsYXllcg`,
        expires_at: "2026-11-23T18:20:00.000Z",
      },
    ],
  })

const level = z.array(z.int())
const peaksView = z
  .strictObject({
    recording_id: idOutput("rec"),
    duration_ms: z.int(),
    caller: level.describe("The loudest sample of each stretch, 0 to 127"),
    agent: level,
  })
  .meta({
    id: "Peaks",
    examples: [{ recording_id: example("rec"), duration_ms: 232000, caller: [0, 34, 80], agent: [12, 0, 3] }],
  })

export function audioRoutes(app: App, { recording, playback, access }: AudioParts): void {
  const listening = listenings()

  async function answer(request: FastifyRequest, reply: FastifyReply, id: string, by: Accessor): Promise<FastifyReply> {
    const opened = await open(reply, id, by)
    if (!opened) return reply
    const { row, wav } = opened
    return sendBytes(request, reply, {
      total: wav.totalBytes,
      etag: `"${row.ciphertextSha256 ?? row.headerSha256}-${wav.totalBytes}"`,
      type: "audio/wav",
      fileName: `rec_${row.id}.wav`,
      begin: (start, end) => wav.begin(start, end),
    })
  }

  /** @returns `null` when the refusal is already answered */
  async function open(reply: FastifyReply, id: string, by: Accessor) {
    const row = await foundRecording(recording, id)
    const about = { call: row.callId, rec: row.id }
    const tombstone = tombstoneOf(row)
    if (tombstone) {
      await access.denied(about, "erased", by)
      sendProblem(reply, erasedProblem(tombstone))
      return null
    }
    if (row.state === "restricted") {
      await access.denied(about, "restricted", by)
      throw new AssentError("RECORDING_RESTRICTED", "the consent was withdrawn: this recording may not be played")
    }
    if (row.state === "open") throw new AssentError("CONFLICT", "the recording is still being made")
    const moved = elsewhereProblem(row)
    if (moved) {
      sendProblem(reply, moved)
      return null
    }
    return { row, wav: await playback.open(row.id, by) }
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
    querystring: audioQuery,
    response: {
      200: bytesAnswer("The whole", "audio/wav"),
      206: bytesAnswer("The range that was asked for", "audio/wav"),
      ...problems,
    },
  }
  // Declared by hand: the HEAD that Fastify would derive from GET decrypts the whole recording to throw it away.
  app.head("/recordings/:id/audio", { config, schema: { ...schema, hide: true } }, (request, reply) =>
    answer(request, reply, request.params.id, listening.accessor(request, request.params.id, request.query.listening)),
  )
  app.get("/recordings/:id/audio", { config, schema, exposeHeadRoute: false }, (request, reply) =>
    answer(request, reply, request.params.id, listening.accessor(request, request.params.id, request.query.listening)),
  )

  app.post(
    "/recordings/:id/listening",
    {
      // The key is worth something for two hours: kept nowhere but here.
      config: { ...config, idempotency: "none" },
      preValidation: refuseBody,
      schema: {
        tags: ["recordings"],
        summary: "Say why, once, and get an address that the browser's own player can use",
        description:
          "It stands for the reason (X-Assent-Reason) and purpose, opens nothing without the same sign-in, and ends after two hours. Nothing is heard yet: each request to the address is on record.",
        params: oneRecording,
        headers: useHeaders,
        querystring: noQuery,
        response: { 200: listeningView, ...problems },
      },
    },
    async (request) => {
      const { id } = request.params
      await foundRecording(recording, id)
      const { key, expiresAt } = listening.begin(id, accessorToAudio(request))
      return { url: `/v1/recordings/${shown("rec", id)}/audio?listening=${key}`, expires_at: expiresAt }
    },
  )

  app.get(
    "/recordings/:id/peaks",
    {
      config,
      exposeHeadRoute: false,
      schema: {
        tags: ["recordings"],
        summary: "What a player draws: how loud each side was, made anew from the audio at each request",
        description:
          "Kept nowhere, so that nothing of it is left to erase. On record as a playback of the whole: its shape tells of what was said.",
        params: oneRecording,
        headers: useHeaders,
        querystring: audioQuery.extend({
          buckets: z.coerce.number().int().min(1).max(4000).default(2000).describe("Stretches of time at most"),
        }),
        response: { 200: peaksView, ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const { listening: key, buckets } = request.query
      const opened = await open(reply, id, listening.accessor(request, id, key))
      if (!opened) return reply
      const { wav } = opened
      const frames = Math.floor((wav.totalBytes - WAV_HEADER_BYTES) / FRAME_BYTES)
      const audio = await wav.begin(Math.min(WAV_HEADER_BYTES, wav.totalBytes), wav.totalBytes)
      const peaks = await peaksOf(audio, frames, buckets)
      return {
        recording_id: shown("rec", id),
        duration_ms: Math.floor(frames / FRAMES_PER_MS),
        caller: [...peaks.caller],
        agent: [...peaks.agent],
      }
    },
  )
}
