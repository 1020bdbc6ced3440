/* The product's playout and its API in one process, as in a gateway: long prompts for every call, a store full of calls. */
import { createHash } from "node:crypto"
import { join } from "node:path"
import { buildApi } from "../../../src/api/server.ts"
import { twilio } from "../../../src/carriers/media-stream/dialect.ts"
import { attachMediaSockets } from "../../../src/carriers/media-stream/sockets.ts"
import { uuidv7 } from "../../../src/ids.ts"
import { openEmbedded } from "../../../src/storage/embedded/open.ts"
import { MemoryApi } from "../../fakes/api.ts"
import { serve } from "../lib/child.ts"
import { writeLargeStore } from "../lib/large-store.ts"
import { promptAudio } from "./stall.ts"

const KEY = "asnt_dev_of_the_bench"
const RECORDINGS = 5000

const folder = join(process.argv[2] ?? ".", `reads-${process.pid}`)
await writeLargeStore(folder, RECORDINGS, 0)
const storage = await openEmbedded(folder)

// What is read here comes from the real store; the rest of the API is not asked.
const { parts } = new MemoryApi()
const app = buildApi({
  ...parts,
  settings: {
    ...parts.settings,
    keys: [{ id: "bench", sha256: createHash("sha256").update(KEY).digest() }],
    rateLimit: { max: 100_000_000, windowMs: 60_000 },
  },
  views: storage.views,
  recording: (id) => storage.recordings.get(id),
  subjects: { ...parts.subjects, masked: (callId) => storage.keyStore.maskedOfCall(callId) },
  log: { info: () => undefined, warn: () => undefined, error: (fields) => console.error(fields) },
})
const audio = promptAudio()
attachMediaSockets(app.server, {
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

serve({
  listen: async () => {
    const url = await app.listen({ host: "127.0.0.1", port: 0, backlog: 2048 })
    return Number(new URL(url).port)
  },
  /** Addresses of one of each kind, and the key. */
  reads: async () => {
    const page = { limit: 100, after: null }
    const calls = await storage.views.calls({}, page)
    const recordings = await storage.views.recordings({}, page)
    const lists = ["/v1/calls?limit=25", "/v1/recordings?limit=25", "/v1/consents?limit=25", "/v1/lines", "/v1/me"]
    return {
      key: KEY,
      paths: [
        ...lists,
        ...calls.slice(0, 20).map(({ id }) => `/v1/calls/call_${id}`),
        ...recordings.slice(0, 20).map(({ id }) => `/v1/recordings/rec_${id}`),
      ],
    }
  },
})
