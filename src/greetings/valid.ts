import { AssentError, type ErrorCode } from "../errors.ts"
import { operatorDocument, type OperatorDocument } from "./document.ts"

/** Names every problem with its place. Zod's messages say what is expected and never repeat the value. */
export function validDocument(value: unknown, what: string, code: ErrorCode): OperatorDocument {
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
