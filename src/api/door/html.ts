/* Text into HTML: whatever is put into a template is escaped, unless a template made it. */
const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}

export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Part = string | number | Html | readonly Html[] | null

export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((fixed, i) => fixed + written(parts[i] ?? null)).join(""))
}

function written(part: Part): string {
  if (part === null) return ""
  if (part instanceof Html) return part.text
  if (typeof part === "object") return part.map(({ text }) => text).join("\n")
  return String(part).replaceAll(/[&<>"']/g, (char) => entities[char] ?? "")
}
