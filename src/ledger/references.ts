import type { Leaf } from "./entry.ts"

/** The indexes of the leaves this leaf refers to. */
export function referencesOf(leaf: Leaf): readonly number[] {
  const references: number[] = []
  if ("answered" in leaf) references.push(leaf.answered)
  if ("consent" in leaf) references.push(leaf.consent)
  return references
}

/** Whether a leaf at `index` would refer to itself or to what comes after it. */
export function laterThan(leaf: Leaf, index: number): boolean {
  return referencesOf(leaf).some((reference) => reference >= index)
}
