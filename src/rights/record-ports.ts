/*
 * What is held about people beside calls: contacts, agents, notes and tags on calls, documents that prove who asks. A row
 * tells that something is held, of what kind and since when; what it says is sealed to a key of its own in keys.db, as a
 * leaf's personal fields are, so that destroying that key is its erasure, in backups too.
 */
import type { OutboxLeaf } from "../retention/ports.ts"

export const recordKinds = ["contact", "agent", "note", "tags", "document"] as const
export type RecordKind = (typeof recordKinds)[number]

export interface RecordRow {
  readonly id: string
  readonly kind: RecordKind
  /** The call of a note or tags, the request of a document. */
  readonly about: string | null
  /** The agent's id, as the operator's own systems know it. */
  readonly slug: string | null
  /** The key of this wording, under the id it is found by (`callKeyOfCall`); and the leaf whose disclosures it seals. */
  readonly version: string
  readonly keyId: string
  readonly leaf: number
  readonly setAt: string
  /** A person asked for its erasure, and something forbids it for now. */
  readonly asked: boolean
}

/** A wording whose key is to be destroyed: the intent of an erasure, or of a correction. */
export interface DeadRecord {
  readonly version: string
  readonly keyId: string
}

export interface RecordRows<Tx> {
  /** A new record, or a new wording of one: the wording before becomes dead in the same transaction. */
  put(tx: Tx, row: RecordRow, lookups: readonly string[], content?: Uint8Array): Promise<void>
  get(kind: RecordKind, id: string): Promise<RecordRow | null>
  /** Newest first. */
  list(
    filter: { readonly kind: RecordKind; readonly about?: string; readonly setBefore?: string },
    page: { readonly limit: number; readonly after: string | null },
  ): Promise<readonly RecordRow[]>
  bySlug(slug: string): Promise<RecordRow | null>
  /** Contacts with this number, by its keyed hash. */
  byLookup(lookup: string): Promise<readonly RecordRow[]>
  lookupsOf(id: string): Promise<readonly string[]>
  content(id: string): Promise<Uint8Array | null>
  /** Notes and tags on any of these calls. */
  onCalls(callIds: readonly string[]): Promise<readonly RecordRow[]>
  /** That their erasure was asked for, or no longer: one transaction. */
  ask(ids: readonly string[], asked: boolean): Promise<void>
  asked(): Promise<readonly RecordRow[]>
  /** One transaction: the row goes, its wording is dead, its leaf waits for the day's batch. */
  bury(id: string, leaf: OutboxLeaf): Promise<void>
  dead(): Promise<readonly DeadRecord[]>
  /** Their keys are gone. */
  forget(versions: readonly string[]): Promise<void>
  /** Who spoke for the organisation on a call; `null`: nobody is known. */
  putAgent(callId: string, slug: string | null): Promise<void>
  agentOf(callId: string): Promise<string | null>
  callsOfAgent(slug: string): Promise<readonly string[]>
  /** The agent's calls are nobody's from then on, and no entry of an export names the agent. @returns how many calls */
  forgetAgent(slug: string): Promise<number>
}
