import { expect, test } from "vitest"
import { uuidv7 } from "../../src/ids.ts"
import { IdRows } from "../../src/ledger/id-rows.ts"

test("rows are numbered as they come, found by their id, and there once", () => {
  const rows = new IdRows(0)
  const known = new Map<string, number>()
  const some = Array.from({ length: 9000 }, () => uuidv7())
  const all = [
    ...some,
    ...some.slice(0, 900),
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
  ]
  for (const id of [...all, ...all.slice(-3)]) {
    expect(rows.find(id)).toBe(known.get(id) ?? -1)
    expect(rows.add(id)).toBe(known.has(id) ? -1 : known.size)
    if (!known.has(id)) known.set(id, known.size)
  }
  expect(rows.size).toBe(known.size)
  for (const [id, row] of known) expect([rows.find(id), rows.idOf(row)]).toEqual([row, id])
})

test("ids that differ in one digit only are different rows", () => {
  const rows = new IdRows(0)
  const id = "01940000-0000-7000-8000-000000000001"
  expect(rows.add(id)).toBe(0)
  for (let i = 0; i < id.length; i++) {
    if (id[i] !== "-") expect(rows.add(`${id.slice(0, i)}e${id.slice(i + 1)}`)).toBeGreaterThan(0)
  }
  expect(rows.add(id)).toBe(-1)
})

test("a row keeps what is written to it, over the border of a page and while the index grows", () => {
  const rows = new IdRows(8)
  const ids = Array.from({ length: 9000 }, () => uuidv7())
  ids.forEach((id, i) => {
    const { view, at } = rows.row(rows.add(id))
    expect(view.getFloat64(at)).toBe(0)
    view.setFloat64(at, i + 0.5)
  })
  ids.forEach((id, i) => {
    const { view, at } = rows.row(rows.find(id))
    expect(view.getFloat64(at)).toBe(i + 0.5)
  })
  expect(() => rows.row(9000)).toThrow(RangeError)
})
