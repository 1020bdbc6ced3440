import { z } from "zod"
import type { KekRow } from "../keys/ports.ts"
import { type App, noQuery, problems, refuseBody } from "./app.ts"
import type { KeyEpochs } from "./parts.ts"

const keyView = z
  .strictObject({
    id: z.string(),
    epoch: z.int(),
    provider: z.string(),
    fingerprint: z.string().describe("base64url SHA-256 of the public half; stands in the ledger"),
    state: z.enum(["active", "retiring", "destroyed"]),
    created_at: z.string(),
    destroyed_at: z.string().nullable(),
  })
  .meta({
    id: "KeyEncryptionKey",
    examples: [
      {
        id: "kek-2",
        epoch: 2,
        provider: "file",
        fingerprint: "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
        state: "active",
        created_at: "2026-11-23T16:30:00.000Z",
        destroyed_at: null,
      },
    ],
  })

export function keyRoutes(app: App, keks: KeyEpochs): void {
  app.get(
    "/keys",
    {
      config: { permission: "audit:read" },
      schema: {
        tags: ["keys"],
        summary: "The key encryption keys, oldest first, destroyed ones included",
        querystring: noQuery,
        response: { 200: z.strictObject({ data: z.array(keyView) }), ...problems },
      },
    },
    async () => ({ data: (await keks.list()).map(viewOf) }),
  )

  app.post(
    "/keys/rotate",
    {
      config: { permission: "keys:write" },
      preValidation: refuseBody,
      schema: {
        tags: ["keys"],
        summary: "End the key epoch now: every living key is wrapped anew, and the old KEK is destroyed",
        description:
          "Older backups of the key store open nothing from then on. When it fails, send it again: it goes on.",
        querystring: noQuery,
        response: { 200: keyView, ...problems },
      },
    },
    async () => viewOf(await keks.rotate()),
  )
}

function viewOf(row: KekRow): z.infer<typeof keyView> {
  return {
    id: row.id,
    epoch: row.epoch,
    provider: row.provider,
    fingerprint: row.fingerprint,
    state: row.state,
    created_at: row.notBefore,
    destroyed_at: row.destroyedAt,
  }
}
