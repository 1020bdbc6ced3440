/* A recording as it is stored, for whoever holds the private KEK, and the proof that the ledger speaks of it. */
import { createHash } from "node:crypto"
import { z } from "zod"
import { tombstoneOf } from "../retention/tombstone.ts"
import { type App, bytesAnswer, noQuery, problems } from "./app.ts"
import { sendBytes } from "./bytes.ts"
import { example, idOutput, shown } from "./ids.ts"
import type { ApiParts } from "./parts.ts"
import { elsewhereProblem, erasedProblem, sendProblem } from "./problem.ts"
import { accessorForUse, useHeaders } from "./accessor.ts"
import { foundRecording, oneRecording } from "./recordings.ts"

const sealedView = z
  .strictObject({
    id: idOutput("rec"),
    header: z.string().describe("header.json: exactly these bytes are bound to the audio, so keep them as they are"),
    keys: z.strictObject({ call_key: z.string(), recording_key: z.string() }).describe("keys.json: compact JWEs"),
    ciphertext: z.strictObject({ bytes: z.int(), sha256: z.string(), url: z.string() }),
  })
  .meta({
    id: "SealedRecording",
    examples: [
      {
        id: example("rec"),
        header: '{"authority":{"index":41}}',
        keys: { call_key: "eyJhbGciOiJSU0EtT0FFUC0yNTYi...", recording_key: "eyJhbGciOiJFQ0RILUVTK0EyNTZLVyI..." },
        ciphertext: {
          bytes: 3721032,
          sha256: "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
          url: `/v1/recordings/${example("rec")}/ciphertext`,
        },
      },
    ],
  })

const proofView = z
  .strictObject({
    checkpoint: z.string().describe("The signed note (c2sp.org/tlog-checkpoint)"),
    leaves: z.array(
      z.strictObject({
        index: z.int(),
        type: z.string(),
        entry: z.string().describe("base64 of the exact leaf bytes"),
        leaf_hash: z.string().describe("base64, RFC 6962"),
        inclusion: z.array(z.string()).describe("base64 audit path, leaf side first"),
      }),
    ),
  })
  .meta({
    id: "RecordingProof",
    examples: [
      {
        checkpoint:
          "assent.example/ledger\n49\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— assent.example/ledger ...\n",
        leaves: [
          {
            index: 43,
            type: "recording.started",
            entry: "eyJjYWxsIjoi...",
            leaf_hash: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            inclusion: ["47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="],
          },
        ],
      },
    ],
  })

type ExportParts = Pick<ApiParts, "recording" | "sealed" | "proofs" | "access">

export function exportRoutes(app: App, { recording, sealed, proofs, access }: ExportParts): void {
  const common = { tags: ["recordings"], params: oneRecording, querystring: noQuery }

  app.get(
    "/recordings/:id/encrypted",
    {
      config: { permission: "recordings:export", within: "recording" },
      schema: {
        ...common,
        headers: useHeaders,
        summary: "Header, wrapped keys and facts of the ciphertext, for export",
        description: "On record in the ledger (access.exported) before it is answered; 503 when it cannot be.",
        response: { 200: sealedView, ...problems },
      },
    },
    async (request, reply) => {
      const row = await foundRecording(recording, request.params.id)
      const by = accessorForUse(request)
      const tombstone = tombstoneOf(row)
      if (tombstone) {
        await access.denied({ call: row.callId, rec: row.id }, "erased", by)
        return sendProblem(reply, erasedProblem(tombstone))
      }
      const file = await sealed.open(row.id)
      const keys = await sealed.keys(row.id, by)
      const id = shown("rec", row.id)
      return {
        id,
        header: Buffer.from(file.header).toString("utf8"),
        keys: { call_key: keys.callKey, recording_key: keys.recordingKey },
        ciphertext: {
          bytes: file.ciphertextLen,
          sha256: file.ciphertextSha256,
          url: `/v1/recordings/${id}/ciphertext`,
        },
      }
    },
  )

  app.get(
    "/recordings/:id/header",
    {
      config: { permission: "recordings:read", within: "recording" },
      schema: {
        ...common,
        summary: "header.json alone: the exact bytes whose hash is in the ledger and bound to the audio",
        response: { 200: bytesAnswer("The header", "application/octet-stream"), ...problems },
      },
    },
    async (request, reply) => {
      const row = await foundRecording(recording, request.params.id)
      const tombstone = tombstoneOf(row)
      if (tombstone) return sendProblem(reply, erasedProblem(tombstone))
      return reply.type("application/octet-stream").send(Buffer.from(row.header))
    },
  )

  app.get(
    "/recordings/:id/ciphertext",
    {
      config: { permission: "recordings:export", within: "recording" },
      exposeHeadRoute: false,
      schema: {
        ...common,
        summary: "recording.tink: the stored bytes, as Tink's own libraries read them",
        description: "They open nothing without the wrapped keys, and it is those whose leaving is on record.",
        response: {
          200: bytesAnswer("The whole", "application/octet-stream"),
          206: bytesAnswer("The range that was asked for", "application/octet-stream"),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const row = await foundRecording(recording, request.params.id)
      const tombstone = tombstoneOf(row)
      if (tombstone) return sendProblem(reply, erasedProblem(tombstone))
      const moved = elsewhereProblem(row)
      if (moved) return sendProblem(reply, moved)
      const file = await sealed.open(row.id)
      return sendBytes(request, reply, {
        total: file.ciphertextLen,
        etag: `"${file.ciphertextSha256}"`,
        sha256: file.ciphertextSha256,
        type: "application/octet-stream",
        fileName: `rec_${row.id}.tink`,
        begin: async (start, end) => file.read(start, end),
      })
    },
  )

  app.get(
    "/recordings/:id/proof",
    {
      config: { permission: "recordings:read", within: "recording" },
      schema: {
        ...common,
        summary: "Inclusion proofs of every leaf about this recording, and the checkpoint they lead to",
        response: { 200: proofView, ...problems },
      },
    },
    async (request) => {
      const row = await foundRecording(recording, request.params.id)
      const proof = await proofs.ofRecording(row.id)
      return {
        checkpoint: proof.checkpoint,
        leaves: proof.leaves.map(({ index, type, entry, path }) => ({
          index,
          type,
          entry: base64(entry),
          leaf_hash: createHash("sha256").update(Uint8Array.of(0)).update(entry).digest("base64"),
          inclusion: path.map(base64),
        })),
      }
    },
  )
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64")
