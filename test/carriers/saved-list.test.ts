import { describe, expect, test } from "vitest"
import { savedList } from "../../src/carriers/call-list/saved.ts"

const ever = { since: 0, until: Date.UTC(2100, 0) }
async function calls(text: string) {
  const found = []
  for await (const call of savedList(text).calls(ever)) found.push(call)
  return found
}
const at = Date.UTC(2026, 10, 23, 16, 20)

describe("a carrier's list in a file", () => {
  test.each([
    [
      "Twilio's console",
      `Call SID,Direction,Start Time,Status,Duration\nCA1,Incoming,2026-11-23 16:20:00 UTC,Completed,12\n`,
    ],
    [
      "a REST interface of that family",
      `{"calls":[{"sid":"CA1","direction":"inbound","start_time":"Mon, 23 Nov 2026 16:20:00 +0000","status":"completed","duration":"12"}]}`,
    ],
    [
      "voice logs",
      `{"data":[{"id":"CA1","created_at":"2026-11-23T16:20:00Z","status":"completed","duration":12,"more":{"a":[1]}}]}`,
    ],
    ["a spreadsheet of half of Europe", `id;at;status;seconds\r\nCA1;"2026-11-23T17:20:00+01:00";completed;12\r\n`],
    [
      "somebody who names no zone, which is UTC",
      `"id","at","status","seconds"\n"CA1","2026-11-23 16:20:00","completed","12"`,
    ],
  ])("is read as it comes from %s", async (_, text) => {
    expect(await calls(text)).toMatchObject([{ id: "CA1", at, answered: true, seconds: 12 }])
  })

  test("tells calls that came in and whether they were answered; without a status, they were", async () => {
    const list =
      "id,at,direction,status\na,2026-11-23T16:20:00Z,inbound,no-answer\nb,2026-11-23T16:20:00Z,outbound-api,completed\n"
    expect(await calls(list)).toMatchObject([{ id: "a", answered: false, status: "no-answer" }])
    expect(await calls("id,at\na,2026-11-23T16:20:00Z\n")).toMatchObject([{ answered: true, seconds: null }])
    expect(await calls("id,at\n")).toEqual([])
    expect(await calls("")).toEqual([])
  })

  test.each([
    ["a row without an id", "id,at\n,2026-11-23\n", /^row 1 of the list has no id/],
    ["an id that writes on the terminal", "id,at\n\u001b[2J,2026-11-23\n", /^row 1 of the list has no id/],
    ["a row without a time", "id,at\na,2026-11-23\nb,soon\n", /^row 2 of the list has no time/],
    ["a status that is none", `id,at,status\na,2026-11-23,"<b>"\n`, /^row 1 of the list has a status that is none/],
    ["a quotation mark that does not close", 'id,at\n"a,2026-11-23\n', /is not CSV/],
    ["a quotation mark inside", 'id,at\na"b,2026-11-23\n', /is not CSV/],
    ["JSON of something else", '{"error":"no"}', /^the list is no JSON array of calls/],
    ["JSON that is cut off", '[{"sid":', /^the list is no JSON array of calls/],
    ["deep nesting", "[".repeat(100_000), /^the list is no JSON array of calls/],
  ])("with %s is refused, naming the row and no value", (_, text, sentence) => {
    expect(() => savedList(text)).toThrow(sentence)
  })

  test("of many calls takes no longer for each", async () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => `CA${i},"2026-11-23T16:20:00Z","a, b"`).join("\n")
    expect(await calls(`id,at,to\n${rows}`)).toHaveLength(50_000)
  })
})
