/*
 * One call's evidence, fetched as an archive and checked here by the verifier that auditors run offline. Loaded when it is
 * asked for: most who look at a call never do.
 */
import { portableSha256 } from "../../ledger/portable-sha256.ts"
import { bundleLimits } from "../../ledger/bundle.ts"
import { untar } from "../../ledger/tar.ts"
import { type BundleSource, type BundleSummary, verifyBundle } from "../../ledger/verify-bundle.ts"
import { raw } from "../data/client.ts"

type Bytes = Uint8Array<ArrayBuffer>

export interface CheckedEvidence {
  readonly summary: BundleSummary
  readonly vkey: string
  /** Whether this browser knew the log's key before. A key it never saw proves nothing about whose log it is. */
  readonly keyKnown: boolean
  readonly files: ReadonlyMap<string, Bytes>
  readonly archive: Bytes
}

const KNOWN_KEY = "assent.vkey"

/** @throws Problem when the gateway gives none; an Error naming the contradiction when it does not hold */
export async function checkedEvidence(callId: string): Promise<CheckedEvidence> {
  const response = await raw(`/v1/calls/${encodeURIComponent(callId)}/evidence`)
  const archive = new Uint8Array(await response.arrayBuffer())
  const files = await filesOf(archive)
  const known = localStorage.getItem(KNOWN_KEY)
  const summary = await verifyBundle(sourceOf(files), known, { hash: portableSha256, verify })
  const vkey = textOf(files, "log.vkey").trim()
  if (known === null) localStorage.setItem(KNOWN_KEY, vkey)
  return { summary, vkey, keyKnown: known !== null, files, archive }
}

export const textOf = (files: CheckedEvidence["files"], path: string): string =>
  new TextDecoder().decode(files.get(path) ?? new Uint8Array())

async function verify(key: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const imported = await crypto.subtle.importKey("raw", copied(key), "Ed25519", false, ["verify"])
  return crypto.subtle.verify("Ed25519", imported, copied(signature), copied(message))
}

const copied = (bytes: Uint8Array): Bytes => Uint8Array.from(bytes)

async function filesOf(archive: Bytes): Promise<Map<string, Bytes>> {
  const files = new Map<string, Bytes>()
  for await (const { path, size, content } of untar(once(archive), bundleLimits)) {
    const bytes = new Uint8Array(size)
    let at = 0
    for await (const piece of content) {
      bytes.set(piece, at)
      at += piece.length
    }
    files.set(path, bytes)
  }
  return files
}

async function* once(bytes: Bytes): AsyncGenerator<Bytes> {
  yield bytes
}

function sourceOf(files: ReadonlyMap<string, Bytes>): BundleSource {
  return {
    list: async () => [...files.keys()],
    read: async (path) => files.get(path) ?? null,
    digest: async (path) => {
      const bytes = files.get(path)
      return bytes ? { length: bytes.length, sha256: portableSha256(bytes) } : null
    },
  }
}
