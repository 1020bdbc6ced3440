/*
 * KEK epochs: after each, what an older backup of the key store held can be opened by nobody. In order: the next KEK and
 * its leaf; new calls wrap to it; the index key and every call key that lives are wrapped anew; every row is read back
 * and opened; the copy of the new KEK is looked at; then the old KEK is destroyed. The rows of `kek` are the intent: one that
 * is `retiring` is a rotation to be finished, and each step finds done what a crash cut short.
 */
import { createPublicKey, type KeyObject } from "node:crypto"
import { CompactEncrypt } from "jose"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { generateCallKey, unwrapCallKey, wrapCallKey } from "./call-key.ts"
import { readJwe, within } from "./jwe.ts"
import type { CallKeyRow, KekRow, KeyProvider, KeyStore, OpeningRow, RecordingKeyRow } from "./ports.ts"
import { decryptWith } from "./recording-key.ts"
import { indexKeyKek, rewrapIndexKey } from "./subject.ts"

/** What a rotation does to the key store. Every write is durable when it resolves. */
export interface RotationStore {
  /** One transaction: `next` is the active KEK, the one before it retires. */
  succeed(next: KekRow): Promise<void>
  /** Call keys wrapped to this KEK, in the order of their ids; `lost`: a recording under this generation was shredded. */
  callKeysUnder(
    kekId: string,
    after: string,
    limit: number,
  ): Promise<readonly { readonly row: CallKeyRow; readonly lost: boolean }[]>
  recordingKeysOf(callKeyId: string): Promise<readonly RecordingKeyRow[]>
  /** The same generation under another wrap. A row that was shredded meanwhile stays gone. */
  rewrapped(row: CallKeyRow): Promise<void>
  /**
   * A new generation takes the place of all older ones, with what is wrapped to it: one transaction.
   * @throws STORAGE_FAILED when something was wrapped to the old generation meanwhile; nothing is changed then
   */
  renewed(row: CallKeyRow, recordings: readonly RecordingKeyRow[], openings: readonly OpeningRow[]): Promise<void>
  replaceIndexKey(wrappedJwe: string): Promise<void>
  /** No older wrap is left in any file of the store. */
  settle(): Promise<void>
}

/** Makes and destroys the private halves. */
export interface KekMaker {
  /** Makes the KEK of an epoch; one that a crash left behind is taken, unless it is torn. */
  make(epoch: number): Promise<KekRow>
  /** The private half is gone when this resolves. Idempotent. */
  destroy(kek: KekRow): Promise<void>
}

export interface RotateParts {
  readonly store: KeyStore & RotationStore
  readonly provider: KeyProvider
  readonly maker: KekMaker
  /** The leaf of a KEK as it is now; appended once however often it is said. */
  readonly announce: (kek: KekRow) => Promise<void>
  /** From now on new keys are wrapped to this KEK; resolves when no wrap to another is under way. */
  readonly use: (kek: KekRow) => Promise<void>
  readonly isLive: (callId: string) => boolean
  /** The new KEK is safe against the loss of a disk, or this throws and the old one stays. */
  readonly backup: (next: KekRow) => Promise<void>
  readonly now: () => Date
}

const PAGE = 100

/** @returns the KEK that was destroyed @throws KEY_PROVIDER_UNREACHABLE, STORAGE_FAILED: call it again, it goes on */
export async function rotateKek(parts: RotateParts): Promise<KekRow> {
  const { store, maker } = parts
  const { old, next } = await begun(parts)
  await parts.announce(next)
  await parts.use(next)
  await moveIndexKey(parts, next)
  await moveCallKeys(parts, old, next)
  await store.settle()
  await verifyAll(parts, next)
  await parts.backup(next)
  await maker.destroy(old)
  const destroyed: KekRow = { ...old, state: "destroyed", destroyedAt: parts.now().toISOString() }
  await store.putKek(destroyed)
  await parts.announce(destroyed)
  return destroyed
}

async function begun({ store, maker }: RotateParts): Promise<{ old: KekRow; next: KekRow }> {
  const rows = await store.keks()
  const active = rows.find((row) => row.state === "active")
  if (!active) throw new AssentError("NOT_FOUND", "there is no active key encryption key to follow")
  const retiring = rows.find((row) => row.state === "retiring")
  if (retiring) return { old: retiring, next: active }
  const next = await maker.make(active.epoch + 1)
  await store.succeed(next)
  return { old: active, next }
}

