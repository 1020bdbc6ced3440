import { afterAll, afterEach, beforeAll, expect, test } from "vitest"
import { type Console, openConsole, type View } from "./browser.ts"

let shown: Console
let owner: View
beforeAll(async () => {
  shown = await openConsole()
  owner = await shown.signedIn("owner")
}, 60_000)
afterEach(() => shown.expectNoFaults())
afterAll(() => shown[Symbol.asyncDispose]())

test("an unknown address says so, in both schemes and at 360 px, without a violation", async () => {
  await owner.open("/nothing-here")
  await owner.page.getByRole("heading", { name: "There is nothing at this address" }).waitFor()
  await owner.expectAccessible()
})

test("the first view opens for whoever may see it, and teaches while it is empty", async () => {
  await owner.open("/calls")
  await owner.page.getByText("No call yet").waitFor()
  await owner.expectAccessible()
  await owner.shoot("calls-empty")
  const editor = await shown.signedIn("editor")
  await editor.open("/calls")
  await editor.page.getByRole("heading", { name: "Your role has no part in this" }).waitFor()
  expect(await editor.page.getByRole("link", { name: "Calls", exact: true }).count()).toBe(0)
})
