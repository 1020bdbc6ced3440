/* Notes and tags on calls. They say things about callers: sealed, and erased with the call at the latest. */
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { type App, noQuery, problems, refuseBody } from "./app.ts"
import { idInput } from "./ids.ts"
import type { ApiParts } from "./parts.ts"
import { actorOf } from "./permission.ts"

const tags = ["calls"]
const oneCall = { params: z.strictObject({ id: idInput("call") }), querystring: noQuery }
const noteView = z
  .strictObject({ text: z.string(), set_at: z.string() })
  .meta({ id: "CallNote", examples: [{ text: "wants to be called back", set_at: "2026-11-23T16:20:00.000Z" }] })
const tag = z.string().min(1).max(50)
const tagsView = z
  .strictObject({ tags: z.array(z.string()), set_at: z.string() })
  .meta({ id: "CallTags", examples: [{ tags: ["complaint"], set_at: "2026-11-23T16:20:00.000Z" }] })
const gone = z.strictObject({ erased: z.boolean() }).meta({ id: "NoteErased", examples: [{ erased: true }] })

export function callNoteRoutes(app: App, { records }: Pick<ApiParts, "records">): void {
  const reading = { permission: "notes:read", within: "call" } as const
  const writing = { permission: "notes:write", within: "call" } as const
  const removal = {
    config: writing,
    preValidation: refuseBody,
  }

  app.get(
    "/calls/:id/notes",
    {
      config: reading,
      schema: { tags, summary: "The note on a call", ...oneCall, response: { 200: noteView, ...problems } },
    },
    async (request) => {
      const note = await records.note(request.params.id)
      if (!note) throw new AssentError("NOT_FOUND", "there is no note on this call")
      return { text: note.text, set_at: note.setAt }
    },
  )

  app.put(
    "/calls/:id/notes",
    {
      config: writing,
      schema: {
        tags,
        summary: "Write the note on a call: the one before is destroyed",
        description: "409 on a call whose caller was erased, and while a legal hold keeps the note there is.",
        ...oneCall,
        body: z
          .strictObject({ text: z.string().min(1).max(1400) })
          .meta({ example: { text: "wants to be called back" } }),
        response: { 200: noteView, ...problems },
      },
    },
    async (request) => {
      const { text, setAt } = await records.putNote(request.params.id, request.body.text, actorOf(request))
      return { text, set_at: setAt }
    },
  )

  app.delete(
    "/calls/:id/notes",
    {
      ...removal,
      schema: { tags, summary: "Erase the note on a call", ...oneCall, response: { 200: gone, ...problems } },
    },
    async (request) => {
      await records.removeNote(request.params.id, actorOf(request))
      return { erased: true }
    },
  )

  app.get(
    "/calls/:id/tags",
    {
      config: reading,
      schema: { tags, summary: "The tags on a call", ...oneCall, response: { 200: tagsView, ...problems } },
    },
    async (request) => {
      const found = await records.tags(request.params.id)
      if (!found) throw new AssentError("NOT_FOUND", "there are no tags on this call")
      return { tags: [...found.tags], set_at: found.setAt }
    },
  )

  app.put(
    "/calls/:id/tags",
    {
      config: writing,
      schema: {
        tags,
        summary: "Tag a call: the tags before are destroyed",
        ...oneCall,
        body: z.strictObject({ tags: z.array(tag).max(20) }).meta({ example: { tags: ["complaint"] } }),
        response: { 200: tagsView, ...problems },
      },
    },
    async (request) => {
      const made = await records.putTags(request.params.id, [...new Set(request.body.tags)], actorOf(request))
      return { tags: [...made.tags], set_at: made.setAt }
    },
  )

  app.delete(
    "/calls/:id/tags",
    {
      ...removal,
      schema: { tags, summary: "Erase the tags on a call", ...oneCall, response: { 200: gone, ...problems } },
    },
    async (request) => {
      await records.removeTags(request.params.id, actorOf(request))
      return { erased: true }
    },
  )
}
