/* A real HTTP server that takes webhooks, and fails as it is told. */
import { createPublicKey, verify } from "node:crypto"
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http"

export interface Taken {
  readonly id: string
  readonly headers: IncomingHttpHeaders
  readonly text: string
  readonly body: { readonly type: string; readonly timestamp: string; readonly data: Readonly<Record<string, unknown>> }
  readonly status: number | null
}

type Answer = (request: IncomingMessage, response: ServerResponse, taken: Omit<Taken, "status">) => void

export const ok: Answer = (_request, response) => void response.writeHead(204).end()
export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    void response.writeHead(code, headers).end("no")

export interface Sink extends AsyncDisposable {
  readonly url: string
  readonly taken: Taken[]
  answer: Answer
  close(): Promise<void>
}

export async function openSink(): Promise<Sink> {
  const taken: Taken[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString()
      const got = {
        id: String(request.headers["webhook-id"]),
        headers: request.headers,
        text,
        body: JSON.parse(text) as Taken["body"],
      }
      sink.answer(request, response, got)
      taken.push({ ...got, status: response.headersSent ? response.statusCode : null })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  if (address === null || typeof address === "string") throw new Error("no port")
  const sink: Sink = {
    url: `http://127.0.0.1:${address.port}/hook`,
    taken,
    answer: ok,
    close: () => {
      server.closeAllConnections()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
    [Symbol.asyncDispose]: () => sink.close(),
  }
  return sink
}

/** By Standard Webhooks 1.0, from the public key as the API shows it (`whpk_…`). */
export function verifiesV1a({ headers, text }: Pick<Taken, "headers" | "text">, publicKey: string): boolean {
  const raw = Buffer.from(publicKey.replace(/^whpk_/, ""), "base64")
  const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), raw])
  const key = createPublicKey({ key: spki, format: "der", type: "spki" })
  const content = Buffer.from(`${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${text}`)
  return String(headers["webhook-signature"])
    .split(" ")
    .some((each) => each.startsWith("v1a,") && verify(null, content, key, Buffer.from(each.slice(4), "base64")))
}
