/* The samples' way of playing a prompt: one setInterval(20) for each call, one frame each time. */
import { createServer } from "node:http"
import { WebSocketServer } from "ws"
import { serve } from "../lib/child.ts"
import { listen } from "./listen.ts"
import { promptAudio, stallEvery } from "./stall.ts"

const audio = Buffer.from(promptAudio())
const server = createServer()
const sockets = new WebSocketServer({ server, perMessageDeflate: false })
sockets.on("connection", (socket) => {
  let at = 0
  let timer: NodeJS.Timeout | undefined
  socket.on("message", (data: Buffer) => {
    const message = JSON.parse(data.toString()) as { event: string; streamSid: string }
    if (message.event !== "start") return
    const { streamSid } = message
    timer = setInterval(() => {
      if (at >= audio.length) {
        clearInterval(timer)
        return
      }
      const payload = audio.subarray(at, at + 160).toString("base64")
      at += 160
      socket.send(JSON.stringify({ event: "media", streamSid, media: { payload } }))
    }, 20)
  })
  socket.on("close", () => clearInterval(timer))
})

serve({ listen: () => listen(server), stallEvery })
