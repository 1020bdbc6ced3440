import { randomBytes } from "node:crypto"
import { expect, test } from "vitest"
import { digestOf, lookupOf, maskNumber, subjectNumber } from "../../src/keys/subject.ts"

const key = randomBytes(32)

test("withheld numbers and carriers' placeholders are nobody", () => {
  const nobody = [
    "anonymous",
    "Anonymous",
    "Restricted",
    "unavailable",
    "unknown",
    "",
    "+",
    "266696687",
    "sip:a@b",
    "+0123456789",
  ]
  const spelled = ["+266696687", "+7378742833", "+86282452253", "+2562533", "+8656696", "+7748283"]
  for (const from of [null, ...nobody, ...spelled]) {
    expect(subjectNumber(from), String(from)).toBe(null)
    expect(lookupOf(key, from)).toBe(null)
  }
})

test("a number is grouped by a keyed hash: the same under one key, another under another", () => {
  const lookup = lookupOf(key, "+4915112345612")
  expect(lookup).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(lookupOf(key, "+4915112345612")).toBe(lookup)
  expect(lookupOf(key, "+4915112345613")).not.toBe(lookup)
  expect(lookupOf(randomBytes(32), "+4915112345612")).not.toBe(lookup)
})

test("the masked form keeps the first two digits and the last two", () => {
  expect(maskNumber("+4915112345612")).toBe("+49•••••••••12")
  expect(maskNumber("+1234567")).toBe("+12•••67")
  expect(maskNumber("+4915112345612")).toHaveLength("+4915112345612".length)
})

test("a digest for one use is found by no other, and not by the number's own lookup", () => {
  const key = randomBytes(32)
  const [one, other] = [digestOf(key, "receipt", "+4915112345612"), digestOf(key, "receipt try", "+4915112345612")]
  expect(one).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(digestOf(key, "receipt", "+4915112345612")).toBe(one)
  expect(
    new Set([one, other, lookupOf(key, "+4915112345612"), digestOf(randomBytes(32), "receipt", "+4915112345612")]).size,
  ).toBe(4)
})
