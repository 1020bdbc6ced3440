/*
 * A carrier's call list that somebody saved to a file: the CSV of its console, or the JSON of its REST interface. Columns
 * are found by the names that carriers give them. Everything in it is a stranger's word.
 */
import { z } from "zod"
import { AssentError } from "../../errors.ts"
import { type CallList, id, type ListedCall, state, within } from "./list.ts"

/** Names of columns and members, without case, spaces, `_` and `-`. */
const names = {
  id: ["sid", "callsid", "id", "callid", "carriercallid", "callcontrolid"],
  at: ["starttime", "start", "startedat", "at", "datecreated", "date", "time", "createdat"],
  to: ["to", "called", "destination"],
  status: ["status", "state"],
  seconds: ["duration", "seconds", "durationseconds", "billableseconds"],
  direction: ["direction"],
} as const
type Column = keyof typeof names

const ANSWERED = ["completed", "inprogress", "answered"]

const value = z.union([z.string().max(1000), z.number(), z.null(), z.boolean()]).catch(null)
const row = z.record(z.string().max(200), z.unknown())
const rows = z.array(row).max(2_000_000)
const document = z.union([rows, z.object({ calls: rows }), z.object({ data: rows })])

/**
 * @param text the whole file
 * @throws INPUT_INVALID naming the row, never a value of it
 */
export function savedList(text: string): CallList {
  const calls = (/^\s*[[{]/.test(text) ? jsonRows(text) : csvRows(text)).flatMap(callOf)
  return {
    sameIds: true,
    async *calls(span) {
      yield* calls.filter(({ at }) => within(span, at))
    },
    // A list of calls names no recordings.
    async *recordings() {
      yield* []
    },
  }
}

function callOf(cells: ReadonlyMap<string, string>, i: number): readonly ListedCall[] {
  const cell = (column: Column): string | null => {
    const name = names[column].find((each) => cells.has(each))
    return name === undefined ? null : (cells.get(name) ?? "").trim() || null
  }
  const refused = (what: string): AssentError => invalid(`row ${i + 1} of the list ${what}`)
  const direction = cell("direction")
  if (direction !== null && !/^in(bound|coming)$/i.test(direction)) return []
  const known = id.safeParse(cell("id"))
  if (!known.success) throw refused("has no id of its call (a column such as Call SID, sid or id)")
  const at = momentOf(cell("at"))
  if (at === null) throw refused("has no time (a column such as Start Time, start_time or at)")
  const status = state.safeParse(cell("status") ?? "listed")
  if (!status.success) throw refused("has a status that is none")
  const seconds = cell("seconds") === null ? null : Number(cell("seconds"))
  const told = cell("status") !== null
  const answered = !told || ANSWERED.includes(plain(status.data))
  const length = seconds === null || Number.isNaN(seconds) ? null : seconds
  return [{ id: known.data, at, answered, status: status.data, seconds: length, to: cell("to") ?? "" }]
}

/** A time that names no zone is UTC. */
function momentOf(text: string | null): number | null {
  if (text === null) return null
  const zoned = /(Z|UTC|GMT|[+-]\d\d:?\d\d)$/i.test(text) || /^\w{3},/.test(text)
  const ms = Date.parse(zoned ? text : `${text}Z`)
  return Number.isNaN(ms) ? null : ms
}

const plain = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, "")

function jsonRows(text: string): readonly ReadonlyMap<string, string>[] {
  const read = document.safeParse(parsed(text))
  if (!read.success) throw invalid("the list is no JSON array of calls, nor an object with `calls` or `data`")
  const list = Array.isArray(read.data) ? read.data : "calls" in read.data ? read.data.calls : read.data.data
  return list.map((each) => {
    const cells = Object.entries(each).map(([name, cell]) => [plain(name), String(value.parse(cell) ?? "")] as const)
    return new Map(cells)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** RFC 4180, the first line naming the columns; also with semicolons, as spreadsheets write them where commas are decimal. */
function csvRows(text: string): readonly ReadonlyMap<string, string>[] {
  const body = text.replace(/^\ufeff/, "")
  const head = body.slice(0, body.search(/\r?\n|$/))
  const mark = head.includes(",") || !head.includes(";") ? "," : ";"
  const [columns = [], ...lines] = cellsOf(body, mark)
  const named = columns.map(plain)
  return lines
    .filter((cells) => cells.some((cell) => cell !== ""))
    .map((cells) => new Map(named.map((name, i) => [name, cells[i] ?? ""] as const)))
}

function cellsOf(text: string, mark: "," | ";"): string[][] {
  const cell =
    mark === "," ? /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy : /(?:"((?:[^"]|"")*)"|([^";\r\n]*))(;|\r?\n|$)/gy
  const lines: string[][] = []
  let line: string[] = []
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    const [, quoted, bare = "", end] = match
    line.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'))
    if (end !== mark) {
      lines.push(line)
      line = []
    }
    if (cell.lastIndex === text.length) return lines
  }
  throw invalid(`row ${lines.length} of the list is not CSV: a quotation mark that does not close, or one too many`)
}

function invalid(why: string): AssentError {
  return new AssentError("INPUT_INVALID", why)
}
