/* Calls and consents in the console: what an auditor finds, checks and takes away. */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest"
import { settled } from "../e2e/gateway.ts"
import { agreeing } from "../e2e/recorded-call.ts"
import { type Console, openConsole, type View } from "./browser.ts"

const NUMBER = "+4915112345678"

let shown: Console
let owner: View
let agreed: string
let refused: string
beforeAll(async () => {
  shown = await openConsole()
  const refusing = await shown.gateway.ring(
    { audio: Buffer.alloc(8000), keepAudio: false, script: [{ whenPromptEnds: /^notice/, delay: 100, press: "2" }] },
    "+4930123456",
  )
  const call = await agreeing(shown.gateway, NUMBER)
  await shown.gateway.send("POST", `/v1/calls/${call.callId}/pause`)
  await new Promise((resolve) => setTimeout(resolve, 400))
  await shown.gateway.send("POST", `/v1/calls/${call.callId}/resume`)
  await new Promise((resolve) => setTimeout(resolve, 600))
  call.hangup()
  refusing.hangup()
  await settled(shown.gateway, call.callId)
  agreed = call.callId
  await settled(shown.gateway, refusing.callId)
  refused = refusing.callId
  owner = await shown.signedIn("owner")
})
afterEach(() => shown.expectNoFaults())
afterAll(() => shown[Symbol.asyncDispose]())

test("the list shows every call masked, and its filters live in the address", async () => {
  const { page } = owner
  await owner.open("/calls")
  await page.locator("tbody tr").nth(1).waitFor()
  expect(await page.locator("body").innerText()).not.toContain(NUMBER.slice(3, -2))
  await owner.expectAccessible()

  await page.getByRole("combobox", { name: "Consent" }).click()
  await page.getByRole("option", { name: "Refused" }).click()
  await page.waitForURL(/consent=refused/)
  await page.getByText("1 row loaded").waitFor()
  const link = page.url()
  const other = await shown.signedIn("auditor")
  await other.page.goto(link)
  await other.page.getByText("1 row loaded").waitFor()
  expect(await other.page.locator("tbody tr a").getAttribute("href")).toContain(refused)
})

test("a live call stands in the strip while it lives, with what was decided", async () => {
  const { page } = owner
  await owner.open("/calls")
  const strip = page.getByRole("region", { name: "Live now" })
  await strip.getByText("No call is live.").waitFor()
  const call = await agreeing(shown.gateway, NUMBER)
  await strip.getByText("1 call is live").waitFor()
  await strip.getByText("Granted").waitFor()
  await page.getByText("3 rows loaded").waitFor()
  await owner.shoot("calls")
  call.hangup()
  await strip.getByText("No call is live.").waitFor()
})

test("a call tells its story on one clock, and its number only for a reason", async () => {
  const { page } = owner
  await owner.open(`/calls/${agreed}`)
  await page.getByText("Consent granted").waitFor()
  await page.getByText("Recording sealed").waitFor()
  await page.getByRole("button", { name: "Show the number" }).click()
  await page.getByRole("dialog").waitFor()
  await owner.expectAccessible()
  await page.getByLabel("Why do you need to see it?").fill("complaint 4711")
  await page.getByRole("button", { name: "Show", exact: true }).click()
  await page.getByText(NUMBER).waitFor()
})

test("the proof is checked in the browser, with the exact words heard and the receipts", async () => {
  const auditor = await shown.signedIn("auditor")
  const { page } = auditor
  await auditor.open(`/calls/${agreed}`)
  await page.getByRole("button", { name: "Check the proof" }).click()
  await page.getByText("Verified in this browser").waitFor({ timeout: 15_000 })
  await page.getByText("Word for word and byte for byte as the ledger names it.").waitFor()
  await auditor.expectAccessible()
  await auditor.shoot("call")
  const download = page.waitForEvent("download")
  await page.getByRole("button", { name: "Receipt (PDF)" }).click()
  expect((await download).suggestedFilename()).toBe(`receipt_${agreed}.pdf`)
})

test("a long list keeps only the rows in sight in the document, and asks for the next when they come near", async () => {
  const view = await shown.signedIn("operator")
  const PAGES = 10
  await view.page.route(/\/v1\/calls\?limit=100/, async (route) => {
    const at = Number(new URL(route.request().url()).searchParams.get("cursor") ?? 0)
    const data = Array.from({ length: 100 }, (_, i) => ({
      id: `call_019ab3a4-0000-7000-8000-${String(at * 100 + i).padStart(12, "0")}`,
      line_id: "main",
      caller: null,
      caller_state: "withheld",
      state: "ended",
      answered_at: "2026-11-23T16:20:00.000Z",
      ended_at: "2026-11-23T16:24:00.000Z",
      consent: "refused",
      outcome: "completed",
    }))
    const next = at + 1 < PAGES ? String(at + 1) : null
    await route.fulfill({ json: { data, next_cursor: next, has_more: next !== null } })
  })
  await view.open("/calls")
  await view.page.getByText("100 rows loaded").waitFor()
  const box = view.page.getByRole("region", { name: "Calls, newest first" })
  await box.focus()
  for (let page = 2; page <= PAGES; page++) {
    await view.press("End")
    await view.page.getByText(new RegExp(`^${page * 100} rows loaded`)).waitFor()
  }
  await view.page.getByText("1000 rows loaded · That is all").waitFor()
  expect(await view.page.locator("tbody tr").count()).toBeLessThan(80)
})
