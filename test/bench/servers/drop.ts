/* B: receives and drops. The floor for anything built on ws. */
import { createServer } from "node:http"
import { WebSocketServer } from "ws"
import { serve } from "../lib/child.ts"
import { listen } from "./listen.ts"

let frames = 0
const server = createServer()
const sockets = new WebSocketServer({ server, perMessageDeflate: false })
sockets.on("connection", (socket) => {
  socket.on("message", () => {
    frames++
  })
})

serve({ listen: () => listen(server), frames: () => frames })
