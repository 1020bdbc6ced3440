import { join } from "node:path"
import { AssentError } from "../errors.ts"
import { createFileKek, FileKeyProvider } from "../keys/kek.ts"
import { openKeyring, type Keyring } from "../keys/keyring.ts"
import type { KekRow, KeyProvider, KeyStore } from "../keys/ports.ts"
import type { LeafOf } from "../ledger/entry.ts"
import type { Ledger } from "../ledger/ledger.ts"

/** Until epochs rotate by themselves a KEK lives ten years: the bound for backups holds from the first rotation on. */
const KEK_LIFE_DAYS = 3650
const DAY_MS = 86_400_000

export interface Keys {
  readonly keyring: Keyring
  readonly provider: KeyProvider
  readonly kek: KekRow
}

/**
 * Opens the key hierarchy of a data folder. Order on the first start: key file, row, leaf; each step is found done when
 * a crash in between is followed by another start.
 * @param pinned the fingerprint the configuration names, or `null` to take the active KEK as it is
 * @throws NOT_FOUND when there is no KEK and `create` is not set; KEY_REFUSED when the KEK is not the pinned one
 */
export async function openKeys<Tx>(parts: {
  readonly folder: string
  readonly store: KeyStore
  readonly ledger: Ledger<Tx>
  readonly pinned: string | null
  readonly create: boolean
}): Promise<Keys> {
  const dir = join(parts.folder, "keys")
  const provider = new FileKeyProvider(dir)
  let kek = (await parts.store.keks()).find((row) => row.state === "active")
  if (!kek) {
    if (!parts.create)
      throw new AssentError("NOT_FOUND", "there is no key encryption key here: restore it, or create one")
    const notBefore = new Date()
    const notAfter = new Date(notBefore.getTime() + KEK_LIFE_DAYS * DAY_MS)
    kek = await createFileKek({ dir, epoch: 1, notBefore, notAfter })
    await parts.store.putKek(kek)
  }
  await parts.ledger.append([createdLeaf(kek)])
  const pinnedFingerprint = parts.pinned ?? kek.fingerprint
  const keyring = await openKeyring({ store: parts.store, provider, kek, pinnedFingerprint })
  return { keyring, provider, kek }
}

/** The same bytes at every start, so that the ledger takes it once. */
function createdLeaf(kek: KekRow): LeafOf<"kek.created"> {
  return {
    v: 1,
    id: idOf(kek.fingerprint),
    ts: new Date(kek.notBefore).toISOString(),
    type: "kek.created",
    kek: kek.id,
    fingerprint: kek.fingerprint,
  }
}

/** A UUIDv8 (RFC 9562, 5.8) out of the first bytes of the fingerprint. */
function idOf(fingerprint: string): string {
  const hex = Buffer.from(fingerprint, "base64url").toString("hex")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
