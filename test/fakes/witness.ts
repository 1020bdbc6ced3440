import { generateKeyPairSync } from "node:crypto"
import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { sha256, verifyEd25519, witnessSigner } from "../../src/ledger/node-crypto.ts"
import type { Vkey } from "../../src/ledger/note.ts"
import type { WitnessedTree } from "../../src/ledger/witness.ts"
import { witnessServer } from "../../src/ledger/witness-server.ts"

export type TestWitness = Awaited<ReturnType<typeof testWitness>>

/** An honest witness whose memory is in this process; `down` makes it fail every request, `before` takes its time. */
export async function testWitness(name: string) {
  const signer = witnessSigner(name, generateKeyPairSync("ed25519").privateKey)
  const seen = new Map<string, WitnessedTree>()
  const logs: Vkey[] = []
  const state = { down: false, before: async (): Promise<void> => undefined }
  const store = {
    last: (origin: string) => {
      if (state.down) throw new Error("the witness is down")
      return seen.get(origin) ?? null
    },
    advance: (origin: string, _from: WitnessedTree | null, to: WitnessedTree) => {
      seen.set(origin, to)
      return true
    },
  }
  const now = () => Math.floor(Date.now() / 1000)
  const crypto = { hash: sha256, verify: verifyEd25519 }
  const honest = witnessServer({ store, signer, logs, crypto, now }, () => undefined)
  const server = createServer((request, response) => {
    void state.before().then(() => honest.emit("request", request, response))
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url, vkey: signer.vkey, state, logs, seen, close }
}
