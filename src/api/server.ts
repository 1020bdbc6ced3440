import { randomUUID } from "node:crypto"
import cookies from "@fastify/cookie"
import Fastify, { type FastifyInstance } from "fastify"
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod"
import { type App, refuseUndescribedBody } from "./app.ts"
import { accessRoutes } from "./access.ts"
import { agentRoutes } from "./agents.ts"
import { audioRoutes } from "./audio.ts"
import { auditRoutes } from "./audit.ts"
import { authenticate, refuseStrangers } from "./auth.ts"
import { callerDoorRoutes } from "./caller-door.ts"
import { callNoteRoutes } from "./call-notes.ts"
import { callRoutes } from "./calls.ts"
import { consentRoutes } from "./consents.ts"
import { contactRoutes } from "./contacts.ts"
import { dataMapRoutes } from "./data-map.ts"
import { describeApi, openApiRoute } from "./docs.ts"
import { elsewhereRoutes } from "./elsewhere.ts"
import { erasureRoutes } from "./erasures.ts"
import { clientErrorHandler, errorHandler, notFoundHandler } from "./error-handler.ts"
import { answerNotModified } from "./etag.ts"
import { eventRoutes, liveEventRoutes } from "./events.ts"
import { exportRoutes } from "./exports.ts"
import { callsExportRoutes } from "./exports-calls.ts"
import { evidenceRoutes } from "./evidence.ts"
import { greetingRoutes } from "./greetings.ts"
import { securityHeaders } from "./headers.ts"
import { holdRoutes } from "./holds.ts"
import { deepHealthRoute, healthRoutes, versionRoute } from "./health.ts"
import { idempotentPosts } from "./idempotency.ts"
import { identityDocumentRoutes } from "./identity-documents.ts"
import { incidentRoutes } from "./incidents.ts"
import { jobRoutes } from "./jobs.ts"
import { keyRoutes } from "./keys.ts"
import { checkpointRoute, ledgerFileRoutes } from "./ledger.ts"
import { limitRequests, type RequestLimits } from "./limits.ts"
import { lineExplainRoute } from "./line-explain.ts"
import { lineRoutes } from "./lines.ts"
import { createPager } from "./paging.ts"
import type { ApiLog, ApiParts } from "./parts.ts"
import { everyRouteNamesItsPermission, keepWithinLines, principalOf, requirePermission } from "./permission.ts"
import { policyRoutes } from "./policy.ts"
import { processingRegisterRoutes } from "./processing-register.ts"
import { providerRoutes } from "./provider.ts"
import { recipientRoutes } from "./recipients.ts"
import { recordingRoutes } from "./recordings.ts"
import { retentionRoutes } from "./retention.ts"
import { scheduleRoutes } from "./schedules.ts"
import { requestRoutes } from "./requests.ts"
import { serviceAccountRoutes } from "./service-accounts.ts"
import { sessionRoutes } from "./session.ts"
import { storyRoute } from "./story.ts"
import { testCallRoutes } from "./test-calls.ts"
import { tlsServer } from "./tls.ts"
import { trunkTestRoutes } from "./trunk-tests.ts"
import { userRoutes } from "./users.ts"
import { webhookDeliveryRoutes } from "./webhook-deliveries.ts"
import { webhookRoutes } from "./webhooks.ts"

const MAX_BODY = 64 * 1024
/** For a whole request to arrive: who sends a byte now and then holds no connection. */
const REQUEST_MS = 60_000

