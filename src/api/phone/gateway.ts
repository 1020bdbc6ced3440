/* The gateway's API as the page uses it: the same routes and the same key as everybody else. */
import { list, member, text } from "./dom.ts"

export interface Line {
  readonly id: string
  readonly name: string
  readonly number: string
}

export interface TestCall {
  readonly mediaUrl: string
  readonly token: string
  readonly callSid: string
  /** The gateway's own id; known to its API once the call was answered. */
  readonly callId: string
}

export interface Gateway {
  readonly lines: readonly Line[]
  get(path: string): Promise<unknown>
  post(path: string, body?: unknown): Promise<unknown>
  /** The raw answer, for audio and for ledger files. */
  raw(path: string): Promise<Response>
  testCall(request: { from: string | null; to: string }): Promise<TestCall>
  /** Events of one call as they happen; ends when the gateway ends the stream or `signal` aborts. */
  events(callId: string, signal: AbortSignal): AsyncGenerator<unknown, void>
}

/** Asks the dev gateway for its key. Rejects with a sentence for the person where there is none. */
export async function openGateway(): Promise<Gateway> {
  const session = await answer(await fetch("/phone/session", { cache: "no-store" }))
  const key = text(member(session, "key"))
  if (key === null) throw new Error("This gateway has no test phone. Start one with `assent dev`.")
  const raw = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers)
    headers.set("authorization", `Bearer ${key}`)
    const response = await fetch(path, { cache: "no-store", ...init, headers })
    if (!response.ok) throw new Error(await problem(response))
    return response
  }
  const post = async (path: string, body: unknown = {}): Promise<unknown> =>
    answer(
      await raw(path, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
      }),
    )
  return {
    lines: list(member(session, "lines")).flatMap(readLine),
    get: async (path) => answer(await raw(path)),
    post,
    raw: (path) => raw(path),
    testCall: async (request) =>
      readTestCall(await post("/v1/test-calls", request.from === null ? { to: request.to } : request)),
    events: async function* (callId, signal) {
      const path = `/v1/calls/${encodeURIComponent(callId)}/events`
      const init = { signal, headers: { accept: "text/event-stream", authorization: `Bearer ${key}` } }
      let response = await fetch(path, init)
      for (let attempt = 0; response.status === 404 && attempt < 100; attempt++) {
        await new Promise((resolve) => setTimeout(resolve, 50))
        response = await fetch(path, init)
      }
      if (!response.ok) throw new Error(await problem(response))
      if (response.body !== null) yield* serverSentEvents(response.body)
    },
  }
}

/** The `data` of each event of a server-sent event stream (WHATWG HTML, 9.2.6), parsed as JSON. */
async function* serverSentEvents(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<unknown, void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let held = ""
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const blocks = (held + value).replaceAll("\r\n", "\n").split("\n\n")
    held = blocks.pop() ?? ""
    for (const block of blocks) {
      const data = block.split("\n").filter((line) => line.startsWith("data:"))
      if (data.length > 0) yield JSON.parse(data.map((line) => line.slice(5)).join("\n"))
    }
  }
}

async function answer(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(await problem(response))
  return response.status === 204 ? null : response.json()
}

/** An RFC 9457 problem in one sentence. */
async function problem(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null)
  const [first] = list(member(body, "errors"))
  const field = text(member(first, "detail"))
  const detail =
    text(member(body, "detail")) ?? text(member(body, "title")) ?? `The gateway answered ${response.status}.`
  return field === null || field === detail ? detail : `${detail}: ${field}`
}

function readLine(value: unknown): Line[] {
  const id = text(member(value, "id"))
  const number = text(member(value, "number"))
  return id === null || number === null ? [] : [{ id, number, name: text(member(value, "name")) ?? id }]
}

function readTestCall(value: unknown): TestCall {
  const mediaUrl = text(member(value, "media_url"))
  const token = text(member(value, "token"))
  const callSid = text(member(value, "call_sid"))
  const callId = text(member(value, "call_id"))
  if (mediaUrl === null || token === null || callSid === null || callId === null)
    throw new Error("The gateway's answer cannot be read.")
  return { mediaUrl, token, callSid, callId }
}
