import type { Leaf } from "./entry.ts"

export interface LeafSubject {
  /** The id of a call or a recording, or `ledger` or `kek`. */
  readonly subject: string
  readonly index: number
}

/** Which leaves are about what: made of the leaves alone, behind them, and made again when it is in doubt. */
export interface LeafIndex {
  /** How many leaves, from the first on, are noted. */
  size(): Promise<number>
  /** Notes the leaves of from <= index < to, unless others were noted since `from` was asked. Durable when it resolves. */
  note(from: number, to: number, subjects: readonly LeafSubject[]): Promise<void>
  /** The leaves of from <= index < to about one of `subjects`, each once, in order. */
  about(subjects: readonly string[], from: number, to: number): Promise<readonly number[]>
  /** Everything that is noted, in order of subject and index, a page at a time. */
  noted(after: LeafSubject | null, limit: number): Promise<readonly LeafSubject[]>
  /** Forgets it all. */
  clear(): Promise<void>
}

/** What a leaf is found under. */
export function subjectsOf(leaf: Leaf): readonly string[] {
  const subjects: string[] = []
  if ("call" in leaf && leaf.call !== undefined) subjects.push(leaf.call)
  if ("rec" in leaf && leaf.rec !== undefined) subjects.push(leaf.rec)
  if (leaf.type.startsWith("ledger.")) subjects.push("ledger")
  if (leaf.type.startsWith("kek.")) subjects.push("kek")
  return subjects
}
