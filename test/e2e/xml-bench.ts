import { readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Leaf } from "../../src/ledger/entry.ts"
import { parseLeaf } from "../../src/ledger/jcs.ts"
import type { StartOptions } from "../../src/main.ts"
import { sha256, verifyEd25519 } from "../../src/ledger/node-crypto.ts"
import { fileSource } from "../../src/ledger/source.ts"
import { verifyLedger, type LedgerSummary } from "../../src/ledger/verify.ts"
import { eventually, freshFolder, testGateway, type TestGateway } from "./gateway.ts"
import { FakeCarrier, type CarrierOptions } from "../fakes/xml/carrier.ts"
import type { Kind } from "../fakes/xml/markup.ts"
import { SECRET, STREAM_TOKEN, TELNYX_PUBLIC_KEY } from "../fakes/xml/signing.ts"

export const kinds = ["twilio", "signalwire", "telnyx"] as const
export const ways = ["fork_stream", "fork_document", "bridge"] as const
/** The number of the line that carries its calls this way. */
export const numbers = { fork_stream: "+493023125001", fork_document: "+493023125002", bridge: "+493023125003" }
export const SCREENED = "+493023125004"
export const AGENT = "+4930999888"

export interface Bench extends AsyncDisposable {
  readonly carriers: Readonly<Record<Kind, FakeCarrier>>
  readonly line: TestGateway
  readonly folder: string
  /** What an auditor finds in the whole ledger. */
  verified(): Promise<LedgerSummary>
  /** Every leaf of the ledger. */
  leaves(): Promise<readonly Leaf[]>
  /** The call of a caller's number, once it is there. */
  callFrom(from: string): Promise<string>
}

/** A gateway with a trunk of each kind and a line for each way, and the carriers at its other end. */
export async function bench(
  more: {
    readonly carrier?: Partial<CarrierOptions>
    readonly trunk?: object
    readonly config?: object
    readonly disk?: StartOptions["disk"]
  } = {},
): Promise<Bench> {
  const made = (kind: Kind) => new FakeCarrier({ kind, trunk: kind, ...more.carrier })
  const carriers = { twilio: made("twilio"), signalwire: made("signalwire"), telnyx: made("telnyx") }
  for (const kind of kinds) await carriers[kind].listen()
  const folder = await freshFolder()
  const file = join(folder, "operator.json")
  const document = JSON.parse(readFileSync(file, "utf8"))
  const line = (id: string, number: string, changes: object) => ({
    ...document.lines[0],
    id,
    number,
    destination: { kind: "phone", number: AGENT },
    ...changes,
  })
  document.lines = [
    ...ways.map((way) => line(way, numbers[way], way === "fork_stream" ? {} : { carry: way })),
    line("screened", SCREENED, { destination: { kind: "phone", number: AGENT, press_to_accept: true } }),
  ]
  writeFileSync(file, JSON.stringify(document))
  // The machine of a test may be busy: what the limit does is tried without a gateway.
  const flow = { document_commit_ms: 2000 }
  const trunks = kinds.map((kind) => ({ ...trunkOf(kind, carriers[kind].restUrl), ...more.trunk }))
  const gateway = await testGateway({ folder, config: { trunks, flow, ...more.config }, disk: more.disk })
  for (const kind of kinds) carriers[kind].gateway = gateway.gateway.url
  const read = async (path: string) => {
    const answer = await gateway.get(`/ledger/${path}`)
    return answer.status === 200 ? answer.bytes : null
  }
  return {
    carriers,
    line: gateway,
    folder,
    leaves: async () => {
      const { size } = await verifyLedger(fileSource(read), gateway.gateway.vkey, {
        hash: sha256,
        verify: verifyEd25519,
      })
      const leaves: Leaf[] = []
      for await (const batch of fileSource(read).entries(size)) leaves.push(...batch.map((entry) => parseLeaf(entry)))
      return leaves
    },
    verified: () =>
      eventually(async () => {
        const options = { hash: sha256, verify: verifyEd25519 }
        const summary = await verifyLedger(fileSource(read), gateway.gateway.vkey, options)
        return summary.openCalls.length === 0 ? summary : null
      }),
    callFrom: (from) =>
      eventually(async () => {
        const { body } = await gateway.get(`/v1/calls?number=${encodeURIComponent(from)}`)
        return body?.data?.[0]?.id ?? null
      }),
    [Symbol.asyncDispose]: async () => {
      for (const kind of kinds) await carriers[kind][Symbol.asyncDispose]()
      await gateway[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function trunkOf(kind: Kind, rest_url: string): object {
  switch (kind) {
    case "twilio":
      return { name: kind, kind, account_sid: `AC${"0".repeat(32)}`, auth_token: SECRET, rest_url }
    case "signalwire": {
      const project = "11111111-1111-4111-8111-111111111111"
      const secrets = { token: "PTxyz", signing_key: SECRET, stream_token: STREAM_TOKEN }
      return { name: kind, kind: "signalwire-cxml", project, ...secrets, rest_url }
    }
    case "telnyx": {
      const ids = { api_key: "KEY", account_sid: "acc-1", application_id: "app-1", public_key: TELNYX_PUBLIC_KEY }
      return { name: kind, kind, ...ids, rest_url }
    }
  }
}
