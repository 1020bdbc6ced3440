import { expect, test } from "vitest"
import { uuidv7 } from "../src/ids.ts"

test("ids are UUIDv7, unlike each other, and sort by their millisecond", () => {
  const now = Date.now()
  const ids = Array.from({ length: 2000 }, (_, i) => uuidv7(now + i))
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(new Set(ids.map((id) => id.slice(19))).size).toBe(2000)
  expect([...ids].sort()).toEqual(ids)
  expect(parseInt(uuidv7(now).replaceAll("-", "").slice(0, 12), 16)).toBe(now)
})
