/* Who else receives data, where, and why it may go there. Consents name this register by its hash. */
import { z } from "zod"
import { recipient, type Recipient, recipientRoles, transfer, transferMechanisms } from "../config-recipients.ts"
import { AssentError } from "../errors.ts"
import type { Coverage, RegisterVersion } from "../rights/recipients.ts"
import { accessorOf } from "./accessor.ts"
import { type App, noQuery, problems } from "./app.ts"
import { ifMatch, requireMatch, withEtag } from "./etag.ts"
import { slug } from "./ids.ts"

export interface RecipientRegister {
  list(): readonly (Recipient & { readonly source: "configuration" | "document" })[]
  versions(): readonly RegisterVersion[]
  add(party: Recipient, actor: string): Promise<void>
  remove(id: string, actor: string): Promise<void>
  ofLeaf(index: number): Promise<Coverage>
}

const members = {
  id: z.string(),
  name: z.string(),
  role: z.enum(recipientRoles),
  purpose: z.string(),
  country: z.string().nullable().describe("ISO 3166-1; null: not stated, so that nothing may be exported to it"),
  transfer: z
    .enum(transferMechanisms)
    .nullable()
    .describe(
      "none_needed: within the EEA or the country; adequacy: Art. 45; scc, bcr, safeguards: Art. 46, 47; derogation: Art. 49",
    ),
}
const partyExample = {
  id: "archive",
  name: "Archive Ltd",
  role: "storage" as const,
  purpose: "Keeps copies of recordings",
  country: "IE",
  transfer: "none_needed" as const,
}
const hash = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
const recipientView = z
  .strictObject({
    ...members,
    source: z.enum(["configuration", "document"]).describe("configuration: named by a trunk, a witness or such"),
  })
  .meta({ id: "Recipient", examples: [{ ...partyExample, source: "document" }] })
const versionView = z
  .strictObject({
    at: z.string().describe("From when on"),
    sha256: z.string().describe("base64url SHA-256 of the parties by id, as canonical JSON (RFC 8785)"),
    parties: z.array(z.strictObject(members)),
  })
  .meta({
    id: "RecipientVersion",
    examples: [{ at: "2026-11-23T16:30:00.000Z", sha256: hash, parties: [partyExample] }],
  })

const tags = ["accountability"]
const one = { params: z.strictObject({ id: slug }), querystring: noQuery }

export function recipientRoutes(app: App, register: RecipientRegister): void {
  const found = (id: string): z.infer<typeof recipientView> => {
    const party = register.list().find((one) => one.id === id)
    if (!party) throw new AssentError("NOT_FOUND", "there is no such recipient")
    return party
  }

  app.get(
    "/recipients",
    {
      config: { permission: "audit:read" },
      schema: {
        tags,
        summary: "Everybody else who receives data: purpose, country and transfer mechanism",
        querystring: noQuery,
        response: { 200: z.strictObject({ data: z.array(recipientView) }), ...problems },
      },
    },
    () => ({ data: [...register.list()] }),
  )

  app.get(
    "/recipients/versions",
    {
      config: { permission: "audit:read" },
      schema: {
        tags,
        summary: "The register as it was, newest first: what consents name by its hash",
        querystring: noQuery,
        response: { 200: z.strictObject({ data: z.array(versionView) }), ...problems },
      },
    },
    () => ({ data: register.versions().map((version) => ({ ...version, parties: [...version.parties] })) }),
  )

  app.get(
    "/recipients/:id",
    {
      config: { permission: "audit:read" },
      schema: {
        tags,
        summary: "One recipient, with the ETag that removing it asks for",
        ...one,
        response: { 200: recipientView, ...problems },
      },
    },
    async (request, reply) => withEtag(reply, found(request.params.id)),
  )

  app.post(
    "/recipients",
    {
      config: { permission: "retention:write" },
      schema: {
        tags,
        summary: "Add a recipient: from now on consents name it, and those from before do not cover it",
        querystring: noQuery,
        body: recipient.extend({ country: recipient.shape.country.unwrap(), transfer }).meta({ example: partyExample }),
        response: { 201: recipientView, ...problems },
      },
    },
    async (request, reply) => {
      await register.add(request.body, accessorOf(request).actor)
      return reply.status(201).send(found(request.body.id))
    },
  )

  app.delete(
    "/recipients/:id",
    {
      config: { permission: "retention:write" },
      schema: {
        tags,
        summary: "Remove a recipient: nothing is exported to it any more",
        ...one,
        headers: ifMatch,
        response: { 200: recipientView, ...problems },
      },
    },
    async (request, reply) => {
      const party = found(request.params.id)
      requireMatch(request, reply, party)
      await register.remove(party.id, accessorOf(request).actor)
      return party
    },
  )
}