/** The whole HTTP API over `parts`. Not listening yet: pages and sockets may be added before `listen`. */
export function buildApi(parts: ApiParts): FastifyInstance {
  const { settings, log } = parts
  const onError = errorHandler(log)
  const setHeaders = securityHeaders(settings)
  const app = Fastify({
    // Fastify's own lines hold URLs, and a URL can hold a number: see logAnswers.
    logger: false,
    // Who downloads slowly, or not at all, must not hold a stopping gateway open.
    forceCloseConnections: true,
    requestTimeout: REQUEST_MS,
    // Whoever else says whom it speaks for is a stranger who lies about an address.
    trustProxy: settings.trustProxy.length === 0 ? false : [...settings.trustProxy],
    ...(settings.tls ? { serverFactory: tlsServer(settings.tls, REQUEST_MS) } : {}),
    bodyLimit: MAX_BODY,
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    clientErrorHandler,
    frameworkErrors: (error, request, reply) => {
      // No hook has run for a request whose address could not be read.
      setHeaders(request, reply)
      void onError(error, request, reply)
    },
    routerOptions: { maxParamLength: 200 },
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(onError)
  app.setNotFoundHandler(notFoundHandler)
  app.addHook("onRequest", async (request, reply) => setHeaders(request, reply))
  app.addHook("onRequest", refuseStrangers(settings))
  logAnswers(app, log)
  everyRouteNamesItsPermission(app)

  app.register(async (root) => {
    await root.register(cookies)
    const limits = await limitRequests(root, settings)
    root.addHook("onRequest", limits.network)
    await describeApi(root, settings)
    const open = root.withTypeProvider<ZodTypeProvider>()
    healthRoutes(open, parts.health)
    openApiRoute(open)
    await root.register(
      async (scope) => {
        guard(scope, parts, limits)
        resources(scope.withTypeProvider<ZodTypeProvider>(), parts)
      },
      { prefix: "/v1" },
    )
    await root.register(
      async (scope) => {
        guard(scope, parts, limits)
        ledgerFileRoutes(scope.withTypeProvider<ZodTypeProvider>(), parts.ledger)
      },
      { prefix: "/ledger" },
    )
  })
  return app
}

function guard(scope: FastifyInstance, parts: ApiParts, limits: RequestLimits): void {
  scope.addHook("onRequest", authenticate(parts))
  scope.addHook("onRequest", limits.principal)
  scope.addHook("onRequest", requirePermission)
  scope.addHook("preValidation", refuseUndescribedBody)
  scope.addHook("preHandler", keepWithinLines(parts))
  idempotentPosts(scope, parts)
  answerNotModified(scope)
}

function resources(app: App, parts: ApiParts): void {
  const page = createPager(parts.settings.cursorSecret)
  lineRoutes(app, parts, page)
  lineExplainRoute(app, parts.operator)
  scheduleRoutes(app, parts.operator, parts.desks, page)
  callRoutes(app, parts, page)
  eventRoutes(app, parts.views, parts.timeline)
  liveEventRoutes(app, parts.views, parts.timeline)
  storyRoute(app, parts.access)
  consentRoutes(app, parts, page)
  recordingRoutes(app, parts, page)
  audioRoutes(app, parts)
  exportRoutes(app, parts)
  elsewhereRoutes(app, parts)
  accessRoutes(app, parts)
  evidenceRoutes(app, parts)
  auditRoutes(app, parts.audit)
  erasureRoutes(app, parts)
  jobRoutes(app, parts, page)
  holdRoutes(app, parts)
  retentionRoutes(app, parts)
  keyRoutes(app, parts.keks)
  callsExportRoutes(app, parts.callsExport)
  requestRoutes(app, parts, page)
  identityDocumentRoutes(app, parts)
  callerDoorRoutes(app, parts.callerDoor)
  contactRoutes(app, parts, page)
  agentRoutes(app, parts)
  callNoteRoutes(app, parts)
  dataMapRoutes(app)
  recipientRoutes(app, parts.recipients)
  processingRegisterRoutes(app, parts.register)
  incidentRoutes(app, parts.incidents)
  greetingRoutes(app, parts, page)
  policyRoutes(app, parts.policy)
  testCallRoutes(app, parts.testPhone)
  trunkTestRoutes(app, parts.trunkTests)
  checkpointRoute(app, parts.ledger)
  versionRoute(app, parts.settings)
  deepHealthRoute(app, parts.health)
  sessionRoutes(app, parts)
  providerRoutes(app, parts)
  userRoutes(app, parts.people, parts.settings, page)
  serviceAccountRoutes(app, parts.people, page)
  webhookRoutes(app, parts.webhooks, page)
  webhookDeliveryRoutes(app, parts.webhooks, page)
}

/** One line an answer: the route's pattern, never its URL, and the principal's id, never a name or a key. */
function logAnswers(app: FastifyInstance, log: ApiLog): void {
  app.addHook("onResponse", async (request, reply) => {
    // Typed as always there; a request that met no route has none.
    const route: string | undefined = request.routeOptions.url
    const principal = principalOf(request)
    const facts = {
      request_id: request.id,
      method: request.method,
      route: route ?? null,
      status: reply.statusCode,
    }
    log.info(
      { ...facts, ms: Math.round(reply.elapsedTime), ...(principal ? { principal: principal.id } : {}) },
      "answered",
    )
  })
}
