/* Contacts: who callers are, where the operator wrote it down. */
import { z } from "zod"
import type { Contact } from "./record-parts.ts"
import { type App, noQuery, problems, refuseBody } from "./app.ts"
import { erasureItem, itemOfErased, itemOfPlan, itemOfRetained } from "./erasures.ts"
import { e164, example, idInput, idOutput, shown } from "./ids.ts"
import { type Pager, pageOf, pageQuery } from "./paging.ts"
import type { ApiParts } from "./parts.ts"
import { actorOf, principalOf } from "./permission.ts"

const tags = ["contacts"]
const contactExample = {
  id: example("con"),
  name: "A. Caller",
  numbers: ["+4930123456"],
  set_at: "2026-11-23T16:20:00.000Z",
  waits: false,
}
const contactView = z
  .strictObject({
    id: idOutput("con"),
    name: z.string().nullable(),
    numbers: z.array(z.string()),
    set_at: z.string(),
    waits: z.boolean().describe("Its erasure was asked for, and waits for a hold or the law on one of its calls"),
  })
  .meta({ id: "Contact", examples: [contactExample] })

const contactBody = z
  .strictObject({
    name: z.string().min(1).max(200).nullable().default(null),
    numbers: z.array(e164).max(10).default([]),
  })
  .refine(({ name, numbers }) => name !== null || numbers.length > 0, { message: "give a name or a number" })
  .meta({ example: { name: "A. Caller", numbers: ["+4930123456"] } })

const erasedView = z
  .strictObject({
    contact: z.enum(["erased", "retained", "would_erase"]),
    calls: z.int().describe("How many calls' keys were (or would be) destroyed"),
    items: z.array(erasureItem).describe("Recordings, each with what becomes of it and why"),
    preview: z.string().nullable().describe("Names what a dry run showed: send it to erase exactly that"),
  })
  .meta({ id: "ContactErasure", examples: [{ contact: "erased", calls: 0, items: [], preview: null }] })

const one = { params: z.strictObject({ id: idInput("con") }), querystring: noQuery }

export function contactRoutes(app: App, { records, approvals }: Pick<ApiParts, "records" | "approvals">, page: Pager) {
  app.get(
    "/contacts",
    {
      config: { permission: "contacts:read" },
      schema: {
        tags,
        summary: "Contacts, newest first",
        querystring: z.strictObject({
          ...pageQuery,
          number: e164
            .optional()
            .meta({ description: "With exactly this number (send the + as %2B)", example: "+4930123456" }),
        }),
        response: { 200: pageOf(contactView), ...problems },
      },
    },
    (request, reply) => {
      const { number, ...at } = request.query
      const filter = number === undefined ? {} : { number }
      return page(request, reply, at, (wanted) => records.contacts(filter, wanted), viewOf)
    },
  )

  app.post(
    "/contacts",
    {
      config: { permission: "contacts:write" },
      schema: {
        tags,
        summary: "Write down who a caller is. Name and numbers are sealed to a key of their own",
        querystring: noQuery,
        body: contactBody,
        response: { 201: contactView, ...problems },
      },
    },
    async (request, reply) => reply.status(201).send(viewOf(await records.putContact(request.body, actorOf(request)))),
  )

  app.get(
    "/contacts/:id",
    {
      config: { permission: "contacts:read" },
      schema: { tags, summary: "One contact", ...one, response: { 200: contactView, ...problems } },
    },
    async (request) => viewOf(await records.contact(request.params.id)),
  )

  app.put(
    "/contacts/:id",
    {
      config: { permission: "contacts:write" },
      schema: {
        tags,
        summary: "Correct a contact: the wording before is destroyed, and stays as a digest in its leaf",
        ...one,
        body: contactBody,
        response: { 200: contactView, ...problems },
      },
    },
    async (request) => viewOf(await records.putContact({ id: request.params.id, ...request.body }, actorOf(request))),
  )

  app.delete(
    "/contacts/:id",
    {
      config: { permission: "erasure:approve" },
      preValidation: refuseBody,
      schema: {
        tags,
        summary: "Erase a contact with everything held under its numbers: calls' keys, recordings, notes and tags",
        description:
          "What a hold or the law keeps is listed with its reason, and is erased by itself with the contact when that ends. 409 while a call of the person goes on, or when a second person must approve.",
        params: one.params,
        querystring: z.strictObject({
          dry_run: z.enum(["true", "false"]).default("false").meta({ example: "true" }),
          preview: z.string().max(64).optional().describe("Of the dry run"),
        }),
        response: { 200: erasedView, ...problems },
      },
    },
    async (request) => {
      const { id } = request.params
      const by = actorOf(request)
      const dryRun = request.query.dry_run === "true"
      const plans = await records.planContact(id)
      const items = plans.flatMap((plan) => plan.recordings)
      const calls = plans.reduce((sum, plan) => sum + plan.calls, 0)
      const scope = `contact ${id}`
      if (dryRun) {
        const looker = principalOf(request)?.kind === "service_account" ? null : by
        const preview = approvals.shown(scope, items, looker)
        return { contact: "would_erase" as const, calls, items: items.map((item) => itemOfPlan(item, null)), preview }
      }
      // Nothing to erase with it is nothing that a second person would look at.
      if (calls > 0) approvals.allow(scope, items, request.query.preview ?? null, by)
      const { contact, done } = await records.eraseContact(id, by)
      return {
        contact,
        calls: done.reduce((sum, each) => sum + each.calls, 0),
        items: done.flatMap((each) => [...each.recordings.map(itemOfErased), ...each.retained.map(itemOfRetained)]),
        preview: null,
      }
    },
  )
}

function viewOf({ id, name, numbers, setAt, waits }: Contact): z.infer<typeof contactView> {
  return { id: shown("con", id), name, numbers: [...numbers], set_at: setAt, waits }
}
