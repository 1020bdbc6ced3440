import { expect, test } from "vitest"
import { OneTimeTokens } from "../../src/carriers/media-stream/tokens.ts"

test("a token is good once, for what it was issued for", () => {
  const tokens = new OneTimeTokens<string>()
  const a = tokens.issue("a")
  const b = tokens.issue("b")
  expect(a).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(tokens.redeem("")).toBeNull()
  expect(tokens.redeem(`${a}x`)).toBeNull()
  expect(tokens.redeem(b)).toBe("b")
  expect(tokens.redeem(b)).toBeNull()
  expect(tokens.redeem(a)).toBe("a")
})

test("a token expires, and an expired one makes room", () => {
  let now = 0
  const tokens = new OneTimeTokens<string>({ lifeMs: 100, limit: 2, now: () => now })
  const early = tokens.issue("early")
  now = 60
  const late = tokens.issue("late")
  expect(() => tokens.issue("more")).toThrow(expect.objectContaining({ code: "CONFLICT" }))
  now = 100
  expect(tokens.redeem(early)).toBeNull()
  tokens.issue("now there is room")
  expect(tokens.redeem(late)).toBe("late")
})
