/* Requests in the console: one person files, another decides, and the certificate says what became of it. */
import { readFileSync } from "node:fs"
import { afterAll, afterEach, beforeAll, expect, test } from "vitest"
import { z } from "zod"
import { openCertificate } from "../../src/rights/certificate.ts"
import { settled } from "../e2e/gateway.ts"
import { agreeing, pause } from "../e2e/recorded-call.ts"
import { type Console, openConsole, type View } from "./browser.ts"

const NUMBER = "+4915112345678"

let shown: Console
let officer: View
let owner: View
const recordings: string[] = []
beforeAll(async () => {
  shown = await openConsole()
  for (const from of [NUMBER, "+4930123456"]) {
    const call = await agreeing(shown.gateway, from)
    await pause(200)
    call.hangup()
    const ended = z.object({ recordings: z.tuple([z.object({ id: z.string() })]) })
    recordings.push(ended.parse(await settled(shown.gateway, call.callId)).recordings[0].id)
  }
  officer = await shown.signedIn("privacy_officer")
  owner = await shown.signedIn("owner")
  for (const view of [officer, owner]) view.page.setDefaultTimeout(20_000)
}, 90_000)
afterEach(() => shown.expectNoFaults())
afterAll(() => shown[Symbol.asyncDispose]())

test("one files, verifies and previews, another approves, and the certificate holds", { timeout: 90_000 }, async () => {
  const { page } = officer
  await officer.open("/requests")
  await page.getByText("No request yet").waitFor()
  await officer.expectAccessible()
  await page.getByRole("link", { name: "File a request" }).press("Enter")
  await page.getByLabel("The person’s whole number").fill("4711")
  await page.getByRole("button", { name: "File, and go on" }).click()
  await page.getByText("In full, with + and country code").waitFor()
  await officer.expectAccessible()
  await page.getByLabel("The person’s whole number").fill(NUMBER)
  await officer.press("Enter")
  await page.waitForURL(/\/requests\/dsr_[^/]+\/verify$/)
  expect(page.url()).not.toContain(NUMBER.slice(1))
  await officer.expectAccessible()
  await page.getByLabel("Where the proof is filed").fill("ticket 4711")
  await officer.press("Enter")
  await page.waitForURL(/\/preview$/)
  await page.getByRole("button", { name: "Show what is held" }).click()
  await page.getByText("Would be erased").waitFor()
  await page.getByText(recordings[0] ?? "none").waitFor()
  await officer.expectAccessible()
  await officer.shoot("request-preview")
  await page.getByRole("link", { name: "To the approval" }).click()
  await page.getByText("You filed this request.").waitFor()
  expect(await page.getByRole("button", { name: "Approve and carry out" }).count()).toBe(0)
  await officer.expectAccessible()

  const other = owner.page
  await other.goto(page.url())
  await other.getByRole("button", { name: "Approve and carry out" }).press("Enter")
  await other.getByRole("dialog").waitFor()
  const erase = other.getByRole("button", { name: "Erase for good" })
  expect(await erase.isDisabled()).toBe(true)
  await owner.expectAccessible()
  const id = /dsr_[^/]+/.exec(page.url())?.[0] ?? ""
  await other.getByLabel(`Type ${id.slice(-6)} to confirm`).fill(id.slice(-6))
  await owner.press("Enter")
  await other.waitForURL(/\/certificate$/)
  await other.getByText("keys destroyed").waitFor()
  await other.getByText("Erased", { exact: true }).waitFor()
  await owner.expectAccessible()
  await owner.shoot("request-certificate")
  const jws = other.waitForEvent("download")
  await other.getByRole("button", { name: "Certificate (JWS)" }).click()
  const file = readFileSync(await (await jws).path(), "utf8")
  const certificate = await openCertificate(file, shown.gateway.gateway.vkey)
  expect(certificate.recordings.map((one) => `rec_${one.id}`)).toEqual([recordings[0]])
  await other.getByText(certificate.recordings[0]?.tombstone_sha256 ?? "none").waitFor()
  const pdf = other.waitForEvent("download")
  await other.getByRole("button", { name: "Certificate (PDF)" }).click()
  expect(readFileSync(await (await pdf).path(), "latin1").slice(0, 5)).toBe("%PDF-")

  await page.reload()
  await page.getByRole("link", { name: "5. Certificate" }).click()
  await page.getByRole("button", { name: "The person was told" }).click()
  await page.getByText("The person was told.").waitFor()
  await page.getByRole("link", { name: "All requests" }).click()
  await page.getByRole("region", { name: "Requests, newest first" }).getByText("Answered").waitFor()
  await officer.shoot("requests")
})

test("a step that is not reached says what it waits for", async () => {
  const filed = await shown.gateway.send("POST", "/v1/requests", { kind: "access", recording_id: recordings[1] })
  const { id } = z.object({ id: z.string() }).parse(filed.body)
  const { page } = owner
  await owner.open(`/requests/${id}/certificate`)
  await page.getByText("This step is not reached yet.").waitFor()
  await page.getByRole("link", { name: "Go to: Verify" }).click()
  await page.getByRole("button", { name: "Refuse" }).click()
  await page.getByRole("dialog").waitFor()
  await owner.expectAccessible()
  await owner.press("Escape")
  await page.getByRole("button", { name: "Extend the deadline" }).click()
  await page.getByLabel("Why does it take longer?").fill("many calls")
  await owner.press("Enter")
  await page.getByText("extended").first().waitFor()
})

test("a hold keeps a recording out of a job, and released it goes", { timeout: 90_000 }, async () => {
  const { page } = owner
  await owner.open("/requests/holds")
  await page.getByLabel("Recording").fill(recordings[1] ?? "")
  await page.getByLabel("Reason").fill("case 4711")
  await page.getByLabel("Owner").fill("legal")
  await page.getByLabel("Review on").fill("2027-05-01")
  await page.getByRole("button", { name: "Set a hold" }).click()
  await page.getByText("Owner: legal").waitFor()
  await owner.expectAccessible()
  await owner.shoot("holds")

  await owner.open("/requests/bulk?since=2020-01-01")
  await page.getByRole("button", { name: "Preview", exact: true }).click()
  await page.getByText("1 · Would be kept").waitFor()
  await page.waitForURL(/preview=/)
  await owner.expectAccessible()
  await page.getByRole("button", { name: "Approve and carry out" }).click()
  await page.getByLabel(/^Type \d+ to confirm$/).fill("1")
  await owner.press("Enter")
  await page.waitForURL(/\/requests\/jobs\/job_/)
  await page.getByText("1 of 1 done, 0 failed").waitFor()
  await page.getByText("Kept", { exact: true }).waitFor()
  await owner.expectAccessible()
  await owner.shoot("job")

  await owner.open("/requests/holds")
  await page.getByRole("button", { name: "Release the hold" }).click()
  const word = /^Type (\S+) to confirm$/
  const field = page.getByLabel(word)
  await field.fill(word.exec(await page.getByText(word).innerText())?.[1] ?? "")
  await owner.press("Enter")
  await page.getByText("No hold stands.").waitFor()
})
