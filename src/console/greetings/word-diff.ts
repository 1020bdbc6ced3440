/* Which words of a text went and which came: the longest common run of words stays (Myers' problem, solved by table). */
export interface Piece {
  readonly kind: "same" | "removed" | "added"
  readonly text: string
}

/** A prompt has at most 4,000 characters: some hundred words a side. */
export function wordDiff(before: string, after: string): readonly Piece[] {
  const [a, b] = [before.match(/\S+\s*|\s+/g) ?? [], after.match(/\S+\s*|\s+/g) ?? []]
  const width = b.length + 1
  const common = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number): number => common[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] =
        a[i]?.trim() === b[j]?.trim() ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const pieces: { kind: Piece["kind"]; text: string }[] = []
  const add = (kind: Piece["kind"], text: string): void => {
    const last = pieces.at(-1)
    if (last?.kind === kind) last.text += text
    else pieces.push({ kind, text })
  }
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [x, y] = [a[i], b[j]]
    if (x !== undefined && y !== undefined && x.trim() === y.trim()) {
      add("same", y)
      i++
      j++
    } else if (x !== undefined && (y === undefined || at(i + 1, j) >= at(i, j + 1))) {
      add("removed", x)
      i++
    } else {
      add("added", y ?? "")
      j++
    }
  }
  return pieces
}
