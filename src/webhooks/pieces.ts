import { setImmediate as turn } from "node:timers/promises"

/** Rows of one transaction. It runs on the thread that carries the media. */
export const PIECE = 128

/** Repeats a piece of work until less than a whole one was left, and lets everything else have its turn between. */
export async function inPieces(piece: () => Promise<number>): Promise<number> {
  let count = 0
  for (;;) {
    const done = await piece()
    count += done
    if (done < PIECE) return count
    await turn()
  }
}
