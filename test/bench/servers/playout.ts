/* The product's playout alone: its media sockets and legs, each call hears one long prompt. Stalls on request. */
import { createServer } from "node:http"
import { twilio } from "../../../src/carriers/media-stream/dialect.ts"
import { attachMediaSockets } from "../../../src/carriers/media-stream/sockets.ts"
import { uuidv7 } from "../../../src/ids.ts"
import { serve } from "../lib/child.ts"
import { listen } from "./listen.ts"
import { promptAudio, stallEvery } from "./stall.ts"

const audio = promptAudio()
const server = createServer()
attachMediaSockets(server, {
  trunks: [{ name: "caller", dialect: twilio }],
  loopbackOnly: true,
  admit: (trunk, { carrierCallId }) => {
    return { callId: uuidv7(), lineId: "bench", trunk, carrierCallId, from: null, to: "+4930", direction: "inbound" }
  },
  onCall: ({ leg }) => {
    leg.listen(() => undefined)
    leg.play("notice-1", audio)
  },
  onFault: (error) => console.error(error),
})

serve({ listen: () => listen(server), stallEvery })
