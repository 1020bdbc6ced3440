/* What every resource file needs to declare routes: the app's type, and the answers all routes share. */
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from "fastify"
import type { ZodTypeProvider } from "fastify-type-provider-zod"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { problemSchema } from "./problem.ts"

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>

const problemContent = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: problemSchema } },
})

export const problems = {
  "4xx": problemContent("A problem document: `code` says which"),
  "5xx": problemContent("A problem document: the gateway could not"),
}

/** A route without parameters takes none: an unknown one is a mistake worth naming. */
export const noQuery = z.strictObject({})

/** A body of bytes, described for the OpenAPI document. Streams and buffers pass by the serializer. */
export function bytesAnswer(description: string, ...types: readonly string[]) {
  const schema = z.any().meta({ type: "string", format: "binary" })
  return { description, content: Object.fromEntries(types.map((type) => [type, { schema }])) }
}

/** preValidation of all: a route that describes no body takes none. */
export async function refuseUndescribedBody(request: FastifyRequest): Promise<void> {
  if (request.routeOptions.schema?.body === undefined) await refuseBody(request)
}

/** preValidation of acts without a body: one that is sent would otherwise be ignored in silence. */
export async function refuseBody(request: FastifyRequest): Promise<void> {
  const { body } = request
  if (body === undefined || body === null) return
  if (typeof body === "object" && Object.keys(body).length === 0) return
  throw new AssentError("INPUT_INVALID", "this request takes no body", { field: "/body" })
}
