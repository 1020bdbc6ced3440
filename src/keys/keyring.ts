import { randomBytes } from "node:crypto"
import { AssentError } from "../errors.ts"
import { uuidv7 } from "../ids.ts"
import { generateCallKey, publicKeyOf, thumbprintOf, wrapCallKey, type CallKeyPair } from "./call-key.ts"
import { activeKek, usableKek } from "./kek.ts"
import { sealOpening } from "./opening.ts"
import type { CallKeyRow, KekRow, KeyProvider, KeyStore } from "./ports.ts"
import { wrapRecordingKey } from "./recording-key.ts"
import { agreeOn, type CallSealer } from "./sealer.ts"
import { createSecretBox, type SecretBox } from "./secret-box.ts"
import { digestOf, type DigestUse, lookupOf, maskNumber, openIndexKey, secretKeyOf, subjectNumber } from "./subject.ts"

/** A recording's key while the call runs. */
export interface NewRecordingKey {
  /** The 32 bytes. Zeroed by `destroy`. */
  readonly key: Buffer
  readonly callKeyId: string
  /** RFC 7638. */
  readonly callKeyThumbprint: string
  readonly kekFingerprint: string
  /** Wraps the key to the call key and stores the wrap: durable when it resolves. Must precede the first sealed byte. */
  store(headerSha256: string): Promise<void>
  destroy(): void
}

/** What seals to a live call's key. The private half was forgotten when it had been wrapped. */
interface LiveCallKey {
  readonly row: CallKeyRow
  readonly sealer: CallSealer
}

/** A key for a call to come, agreed on already: 3 ms that no ringing call waits for. */
interface PreparedKey {
  readonly pair: CallKeyPair
  readonly sealer: CallSealer
}

/** Kept ready for a burst of ringing calls. */
const POOL = 64

/**
 * The keys of the calls in progress: makes and wraps, never reads. After a call, this process holds nothing that opens
 * what it wrote.
 */
export class Keyring {
  readonly #store: KeyStore
  #kek: KekRow
  readonly #indexKey: Buffer
  readonly #secretKey: Buffer
  readonly #now: () => Date
  readonly #live = new Map<string, Promise<LiveCallKey>>()
  readonly #ready = new Map<string, LiveCallKey>()
  readonly #pool: PreparedKey[] = []
  #filling = false
  #poolSize: number

  /** Use `openKeyring`. */
  constructor(parts: { store: KeyStore; kek: KekRow; indexKey: Buffer; now: () => Date; poolSize: number }) {
    this.#store = parts.store
    this.#kek = parts.kek
    this.#indexKey = parts.indexKey
    this.#secretKey = secretKeyOf(parts.indexKey)
    this.#now = parts.now
    this.#poolSize = parts.poolSize
    void this.#refill()
  }

  /**
   * Makes the call's key, durable when it resolves, and files the call under the caller's subject if there is a
   * number. Called while the call rings.
   * @throws KEY_REFUSED when the KEK may no longer be used
   */
  async begin(callId: string, from: string | null): Promise<void> {
    const begun = this.#live.get(callId) ?? this.#begin(callId, from)
    this.#live.set(callId, begun)
    try {
      await begun
    } catch (error) {
      this.end(callId)
      throw error
    }
  }

