/* The carrier's side of a media stream in the Twilio dialect: connected, start, media, dtmf, mark, stop out; media, mark, clear in. */
import { member, text } from "./dom.ts"

const FRAME_MS = 20
/** How long the socket may take to open. */
const OPEN_MS = 5000

export interface StreamRequest {
  readonly mediaUrl: string
  /** One-time secret of this call, checked by the gateway before it takes a byte of audio. */
  readonly token: string
  readonly callSid: string
}

export interface StreamListener {
  play(payload: Uint8Array): void
  mark(name: string): void
  clear(): void
  /** Exactly once. `clean` is false when the connection broke. */
  closed(clean: boolean): void
}

export interface Stream {
  frame(payload: Uint8Array): void
  digit(digit: string): void
  /** Says that everything before the mark has been heard. */
  played(name: string): void
  hangUp(): void
}

/** Connects and starts one call. Rejects with a sentence for the person when the gateway does not take it. */
export async function openStream(request: StreamRequest, listener: StreamListener): Promise<Stream> {
  const socket = await connect(request.mediaUrl)
  const streamSid = `MZ${hexId()}`
  let sequence = 0
  let chunk = 0
  const send = (message: Record<string, unknown>): void => {
    if (socket.readyState !== WebSocket.OPEN) return
    sequence += 1
    socket.send(JSON.stringify({ ...message, sequenceNumber: String(sequence), streamSid }))
  }
  socket.addEventListener("close", (event) => listener.closed(event.code === 1000))
  socket.addEventListener("message", (event: MessageEvent<unknown>) => take(event.data, listener))
  socket.send(JSON.stringify({ event: "connected", protocol: "Call", version: "1.0.0" }))
  send({
    event: "start",
    start: {
      accountSid: "ACtestphone",
      streamSid,
      callSid: request.callSid,
      tracks: ["inbound"],
      mediaFormat: { encoding: "audio/x-mulaw", sampleRate: 8000, channels: 1 },
      customParameters: { token: request.token },
    },
  })
  return {
    frame: (payload) => {
      // Media time counts frames, not arrivals: a stalled page must not stretch the recording.
      const media = {
        track: "inbound",
        chunk: String(chunk + 1),
        timestamp: String(chunk * FRAME_MS),
        payload: base64(payload),
      }
      chunk += 1
      send({ event: "media", media })
    },
    digit: (digit) => send({ event: "dtmf", dtmf: { track: "inbound_track", digit } }),
    played: (name) => send({ event: "mark", mark: { name } }),
    hangUp: () => {
      send({ event: "stop", stop: { accountSid: "ACtestphone", callSid: request.callSid } })
      socket.close(1000)
    },
  }
}

function connect(url: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url)
    const fail = (): void => {
      clearTimeout(timer)
      socket.close()
      reject(new Error("The gateway did not take the call. It may be busy or stopping; try again."))
    }
    const timer = setTimeout(fail, OPEN_MS)
    socket.addEventListener("error", fail, { once: true })
    socket.addEventListener("open", () => {
      clearTimeout(timer)
      socket.removeEventListener("error", fail)
      resolve(socket)
    })
  })
}

/** Takes one message of the gateway. What is not of the dialect is ignored. */
function take(data: unknown, listener: StreamListener): void {
  const message = parse(data)
  const name = text(member(member(message, "mark"), "name"))
  const payload = text(member(member(message, "media"), "payload"))
  switch (member(message, "event")) {
    case "media":
      if (payload !== null) listener.play(bytes(payload))
      break
    case "mark":
      if (name !== null) listener.mark(name)
      break
    case "clear":
      listener.clear()
  }
}

function parse(data: unknown): unknown {
  if (typeof data !== "string") return null
  try {
    return JSON.parse(data)
  } catch {
    return null
  }
}

function hexId(): string {
  return crypto.randomUUID().replaceAll("-", "")
}

function base64(payload: Uint8Array): string {
  return btoa(String.fromCharCode(...payload))
}

function bytes(payload: string): Uint8Array {
  return Uint8Array.from(atob(payload), (character) => character.charCodeAt(0))
}
