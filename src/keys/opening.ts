/*
 * Openings: the SD-JWT disclosures (RFC 9901) of a leaf's personal fields, sealed to the call key. Destroying the call
 * key leaves the digests in the leaf: random-looking hashes.
 *
 *   compact JWE {"alg":"ECDH-ES+A256KW","enc":"A256GCM","kid":"ck_<uuid>","leaf":"<leaf uuid>","typ":"assent-op+jwe"}
 *   and `epk`; payload the JSON array of disclosures. An opening is stored before its leaf is appended, so it names the
 *   leaf's id: no index exists yet.
 */
import { z } from "zod"
import { unwrapCallKey } from "./call-key.ts"
import { ephemeralKey, json, readJwe, refuse } from "./jwe.ts"
import type { KeyProvider, KeyStore } from "./ports.ts"
import { decryptWith } from "./recording-key.ts"
import type { CallSealer } from "./sealer.ts"

const openingHeader = z.strictObject({
  alg: z.literal("ECDH-ES+A256KW"),
  enc: z.literal("A256GCM"),
  epk: ephemeralKey,
  kid: z.string().regex(/^ck_[0-9a-f-]{36}$/),
  leaf: z.uuid(),
  typ: z.literal("assent-op+jwe"),
})

export interface Opening {
  readonly leafId: string
  readonly disclosures: readonly string[]
}

/** @throws KEY_REFUSED when the disclosures are too long for one opening */
export function sealOpening(opening: Opening, sealer: CallSealer, callKeyId: string): string {
  const payload = Buffer.from(JSON.stringify(opening.disclosures), "utf8")
  try {
    return sealer.seal({ kid: callKeyId, leaf: opening.leafId, typ: "assent-op+jwe" }, payload)
  } finally {
    payload.fill(0)
  }
}

/**
 * All openings under one call key.
 * @returns none when the call key was destroyed
 * @throws KEY_REFUSED when a row was exchanged or changed, KEY_DESTROYED when its KEK is gone, KEY_PROVIDER_UNREACHABLE
 */
export async function openOpenings(store: KeyStore, provider: KeyProvider, callKeyId: string): Promise<Opening[]> {
  const callKey = await store.callKey(callKeyId)
  if (!callKey) return []
  const rows = await store.openings(callKeyId)
  if (rows.length === 0) return []
  const privateKey = await unwrapCallKey(callKey, provider)
  return Promise.all(
    rows.map(async (row) => {
      const { header } = readJwe(row.jwe, openingHeader)
      if (header.leaf !== row.leafId || header.kid !== callKeyId) refuse("an opening was made for another leaf")
      if (row.gen !== callKey.gen) refuse("an opening belongs to an older generation of its call key")
      const payload = Buffer.from(await decryptWith(row.jwe, privateKey))
      const disclosures = z.array(z.string()).safeParse(json(payload))
      payload.fill(0)
      if (!disclosures.success) refuse("an opening does not hold a list of disclosures")
      return { leafId: row.leafId, disclosures: disclosures.data }
    }),
  )
}
