import { readFile } from "node:fs/promises"
import type { Adapter } from "lowdb"
import { AssentError, hasCode } from "../../errors.ts"
import type { OperatorDocument } from "../../greetings/document.ts"
import { validDocument } from "../../greetings/valid.ts"
import { errnoOf, fileFailure } from "./failure.ts"
import { removeFile, replaceFile } from "./files.ts"

/**
 * lowdb's adapter for the operator document. Unlike lowdb's own it validates both ways, fsyncs, and writes only over the
 * bytes it last saw: a file that somebody edited while the gateway runs is refused and not overwritten.
 */
export class OperatorFile implements Adapter<OperatorDocument> {
  readonly #path: string
  #seen: string | null = null

  constructor(path: string) {
    this.#path = path
  }

  async read(): Promise<OperatorDocument | null> {
    const text = await this.#text()
    this.#seen = text
    return text === null ? null : parse(text, this.#path)
  }

  async write(document: OperatorDocument): Promise<void> {
    const text = `${JSON.stringify(validDocument(document, "the operator document", "INPUT_INVALID"), null, 2)}\n`
    const refused = await this.refused()
    if (refused !== null) throw refused
    try {
      await replaceFile(this.#path, text)
    } catch (error) {
      await this.#putBack(text)
      throw fileFailure(error, `writing ${this.#path}`)
    }
    this.#seen = text
  }

  /** Renamed already when its folder could not be synced: what was refused must not be what the next start reads. */
  async #putBack(refused: string): Promise<void> {
    const here = (): Promise<string | null> => this.#text().catch(() => null)
    if ((await here()) !== refused) return
    const put = this.#seen === null ? removeFile(this.#path) : replaceFile(this.#path, this.#seen)
    await put.catch(() => undefined)
    if ((await here()) === refused) this.#seen = refused
  }

  /** Why what is on the disk is not what was last read or written here; `null` where it is. */
  async refused(): Promise<AssentError | null> {
    const text = await this.#text()
    if (text === this.#seen) return null
    if (text === null) return new AssentError("CONFLICT", `${this.#path} is gone: put it back, or restart without it`)
    try {
      parse(text, this.#path)
    } catch (error) {
      if (hasCode(error, "CONFIG_INVALID")) return new AssentError("CONFLICT", error.message, { cause: error })
      throw error
    }
    return new AssentError("CONFLICT", `${this.#path} was edited while the gateway runs: restart it to take that over`)
  }

  async #text(): Promise<string | null> {
    try {
      return await readFile(this.#path, "utf8")
    } catch (error) {
      if (errnoOf(error) === "ENOENT") return null
      throw fileFailure(error, `reading ${this.#path}`)
    }
  }
}

// The file is an administrator's to edit: it may hold anything.
function parse(text: string, path: string): OperatorDocument {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new AssentError("CONFIG_INVALID", `${path} is not JSON: restore it from a backup or mend it`, {
      cause: error,
    })
  }
  return validDocument(value, path, "CONFIG_INVALID")
}
