/*
 * A ledger of any size as an auditor is handed it, written straight to files: calls that were recorded, refused or
 * withdrawn, in the proportions of a day, each leaf as the gateway writes it. For measuring the verifier.
 */
import { generateKeyPairSync, randomBytes } from "node:crypto"
import { mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { uuidv7 } from "../../../src/ids.ts"
import { toBase64Url } from "../../../src/ledger/base64.ts"
import { signCheckpoint } from "../../../src/ledger/checkpoint.ts"
import { appendLeaves, HASH_BYTES, rootOf } from "../../../src/ledger/merkle.ts"
import { noteSigner, sha256 } from "../../../src/ledger/node-crypto.ts"
import { parseVkey, SPKI_PREFIX } from "../../../src/ledger/note.ts"
import { sealLeaf } from "../../../src/ledger/seal.ts"
import type { LogHead } from "../../../src/ledger/store.ts"
import { entryBundle, TILE_WIDTH, tilePath } from "../../../src/ledger/tiles.ts"

const ORIGIN = "bench.example/ledger"
const START = Date.UTC(2026, 10, 23)
const random = (): string => randomBytes(HASH_BYTES).toString("base64url")

/** Writes `size` leaves below `folder`. @returns the vkey */
export async function writeLargeExport(folder: string, size: number): Promise<string> {
  const signer = noteSigner(ORIGIN, generateKeyPairSync("ed25519").privateKey)
  const write = (path: string, bytes: Uint8Array | string): void => {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, bytes)
  }
  let head: LogHead = { size: 0, frontier: [] }
  let bundle: Uint8Array[] = []
  const levels: Uint8Array[][] = []
  const push = (level: number, hash: Uint8Array, index: number): void => {
    const tile = (levels[level] ??= [])
    tile.push(hash)
    if (tile.length < TILE_WIDTH) return
    write(tilePath({ level, index: Math.floor(index / TILE_WIDTH), width: TILE_WIDTH }), Buffer.concat(tile))
    levels[level] = []
  }
  for (const leaf of leaves(signer.vkey, size)) {
    const { entry, hash } = sealLeaf(leaf)
    bundle.push(entry)
    const grown = appendLeaves(sha256, head, [hash])
    push(0, hash, head.size)
    for (const { level, index, hash: node } of grown.nodes) if (level % 8 === 0) push(level / 8, node, index)
    head = grown.head
    if (bundle.length < TILE_WIDTH && head.size < size) continue
    const index = Math.floor((head.size - 1) / TILE_WIDTH)
    write(tilePath({ level: "entries", index, width: bundle.length }), entryBundle(bundle))
    bundle = []
  }
  levels.forEach((tile, level) => {
    const index = Math.floor(size / TILE_WIDTH ** (level + 1))
    if (tile.length > 0) write(tilePath({ level, index, width: tile.length }), Buffer.concat(tile))
  })
  const root = rootOf(sha256, head.frontier)
  write("checkpoint", await signCheckpoint(sha256, { origin: ORIGIN, size, root }, signer))
  write("log.vkey", `${signer.vkey}\n`)
  write("witness.vkeys", "")
  return signer.vkey
}

function* leaves(vkey: string, size: number): Generator<object> {
  const key = toBase64Url(Uint8Array.of(...SPKI_PREFIX, ...parseVkey(sha256, vkey).publicKey))
  let index = 0
  let ms = START
  const base = (): object => ({ v: 1, id: uuidv7(ms), ts: new Date((ms += 7)).toISOString() })
  const sd = (): object => ({ _sd: [random(), random()].sort(), _sd_alg: "sha-256" })
  yield { ...base(), type: "ledger.opened", origin: ORIGIN, key }
  for (index = 1; index < size;) {
    for (const leaf of call(index, base, sd)) {
      if (index++ < size) yield leaf
    }
  }
}

function call(answered: number, base: () => object, sd: () => object): readonly object[] {
  const id = uuidv7(START)
  const rec = uuidv7(START)
  const said = {
    call: id,
    answered,
    method: "dtmf",
    purpose: ["quality", "training"],
    script: "welcome/3/en",
    script_sha256: random(),
    heard: { bytes: 64_000, total: 64_000, by: "mark" },
  }
  const frames = { received: 6000, before_consent: 500, written: 5500, paused: 0, after_withdrawal: 0, gaps: 3 }
  const first = { ...base(), ...sd(), type: "call.answered", call: id, line: "main" }
  if (answered % 3 === 0) {
    const unheard = { ...frames, before_consent: 6000, written: 0 }
    return [
      first,
      { ...base(), ...sd(), ...said, type: "consent.refused", party: "caller" },
      { ...base(), type: "party.joined", call: id, party: "agent" },
      { ...base(), type: "call.ended", call: id, answered, outcome: "completed", frames: unheard },
    ]
  }
  return [
    first,
    { ...base(), ...sd(), ...said, type: "consent.granted", party: "caller", attempts: 1 },
    { ...base(), ...said, type: "consent.not_required", party: "agent", mode: "standing_basis", basis: "employment" },
    {
      ...base(),
      type: "recording.started",
      call: id,
      rec,
      consent: answered + 1,
      header_sha256: random(),
      key_commitment: random(),
      call_key_thumbprint: random(),
      kek_fingerprint: random(),
    },
    { ...base(), type: "party.joined", call: id, party: "agent" },
    { ...base(), type: "call.ended", call: id, answered, outcome: "completed", frames, time_to_agent_ms: 900 },
    {
      ...base(),
      type: "recording.sealed",
      rec,
      ciphertext_sha256: random(),
      ciphertext_len: 1_760_000,
      segments: 430,
      delete_after: "2031-11-23",
    },
  ]
}
