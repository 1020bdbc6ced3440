import { readFile } from "node:fs/promises"
import type { Adapter } from "lowdb"
import { AssentError, type ErrorCode } from "../../errors.ts"
import { operatorDocument, type OperatorDocument } from "../../greetings/document.ts"
import { errnoOf, fileFailure } from "./failure.ts"
import { replaceFile } from "./files.ts"

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
    const text = `${JSON.stringify(validate(document, "the operator document", "INPUT_INVALID"), null, 2)}\n`
    if ((await this.#text()) !== this.#seen) {
      throw new AssentError("CONFLICT", `${this.#path} was edited while the gateway runs: restart it to take that over`)
    }
    try {
      await replaceFile(this.#path, text)
    } catch (error) {
      throw fileFailure(error, `writing ${this.#path}`)
    }
    this.#seen = text
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
  return validate(value, path, "CONFIG_INVALID")
}

/** Names every problem with its place. Zod's messages say what is expected and never repeat the value. */
export function validate(value: unknown, what: string, code: ErrorCode): OperatorDocument {
  const result = operatorDocument.safeParse(value)
  if (result.success) return result.data
  const problems = result.error.issues.map(({ path, message }) => ({ place: place(path), message }))
  const text = problems.map((problem) => `${problem.place}: ${problem.message}`).join("; ")
  const [first] = problems
  throw new AssentError(code, `${what}: ${text}`, first ? { field: first.place } : {})
}

/** `lines[0].number` */
function place(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("")
  return text.replace(/^\./, "") || "the document"
}