async function moveIndexKey({ store, provider }: RotateParts, next: KekRow): Promise<void> {
  const stored = await store.indexKey()
  if (stored === null || indexKeyKek(stored) === next.id) return
  await store.replaceIndexKey(await rewrapIndexKey(stored, provider, next))
}

async function moveCallKeys(parts: RotateParts, old: KekRow, next: KekRow): Promise<void> {
  for (let after = ""; ;) {
    const page = await parts.store.callKeysUnder(old.id, after, PAGE)
    for (const { row, lost } of page) {
      after = row.id
      // The keyring of a live call holds its generation: it is renewed in the next epoch.
      if (lost && !parts.isLive(row.callId)) await renew(parts, row, next)
      else await rewrap(parts, row, next)
    }
    if (page.length === PAGE) continue
    // Calls that came before `use`, and what a shred or an opening interrupted.
    if ((await parts.store.callKeysUnder(old.id, "", 1)).length === 0) return
    after = ""
  }
}

async function rewrap({ store, provider }: RotateParts, row: CallKeyRow, next: KekRow): Promise<void> {
  const privateKey = await unwrapCallKey(row, provider)
  await store.rewrapped(await wrapped(row, { privateKey, publicKey: createPublicKey(privateKey) }, row.gen, next))
}

/** A call that lost a recording: its old wraps stand in older backups, so what opens them must not live on. */
async function renew({ store, provider }: RotateParts, row: CallKeyRow, next: KekRow): Promise<void> {
  const before = await unwrapCallKey(row, provider)
  const pair = await generateCallKey()
  const renewed = await wrapped(row, pair, row.gen + 1, next)
  const again = (jwe: string): Promise<string> => rewrapJwe(jwe, before, pair.publicKey)
  const recordings: RecordingKeyRow[] = []
  for (const key of await store.recordingKeysOf(row.id)) {
    recordings.push({ ...key, gen: renewed.gen, wrappedJwe: await again(key.wrappedJwe) })
  }
  const openings: OpeningRow[] = []
  for (const opening of await store.openings(row.id)) {
    openings.push({ ...opening, gen: renewed.gen, jwe: await again(opening.jwe) })
  }
  await store.renewed(renewed, recordings, openings)
}

function wrapped(
  row: CallKeyRow,
  pair: { readonly privateKey: KeyObject; readonly publicKey: KeyObject },
  gen: number,
  next: KekRow,
): Promise<CallKeyRow> {
  return wrapCallKey(pair, next, { id: row.id, gen, callId: row.callId, createdAt: new Date(row.createdAt) })
}

const anyHeader = z.record(z.string(), z.unknown())

/** The same content and protected members under another call key. */
async function rewrapJwe(jwe: string, from: KeyObject, to: KeyObject): Promise<string> {
  const header = Object.fromEntries(Object.entries(readJwe(jwe, anyHeader).header).filter(([name]) => name !== "epk"))
  const content = await decryptWith(jwe, from)
  try {
    const protectedHeader = { ...header, alg: "ECDH-ES+A256KW", enc: "A256GCM" }
    return within(await new CompactEncrypt(content).setProtectedHeader(protectedHeader).encrypt(to))
  } finally {
    content.fill(0)
  }
}

/** Reads every row back and opens it: what does not open is found while the old KEK is still there. */
async function verifyAll({ store, provider }: RotateParts, next: KekRow): Promise<void> {
  const index = await store.indexKey()
  if (index !== null && indexKeyKek(index) !== next.id) {
    throw new AssentError("KEY_REFUSED", "the index key is not under the new key encryption key")
  }
  for (const row of await store.keks()) {
    if (row.id === next.id) continue
    if ((await store.callKeysUnder(row.id, "", 1)).length > 0) {
      throw new AssentError("KEY_REFUSED", "a call key is still under an older key encryption key")
    }
  }
  for (let after = ""; ;) {
    const page = await store.callKeysUnder(next.id, after, PAGE)
    for (const { row } of page) {
      after = row.id
      // Shredded meanwhile is gone, not broken.
      const now = await store.callKey(row.id)
      if (now) await unwrapCallKey(now, provider)
    }
    if (page.length < PAGE) return
  }
}
