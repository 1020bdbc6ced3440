import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import { addCheckpoint, type WitnessAnswer, type WitnessParts } from "./witness.ts"

/** A note of at most a hundred signatures and 63 hashes is far smaller. */
const MAX_BODY = 64 * 1024

/** Serves `POST /add-checkpoint`, one request after the other. @param onFault what the witness's own disk or key did wrong */
export function witnessServer(parts: WitnessParts, onFault: (error: unknown) => void): Server {
  let turn: Promise<unknown> = Promise.resolve()
  const answer = (body: string): Promise<WitnessAnswer> => {
    const answered = turn.then(() => addCheckpoint(parts, body))
    turn = answered.catch(() => undefined)
    return answered
  }
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url !== "/add-checkpoint") {
      send(response, 404, "text/plain", "POST /add-checkpoint is all there is\n")
      return
    }
    if (request.method !== "POST") {
      send(response.setHeader("allow", "POST"), 405, "text/plain", "POST only\n")
      return
    }
    const body = await readBody(request)
    if (body === null) {
      send(response.setHeader("connection", "close"), 413, "text/plain", "too large, or not UTF-8\n")
      return
    }
    const { status, type, body: said } = await answer(body)
    send(response, status, type, said)
  }
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      onFault(error)
      if (response.headersSent) response.destroy()
      else send(response, 500, "text/plain", "the witness cannot sign now\n")
    })
  })
  server.requestTimeout = 10_000
  server.headersTimeout = 5_000
  server.maxConnections = 64
  return server
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body) }).end(body)
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    if (!(chunk instanceof Buffer)) return null
    length += chunk.length
    if (length > MAX_BODY) return null
    chunks.push(chunk)
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks))
  } catch {
    return null
  }
}
