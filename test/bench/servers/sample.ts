/*
 * A: what a user would write from the carriers' public samples: ws, JSON.parse for each message, Buffer.from(payload,
 * "base64"), and one plaintext WAV write stream per track. The header is written first and its lengths at the end.
 */
import { createWriteStream, mkdirSync, openSync, writeSync, closeSync, type WriteStream } from "node:fs"
import { createServer } from "node:http"
import { join } from "node:path"
import { WebSocketServer } from "ws"
import { serve } from "../lib/child.ts"
import { listen } from "./listen.ts"

const folder = join(process.argv[2] ?? ".", "sample")
mkdirSync(folder, { recursive: true })
const finished: { call: number; track: number; path: string }[] = []
let frames = 0
let call = 0

interface Message {
  readonly event: string
  readonly start?: { readonly customParameters: { readonly call: string } }
  readonly media?: { readonly track: string; readonly payload: string }
}
interface Wav {
  readonly path: string
  readonly stream: WriteStream
  bytes: number
}

function header(bytes: number): Buffer {
  const head = Buffer.alloc(58)
  head.write("RIFF", 0)
  head.writeUInt32LE(50 + bytes, 4)
  head.write("WAVEfmt ", 8)
  head.writeUInt32LE(18, 16)
  head.writeUInt16LE(7, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8000, 24)
  head.writeUInt32LE(8000, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write("fact", 38)
  head.writeUInt32LE(4, 42)
  head.writeUInt32LE(bytes, 46)
  head.write("data", 50)
  head.writeUInt32LE(bytes, 54)
  return head
}

const server = createServer()
const sockets = new WebSocketServer({ server, perMessageDeflate: false })
sockets.on("connection", (socket) => {
  const number = call++
  let caller = -1
  const wavs = new Map<string, Wav>()
  socket.on("message", (data: Buffer) => {
    const message = JSON.parse(data.toString()) as Message
    switch (message.event) {
      case "start":
        caller = Number(message.start?.customParameters.call)
        break
      case "media": {
        if (!message.media) break
        const { track, payload } = message.media
        let wav = wavs.get(track)
        if (!wav) {
          const path = join(folder, `${number}-${track}.wav`)
          wav = { path, stream: createWriteStream(path), bytes: 0 }
          wav.stream.write(header(0))
          wavs.set(track, wav)
        }
        const audio = Buffer.from(payload, "base64")
        wav.stream.write(audio)
        wav.bytes += audio.length
        frames++
        break
      }
    }
  })
  socket.on("close", () => {
    for (const [track, { path, stream, bytes }] of wavs) {
      stream.end(() => {
        const file = openSync(path, "r+")
        writeSync(file, header(bytes), 0, 58, 0)
        closeSync(file)
        finished.push({ call: caller, track: track === "inbound" ? 0 : 1, path })
      })
    }
  })
})

serve({ listen: () => listen(server), frames: () => frames, finished: () => finished.splice(0) })
