/* Requests of people about their data, from their receipt to the answer. */
import { Readable } from "node:stream"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { requestKinds, requestStates } from "../ledger/entry.ts"
import { certificatePdf } from "../rights/certificate-pdf.ts"
import { decodeCertificate } from "../rights/certificate.ts"
import { detailsSchema, grounds, languages, refusals, verifyMethods } from "../rights/ports.ts"
import { accessorOf, reasonHeader } from "./accessor.ts"
import { type App, bytesAnswer, noQuery, problems, refuseBody } from "./app.ts"
import { e164, idInput } from "./ids.ts"
import { correctionBody, correctionOf } from "./correction.ts"
import type { ApiParts } from "./parts.ts"
import { type Pager, pageOf, pageQuery } from "./paging.ts"
import { requestView, requestWithHistory, viewOfAct, viewOfRequest } from "./request-view.ts"

const params = z.strictObject({ id: idInput("dsr") })
const tags = ["requests"]
const words = z.string().min(1).max(2000)
const { authority, legal_reference, scope, statement } = detailsSchema.shape

const filing = z
  .strictObject({
    kind: z.enum(requestKinds),
    number: e164.optional().describe("The person's number"),
    recording_id: idInput("rec").optional(),
    language: z.enum(languages).default("en"),
    authority: authority.describe("Disclosure: who asks"),
    legal_reference: legal_reference.describe("Disclosure: law or order"),
    scope: scope.describe("Disclosure: what is asked for"),
    statement: statement.describe("Rectification: what the person states to be right"),
  })
  .refine((body) => (body.number === undefined) !== (body.recording_id === undefined), {
    message: "give either number or recording_id",
  })
  .meta({ example: { kind: "erasure", number: "+4930123456", language: "de" } })

const verifying = z
  .strictObject({ verified_by: z.enum(verifyMethods), verified_reference: words.optional() })
  .meta({ example: { verified_by: "call_back", verified_reference: "ticket 4711" } })

const assessing = z
  .strictObject({ ground: z.enum(grounds).optional().describe("Erasure: Art. 17(1)(a) to (f) GDPR") })
  .meta({ example: { ground: "17_1_b" } })

const executing = z
  .strictObject({
    handed_over: words.optional().describe("Disclosure: what the authority was given"),
    recordings: z
      .array(idInput("rec"))
      .max(10_000)
      .optional()
      .describe("Disclosure: of the recordings assessed, those that are handed over; absent: all"),
    corrections: z.array(correctionBody).max(50).optional(),
    told: z
      .array(z.strictObject({ name: z.string().min(1).max(300), on: z.iso.date() }))
      .max(32)
      .default([])
      .describe("Recipients who were told (Art. 19 GDPR)"),
  })
  .meta({ example: { told: [{ name: "Example Archive Ltd", on: "2026-11-23" }] } })

const page = z.strictObject({
  state: z.enum(requestStates).optional(),
  kind: z.enum(requestKinds).optional(),
  ...pageQuery,
})

