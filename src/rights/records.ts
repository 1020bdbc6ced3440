/*
 * What is held about people beside calls. Order of a write: key, sealed wording, then one transaction {leaf, row, the
 * wording before is dead}, then the dead key is destroyed. A crash leaves a key nobody refers to, or a dead wording that
 * settle() destroys. What a wording said stays nowhere but as salted digests in its leaf.
 */
import { randomUUID } from "node:crypto"
import canonicalize from "canonicalize"
import { AssentError } from "../errors.ts"
import { uuidv7 } from "../ids.ts"
import type { KeyStore } from "../keys/ports.ts"
import { checkDisclosures, disclose } from "../ledger/disclosure.ts"
import type { Fields } from "../ledger/disclosure-check.ts"
import type { Leaf, LeafOf } from "../ledger/entry.ts"
import { parseLeaf } from "../ledger/jcs.ts"
import type { LedgerStore } from "../ledger/store.ts"
import { dayOf } from "../retention/schedule.ts"
import type { RecordKind, RecordRow, RecordRows } from "./record-ports.ts"

/** What one sealed wording may hold, as JSON: it has to fit a compact JWE of 4 KiB. */
export const MAX_WORDING_BYTES = 1500

export interface RecordDeps<Tx> {
  readonly rows: RecordRows<Tx>
  readonly ledger: {
    append(leaves: readonly Leaf[], rows?: (tx: Tx, indexes: readonly number[]) => Promise<void>): Promise<unknown>
  }
  readonly ledgerStore: Pick<LedgerStore<Tx>, "leaf">
  /** Makes a key under an id, seals to it, forgets it. */
  readonly keyring: {
    begin(id: string, from: null): Promise<void>
    seal(id: string, leafId: string, disclosures: readonly string[]): Promise<void>
    end(id: string): void
  }
  readonly keys: Pick<KeyStore, "callKeyOfCall" | "shredCallKeys">
  /** The disclosures that the key `version` has sealed, by the leaf's id; `null` when it is destroyed. */
  readonly openings: (version: string) => Promise<ReadonlyMap<string, readonly string[]> | null>
  readonly now: () => Date
}

export interface Wording {
  readonly kind: RecordKind
  /** Of the record that is worded anew; absent: a new one. */
  readonly id?: string | undefined
  readonly about?: string | undefined
  readonly slug?: string | undefined
  readonly fields: Fields
  readonly lookups?: readonly string[] | undefined
  readonly content?: Uint8Array | undefined
  /** The request for rectification (Art. 16 GDPR) that is carried out with it. */
  readonly request?: string | undefined
}

export interface Records {
  /** @param by id of the principal @throws INPUT_INVALID when it is too long; CONFLICT for an agent's id that is taken */
  put(wording: Wording, by: string): Promise<RecordRow>
  /** What it says. @throws KEY_DESTROYED, KEY_REFUSED, LEDGER_CORRUPT */
  read(row: RecordRow): Promise<Fields>
  /** Destroys it for good. Gone already is no error. @param by id of the principal, or why it happens by itself */
  remove(row: RecordRow, by: string): Promise<void>
  /** Destroys what a crash or a failure left of earlier wordings. @returns how many */
  settle(): Promise<number>
}

export function createRecords<Tx>(deps: RecordDeps<Tx>): Records {
  const { rows, ledger, keyring, keys } = deps
  // One at a time: two notes on one call must not both be its first.
  let last: Promise<unknown> = Promise.resolve()
  const exclusive = <T>(work: () => Promise<T>): Promise<T> => {
    const run = last.then(work, work)
    last = run.catch(() => undefined)
    return run
  }

  async function settle(): Promise<number> {
    const dead = await rows.dead()
    if (dead.length === 0) return 0
    await keys.shredCallKeys(dead.map(({ keyId }) => keyId))
    await rows.forget(dead.map(({ version }) => version))
    return dead.length
  }

  async function before(wording: Wording): Promise<RecordRow | null> {
    const { kind, id, about, slug } = wording
    if (id !== undefined) {
      const found = await rows.get(kind, id)
      if (!found) throw new AssentError("NOT_FOUND", `there is no such ${kind}`)
      return found
    }
    if (slug !== undefined) return rows.bySlug(slug)
    if (about === undefined || kind === "document") return null
    return (await rows.list({ kind, about }, { limit: 1, after: null }))[0] ?? null
  }

  async function put(wording: Wording, by: string): Promise<RecordRow> {
    const { kind, fields, request } = wording
    if (Buffer.byteLength(JSON.stringify(fields)) > MAX_WORDING_BYTES) {
      throw new AssentError("INPUT_INVALID", `this is too long: at most ${MAX_WORDING_BYTES} bytes in all`)
    }
    const old = await before(wording)
    const at = deps.now()
    const version = uuidv7(at.getTime())
    const leafId = uuidv7(at.getTime())
    const { digests, disclosures } = disclose(fields)
    try {
      await keyring.begin(version, null)
      await keyring.seal(version, leafId, disclosures)
    } finally {
      keyring.end(version)
    }
    const keyId = (await keys.callKeyOfCall(version))?.id
    if (keyId === undefined) throw new AssentError("KEY_DESTROYED", "the key of this wording is gone already")
    const id = old?.id ?? uuidv7(at.getTime())
    const leaf: LeafOf<"record.changed"> = {
      v: 1,
      id: leafId,
      ts: at.toISOString(),
      type: "record.changed",
      object: kind,
      subject: id,
      state: request === undefined || old === null ? "set" : "rectified",
      by,
      ...(request === undefined ? {} : { request }),
      ...(digests.length === 0 ? {} : { _sd: [...digests], _sd_alg: "sha-256" as const }),
    }
    const made = {
      id,
      kind,
      about: wording.about ?? old?.about ?? null,
      slug: wording.slug ?? old?.slug ?? null,
      version,
      keyId,
      setAt: leaf.ts,
      asked: old?.asked ?? false,
    }
    // THE commit point: before it nobody refers to the new key, after it the wording before is dead.
    let index = -1
    await ledger.append([leaf], (tx, [at0 = -1]) => {
      index = at0
      return rows.put(tx, { ...made, leaf: at0 }, wording.lookups ?? [], wording.content)
    })
    await settle()
    return { ...made, leaf: index }
  }

  return {
    put: (wording, by) => exclusive(() => put(wording, by)),

    async read(row) {
      const stored = await deps.ledgerStore.leaf(row.leaf)
      const openings = await deps.openings(row.version)
      if (!openings) throw new AssentError("KEY_DESTROYED", "this was erased")
      if (!stored) throw new AssentError("LEDGER_CORRUPT", "the log lacks the leaf of a record")
      const leaf = parseLeaf(stored.entry)
      return checkDisclosures(leaf, openings.get(leaf.id) ?? [])
    },

    remove: (row, by) =>
      exclusive(async () => {
        if (await rows.get(row.kind, row.id)) await rows.bury(row.id, deletedLeaf(row, by, dayOf(deps.now())))
        await settle()
      }),

    settle: () => exclusive(settle),
  }
}

/** Waits for the day's shuffled batch, as every leaf of a destruction: its id and place tell nothing of what went with it. */
export function deletedLeaf({ id: subject, kind: object }: RecordRow, by: string, day: string) {
  const id = randomUUID()
  const leaf: Omit<LeafOf<"record.changed">, "ts"> = {
    v: 1,
    id,
    type: "record.changed",
    object,
    subject,
    state: "deleted",
    by,
  }
  return { id, leaf: canonicalize(leaf) ?? "", day }
}
