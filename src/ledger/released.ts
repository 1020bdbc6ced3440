/*
 * The carriers' own ids of a period's calls, as an audit pack may release them: SD-JWT disclosures, one a line, in the
 * order of the leaves that they open. Whoever made the pack may lie: each must open a field of a leaf of the period.
 */
import { AssentError } from "../errors.ts"
import { toBase64Url } from "./base64.ts"
import { parseDisclosure } from "./disclosure-check.ts"
import type { Leaf } from "./entry.ts"
import type { Hash } from "./merkle.ts"

/** What a comparison with a carrier's list needs, and no number. */
export const releasedFields: readonly string[] = ["carrier_call_id", "trunk"]

/** Calls of one file: it stays below what is read at once. */
export const RELEASED_CALLS = 500
export const MAX_RELEASED_BYTES = 200_000

export const isReleasedPath = (path: string): boolean => /^disclosures\/[0-9]{6}\.disclosures$/.test(path)
export const releasedPath = (file: number): string => `disclosures/${String(file).padStart(6, "0")}.disclosures`

/** Follows the released lines while the leaves go by, so that neither is ever whole in memory. */
export class ReleasedCheck {
  readonly #hash: Hash
  readonly #lines: AsyncIterator<string>
  #next: Promise<IteratorResult<string>>
  /** Calls whose carrier's id is opened. */
  calls = 0

  constructor(hash: Hash, lines: AsyncIterable<string>) {
    this.#hash = hash
    this.#lines = lines[Symbol.asyncIterator]()
    this.#next = this.#lines.next()
  }

  /** Takes the lines that open `leaf`. @throws INPUT_INVALID, LEDGER_CORRUPT */
  async see(leaf: Leaf): Promise<void> {
    const digests = new Set(leaf._sd)
    for (let line = await this.#next; !line.done; line = await this.#next) {
      if (!digests.delete(toBase64Url(this.#hash(new TextEncoder().encode(line.value))))) return
      const { name } = parseDisclosure(line.value)
      if (!releasedFields.includes(name)) throw corrupt("the pack releases more of its calls than the carrier's ids")
      if (name === "carrier_call_id") this.calls++
      this.#next = this.#lines.next()
    }
  }

  /** @throws LEDGER_CORRUPT for a line that opened nothing */
  async end(): Promise<void> {
    if (!(await this.#next).done)
      throw corrupt("the pack releases what opens no call of the period, or not in its order")
  }
}

function corrupt(why: string): AssentError {
  return new AssentError("LEDGER_CORRUPT", why)
}
