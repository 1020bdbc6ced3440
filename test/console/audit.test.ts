/* Audit in the console: the browser checks the whole ledger by itself, and an auditor takes the pack away. */
import { readFileSync } from "node:fs"
import { afterAll, afterEach, beforeAll, expect, test } from "vitest"
import { z } from "zod"
import { settled } from "../e2e/gateway.ts"
import { agreeing, pause } from "../e2e/recorded-call.ts"
import { type Console, openConsole, type View } from "./browser.ts"

let shown: Console
let auditor: View
let recording: string
beforeAll(async () => {
  shown = await openConsole()
  const call = await agreeing(shown.gateway)
  await pause(200)
  call.hangup()
  const ended = z.object({ recordings: z.tuple([z.object({ id: z.string() })]) })
  recording = ended.parse(await settled(shown.gateway, call.callId)).recordings[0].id
  expect((await shown.gateway.get(`/v1/recordings/${recording}/audio`)).status).toBe(200)
  auditor = await shown.signedIn("auditor")
  auditor.page.setDefaultTimeout(20_000)
}, 60_000)
afterEach(() => shown.expectNoFaults())
afterAll(() => shown[Symbol.asyncDispose]())

test("the browser checks the whole ledger, and shows who looked at what", { timeout: 60_000 }, async () => {
  const { page } = auditor
  await auditor.open("/audit")
  await page.getByText("No witness is configured").waitFor()
  await page.getByText("Not checked yet").waitFor()
  await page.getByRole("button", { name: "Verify now" }).press("Enter")
  await page.getByText("Verified in this browser").waitFor()
  await page.getByText("Calls: 1; 1 granted, 0 refused, 0 withdrawn").waitFor()
  await page.getByText("Listened").first().waitFor()
  await auditor.expectAccessible()
  await auditor.shoot("audit")
  await page.getByRole("button", { name: recording }).first().click()
  await page.waitForURL(new RegExp(`recording=${recording}`))
  await page.getByText("no reason given").first().waitFor()
})

test("a ledger that was changed on its way does not hold", async () => {
  const other = await shown.signedIn("operator")
  await other.page.route("**/ledger/tile/entries/**", async (route) => {
    const answer = await route.fetch()
    const body = Buffer.from((await answer.body()).toString("latin1").replace("granted", "refused"), "latin1")
    await route.fulfill({ response: answer, body })
  })
  await other.open("/audit")
  expect(await other.page.getByText("Audit pack").count()).toBe(0)
  await other.page.getByRole("button", { name: "Verify now" }).click()
  await other.page.getByText("The ledger does not hold").waitFor()
  await other.expectAccessible()
})

test("the pack is taken for a reason, which is on record", async () => {
  const { page } = auditor
  await page.getByLabel("For what is it taken?").fill("audit of 2026")
  const download = page.waitForEvent("download")
  await page.getByRole("button", { name: "Download the pack" }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^audit-pack_.*\.tar$/)
  expect(readFileSync(await file.path()).length).toBeGreaterThan(10_000)
})