export function requestRoutes(app: App, parts: Pick<ApiParts, "requests" | "copies">, pager: Pager): void {
  const { requests, copies } = parts
  const one = { params, querystring: noQuery, response: { 200: requestView, ...problems } }
  const act = (summary: string) => ({ ...one, tags, summary })

  app.post(
    "/requests",
    {
      config: { permission: "erasure:file", idempotency: "month" },
      schema: {
        tags,
        summary: "File a person's request, or an authority's",
        description: "The number is not stored: its keyed hash until the request is carried out, and its masked form.",
        querystring: noQuery,
        body: filing,
        response: { 201: requestView, ...problems },
      },
    },
    async (request, reply) => {
      const { kind, number, recording_id: recordingId, language, ...details } = request.body
      const about = recordingId === undefined ? { number: number ?? "" } : { recordingId }
      const filed = await requests.file({ kind, about, language, details }, accessorOf(request).actor)
      return reply.status(201).send(viewOfRequest(filed))
    },
  )

  app.get(
    "/requests",
    {
      config: { permission: "requests:read" },
      schema: {
        tags,
        summary: "Requests, newest first",
        querystring: page,
        response: { 200: pageOf(requestView), ...problems },
      },
    },
    (request, reply) => {
      const { state, kind, ...at } = request.query
      const filter = { ...(state && { state }), ...(kind && { kind }) }
      return pager(request, reply, at, (wanted) => requests.list(filter, wanted), viewOfRequest)
    },
  )

  app.get(
    "/requests/:id",
    {
      config: { permission: "requests:read" },
      schema: {
        ...one,
        tags,
        summary: "One request with every attempt on it",
        response: { 200: requestWithHistory, ...problems },
      },
    },
    async (request) => {
      const { request: found, acts } = await requests.get(request.params.id)
      return { ...viewOfRequest(found), history: acts.map(viewOfAct) }
    },
  )

  app.post(
    "/requests/:id/verify",
    {
      config: { permission: "requests:handle", idempotency: "accepted" },
      schema: { ...act("Say how the person's identity was verified"), body: verifying },
    },
    async (request) => {
      const { verified_reference, verified_by } = request.body
      const how = { verified_by, ...(verified_reference !== undefined && { verified_reference }) }
      return viewOfRequest(await requests.verify(request.params.id, how, accessorOf(request).actor))
    },
  )

  app.post(
    "/requests/:id/assess",
    {
      config: { permission: "requests:handle", idempotency: "accepted" },
      schema: { ...act("Assess a request: what is held, item by item"), body: assessing },
    },
    async (request) => {
      const { ground } = request.body
      const how = ground === undefined ? {} : { ground }
      return viewOfRequest(await requests.assess(request.params.id, how, accessorOf(request).actor))
    },
  )

  app.post(
    "/requests/:id/execute",
    {
      config: { permission: "erasure:approve" },
      schema: {
        ...act("Carry out an assessed request"),
        description: "409 when whoever filed it asks, when a call of the person goes on, or when more is held by now.",
        body: executing,
      },
    },
    async (request) => {
      const { handed_over: handedOver, recordings, corrections, told } = request.body
      const execution = { handedOver, recordings, corrections: corrections?.map(correctionOf), told }
      return viewOfRequest(await requests.execute(request.params.id, execution, accessorOf(request).actor))
    },
  )

  app.post(
    "/requests/:id/refuse",
    {
      config: { permission: "erasure:approve", idempotency: "accepted" },
      schema: {
        ...act("Refuse a request, with its reason"),
        body: z.strictObject({ reason: z.enum(refusals) }).meta({ example: { reason: "17_3_b" } }),
      },
    },
    async (request) =>
      viewOfRequest(await requests.refuse(request.params.id, request.body.reason, accessorOf(request).actor)),
  )

  app.post(
    "/requests/:id/extend",
    {
      config: { permission: "requests:handle", idempotency: "accepted" },
      schema: {
        ...act("Extend the month by two, once (Art. 12(3) GDPR)"),
        body: z.strictObject({ reason: words }).meta({ example: { reason: "many calls to assess" } }),
      },
    },
    async (request) =>
      viewOfRequest(await requests.extend(request.params.id, request.body.reason, accessorOf(request).actor)),
  )

  app.post(
    "/requests/:id/notified",
    {
      config: { permission: "requests:handle", idempotency: "accepted" },
      preValidation: refuseBody,
      schema: act("Say that the person was told of the decision"),
    },
    async (request) => viewOfRequest(await requests.notified(request.params.id, accessorOf(request).actor)),
  )

  app.get(
    "/requests/:id/copy",
    {
      config: { permission: "requests:handle" },
      exposeHeadRoute: false,
      schema: {
        tags,
        summary: "The copy of a person's data (Art. 15 GDPR): a ZIP archive with audio, consents and a letter",
        description: "Only of a request for access that was carried out. Every recording in it is on record as played.",
        params,
        querystring: z.strictObject({
          other_side: z.enum(["masked", "included"]).default("masked").meta({
            description: "Whether the other person is heard too",
            example: "masked",
          }),
        }),
        headers: reasonHeader,
        response: { 200: bytesAnswer("The archive", "application/zip"), ...problems },
      },
    },
    async (request, reply) => {
      const { request: found } = await requests.get(request.params.id)
      const both = request.query.other_side === "included"
      const { fileName, bytes } = await copies.of(found, both, accessorOf(request))
      return reply
        .headers({ "content-type": "application/zip", "content-disposition": `attachment; filename="${fileName}"` })
        .send(Readable.from(bytes, { objectMode: false }))
    },
  )

  app.get(
    "/requests/:id/handover",
    {
      config: { permission: "requests:handle" },
      exposeHeadRoute: false,
      schema: {
        tags,
        summary: "What an authority is handed: a ZIP archive with its manifest",
        description: "Only of a disclosure that was carried out. Every recording in it is on record as played.",
        params,
        querystring: noQuery,
        headers: reasonHeader,
        response: { 200: bytesAnswer("The archive", "application/zip"), ...problems },
      },
    },
    async (request, reply) => {
      const { request: found } = await requests.get(request.params.id)
      const { fileName, bytes } = copies.handover(found, accessorOf(request))
      return reply
        .headers({ "content-type": "application/zip", "content-disposition": `attachment; filename="${fileName}"` })
        .send(Readable.from(bytes, { objectMode: false }))
    },
  )

  app.get(
    "/requests/:id/certificate",
    {
      config: { permission: "requests:read" },
      exposeHeadRoute: false,
      schema: {
        tags,
        summary: "The signed certificate of an erasure: a JWS, or a page of PDF to print",
        params,
        querystring: z.strictObject({
          format: z
            .enum(["jws", "pdf"])
            .default("jws")
            .meta({ description: "The JWS is the certificate", example: "jws" }),
        }),
        response: { 200: bytesAnswer("The certificate", "application/jose", "application/pdf"), ...problems },
      },
    },
    async (request, reply) => {
      const { certificate, id } = (await requests.get(request.params.id)).request
      if (certificate === null) throw new AssentError("NOT_FOUND", "nothing was erased on this request")
      const pdf = request.query.format === "pdf"
      const name = `certificate_${id}.${pdf ? "pdf" : "jws"}`
      const bytes = pdf ? certificatePdf(decodeCertificate(certificate), certificate) : `${certificate}\n`
      return reply
        .headers({
          "content-type": pdf ? "application/pdf" : "application/jose",
          "content-disposition": `attachment; filename="${name}"`,
        })
        .send(Buffer.from(bytes))
    },
  )
}
