/* A recording that its operator's own server has fetched: once it says so with the hash, the file here goes. */
import { z } from "zod"
import { tombstoneOf } from "../retention/tombstone.ts"
import { type App, noQuery, problems } from "./app.ts"
import { example, idOutput, shown, slug } from "./ids.ts"
import type { ApiParts } from "./parts.ts"
import { actorOf } from "./permission.ts"
import { erasedProblem, retainedProblem, sendProblem } from "./problem.ts"
import { elsewhereView } from "./recording-view.ts"
import { foundRecording, oneRecording } from "./recordings.ts"

const body = z
  .strictObject({
    recipient: slug.describe("Whose place it is: a party on the register of recipients"),
    sha256: z
      .string()
      .regex(/^[A-Za-z0-9_-]{43}$/)
      .describe(
        "base64url SHA-256 of what you stored. Compute it of your own copy: it is what allows the file here to go",
      ),
  })
  .meta({ example: { recipient: "archive", sha256: "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU" } })

const movedView = elsewhereView.extend({ id: idOutput("rec"), ciphertext_sha256: z.string() }).meta({
  id: "RecordingElsewhere",
  examples: [
    {
      id: example("rec"),
      recipient: "archive",
      moved_at: "2026-11-23T16:25:00.000Z",
      leaf_index: 50,
      ciphertext_sha256: "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
    },
  ],
})

export function elsewhereRoutes(app: App, { recording, moves }: Pick<ApiParts, "recording" | "moves">): void {
  app.post(
    "/recordings/:id/elsewhere",
    {
      config: { permission: "recordings:export", within: "recording" },
      schema: {
        tags: ["recordings"],
        summary: "Say that you hold the ciphertext of a recording: its file here is removed",
        description:
          "After recording.stored: fetch /ciphertext (with /encrypted if you want to open it), store it, and send the SHA-256 of what you stored. " +
          "It enters the ledger (recording.moved) before the file goes. The keys stay here: erasure and retention destroy them as before, which makes your copy unreadable, and you are told (recording.erased). " +
          "Playback is 409 recording-elsewhere from then on. Nothing is removed for another hash (409, errors names sha256), under a legal hold (legal-hold) or while the law asks to keep it (retained-by-law).",
        params: oneRecording,
        querystring: noQuery,
        body,
        response: { 200: movedView, ...problems },
      },
    },
    async (request, reply) => {
      const row = await foundRecording(recording, request.params.id)
      const tombstone = tombstoneOf(row)
      if (tombstone) return sendProblem(reply, erasedProblem(tombstone))
      const { recipient: place, sha256 } = request.body
      const done = await moves.move(row.id, { place, sha256 }, actorOf(request))
      if ("reason" in done) return sendProblem(reply, retainedProblem(done, "move"))
      const { movedAt: moved_at, leaf: leaf_index } = done
      return { id: shown("rec", row.id), recipient: place, moved_at, leaf_index, ciphertext_sha256: sha256 }
    },
  )
}
