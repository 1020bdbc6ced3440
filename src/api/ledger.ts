/* The ledger as an auditor's own tools read it (c2sp.org/tlog-tiles), and its newest checkpoint as JSON. */
import type { FastifyReply } from "fastify"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { type App, bytesAnswer, noQuery, problems } from "./app.ts"
import type { LedgerFiles } from "./parts.ts"

/** `<L>/<N>` or `entries/<N>`, N in groups of three digits, with `.p/<W>` for a partial tile. Nothing else reaches the reader. */
const tilePath =
  /^(entries|[0-9]|[1-5][0-9]|6[0-3])\/(x\d{3}\/){0,4}\d{3}(\.p\/([1-9]|[1-9]\d|1\d\d|2[0-4]\d|25[0-5]))?$/

const texts = [
  { name: "checkpoint", summary: "The newest checkpoint, a signed note" },
  { name: "log.vkey", summary: "The key the checkpoints are signed with. Get it by another path too, and compare" },
  { name: "witness.vkeys", summary: "The witnesses' keys, one a line; empty when there is none" },
  { name: "tsa.pem", summary: "The CA of the timestamp authority, where one is configured" },
] as const

export function ledgerFileRoutes(app: App, ledger: LedgerFiles): void {
  async function sent(reply: FastifyReply, path: string, type: string): Promise<FastifyReply> {
    const bytes = await ledger.read(path)
    if (!bytes) throw new AssentError("NOT_FOUND", "the ledger has no such file")
    return reply.type(type).send(Buffer.from(bytes))
  }

  for (const { name, summary } of texts) {
    app.get(
      `/${name}`,
      {
        config: { permission: "audit:read" },
        schema: {
          tags: ["ledger"],
          summary,
          querystring: noQuery,
          response: { 200: bytesAnswer("The file", "text/plain; charset=utf-8"), ...problems },
        },
      },
      (_request, reply) => sent(reply, name, "text/plain; charset=utf-8"),
    )
  }

  app.get(
    "/timestamp/:size",
    {
      config: { permission: "audit:read" },
      schema: {
        tags: ["ledger"],
        summary: "The RFC 3161 response for the checkpoint of this size, asked for when it is first wanted",
        params: z.strictObject({ size: z.string().meta({ example: "49" }) }),
        querystring: noQuery,
        response: { 200: bytesAnswer("A TimeStampResp", "application/timestamp-reply"), ...problems },
      },
    },
    (request, reply) => {
      const { size } = request.params
      if (!/^[1-9][0-9]{0,15}$/.test(size)) throw new AssentError("NOT_FOUND", "the ledger has no such file")
      return sent(reply, `timestamp/${size}`, "application/timestamp-reply")
    },
  )

  app.get(
    "/tile/*",
    {
      config: { permission: "audit:read" },
      schema: {
        tags: ["ledger"],
        summary: "A tile of hashes or of entries, for example tile/0/000.p/49 or tile/entries/000",
        params: z.strictObject({ "*": z.string().meta({ example: "0/000.p/49" }) }),
        querystring: noQuery,
        response: { 200: bytesAnswer("The tile", "application/octet-stream"), ...problems },
      },
    },
    (request, reply) => {
      const path = request.params["*"]
      if (!tilePath.test(path)) throw new AssentError("NOT_FOUND", "the ledger has no such file")
      return sent(reply, `tile/${path}`, "application/octet-stream")
    },
  )
}

const checkpointView = z
  .strictObject({
    origin: z.string(),
    size: z.int().describe("How many leaves it covers"),
    root: z.string().describe("base64"),
    note: z.string().describe("The signed note, exactly as published"),
  })
  .meta({
    id: "Checkpoint",
    examples: [
      {
        origin: "assent.example/ledger",
        size: 49,
        root: "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
        note: "assent.example/ledger\n49\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— assent.example/ledger ...\n",
      },
    ],
  })

export function checkpointRoute(app: App, ledger: LedgerFiles): void {
  app.get(
    "/ledger/checkpoint",
    {
      config: { permission: "audit:read" },
      schema: {
        tags: ["ledger"],
        summary: "The newest checkpoint as JSON",
        querystring: noQuery,
        response: { 200: checkpointView, ...problems },
      },
    },
    async () => {
      const bytes = await ledger.read("checkpoint")
      if (!bytes) throw new AssentError("NOT_FOUND", "the ledger has no checkpoint yet")
      const note = Buffer.from(bytes).toString("utf8")
      const [origin = "", size = "", root = ""] = note.split("\n")
      return { origin, size: Number(size), root, note }
    },
  )
}
