import { expect, test } from "vitest"
import { isEmergency, passesBy } from "../../src/greetings/emergency.ts"

const shipped = { shipped: true, numbers: [] }
const BERLIN = "+493023125000"
const NEW_YORK = "+12125550123"

test("the emergency numbers of the line's own country count, however a carrier writes them", () => {
  for (const number of ["112", "+112", "+49112", "110", "+49110", "116117"]) {
    expect([number, isEmergency(number, BERLIN, shipped)]).toEqual([number, true])
  }
  for (const number of ["911", "+1911", "988"]) {
    expect([number, isEmergency(number, NEW_YORK, shipped)]).toEqual([number, true])
  }
  expect(isEmergency("911", BERLIN, shipped)).toBe(false)
  expect(isEmergency("999", NEW_YORK, shipped)).toBe(false)
})

test("a number that only begins like one, a word and a withheld number do not", () => {
  for (const number of ["+4911212345", "1121", "+493011200", "anonymous", "", "112;ext=1"]) {
    expect([number, isEmergency(number, BERLIN, shipped)]).toEqual([number, false])
  }
})

test("where nobody knows the country of a line, those of all countries count: nothing may be held up", () => {
  for (const number of ["112", "911", "000", "111"]) expect(isEmergency(number, "+8881234567", shipped)).toBe(true)
})

test("the operator's own numbers count beside the shipped ones, or in their place", () => {
  const numbers = ["+498001110111", "4711"]
  expect(isEmergency("+498001110111", BERLIN, { shipped: true, numbers })).toBe(true)
  expect(isEmergency("4711", BERLIN, { shipped: false, numbers })).toBe(true)
  expect(isEmergency("+494711", BERLIN, { shipped: false, numbers })).toBe(true)
  expect(isEmergency("112", BERLIN, { shipped: false, numbers })).toBe(false)
})

test("a call is passed by for who calls, and for whom the line leads to, at every place of a queue", () => {
  const line = { number: BERLIN }
  const desk = { kind: "phone", number: "+4930123456" } as const
  expect(passesBy(line, "+4930555555", desk, shipped)).toBe(false)
  expect(passesBy(line, null, desk, shipped)).toBe(false)
  expect(passesBy(line, "+49112", desk, shipped)).toBe(true)
  expect(passesBy(line, null, { kind: "sip", uri: "sip:112@carrier.example.com" }, shipped)).toBe(true)
  const crisis = { ...shipped, numbers: ["+498001110111"] }
  expect(passesBy(line, null, { kind: "phone", number: "+498001110111" }, crisis)).toBe(true)
  const targets = [
    { kind: "phone", number: "+4930123456", ring_seconds: 20 },
    { kind: "phone", number: "+498001110111", ring_seconds: 20 },
  ] as const
  expect(passesBy(line, null, { kind: "queue", targets: [...targets] }, crisis)).toBe(true)
})