  /** Stores the sealed disclosures of one leaf, durable when it resolves. */
  async seal(callId: string, leafId: string, disclosures: readonly string[]): Promise<void> {
    const { row, sealer } = (await this.#live.get(callId)) ?? (await this.#stored(callId))
    const jwe = sealOpening({ leafId, disclosures }, sealer, row.id)
    await this.#store.putOpening({ leafId, callKeyId: row.id, gen: row.gen, jwe })
  }

  /**
   * New keys are wrapped to this KEK from now on; resolves when no wrap to the one before is under way.
   * @throws KEY_REFUSED when it may not be used
   */
  async use(kek: KekRow): Promise<void> {
    usableKek(kek, kek.fingerprint, this.#now())
    this.#kek = kek
    await Promise.allSettled([...this.#live.values()])
  }

  /** Forgets the call's key. Idempotent. */
  end(callId: string): void {
    this.#live.delete(callId)
    this.#ready.delete(callId)
  }

  /**
   * A fresh key for one recording of a call that has begun. Synchronous: nothing is stored yet, since the header whose
   * hash goes into the wrap commits to this key.
   * @throws KEY_REFUSED when the call has no key, or the KEK may no longer be used
   */
  newRecordingKey(callId: string, recordingId: string): NewRecordingKey {
    this.#usable()
    const live = this.#ready.get(callId)
    if (!live) throw new AssentError("KEY_REFUSED", "this call has no key: nothing of it can be recorded")
    const { row, sealer } = live
    const key = randomBytes(32)
    return {
      key,
      callKeyId: row.id,
      callKeyThumbprint: thumbprintOf(row.publicJwk),
      kekFingerprint: this.#kek.fingerprint,
      store: async (headerSha256) => {
        const wrappedJwe = wrapRecordingKey(key, sealer, { recordingId, headerSha256, callKeyId: row.id })
        await this.#store.putRecordingKey({ recordingId, callKeyId: row.id, gen: row.gen, wrappedJwe })
      },
      destroy: () => key.fill(0),
    }
  }

  /** The subject's lookup of a number, or `null` where there is nothing to group by. */
  lookup(number: string | null): string | null {
    return lookupOf(this.#indexKey, number)
  }

  /** A keyed digest, for what must be found again and not be read. */
  digest(use: DigestUse, text: string): string {
    return digestOf(this.#indexKey, use, text)
  }

  /** For secrets in another database than the keys. It opens nothing once this is closed. */
  get secretBox(): SecretBox {
    return createSecretBox(this.#secretKey)
  }

  /** Zeroes the index key and forgets all others. */
  close(): void {
    this.#indexKey.fill(0)
    this.#secretKey.fill(0)
    this.#live.clear()
    this.#ready.clear()
    this.#poolSize = 0
    this.#pool.length = 0
  }

  async #begin(callId: string, from: string | null): Promise<LiveCallKey> {
    const kek = this.#usable()
    const { pair, sealer } = this.#pool.shift() ?? (await prepare())
    void this.#refill()
    const row = await wrapCallKey(pair, kek, { id: `ck_${uuidv7()}`, gen: 1, callId, createdAt: this.#now() })
    // The pair goes out of scope here: only what seals goes on living.
    const live = { row, sealer }
    await this.#store.putCallKey(row)
    const number = subjectNumber(from)
    const lookup = lookupOf(this.#indexKey, number)
    if (number !== null && lookup !== null) {
      await this.#store.linkSubject(lookup, maskNumber(number), { callId, callKeyId: row.id })
    }
    // The call may have ended meanwhile.
    if (this.#live.has(callId)) this.#ready.set(callId, live)
    return live
  }

  async #stored(callId: string): Promise<LiveCallKey> {
    const row = await this.#store.callKeyOfCall(callId)
    if (!row) throw new AssentError("KEY_DESTROYED", "this call has no key to seal its openings to")
    return { row, sealer: await agreeOn(publicKeyOf(row)) }
  }

  #usable(): KekRow {
    return activeKek(this.#kek, this.#now())
  }

  /** One at a time: the threads that make keys are the ones that write recordings. */
  async #refill(): Promise<void> {
    if (this.#filling) return
    this.#filling = true
    try {
      while (this.#pool.length < this.#poolSize) this.#pool.push(await prepare())
    } catch {
      // A call that finds the pool empty makes its own, and its failure is told.
    } finally {
      this.#filling = false
    }
  }
}

async function prepare(): Promise<PreparedKey> {
  const pair = await generateCallKey()
  return { pair, sealer: await agreeOn(pair.publicKey) }
}

/**
 * Opens the keyring of a capture node.
 * @throws KEY_REFUSED when `kek` is not the pinned one, not active or past its time, or the index key was changed
 */
export async function openKeyring(parts: {
  readonly store: KeyStore
  readonly provider: KeyProvider
  readonly kek: KekRow
  readonly pinnedFingerprint: string
  readonly now?: () => Date
  /** Call keys kept ready. */
  readonly poolSize?: number
}): Promise<Keyring> {
  const now = parts.now ?? (() => new Date())
  const kek = usableKek(parts.kek, parts.pinnedFingerprint, now())
  const indexKey = await openIndexKey(parts.store, parts.provider, kek)
  return new Keyring({
    store: parts.store,
    kek,
    indexKey,
    now,
    poolSize: parts.poolSize ?? POOL,
  })
}
