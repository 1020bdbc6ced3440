/* The player: opened for a reason, worked by keys alone, drawn without the audio, and on record. */
import { readFileSync } from "node:fs"
import { afterAll, afterEach, beforeAll, expect, test } from "vitest"
import { z } from "zod"
import { eventually, settled } from "../e2e/gateway.ts"
import { agreeing } from "../e2e/recorded-call.ts"
import { type Console, openConsole, type View } from "./browser.ts"

let shown: Console
let officer: View
let call: string
let recording: string
beforeAll(async () => {
  shown = await openConsole()
  const ringing = await agreeing(shown.gateway)
  await new Promise((resolve) => setTimeout(resolve, 1000))
  await shown.gateway.send("POST", `/v1/calls/${ringing.callId}/pause`)
  await new Promise((resolve) => setTimeout(resolve, 800))
  await shown.gateway.send("POST", `/v1/calls/${ringing.callId}/resume`)
  await new Promise((resolve) => setTimeout(resolve, 2200))
  ringing.hangup()
  await settled(shown.gateway, ringing.callId)
  call = ringing.callId
  const found = await shown.gateway.get(`/v1/recordings?call=${call}`)
  recording = z.object({ data: z.tuple([z.looseObject({ id: z.string() })]) }).parse(found.body).data[0].id
  officer = await shown.signedIn("privacy_officer")
})
afterEach(() => shown.expectNoFaults())
afterAll(() => shown[Symbol.asyncDispose]())

const position = async (): Promise<number> =>
  z.number().parse(await officer.page.evaluate("document.querySelector('audio').currentTime"))

test(
  "a recording opens for a reason, is worked by keys alone, and each hearing is on record",
  { timeout: 60_000 },
  async () => {
    const { page } = officer
    await officer.open(`/calls/${call}`)
    await page.getByRole("link", { name: "Listen" }).press("Enter")
    await page.getByText("Nothing is decrypted before you say why.").waitFor()
    await officer.expectAccessible()
    await page.getByLabel("Why do you listen?").fill("complaint 4711, ärgerlich")
    await officer.press("Enter")
    await page.getByRole("button", { name: "Play", exact: true }).waitFor()
    await page.locator(".wave canvas").first().waitFor()
    await eventually(async () =>
      (await page.evaluate("document.querySelector('audio').readyState")) === 0 ? null : true,
    )
    await officer.expectAccessible()

    await page.locator("#content h1").focus()
    await officer.press(" ")
    await page.getByRole("button", { name: "Pause", exact: true }).waitFor()
    await eventually(async () => ((await position()) > 0.3 ? true : null))
    await officer.press("k")
    await page.getByRole("button", { name: "Play", exact: true }).waitFor()
    await officer.press("j")
    expect(await position()).toBe(0)
    await officer.press("n")
    const atPause = await position()
    expect(atPause).toBeGreaterThan(0.5)
    await officer.press("[", "l", "]")
    await page.waitForURL(/from=\d+&to=\d+/)
    await officer.shoot("player")
    await officer.press("?")
    await page.getByRole("dialog", { name: "Keyboard" }).waitFor()
    await officer.expectAccessible()
    await officer.press("Escape")

    const access = await shown.gateway.get(`/v1/recordings/${recording}/access`)
    const entry = z.object({ type: z.string(), reason: z.string().nullable() })
    const heard = z.object({ data: z.array(entry) }).parse(access.body)
    const played = heard.data.filter(({ type }) => type === "access.played")
    expect(played.length).toBeGreaterThan(1)
    expect(new Set(played.map(({ reason }) => reason))).toEqual(new Set(["complaint 4711, ärgerlich"]))
  },
)

test("a part is made by drag and by fields alike, and is the address", async () => {
  const { page } = officer
  await page.getByRole("button", { name: "Whole recording" }).click()
  const box = await page.locator(".wave").boundingBox()
  if (!box) throw new Error("no wave")
  await page.mouse.move(box.x + box.width * 0.25, box.y + 40)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.4, box.y + 40)
  await page.mouse.move(box.x + box.width * 0.5, box.y + 40)
  await page.mouse.up()
  await page.waitForURL(/from=\d+&to=\d+/)
  const dragged = new URL(page.url()).searchParams
  const length = Number(dragged.get("to")) - Number(dragged.get("from"))
  expect(length).toBeGreaterThan(500)
  const part = page.getByRole("group", { name: "Part" })
  await part.getByLabel("From").fill("0:00.5")
  await part.getByLabel("To").fill("1.5")
  await part.getByLabel("To").press("Enter")
  await page.waitForURL(/from=500&to=1500/)

  const download = page.waitForEvent("download")
  await page.getByRole("button", { name: "Download this part" }).click()
  const saved = await download
  expect(saved.suggestedFilename()).toMatch(/^rec_[0-9a-f-]{36}_0\.00-0\.01\.wav$/)
  const file = readFileSync(await saved.path())
  const { bytes: whole } = await shown.gateway.get(`/v1/recordings/${recording}/audio`)
  expect(file.subarray(58).equals(whole.subarray(58 + 500 * 16, 58 + 1500 * 16))).toBe(true)
})
