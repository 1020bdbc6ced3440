import { createHash } from "node:crypto"
import { join } from "node:path"
import { AssentError } from "../errors.ts"
import { createFileKek, destroyFileKek, FileKeyProvider, resumeFileKek } from "../keys/kek.ts"
import { openKekCopies } from "../keys/kek-copies.ts"
import { openKeyring, type Keyring } from "../keys/keyring.ts"
import type { KekRow, KeyProvider, KeyStore } from "../keys/ports.ts"
import { rotateKek, type RotationStore } from "../keys/rotate.ts"
import type { LeafOf } from "../ledger/entry.ts"
import type { Ledger } from "../ledger/ledger.ts"
import type { LedgerStore } from "../ledger/store.ts"

/** A KEK ends by rotation, not by its date: recording must not stop because a rotation is late. */
const KEK_LIFE_DAYS = 3650
const DAY_MS = 86_400_000

export interface Keys {
  readonly keyring: Keyring
  readonly provider: KeyProvider
  readonly kek: KekRow
  readonly keks: () => Promise<readonly KekRow[]>
  /** Whether an epoch is over, or a rotation was cut short. */
  readonly rotationDue: () => Promise<boolean>
  /** Ends the epoch now. One at a time. @returns the KEK that was destroyed */
  readonly rotate: (isLive: (callId: string) => boolean) => Promise<KekRow>
}

/**
 * Opens the key hierarchy of a data folder. Order on the first start: key file, row, leaf; each step is found done when
 * a crash in between is followed by another start.
 * @param pinned the fingerprint the configuration names, or `null` to take the active KEK as it is. After a rotation the
 *   pin still names where the epochs began: later ones are accepted because the log has their leaves.
 * @throws NOT_FOUND when there is no KEK and `create` is not set; KEY_REFUSED when the KEK is not the pinned one
 */
export async function openKeys<Tx>(parts: {
  readonly folder: string
  readonly store: KeyStore & RotationStore
  readonly ledger: Ledger<Tx>
  readonly ledgerStore: LedgerStore<Tx>
  readonly pinned: string | null
  readonly create: boolean
  readonly rotateDays: number
  /** Where each private half is copied before anything is wrapped to it; `null`: nowhere. */
  readonly backupFolder: string | null
  /** Sees what the provider is asked for. */
  readonly watch?: (provider: KeyProvider) => KeyProvider
}): Promise<Keys> {
  const { store, ledger, pinned } = parts
  const dir = join(parts.folder, "keys")
  const { watch = (same: KeyProvider) => same } = parts
  const provider = watch(new FileKeyProvider(dir))
  const life = (notBefore: Date) => ({ notBefore, notAfter: new Date(notBefore.getTime() + KEK_LIFE_DAYS * DAY_MS) })
  const active = async () => (await store.keks()).find((row) => row.state === "active")
  let kek = await active()
  if (!kek) {
    if (!parts.create)
      throw new AssentError("NOT_FOUND", "there is no key encryption key here: restore it, or create one")
    kek = await createFileKek({ dir, epoch: 1, ...life(new Date()) })
    await store.putKek(kek)
  }
  const copies = parts.backupFolder === null ? null : await openKekCopies(parts.backupFolder, dir, parts.folder)
  for (const row of await store.keks()) if (row.state !== "destroyed") await copies?.keep(row)
  const announce = async (row: KekRow): Promise<void> => {
    await ledger.append(row.destroyedAt === null ? [createdLeaf(row)] : [destroyedLeaf(row, row.destroyedAt)])
  }
  const descends = async (row: KekRow): Promise<boolean> =>
    (await store.keks()).some(({ fingerprint }) => fingerprint === pinned) &&
    parts.ledgerStore.transact(async (tx) => (await tx.indexOf(createdLeaf(row).id)) !== null)
  const pin = pinned === null || (pinned !== kek.fingerprint && (await descends(kek))) ? kek.fingerprint : pinned
  await announce(kek)
  for (const row of await store.keks()) if (row.state === "destroyed") await announce(row)
  const keyring = await openKeyring({ store, provider, kek, pinnedFingerprint: pin })

  let last: Promise<unknown> = Promise.resolve()
  return {
    keyring,
    provider,
    kek,
    keks: () => store.keks(),
    rotationDue: async () => {
      const current = await active()
      if ((await store.keks()).some((row) => row.state === "retiring")) return true
      return current !== undefined && Date.now() >= Date.parse(current.notBefore) + parts.rotateDays * DAY_MS
    },
    rotate: (isLive) => {
      const rotation = async () => {
        const before = await active()
        if (before) await copies?.check(before)
        return rotateKek({
          store,
          provider,
          maker: {
            make: async (epoch) => {
              const made = await resumeFileKek({ dir, epoch, ...life(new Date()) })
              await copies?.keep(made)
              return made
            },
            destroy: async (row) => {
              await copies?.destroy(row)
              await destroyFileKek(dir, row)
            },
          },
          announce,
          use: (row) => keyring.use(row),
          isLive,
          backup: async (next) => copies?.check(next),
          now: () => new Date(),
        })
      }
      const run = last.then(rotation, rotation)
      last = run.catch(() => undefined)
      return run
    },
  }
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

function destroyedLeaf(kek: KekRow, at: string): LeafOf<"kek.destroyed"> {
  const id = idOf(createHash("sha256").update(`destroyed ${kek.fingerprint}`).digest("base64url"))
  return { v: 1, id, ts: new Date(at).toISOString(), type: "kek.destroyed", kek: kek.id, fingerprint: kek.fingerprint }
}

/** A UUIDv8 (RFC 9562, 5.8) out of the first bytes of the fingerprint. */
function idOf(fingerprint: string): string {
  const hex = Buffer.from(fingerprint, "base64url").toString("hex")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
