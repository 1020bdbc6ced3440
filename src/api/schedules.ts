import { z } from "zod"
import type { PartDesks } from "../greetings/part-desks.ts"
import type { OperatorStore } from "../greetings/document.ts"
import { schedule, type Schedule, scheduleMembers } from "../greetings/document-schedule.ts"
import { type App, noQuery, problems, refuseBody } from "./app.ts"
import { ifMatch, withEtag } from "./etag.ts"
import { slug } from "./ids.ts"
import { type Pager, pageOf, pageQuery, slicePage } from "./paging.ts"
import { dryRunQuery, editBy, edited } from "./part-edit.ts"

const example: Schedule = {
  id: "office",
  name: "Office hours",
  time_zone: "Europe/Berlin",
  weekly: [{ days: ["mon", "tue", "wed", "thu", "fri"], hours: [{ from: "09:00", to: "17:30" }] }],
  holidays: [{ name: "Christmas Day", on: "--12-25" }],
  overrides: [{ name: "Sale", from: "2026-11-28", to: "2026-11-28", hours: [{ from: "10:00", to: "14:00" }] }],
}

const scheduleView = z.strictObject(scheduleMembers).meta({ id: "Schedule", examples: [example] })
const patch = z.strictObject({
  name: scheduleMembers.name.optional(),
  time_zone: scheduleMembers.time_zone.optional(),
  weekly: scheduleMembers.weekly.optional(),
  holidays: scheduleMembers.holidays.unwrap().optional(),
  overrides: scheduleMembers.overrides.unwrap().optional(),
})

const tags = ["lines"]
const one = { tags, params: z.strictObject({ id: slug }) }
const change = { ...one, querystring: z.strictObject(dryRunQuery), headers: ifMatch }

/** Lines keep these hours; the permissions are those of lines. */
export function scheduleRoutes(app: App, operator: OperatorStore, { schedules }: PartDesks, page: Pager): void {
  app.get(
    "/schedules",
    {
      config: { permission: "lines:read" },
      schema: {
        tags,
        summary: "Schedules: when lines are open",
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(scheduleView), ...problems },
      },
    },
    (request, reply) =>
      page(
        request,
        reply,
        request.query,
        async (want) => slicePage(operator.current().schedules ?? [], want),
        (each) => each,
      ),
  )

  app.get(
    "/schedules/:id",
    {
      config: { permission: "lines:read" },
      schema: {
        ...one,
        summary: "One schedule, with its ETag",
        querystring: noQuery,
        response: { 200: scheduleView, ...problems },
      },
    },
    async (request, reply) => withEtag(reply, schedules.get(request.params.id)),
  )

  app.post(
    "/schedules",
    {
      config: { permission: "lines:write" },
      schema: {
        tags,
        summary: "Add a schedule; lines keep it once they name it",
        description: "400 for hours or dates that overlap, naming them. A dry run answers 200.",
        querystring: z.strictObject(dryRunQuery),
        body: schedule.meta({ example }),
        response: { 200: scheduleView, 201: scheduleView, ...problems },
      },
    },
    async (request, reply) => {
      const edit = editBy(request)
      const made = await schedules.add(request.body, edit)
      return reply.status(edit.dryRun ? 200 : 201).send(withEtag(reply, made))
    },
  )

  app.patch(
    "/schedules/:id",
    {
      config: { permission: "lines:write" },
      schema: {
        ...change,
        summary: "Change members of a schedule, for calls that come from now on",
        description: "Each member that is sent replaces the whole stored one.",
        body: patch.meta({ example: { holidays: example.holidays } }),
        response: { 200: scheduleView, ...problems },
      },
    },
    (request, reply) =>
      edited(request, reply, schedules, request.params.id, (seen) =>
        schedules.change(seen, request.body, editBy(request)),
      ),
  )

  app.delete(
    "/schedules/:id",
    {
      config: { permission: "lines:write" },
      preValidation: refuseBody,
      schema: {
        ...change,
        summary: "Delete a schedule that no line keeps",
        response: { 200: scheduleView, ...problems },
      },
    },
    (request, reply) =>
      edited(request, reply, schedules, request.params.id, (seen) => schedules.remove(seen, editBy(request))),
  )
}
