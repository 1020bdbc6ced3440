/*
 * The ledger of one installation. What waits is committed together: appends are gathered until the event loop turns,
 * with no fixed window, so that one client pays no delay and a burst forms a group.
 */
import { AssentError, hasCode } from "../errors.ts"
import { uuidv7 } from "../ids.ts"
import { commitGroup, type RowsWork, type Waiting } from "./append.ts"
import { toBase64Url } from "./base64.ts"
import { type CheckpointerParts, signHead } from "./checkpointer.ts"
import type { Leaf } from "./entry.ts"
import { sha256, verifyEd25519 } from "./node-crypto.ts"
import { type NoteSigner, parseVkey, SPKI_PREFIX, type Vkey } from "./note.ts"
import type { Receipt } from "./receipt.ts"
import { type SealedLeaf, sealLeaf } from "./seal.ts"
import { checkContinuation } from "./startup.ts"
import type { LedgerStore } from "./store.ts"

export interface Ledger<Tx> {
  /**
   * Appends `leaves`, neighbours in this order, in one transaction with whatever `rows` writes. Resolves when they are
   * durable. Repeating it with the same leaves is answered with receipts for those that are there, without `rows`.
   * `rows` runs under the log's lock: it must not append itself, and may run in a transaction that is undone.
   * @throws INPUT_INVALID, LEDGER_CONFLICT (an id that stands for other bytes), LEDGER_UNAVAILABLE (nothing was
   *   written), LEDGER_CORRUPT, or what `rows` threw.
   */
  append(leaves: readonly Leaf[], rows?: RowsWork<Tx>): Promise<readonly Receipt[]>
  /** How many leaves are committed. */
  size(): Promise<number>
  /** The signed note of the committed head, signed now unless it is already. @throws LEDGER_CORRUPT, LEDGER_UNAVAILABLE */
  checkpoint(): Promise<string>
  /** Commits what waits, refuses what comes, signs the last head. May be called twice. */
  close(): Promise<void>
}

export interface LedgerLog {
  error(facts: object, message: string): void
}

export interface OpenLedgerOptions<Tx> {
  readonly store: LedgerStore<Tx>
  readonly origin: string
  /** Its vkey's name must be the origin. */
  readonly signer: NoteSigner
  /** Begin a new log if the store has none. Without it an empty store is refused, as it may be a lost one. */
  readonly create: boolean
  /** The last checkpoint of the origin this one continues, when it is created. */
  readonly previous?: string
  readonly log?: LedgerLog
  /** Told each note that was signed, or found to be signed already. Must not throw. */
  readonly onSigned?: (note: string) => void
}

const crypto = { hash: sha256, verify: verifyEd25519 }
/** With signing itself, less than the second after which an append must be signed. */
const SIGN_WITHIN_MS = 700

/** @throws NOT_FOUND (no log, and not told to create one), CONFIG_INVALID, LEDGER_CONFLICT, LEDGER_CORRUPT. */
export async function openLedger<Tx>(options: OpenLedgerOptions<Tx>): Promise<Ledger<Tx>> {
  const { store, origin, signer, create } = options
  const vkey = parseVkey(sha256, signer.vkey)
  if (vkey.name !== origin) {
    throw new AssentError("CONFIG_INVALID", "the log key is for another origin", { field: "ledger.origin" })
  }
  const stored = await store.origin()
  if (stored !== null && stored !== origin) {
    throw new AssentError("LEDGER_CONFLICT", "this store holds the ledger of another origin", {
      field: "ledger.origin",
    })
  }
  const isNew = stored === null || ((await store.head()).size === 0 && (await store.latestCheckpoint()) === null)
  if (isNew && !create) {
    throw new AssentError("NOT_FOUND", "there is no ledger here; create one explicitly, or restore the lost one", {
      field: "ledger",
    })
  }
  if (stored === null) await store.create(origin)
  if (!isNew) await checkContinuation(store, vkey, crypto)
  const ledger = startLedger(options)
  // A crash before this leaf leaves an empty log, which the next start with `create` takes as new.
  if (isNew) await ledger.append([openedLeaf(origin, vkey, options.previous)])
  return ledger
}

function startLedger<Tx>({ store, origin, signer, log, onSigned }: OpenLedgerOptions<Tx>): Ledger<Tx> {
  const parts: CheckpointerParts = { store, origin, signer, crypto }
  let queue: Waiting<Tx>[] = []
  let running = false
  let idle: (() => void)[] = []
  let broken: AssentError | null = null
  let signing: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let closed: Promise<void> | null = null

  const flush = async (): Promise<void> => {
    const group = queue
    queue = []
    if (await commitGroup(store, sha256, group)) signSoon()
    if (queue.length > 0) {
      setImmediate(() => void flush())
      return
    }
    running = false
    for (const resolve of idle) resolve()
    idle = []
  }

  const checkpoint = (): Promise<string> => {
    const signed = signing.then(() => signHead(parts))
    signing = signed.catch((error: unknown) => {
      if (hasCode(error, "LEDGER_CORRUPT")) broken = error
    })
    void signed.then(onSigned, () => undefined)
    return signed
  }

  const signSoon = (): void => {
    if (closed) return
    timer ??= setTimeout(() => {
      timer = undefined
      checkpoint().catch((error: unknown) => {
        log?.error({ err: error }, "the checkpoint could not be signed")
        if (!broken) signSoon()
      })
    }, SIGN_WITHIN_MS).unref()
  }

  const finish = async (): Promise<void> => {
    if (running) await new Promise<void>((resolve) => idle.push(resolve))
    clearTimeout(timer)
    await checkpoint()
  }

  // A head that a killed process left unsigned is signed behind the start.
  signSoon()

  return {
    append: async (leaves, rows) => {
      if (closed) throw new AssentError("LEDGER_UNAVAILABLE", "the ledger is closed")
      if (broken) throw broken
      const sealed = sealAll(leaves)
      return new Promise((resolve, reject) => {
        queue.push({ leaves: sealed, rows, resolve, reject })
        if (running) return
        running = true
        setImmediate(() => void flush())
      })
    },
    size: async () => (await store.head()).size,
    checkpoint,
    close: () => (closed ??= finish()),
  }
}

function sealAll(leaves: readonly Leaf[]): readonly SealedLeaf[] {
  const sealed = leaves.map(sealLeaf)
  if (sealed.length === 0) throw new AssentError("INPUT_INVALID", "an append needs a leaf", { field: "leaves" })
  if (sealed.length > 1 && new Set(sealed.map(({ leaf }) => leaf.id)).size < sealed.length) {
    throw new AssentError("INPUT_INVALID", "two leaves of one append have the same id", { field: "id" })
  }
  return sealed
}

function openedLeaf(origin: string, vkey: Vkey, previous: string | undefined): Leaf {
  const key = toBase64Url(Uint8Array.of(...SPKI_PREFIX, ...vkey.publicKey))
  const base = { v: 1, id: uuidv7(), ts: new Date().toISOString(), type: "ledger.opened", origin, key } as const
  return previous === undefined ? base : { ...base, previous }
}
